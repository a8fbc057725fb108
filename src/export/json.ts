import { chunksOf } from './chunks.ts'
import type { Format } from './formats.ts'
import { sheetOf, type Sheet } from './sheet.ts'

/** An array with an object per row, each with a key per column in order; one row per line. */
export function* jsonLines({ columns, rows }: Sheet): Iterable<string> {
  yield '['
  for (const [index, row] of rows.entries()) {
    const record = Object.fromEntries(columns.map((name, column) => [name, row[column] ?? null]))
    yield `${index === 0 ? '\n' : ',\n'}${JSON.stringify(record)}`
  }
  yield '\n]\n'
}

export const json: Format = { id: 'json', contentType: 'application/json; charset=utf-8', attachment: false, write: ({ table }) => chunksOf(jsonLines(sheetOf(table))) }
