import { rmSync } from 'node:fs'
import { bind, empty, identifier, join, sql, type Sql } from '../database/sql.ts'
import { parquetRows } from '../reading/parquet.ts'
import { ragged } from '../reading/csv.ts'
import type { DelimitedText, Reading, RefusedRow } from '../reading/reading.ts'
import { createRowFile, rowSize } from './load-rows.ts'
import type { Stage } from './stage.ts'

const cell = (at: number): Sql => identifier(`c${at}`)

/**
 * Puts the rows of a file into `file_line`, of its columns those at `positions` (from 1): line, year, year_text and c<n>,
 * '' for none. `year`: of all rows, or the position of the column that has it (0: none has). Values that the file declares as missing are in
 * `file_word`. Gives the number of rows of data, refused ones too, and those, as far as they
 * are not too many: `untold` more there are. `file`: what messages call it.
 */
export const fillLines = async (
  stage: Stage,
  file: string,
  reading: Reading,
  positions: readonly number[],
  year: { readonly of: number } | { readonly at: number },
): Promise<{ lines: number; refused: readonly RefusedRow[]; untold: number }> => {
  const { writer } = stage
  await writer.script('delete from file_word; delete from file_double')
  const text = 'at' in year && year.at > 0 ? cell(year.at) : sql`null::varchar`
  const own = 'of' in year ? sql`${bind('usmallint', year.of)}` : sql`case when regexp_full_match(${text}, '(1[5-9]|2[0-9])[0-9]{2}') then ${text} end::usmallint`
  const { source, remove, refused } = await sourceOf(stage, file, reading, positions)
  await writer.run(sql`create or replace temp table file_line as
    select line::integer as line, ${own} as year, ${text} as year_text${join(positions.map((at) => sql`, ${cell(at)}`), empty)} from ${source}`)
  remove()
  const { values } = await writer.all(sql`select count(*)::integer from file_line`)
  const rows = Number(values[0]?.[0])
  if (reading.text && rows !== reading.text.rows) throw new Error(`${reading.text.rows} rows were handed to the database, and ${rows} came out`)
  const lines = reading.lines ?? rows + refused.length
  return { lines, refused, untold: lines - rows - refused.length }
}

type Source = { readonly source: Sql; readonly remove: () => void; readonly refused: readonly RefusedRow[] }

const sourceOf = async (stage: Stage, file: string, reading: Reading, positions: readonly number[]): Promise<Source> => {
  const { text, parquet, columns } = reading
  if (text) return { source: textSource(text, columns.length, positions), remove: () => rmSync(text.path), refused: reading.refused ?? [] }
  if (parquet !== undefined) return { source: parquetRows(parquet, columns, positions), remove: () => {}, refused: [] }
  const refused: RefusedRow[] = []
  const rows = createRowFile(stage.scratch, ['line', ...positions.map((at) => `c${at}`)])
  const declared = new Map<string, readonly [number, string]>()
  for await (const batch of reading.rows)
    for (const row of batch) {
      const { line, cells, missing = [] } = row
      const wrong = ragged(file, line, cells.length, columns.length)
      if (wrong.length > 0) {
        refused.push({ row, findings: wrong })
        continue
      }
      rows.add([line, ...positions.map((at) => cells[at - 1] ?? '')])
      for (const index of missing) declared.set(`${index} ${cells[index] ?? ''}`, [index + 1, cells[index] ?? ''])
    }
  for (const [position, text] of declared.values())
    await stage.writer.run(sql`insert into file_word values (${bind('integer', position)}, ${bind('varchar', text)}, null, 'not_answered')`)
  return { source: rows.source(), remove: rows.remove, refused }
}

/** Every cell is text; blanks around it are taken off where there may be any. */
const textSource = ({ path, delimiter, several, dressed, longest }: DelimitedText, columns: number, positions: readonly number[]): Sql => {
  const all = Array.from({ length: columns }, (_, index) => cell(index + 1))
  const types = join([sql`line: 'integer'`, ...all.map((name) => sql`${name}: 'varchar'`)])
  const cells = positions.map((at) => sql`, coalesce(${dressed ? sql`trimmed(${cell(at)})` : cell(at)}, '') as ${cell(at)}`)
  return sql`(select line${join(cells, empty)} from read_csv(${bind('varchar', path)}, auto_detect = false, header = false, columns = {${types}},
    delim = ${bind('varchar', delimiter)}, quote = '"', escape = '"', new_line = '\\n', ${rowSize(longest + 64)}, parallel = ${bind('boolean', !several)}))`
}
