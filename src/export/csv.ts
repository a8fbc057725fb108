import { chunksOf } from './chunks.ts'
import type { Document } from './document.ts'
import type { Format } from './formats.ts'
import { sheetOf, type LongSheet, type SheetRow } from './sheet.ts'

type Dialect = { readonly separator: string; readonly decimal: string; readonly quoted: RegExp; readonly live: RegExp | null }
const plain: Dialect = { separator: ',', decimal: '.', quoted: /[",\r\n]/, live: null }
/** What a Norwegian Excel opens by a double click: a text that it would take for a formula begins with an apostrophe. */
const norwegian: Dialect = { separator: ';', decimal: ',', quoted: /[";\r\n]/, live: /^[=+\-@\t\r]/ }

/** `nb`, or null for the plain one. */
export const dialectOf = (dialect: string | null): Dialect => (dialect === 'nb' ? norwegian : plain)

/** RFC 4180: commas, CRLF, quotes where needed. A missing value is an empty cell, an empty text a quoted one. */
export function* csvLines({ columns, rows }: LongSheet, dialect: Dialect = plain): Iterable<string> {
  yield lineOf(columns, dialect)
  for (const row of rows) yield lineOf(row, dialect)
}

function* linesOf({ table, dialect }: Document): Iterable<string> {
  if (dialect === 'nb') yield '\ufeff'
  yield* csvLines(sheetOf(table), dialectOf(dialect))
}

export const csv: Format = {
  id: 'csv',
  contentType: 'text/csv; charset=utf-8; header=present',
  attachment: true,
  describedBy: 'csv-metadata.json',
  write: (document) => chunksOf(linesOf(document)),
}

// Not csv-stringify: with CRLF it leaves a text with a single line feed unquoted, and takes five times as long.
const lineOf = (cells: SheetRow, dialect: Dialect): string => `${cells.map((cell) => cellOf(cell, dialect)).join(dialect.separator)}\r\n`

const cellOf = (cell: SheetRow[number], { decimal, quoted, live }: Dialect): string => {
  if (cell === null) return ''
  if (typeof cell === 'number') return decimal === '.' ? String(cell) : String(cell).replace('.', decimal)
  if (typeof cell !== 'string') return String(cell)
  const text = live?.test(cell) ? `'${cell}` : cell
  return text === '' || quoted.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
