import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { finding, inNorwegian, type Finding } from '../model/finding.ts'
import { RefusedInput } from '../model/refused-input.ts'
import { delimiterOf } from '../model/table-file.ts'
import { hasOddBytes, mixedCells, oddBytes } from './csv/odd-bytes.ts'
import { brokenWords, cellsOf, createScanner, type Broken, type CsvRecord } from './csv/scan.ts'
import { createTextFile } from './csv/text.ts'
import { brokenLetters, encodingOf, maybeBroken, utf8Of, type Encoding } from './encoding.ts'
import type { FileColumn, FileRow, Format, Opening, Reading, RefusedRow } from './reading.ts'

/** Delimited text: `,` `;` tab or `|`, UTF-8, UTF-16 or Windows' Latin-1, cells in quotes over several lines. */
export const csv: Format = { id: 'csv', endings: ['csv', 'txt', 'tsv', 'tab'], recognise: () => true, open: (path, file, opening = {}) => open(path, file, opening) }

const mostRefused = 1000
let files = 0

const open = async (path: string, file: string, { scratch, seen }: Opening): Promise<Reading> => {
  const encoding = await encodingOf(path, file)
  if ('rule' in encoding) throw new RefusedInput([encoding])
  const { delimiter, skipped } = beginningOf(path, encoding)
  files += 1
  const copy = scratch === undefined ? null : { path: join(scratch, `text-${process.pid}-${files}.csv`) }
  const written = copy && createTextFile(copy.path, delimiter)
  const refused: RefusedRow[] = []
  let header: readonly string[] | null = null
  let lines = 0
  let rows = 0
  let longest = 0
  /** Of rows that may have swallowed others: nobody could correct them row by row. */
  const untold: Finding[] = []
  let several = false
  let suspicious = false
  const refuse = (row: RefusedRow) => void (refused.length < mostRefused && refused.push(row))
  const scanner = createScanner(delimiter.charCodeAt(0), (record) => {
    const at = record.line + skipped
    const problem = record.broken === null ? null : syntax(file, at, record.broken)
    const isOdd = encoding.mixed === true && hasOddBytes(record)
    if (header === null) {
      if (problem) throw new RefusedInput([problem])
      if (isOdd) throw new RefusedInput(oddBytes(file, at, record, delimiter))
      const cells = cellsOf(record, delimiter).map((cell) => cell.trim())
      if (cells.every((cell) => cell === '')) return
      const broken = lettersOf(file, at, cells)
      if (broken.length > 0) throw new RefusedInput(broken)
      header = cells
      return
    }
    if (!problem && isBlank(record, delimiter)) return
    lines += 1
    const isSuspect = suspicious && maybeBroken(record.data.subarray(record.from, record.to))
    if (problem || isOdd || isSuspect || record.cells !== header.length) {
      const form = problem ? [problem] : ragged(file, at, record.cells, header.length)
      const cells = isOdd ? mixedCells(record, delimiter) : isSuspect ? cellsOf(record, delimiter) : []
      const wrong = problem ? form : [...form, ...(isOdd ? oddBytes(file, at, record, delimiter) : []), ...lettersOf(file, at, cells)]
      if (form.length > 0 && record.several) return void untold.push(...wrong)
      if (wrong.length > 0) return refuse({ findings: wrong, row: { line: at, cells: (isOdd ? cells : cellsOf(record, delimiter)).map((cell) => cell.trim()) } })
    }
    rows += 1
    several ||= record.several
    longest = Math.max(longest, record.to - record.from)
    written?.add(record, at)
  })
  try {
    for await (const bytes of textOf(path, encoding, skipped, seen)) {
      suspicious = maybeBroken(bytes) || (bytes.at(-1) ?? 0) >= 0x80 || suspicious
      scanner.take(bytes)
    }
    scanner.end()
  } finally {
    written?.close()
  }
  if (untold.length > 0) throw new RefusedInput([...untold, ...refused.flatMap(({ findings }) => [...findings])])
  if (header === null) throw new RefusedInput([inNorwegian(finding('empty-file', { file, line: 1, column: 1 }, 'the file is empty', 'fill it in or delete it'), 'filen er tom', 'fyll den ut, eller slett den')])
  return {
    columns: (header as readonly string[]).map((name): FileColumn => ({ name, label: null, kind: null, labels: {} })),
    rows: rowsOf(path, { encoding, delimiter, skipped, width: (header as readonly string[]).length }),
    text: copy && { path: copy.path, delimiter, rows, several, dressed: scanner.dressed(), longest },
    lines,
    refused,
  }
}

