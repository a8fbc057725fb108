import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { CsvError, parse } from 'csv-parse/sync' // MIT; knows quotes and line numbers
import { finding } from './finding.ts'
import type { Finding, Place } from './finding.ts'

/** A CSV file: header trimmed, cells trimmed; `line` of a row is the line it ends on. */
export type Table = {
  readonly file: string
  readonly header: readonly string[]
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

export type Delimiter = ',' | ';' | '\t'

/** Bytes of an answer file as text: UTF-8 with or without byte order mark, else Latin-1 (as Windows writes it). */
export function decode(bytes: Uint8Array, part = false): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: part })
  } catch {
    // Not UTF-8; every sequence of bytes is Latin-1.
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** The delimiter of a header line: the one of `,` `;` and tab that stands in it most often outside quotes. */
export function delimiterOf(header: string): Delimiter {
  const bare = header.replaceAll(/"[^"]*"/g, '')
  const count = (delimiter: Delimiter) => bare.split(delimiter).length
  return ([',', ';', '\t'] as const).reduce((best, next) => (count(next) > count(best) ? next : best))
}

/** Reads a CSV file of the folder. Null where there is no such file or it cannot be read; then the findings say why. */
export function readTable(dir: string, file: string): { table: Table | null; findings: Finding[] } {
  if (!existsSync(join(dir, file))) return { table: null, findings: [] }
  const text = decode(readFileSync(join(dir, file)))
  try {
    const rows = records(text)
    const [first, ...rest] = rows
    if (first === undefined) {
      return { table: null, findings: [finding('empty-file', { file, line: 1, column: 1 }, 'the file is empty', 'fill it in or delete it')] }
    }
    const table = { file, header: first.cells, rows: rest }
    return { table, findings: [...doubledColumns(file, first.cells), ...raggedRows(table)] }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const place = { file, line: Number(error['lines'] ?? 1), column: 1 }
    return { table: null, findings: [finding('csv-syntax', place, `this is not CSV: ${error.message}`, 'mind the quotes in this row')] }
  }
}

/** The trimmed column names of an answer file, read from its first bytes only; null where there is no such file. */
export function readHeader(dir: string, file: string): string[] | null {
  const path = join(dir, file)
  if (!existsSync(path)) return null
  const bytes = Buffer.alloc(1 << 20)
  const handle = openSync(path, 'r')
  const length = readSync(handle, bytes, 0, bytes.length, 0)
  closeSync(handle)
  const text = decode(bytes.subarray(0, length), length === bytes.length)
  const line = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? ''
  return records(line)[0]?.cells.slice() ?? []
}

/** The columns that stand in a header more than once, each at its second place. */
export function doubledColumns(file: string, header: readonly string[]): Finding[] {
  return header.flatMap((name, i) =>
    name !== '' && header.indexOf(name) < i
      ? [finding('duplicate-column', { file, line: 1, column: i + 1 }, `column ${name} is there twice`, 'rename or delete one of the two')]
      : [],
  )
}

/** The rows of a table with their lines and a look-up of cells by column name (a missing cell is empty). */
export function cellsOf(table: Table) {
  const index = new Map(table.header.map((column, i) => [column, i]))
  return table.rows.map(({ line, cells }) => ({ line, cell: (column: string): string => cells[index.get(column) ?? -1] ?? '' }))
}

export function cellPlace(table: Table, line: number, column: string): Place {
  return { file: table.file, line, column: table.header.indexOf(column) + 1 }
}

function raggedRows(table: Table): Finding[] {
  const width = table.header.length
  return table.rows.flatMap(({ line, cells }) =>
    cells.length === width
      ? []
      : [
          finding(
            'cell-count',
            { file: table.file, line, column: Math.min(cells.length, width) + 1 },
            `the row has ${cells.length} cells, the header ${width}`,
            'add or delete cells, or put a text that holds the delimiter in quotes',
          ),
        ],
  )
}

function records(text: string): { line: number; cells: string[] }[] {
  const delimiter = delimiterOf(text.split('\n', 1)[0] ?? '')
  const options = { bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true, trim: true } as const
  const parsed = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[]
  return parsed.map(({ record, info }) => ({ line: info.lines, cells: record }))
}
