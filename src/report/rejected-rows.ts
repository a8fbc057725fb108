import { closeSync, existsSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { lineColumn, reasonColumn } from '../ingest/correct-lines.ts'
import { openFile } from '../reading/formats.ts'
import { guarded, unguarded } from '../reading/guarded.ts'
import { fileChecksum } from '../release/manifest.ts'
import type { FileRow, HeaderNames } from '../reading/reading.ts'

/** Names for the file, the first, the second …: it takes the first that is free, or that it may write over. */
export type RejectedPlace = { readonly name: (number: number) => string; readonly overwrites: (path: string) => boolean }

/** Where the answers lie, the rows that were corrected before, and the column of the unit. */
export type Source = {
  readonly path: string
  readonly file: string
  readonly sheet: string | undefined
  readonly header: HeaderNames
  readonly corrected: string | null
}

/**
 * Writes the rows of a file that have an error, and those corrected before, as CSV that a spreadsheet opens: the columns of the file, `line`
 * and `reason`. Given back beside the file, it takes the place of these rows. Cells are guarded; the file is there whole or not at all.
 */
export const writeRejected = async (
  place: RejectedPlace,
  { path, file, sheet, header, corrected }: Source,
  reasons: ReadonlyMap<number, readonly string[]>,
): Promise<string> => {
  const reading = await openFile(path, file, { sheet, header })
  const columns = reading.columns.map(({ name }) => name)
  const before = corrected === null ? new Map<number, readonly string[]>() : await correctedRows(corrected, columns)
  const next = `${place.name(1)}.${process.pid}`
  const handle = openSync(next, 'w')
  try {
    const add = (cells: readonly string[]) => writeSync(handle, `${cells.map(quoted).join(';')}\r\n`)
    writeSync(handle, '\uFEFF')
    add([...columns, lineColumn, reasonColumn])
    for await (const row of inOrder(reading.rows, reading.refused?.map((one) => one.row) ?? [])) {
      const own = before.get(row.line)
      const reason = reasons.get(row.line)
      if (!own && !reason) continue
      add([...(own ?? fitted(row.cells, columns, header.unit)), String(row.line), reason?.join('. ') ?? ''].map(guarded))
    }
  } catch (error) {
    rmSync(next, { force: true })
    throw error
  } finally {
    closeSync(handle)
  }
  let number = 1
  while (!mayWrite(place, place.name(number), next)) number += 1
  renameSync(next, place.name(number))
  return place.name(number)
}

/**
 * As many cells as columns. What cannot be told apart stands together in one, and not in that of the unit: given back as it is, the row has
 * no unit and is refused again.
 */
const fitted = (cells: readonly string[], columns: readonly string[], unit: string): readonly string[] => {
  if (cells.length === columns.length) return cells
  const place = columns.findIndex((name) => name !== unit)
  return columns.map((_, index) => (index === place ? cells.join(' | ') : ''))
}

/** Not over what somebody may have corrected meanwhile. */
const mayWrite = ({ overwrites }: RejectedPlace, path: string, next: string): boolean =>
  !existsSync(path) || overwrites(path) || fileChecksum(path) === fileChecksum(next)

/** Line -> cells in the order of the columns, all empty where the row is left out. */
const correctedRows = async (path: string, columns: readonly string[]): Promise<Map<number, readonly string[]>> => {
  const { columns: own, rows } = await openFile(path, path)
  const places = columns.map((name) => own.findIndex((column) => column.name === name))
  const at = own.findIndex(({ name }) => name === lineColumn)
  const found = new Map<number, readonly string[]>()
  for await (const batch of rows)
    for (const { cells } of batch)
      found.set(
        Number(unguarded(cells[at] ?? '')),
        places.map((place) => unguarded(cells[place] ?? '')),
      )
  return found
}

/** Rows by line, those that were refused in their places. */
async function* inOrder(rows: AsyncIterable<readonly FileRow[]>, refused: readonly FileRow[]): AsyncGenerator<FileRow> {
  const waiting = [...refused]
  for await (const batch of rows)
    for (const row of batch) {
      for (; waiting[0] && waiting[0].line <= row.line; waiting.shift()) if (waiting[0].line < row.line) yield waiting[0]
      yield row
    }
  yield* waiting
}

const quoted = (cell: string): string => (/[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
