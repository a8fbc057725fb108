import { closeSync, existsSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename } from 'node:path'
import { extraColumns, isFrom, lineColumn, originColumn, originOf, readRejected, reasonColumn } from '../ingest/rejected-file.ts'
import { openFile } from '../reading/formats.ts'
import { guarded } from '../reading/guarded.ts'
import { fileChecksum } from '../release/manifest.ts'
import type { FileRow, HeaderNames, Reading } from '../reading/reading.ts'

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
 * Writes the rows of a file that have an error, and those corrected before, as CSV that a spreadsheet opens: the columns of the file, as many more
 * as its longest row needs, `line`, `reason` and where they came from. Given back beside the file, it takes the place of these rows. Cells are
 * guarded; the file is there whole or not at all.
 */
export const writeRejected = async (
  place: RejectedPlace,
  { path, file, sheet, header, corrected }: Source,
  reasons: ReadonlyMap<number, readonly string[]>,
): Promise<string> => {
  const reading = await openFile(path, file, { sheet, header })
  const columns = reading.columns.map(({ name }) => name)
  const checksum = fileChecksum(path)
  const before = corrected === null ? new Map<number, readonly string[]>() : await correctedRows(corrected, columns, checksum)
  const all = ({ rows, refused = [] }: Reading) => inOrder(rows, refused.map((one) => one.row))
  const cellsOf = ({ line, cells }: FileRow) => before.get(line) ?? (reasons.has(line) ? cells : null)
  let widest = columns.length
  for await (const row of all(await openFile(path, file, { sheet, header }))) widest = Math.max(widest, cellsOf(row)?.length ?? 0)
  const names = [...columns, ...extraColumns(widest - columns.length, columns)]
  const origin = originOf(basename(file), checksum)
  const next = `${place.name(1)}.${process.pid}`
  const handle = openSync(next, 'w')
  try {
    const add = (cells: readonly string[]) => writeSync(handle, `${cells.map(quoted).join(';')}\r\n`)
    writeSync(handle, '\uFEFF')
    add([...names, lineColumn, reasonColumn, originColumn])
    for await (const row of all(reading)) {
      const cells = cellsOf(row)
      if (cells === null) continue
      add([...names.map((_, index) => cells[index] ?? ''), String(row.line), reasons.get(row.line)?.join('. ') ?? '', origin].map(guarded))
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

/** Not over what somebody may have corrected meanwhile. */
const mayWrite = ({ overwrites }: RejectedPlace, path: string, next: string): boolean =>
  !existsSync(path) || overwrites(path) || fileChecksum(path) === fileChecksum(next)

/** Line -> cells in the order of the columns, and what stands beyond them; all empty where the row is left out. Rows of another file are not among them. */
const correctedRows = async (path: string, columns: readonly string[], checksum: string): Promise<Map<number, readonly string[]>> => {
  const { given } = await readRejected(path, path, columns)
  const own = given.filter((one) => isFrom(one, checksum))
  return new Map(own.map(({ line, cells, extra }) => [Number(line), [...cells, ...extra.slice(0, extra.findLastIndex((cell) => cell !== '') + 1)]]))
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
