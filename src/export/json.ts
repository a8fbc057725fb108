import { chunksOf } from './chunks.ts'
import type { Format } from './formats.ts'
import { sheetOf, type LongSheet } from './sheet.ts'

/** An array with an object per row, each with a key per column in order; one row per line. */
export function* jsonLines({ columns, rows }: LongSheet): Iterable<string> {
  yield '['
  let before = ''
  for (const row of rows) {
    const record = Object.fromEntries(columns.map((name, column) => [name, row[column] ?? null]))
    yield `${before}\n${JSON.stringify(record)}`
    before = ','
  }
  yield '\n]\n'
}

export const json: Format = { id: 'json', contentType: 'application/json; charset=utf-8', attachment: false, write: ({ table }) => chunksOf(jsonLines(sheetOf(table))) }
