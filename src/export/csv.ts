import type { Format } from './formats.ts'
import type { Sheet } from './sheet.ts'

/** RFC 4180: commas, CRLF, quotes where needed. A missing value is an empty cell, an empty text a quoted one. */
export function* csvLines({ columns, rows }: Sheet): Iterable<string> {
  yield lineOf(columns)
  for (const row of rows) yield lineOf(row)
}

export const csv: Format = { id: 'csv', contentType: 'text/csv; charset=utf-8; header=present', attachment: true, lines: csvLines }

// Not csv-stringify: with CRLF it leaves a text with a single line feed unquoted, and takes five times as long.
const lineOf = (cells: Sheet['rows'][number]): string => `${cells.map(cellOf).join(',')}\r\n`

const cellOf = (cell: Sheet['rows'][number][number]): string => {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  return cell === '' || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
