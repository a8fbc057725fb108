import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { CsvError, parse } from 'csv-parse/sync' // MIT; knows quotes and line numbers
import iconv from 'iconv-lite' // MIT; Node's own decoder of windows-1252 gets 0x80-0x9F wrong
import { finding } from './finding.ts'
import type { Finding, Place } from './finding.ts'

/** A CSV file: header and cells trimmed, every row as long as the header; `line` of a row is the line it ends on. */
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
    return iconv.decode(Buffer.from(bytes), 'windows-1252')
  }
}

/** The delimiter of a header line: the one of `,` `;` and tab that stands in it most often outside quotes. */
export function delimiterOf(header: string): Delimiter {
  const bare = header.replaceAll(/"[^"]*"/g, '')
  const count = (delimiter: Delimiter) => bare.split(delimiter).length
  return ([',', ';', '\t'] as const).reduce((best, next) => (count(next) > count(best) ? next : best))
}

/** The rows of a text, and the delimiter that Excel's line `sep=;` before them says; null where there is none. */
export function undeclared(text: string): { text: string; delimiter: string | null } {
  const [line = '', delimiter = null] = /^\uFEFF?sep=(.)\r?\n/i.exec(text) ?? []
  return { text: text.slice(line.length), delimiter }
}

/** Reads a CSV file of the folder. Null where there is no such file or it cannot be read; then the findings say why. */
export function readTable(dir: string, file: string): { table: Table | null; findings: Finding[] } {
  if (!existsSync(join(dir, file))) return { table: null, findings: [] }
  const { rows, broken } = records(decode(readFileSync(join(dir, file))))
  if (broken !== null) {
    const place = { file, line: broken.line, column: 1 }
    return { table: null, findings: [finding('csv-syntax', place, `this is not CSV: ${broken.message}`, 'mind the quotes in this row')] }
  }
  const [first, ...rest] = rows
  if (first === undefined) {
    return { table: null, findings: [finding('empty-file', { file, line: 1, column: 1 }, 'the file is empty', 'fill it in or delete it')] }
  }
  const width = first.cells.length
  const table = { file, header: first.cells, rows: rest.filter(({ cells }) => cells.length === width) }
  return { table, findings: [...doubledColumns(file, first.cells), ...raggedRows({ ...table, rows: rest })] }
}

/**
 * The trimmed column names of an answer file, read from its first bytes only. Null where there is no such file, it is no text of one byte
 * a letter (a workbook, UTF-16), which is read when the answers are, or it has no header; then a finding says so.
 */
export function readHeader(dir: string, file: string): { header: string[] | null; findings: Finding[] } {
  const path = join(dir, file)
  if (!existsSync(path)) return { header: null, findings: [] }
  const bytes = Buffer.alloc(1 << 20)
  const handle = openSync(path, 'r')
  const length = readSync(handle, bytes, 0, bytes.length, 0)
  closeSync(handle)
  if (bytes.subarray(0, length).includes(0)) return { header: null, findings: [] }
  const { text, delimiter } = undeclared(decode(bytes.subarray(0, length), length === bytes.length))
  const [line = ''] = text.split(/\r?\n|\r/, 1)
  const header = records(line, delimiter).rows[0]?.cells ?? null
  const empty = [finding('empty-file', { file, line: 1, column: 1 }, 'the file is empty', 'fill it in or delete it')]
  return { header, findings: header === null ? empty : doubledColumns(file, header) }
}

/** The columns that stand in a header more than once, each at its second place. */
function doubledColumns(file: string, header: readonly string[]): Finding[] {
  return header.flatMap((name, i) =>
    name !== '' && header.indexOf(name) < i
      ? [finding('duplicate-column', { file, line: 1, column: i + 1 }, `column ${name} is there twice`, 'rename or delete one of the two')]
      : [],
  )
}

/** The rows of a table with their lines and a look-up of cells by column name (a missing cell is empty). */
export function cellsOf(table: Table) {
  // Of two columns of one name the first.
  const index = new Map(table.header.map((column, i) => [column, i] as const).toReversed())
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

type Row = { line: number; cells: string[] }

function records(text: string, declared: string | null = null): { rows: Row[]; broken: { line: number; message: string } | null } {
  const delimiter = declared ?? delimiterOf(text.split('\n', 1)[0] ?? '')
  const rows: Row[] = []
  const take = (cells: string[], { lines }: { lines: number }) => void rows.push({ line: lines, cells })
  try {
    parse(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true, trim: true, on_record: take as never })
    return { rows, broken: null }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // A quote that is never closed is told at the end of the file; it opened in the first row that was not read.
    const line = error.code === 'CSV_QUOTE_NOT_CLOSED' ? (rows.at(-1)?.line ?? 0) + 1 : Number(error['lines'] ?? 1)
    const message = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quote in this row is never closed' : error.message
    return { rows, broken: { line, message } }
  }
}
