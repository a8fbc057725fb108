import { createHash } from 'node:crypto'
import type { Database } from '../database/database.ts'
import { recordsOf } from '../database/records.ts'
import { identifier, sql, type Sql } from '../database/sql.ts'

/** Checksums of what national figures depend on: of what each year's surveys gave, and of everything else. */
export type FigureBasis = { readonly years: Readonly<Record<string, string>>; readonly rest: string }

/** Figures are made of facts, not of answers; the others tell how a release was made. */
const others = ['answer', 'release', 'suppression_basis']

type Table = { readonly name: string; readonly columns: string; readonly yearly: boolean }

const tablesOf = async (database: Database): Promise<readonly Table[]> =>
  recordsOf<Table>(
    await database.all(sql`select table_name as name, string_agg(column_name || ' ' || data_type, ', ' order by column_index) as columns,
        count(case when column_name in ('survey', 'year') then 1 end) = 2 as yearly
      from duckdb_columns() where not internal group by table_name order by table_name`),
  ).filter(({ name }) => !others.includes(name))

/** Order does not matter to it, every value does. */
const contents: Sql = sql`count(*)::varchar || ' ' || sum(hash(t)::hugeint)::varchar || ' ' || bit_xor(hash(t))::varchar`

const checksumOf = (texts: readonly string[]): string => createHash('sha256').update(texts.join('\n')).digest('hex')

export const figureBasis = async (database: Database): Promise<FigureBasis> => {
  const tables = await tablesOf(database)
  const read = async ({ name, yearly }: Table): Promise<readonly (readonly [string, string])[]> => {
    const year = yearly ? sql`year::varchar` : sql`''`
    const { values, rowCount } = await database.all(sql`select ${year} as y, ${contents} from ${identifier(name)} t group by y`)
    return Array.from({ length: rowCount }, (_, row) => [String(values[0]?.[row]), `${name} ${String(values[1]?.[row])}`] as const)
  }
  const model = await database.all(sql`select model from release`)
  const found = (await Promise.all(tables.map(read))).flat()
  const at = (year: string) => found.filter(([of]) => of === year).map(([, text]) => text)
  const years = [...new Set(found.map(([year]) => year))].filter((year) => year !== '').sort()
  return {
    years: Object.fromEntries(years.map((year) => [year, checksumOf(at(year))])),
    rest: checksumOf([...tables.map(({ name, columns }) => `${name} ${columns}`), ...at(''), String(model.values[0]?.[0])]),
  }
}

/** The first year of which the figures may be others: -Infinity where all may be, Infinity where none may. */
export const firstChange = (before: FigureBasis, after: FigureBasis): number => {
  if (before.rest !== after.rest) return -Infinity
  const years = [...new Set([...Object.keys(before.years), ...Object.keys(after.years)])]
  return Math.min(Infinity, ...years.filter((year) => before.years[year] !== after.years[year]).map(Number))
}