/** The delimiter, by the header; and lines before it that are no text of the table (`sep=;` of a spreadsheet). */
const beginningOf = (path: string, { name, skip }: Encoding): { delimiter: string; skipped: number } => {
  const bytes = Buffer.alloc(1 << 20)
  const handle = openSync(path, 'r')
  const length = readSync(handle, bytes, 0, bytes.length, skip)
  closeSync(handle)
  const [first = '', ...rest] = iconv.decode(bytes.subarray(0, length), name).trimStart().split(/\r\n|\r|\n/, 2)
  const declared = /^sep=(.)$/i.exec(first)?.[1]
  if (declared) return { delimiter: declared, skipped: 1 }
  const header = first || (rest[0] ?? '')
  return { delimiter: header.includes('|') && !/[,;\t]/.test(header) ? '|' : delimiterOf(header), skipped: 0 }
}

async function* textOf(path: string, encoding: Encoding, skipped: number, seen?: (bytes: number) => void): AsyncGenerator<Buffer> {
  let before = skipped
  for await (const bytes of utf8Of(path, encoding, seen)) {
    if (before === 0) yield bytes
    else {
      const end = /\r\n|\r|\n/.exec(bytes.toString('latin1'))
      before = 0
      yield bytes.subarray(end ? end.index + end[0].length : bytes.length)
    }
  }
}

type Layout = { readonly encoding: Encoding; readonly delimiter: string; readonly skipped: number; readonly width: number }

/** The rows that are not refused. */
async function* rowsOf(path: string, { encoding, delimiter, skipped, width }: Layout): AsyncGenerator<FileRow[]> {
  let batch: FileRow[] = []
  let header = true
  const scanner = createScanner(delimiter.charCodeAt(0), (record) => {
    const { line, cells, broken } = record
    if (isBlank(record, delimiter)) return
    if (!header && broken === null && cells === width && !(encoding.mixed && hasOddBytes(record))) batch.push({ line: line + skipped, cells: cellsOf(record, delimiter).map((cell) => cell.trim()) })
    header = false
  })
  for await (const bytes of textOf(path, encoding, skipped)) {
    scanner.take(bytes)
    if (batch.length > 0) yield batch
    batch = []
  }
  scanner.end()
  if (batch.length > 0) yield batch
}

const isBlank = (record: CsvRecord, delimiter: string): boolean => {
  const { data, from, to } = record
  const sign = delimiter.charCodeAt(0)
  for (let at = from; at < to; at += 1) {
    const byte = data[at] as number
    if (byte !== sign && byte !== quote && byte > 32 && byte < 0x80) return false
  }
  return cellsOf(record, delimiter).every((cell) => cell.trim() === '')
}
const quote = 34

const syntax = (file: string, line: number, why: Broken): Finding =>
  inNorwegian(
    finding('csv-syntax', { file, line, column: 1 }, `this is not CSV: ${brokenWords[why].en}`, 'mind the quotes in this row: double those inside a quoted cell'),
    `dette er ikke CSV: ${brokenWords[why].nb}`,
    'se på anførselstegnene i denne raden: skriv dem dobbelt inne i en celle som står i anførselstegn',
  )

/** What is wrong with the number of cells of a row. */
export const ragged = (file: string, line: number, cells: number, width: number): Finding[] =>
  cells === width
    ? []
    : [
        inNorwegian(
          finding(
            'cell-count',
            { file, line, column: Math.min(cells, width) + 1 },
            `the row has ${cells} cells, the header ${width}`,
            'in the file, put a text that holds the delimiter in quotes; among the rejected rows, move the cells to their columns, or clear the reason if they are right as they stand',
          ),
          `raden har ${cells} celler, overskriften ${width}`,
          'i filen: sett tekst som inneholder skilletegnet, i anførselstegn; blant de forkastede radene: flytt cellene til kolonnene sine, eller tøm grunnen hvis de står riktig',
        ),
      ]

const lettersOf = (file: string, line: number, cells: readonly string[]): Finding[] =>
  cells.flatMap((cell, index) => {
    const broken = brokenLetters(cell)
    if (broken === null) return []
    const found = finding('wrong-encoding', { file, line, column: index + 1 }, broken.en, 'export the file again from its source as CSV UTF-8')
    return [inNorwegian(found, broken.nb, 'eksporter filen på nytt fra kilden som CSV UTF-8')]
  })
