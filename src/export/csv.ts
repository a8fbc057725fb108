import { stringify } from 'csv-stringify/sync' // MIT, the counterpart of csv-parse
import type { Format } from './formats.ts'
import type { Sheet } from './sheet.ts'

/** RFC 4180: commas, CRLF, quotes where needed. A missing value is an empty cell, an empty text a quoted one. */
export const csvText = ({ columns, rows }: Sheet): string =>
  stringify([columns, ...rows] as unknown[][], { record_delimiter: 'windows', quoted_empty: true, cast: { boolean: String, number: String } })

export const csv: Format = { id: 'csv', contentType: 'text/csv; charset=utf-8; header=present', attachment: true, write: csvText }
