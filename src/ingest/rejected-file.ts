import { openFile } from '../reading/formats.ts'
import { unguarded } from '../reading/guarded.ts'

/** What the columns are called that a file of rejected rows has besides those of the file they came from. */
export const lineColumn = 'line'
export const reasonColumn = 'reason'
/** Name and checksum of that file. */
export const originColumn = 'rejected_from'
/** Names of columns for cells that a row has too many; none that the file has itself. */
export const extraColumns = (count: number, columns: readonly string[]): string[] =>
  Array.from({ length: count + columns.length }, (_, index) => `extra_${index + 1}`).filter((name) => !columns.includes(name)).slice(0, count)

/** How a file is named in the rows that were rejected from it. */
export const originOf = (name: string, checksum: string): string => `${name} ${checksum.slice(0, 12)}`
/** Whether a row came from the file with a checksum; of one from an older program, which did not say, nobody knows otherwise. */
export const isFrom = ({ origin }: GivenBack, checksum: string): boolean =>
  origin === null || / ?([0-9a-f]{12})$/.exec(origin)?.[1] === checksum.slice(0, 12)

/** Whether columns are those of a file of rejected rows, this year's or one of an older program. */
export const holdsRejected = (columns: readonly string[]): boolean => {
  const at = columns.lastIndexOf(lineColumn)
  return at >= 0 && columns[at + 1] === reasonColumn && columns.slice(at + 2).every((name) => name === originColumn)
}

/** A row as somebody gave it back. `cells` in the order of the columns of the file that is corrected, `extra` what stands beyond them. */
export type GivenBack = {
  /** Where it is in the file of rejected rows. */
  readonly row: number
  readonly line: string
  readonly reason: string
  /** '' where it was cleared; null: the file has no such column. */
  readonly origin: string | null
  readonly cells: readonly string[]
  readonly extra: readonly string[]
}

/** Reads a file of rejected rows; `columns` are those of the file they came from, and `lacking` those that it does not have. */
export const readRejected = async (path: string, file: string, columns: readonly string[]) => {
  const { columns: own, rows, refused = [] } = await openFile(path, file)
  const header = own.map(({ name }) => name)
  const places = columns.map((name) => header.indexOf(name))
  const extra = header.flatMap((name, at) => (/^extra_\d+$/.test(name) && !places.includes(at) ? [at] : []))
  const given: GivenBack[] = []
  for await (const batch of rows)
    for (const { line: row, cells } of batch) {
      const at = (place: number): string => unguarded(cells[place] ?? '')
      const named = (name: string): string => at(header.lastIndexOf(name))
      const origin = header.includes(originColumn) ? named(originColumn) : null
      given.push({ row, line: named(lineColumn), reason: named(reasonColumn), origin, cells: places.map(at), extra: extra.map(at) })
    }
  const lacking = [...columns, lineColumn].filter((name) => !header.includes(name))
  return { header, lacking, given, refused }
}
