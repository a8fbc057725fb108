import { bind, empty, identifier, join, sql, type Sql } from '../database/sql.ts'
import { parquetRows } from '../reading/parquet.ts'
import type { DelimitedText, Reading } from '../reading/reading.ts'
import { createRowFile } from './load-rows.ts'
import type { Stage } from './stage.ts'

const cell = (at: number): Sql => identifier(`c${at}`)

/**
 * Puts the rows of a file into `file_line`, of its columns those at `positions` (from 1): line, row (the same), year, year_text and c<n>,
 * '' for none. `year`: of all rows, or the position of the column that has it (0: none has). Values that the file declares as missing are in
 * `file_word`. Gives the number of rows of data, refused ones too.
 */
export const fillLines = async (stage: Stage, reading: Reading, positions: readonly number[], year: { of: number } | { at: number }): Promise<{ lines: number }> => {
  const { writer } = stage
  await writer.script('delete from file_word; delete from file_long')
  const text = 'at' in year && year.at > 0 ? cell(year.at) : sql`null::varchar`
  const own = 'of' in year ? sql`${bind('usmallint', year.of)}` : sql`case when regexp_full_match(${text}, '(1[5-9]|2[0-9])[0-9]{2}') then ${text} end::usmallint`
  const { source, remove } = await sourceOf(stage, reading, positions)
  await writer.run(sql`create or replace temp table file_line as
    select line::integer as line, line::integer as row, ${own} as year, ${text} as year_text${join(positions.map((at) => sql`, ${cell(at)}`), empty)} from ${source}`)
  remove()
  const { values } = await writer.all(sql`select count(*)::integer from file_line`)
  const rows = Number(values[0]?.[0])
  if (reading.text && rows !== reading.text.rows) throw new Error(`${reading.text.rows} rows were handed to the database, and ${rows} came out`)
  return { lines: reading.lines ?? rows }
}

const sourceOf = async (stage: Stage, reading: Reading, positions: readonly number[]): Promise<{ source: Sql; remove: () => void }> => {
  if (reading.text) return { source: textSource(reading.text, reading.columns.length, positions), remove: () => {} }
  if (reading.parquet !== undefined) return { source: parquetRows(reading.parquet, reading.columns, positions), remove: () => {} }
  const file = createRowFile(stage.scratch, ['line', ...positions.map((at) => `c${at}`)])
  const declared = new Map<string, readonly [number, string]>()
  for await (const batch of reading.rows)
    for (const { line, cells, missing = [] } of batch) {
      file.add([line, ...positions.map((at) => cells[at - 1] ?? '')])
      for (const index of missing) declared.set(`${index} ${cells[index] ?? ''}`, [index + 1, cells[index] ?? ''])
    }
  for (const [position, text] of declared.values())
    await stage.writer.run(sql`insert into file_word values (${bind('integer', position)}, ${bind('varchar', text)}, null, 'not_answered')`)
  return { source: file.source(), remove: file.remove }
}

/** Every cell is text; blanks around it are taken off where there may be any. */
const textSource = ({ path, delimiter, several, dressed, longest }: DelimitedText, columns: number, positions: readonly number[]): Sql => {
  const all = Array.from({ length: columns }, (_, index) => cell(index + 1))
  const types = join([sql`line: 'varchar'`, ...all.map((name) => sql`${name}: 'varchar'`)])
  const cells = positions.map((at) => sql`, coalesce(${dressed ? sql`trimmed(${cell(at)})` : cell(at)}, '') as ${cell(at)}`)
  return sql`(select line${join(cells, empty)} from read_csv(${bind('varchar', path)}, auto_detect = false, header = false, columns = {${types}},
    delim = ${bind('varchar', delimiter)}, quote = '"', escape = '"', new_line = '\\n', max_line_size = ${bind('integer', longest + 64)}, parallel = ${bind('boolean', !several)}))`
}
