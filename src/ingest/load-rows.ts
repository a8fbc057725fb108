import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { bind, identifier, join, sql, type Sql } from '../database/sql.ts'
import type { Writer } from '../database/writer.ts'

export type Cell = string | number | boolean | null

/** Rows on their way into the database: a file with every cell quoted, so that nothing has to be guessed when it is read. */
export type RowFile = { add(row: readonly Cell[]): void; source(): Sql; remove(): void }

/** How long rows may be, as options of `read_csv`, whose buffers would take 16 times as much. */
export const rowSize = (bytes: number): Sql =>
  sql`max_line_size = ${bind('integer', bytes)}, buffer_size = ${bind('integer', Math.max(8 << 20, 2 * bytes))}`

let files = 0

const quoted = (cell: Cell): string => (cell === null ? '' : `"${String(cell).replaceAll('"', '""')}"`)

/** `columns` are the names the rows have in `source()`, a table function for a `from`; all text, null where a cell was null. */
export const createRowFile = (folder: string, columns: readonly string[]): RowFile => {
  files += 1
  const path = joinPath(folder, `rows-${process.pid}-${files}.csv`)
  const handle = openSync(path, 'w')
  let pending: string[] = []
  let size = 0
  let longest = 0
  let open = true
  const flush = () => {
    writeSync(handle, pending.join(''))
    pending = []
    size = 0
  }
  return {
    add: (row) => {
      const line = `${row.map(quoted).join(',')}\n`
      pending.push(line)
      size += line.length
      longest = Math.max(longest, line.length)
      if (size > 1 << 20) flush()
    },
    source: () => {
      flush()
      closeSync(handle)
      open = false
      const types = join(columns.map((column) => sql`${identifier(column)}: 'varchar'`))
      return sql`read_csv(${bind('varchar', path)}, auto_detect = false, header = false, columns = {${types}}, delim = ',', quote = '"',
        escape = '"', nullstr = '', allow_quoted_nulls = false, ${rowSize(longest * 3 + 64)}, parallel = false)`
    },
    remove: () => {
      if (open) closeSync(handle)
      rmSync(path, { force: true })
    },
  }
}

/** `into`: the statement that reads the rows, e.g. `insert into t select a::integer from ${source}`. */
export const loadRows = async (
  writer: Writer,
  folder: string,
  columns: readonly string[],
  rows: Iterable<readonly Cell[]>,
  into: (source: Sql) => Sql,
): Promise<void> => {
  const file = createRowFile(folder, columns)
  for (const row of rows) file.add(row)
  await writer.run(into(file.source()))
  file.remove()
}
