import { sql, type Sql } from '../database/sql.ts'
import type { Writer } from '../database/writer.ts'
import { warehouseFiles, warehouseSql } from './stage.ts'

/** Runs every file of warehouse/checks: a query of offending rows each. Throws with the names of those that found any. */
export const runChecks = async (writer: Writer): Promise<void> => {
  const broken: string[] = []
  for (const file of warehouseFiles('checks')) {
    const { names, values, rowCount } = await writer.all(whole(warehouseSql(`checks/${file}`)))
    if (rowCount === 0) continue
    const first = names.map((name, column) => `${name} ${String(values[column]?.[0])}`).join(', ')
    broken.push(`${file.replace('.sql', '')} (${rowCount} rows, the first: ${first})`)
  }
  if (broken.length > 0) throw new Error(`the release was not made, its data break these checks: ${broken.join('; ')}`)
}

/** Names of the tables that stay, with their number of rows. */
export const rowCounts = async (writer: Writer): Promise<Record<string, number>> => {
  const { values } = await writer.all(sql`select table_name from duckdb_tables() where not temporary order by table_name`)
  const counts: [string, number][] = []
  for (const name of (values[0] ?? []).map(String)) {
    const { values: counted } = await writer.all(sql`select count(*)::double from ${whole(`"${name}"`)}`)
    counts.push([name, Number(counted[0]?.[0])])
  }
  return Object.fromEntries(counts)
}

const whole = (text: string): Sql => ({ text: [text.replace(/;\s*$/, '')], parameters: [] })
