import type { Columns, Database } from '../database/database.ts'
import type { Sql } from '../database/sql.ts'
import { bind, sql } from '../database/sql.ts'
import type { Model } from '../model/model.ts'
import { compile } from './compile.ts'
import type { Measure, Plan } from './plan.ts'

/** Sums over the units that answered, from which every value is made; null where nothing was answered. */
export type Estimate = {
  /** Units that answered. */
  readonly n: number
  /** Units with an answer that is not public. */
  readonly hidden: number
  /** Units that said the question does not concern them. */
  readonly unasked: number
  readonly numerator: number | null
  readonly denominator: number | null
  readonly quantile: number | null
}
/** The units behind a cell, whether they answered or not. */
export type Base = {
  readonly frame: number
  readonly sampled: number
  /** Units that moved only in part into the borders asked for. */
  readonly partial: number
}
/** Where a number stands: members in the order of `by` of the plan. */
export type Spot = {
  readonly survey: string
  readonly year: number
  readonly level: string
  readonly area: string
  readonly members: readonly (string | null)[]
}
export type Estimates = {
  readonly estimate: (measure: Measure, spot: Spot) => Estimate | undefined
  /** `members`: those of unit dimensions, null for those of the facts. */
  readonly base: (spot: Spot) => Base | undefined
}
/** What is known of a subject's fact table. */
export type FactTable = {
  /** Facts stored as exact decimals: their sums do not depend on the order of addition. */
  readonly exact: ReadonlySet<string>
  readonly rows: number
}
export type Source = { readonly model: Model; readonly facts: (subject: string) => FactTable }

const unknownTable: FactTable = { exact: new Set(), rows: 0 }

export const readFactTables = async (database: Database): Promise<Source['facts']> => {
  const { values, rowCount } = await database.all(sql`
    select t.table_name, t.estimated_size::double, list(c.column_name) filter (where starts_with(c.data_type, 'DECIMAL'))
    from duckdb_tables() t join duckdb_columns() c using (table_oid)
    where starts_with(t.table_name, ${bind('varchar', 'fact_')}) group by all`)
  const [names = [], rows = [], exact = []] = values
  const tables = new Map<string, FactTable>()
  for (let row = 0; row < rowCount; row += 1)
    tables.set(String(names[row]).slice('fact_'.length), { rows: Number(rows[row]), exact: new Set((exact[row] as string[] | null) ?? []) })
  return (subject) => tables.get(subject) ?? unknownTable
}

const measureId = ({ indicator, estimator }: Measure) => `${indicator.id} ${estimator}`
const spotId = ({ survey, year, level, area, members }: Spot) => `${survey}\t${year}\t${level}\t${area}\t${members.join('\t')}`

/** Runs a plan as one statement. */
export const run = async ({ model, facts }: Source, plan: Plan, all: (statement: Sql) => Promise<Columns>): Promise<Estimates> => {
  const { values, rowCount } = await all(compile(model, plan, facts(plan.subject.id).exact))
  const at = (column: number, row: number) => values[column]?.[row]
  const first = 5 + plan.by.length
  const estimates = new Map<string, Estimate>()
  const bases = new Map<string, Base>()
  const ids = plan.measures.map(measureId)
  for (let row = 0; row < rowCount; row += 1) {
    const spot = spotId({
      survey: String(at(1, row)),
      year: Number(at(2, row)),
      level: String(at(3, row)),
      area: String(at(4, row)),
      members: plan.by.map((_, index) => at(5 + index, row) as string | null),
    })
    const number = (offset: number) => at(first + offset, row) as number | null
    const count = (offset: number) => number(offset) ?? 0
    const position = Number(at(0, row))
    if (position < 0) bases.set(spot, { frame: count(6), sampled: count(7), partial: count(8) })
    else
      estimates.set(`${ids[position]}\t${spot}`, {
        n: count(0),
        hidden: count(1),
        unasked: count(2),
        numerator: number(3),
        denominator: number(4),
        quantile: number(5),
      })
  }
  return {
    estimate: (measure, spot) => estimates.get(`${measureId(measure)}\t${spotId(spot)}`),
    base: (spot) => bases.get(spotId(spot)),
  }
}
