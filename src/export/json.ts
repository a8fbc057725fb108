import type { Format } from './formats.ts'
import type { Sheet } from './sheet.ts'

/** An array with an object per row, each with a key per column in order; one row per line. */
const jsonText = ({ columns, rows }: Sheet): string =>
  `[${rows.map((row) => `\n${JSON.stringify(Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])))}`).join(',')}\n]\n`

export const json: Format = { id: 'json', contentType: 'application/json; charset=utf-8', attachment: false, write: jsonText }
