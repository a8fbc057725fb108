import type { Columns, Database } from '../database/database.ts'
import type { Sql } from '../database/sql.ts'
import { bind, sql } from '../database/sql.ts'
import type { Model } from '../model/model.ts'
import { compile } from './compile.ts'
import { waveId, type Measure, type Plan, type WaveKey } from './plan.ts'

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
/** Where a series stands: members in the order of `by` of the plan. */
export type Spot = { readonly level: string; readonly area: string; readonly members: readonly (string | null)[] }
/** By `waveId`; a wave without an answer of its own is left out. */
export type ByWave<T> = ReadonlyMap<string, T>
export type Estimates = {
  readonly estimates: (measure: Measure, spot: Spot) => ByWave<Estimate>
  /** `members`: those of unit dimensions, null for those of the facts. */
  readonly bases: (spot: Spot) => ByWave<Base>
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
const cellId = (members: readonly (string | null)[]) => (members.length === 1 ? (members[0] ?? '') : members.join('\t'))

/** Level, area, members, wave -> value. Nested, for putting keys together takes longer than looking up each. */
type Tree<T> = Map<string, Map<string, Map<string, Map<string, T>>>>

const inner = <T>(outer: Map<string, Map<string, T>>, key: string): Map<string, T> => {
  const known = outer.get(key)
  if (known) return known
  const made = new Map<string, T>()
  outer.set(key, made)
  return made
}
const put = <T>(tree: Tree<T>, level: string, area: string, cell: string, wave: string, value: T): void =>
  void inner(inner(inner(tree, level), area), cell).set(wave, value)
const find = <T>(tree: Tree<T> | undefined, { level, area, members }: Spot): ByWave<T> =>
  tree?.get(level)?.get(area)?.get(cellId(members)) ?? new Map<string, T>()

const nested = (waves: readonly WaveKey[]) => {
  const ids = new Map<string, Map<number, string>>()
  for (const wave of waves) ids.set(wave.survey, (ids.get(wave.survey) ?? new Map<number, string>()).set(wave.year, waveId(wave)))
  return ids
}

/** Runs a plan as one statement. */
export const run = async ({ model, facts }: Source, plan: Plan, all: (statement: Sql) => Promise<Columns>): Promise<Estimates> => {
  const { values, rowCount } = await all(compile(model, plan, facts(plan.subject.id).exact))
  const [measures, surveys, years, levels, areas] = values as [number[], string[], number[], number[], string[]]
  const members = values.slice(5, 5 + plan.by.length) as (string | null)[][]
  const [n, hidden, unasked, numerators, denominators, quantiles] = values.slice(5 + plan.by.length) as [number[], number[], number[], number[], number[], number[]]
  const estimates = plan.measures.map((): Tree<Estimate> => new Map())
  const bases: Tree<Base> = new Map()
  const waves = nested(plan.waves)
  for (let row = 0; row < rowCount; row += 1) {
    const wave = waves.get(surveys[row]!)?.get(years[row]!)
    if (wave === undefined) continue
    const level = plan.places[levels[row]!]!.level
    const cell = cellId(members.map((column) => column[row]!))
    const measure = plan.measures[measures[row]!]
    if (!measure) put(bases, level, areas[row]!, cell, wave, { frame: n[row]!, sampled: hidden[row]!, partial: unasked[row]! })
    else {
      const isAnswered = n[row]! > 0
      put(estimates[measures[row]!]!, level, areas[row]!, cell, wave, {
        n: n[row]!,
        hidden: hidden[row]!,
        unasked: unasked[row]!,
        numerator: isAnswered ? numerators[row]! : null,
        denominator: isAnswered ? denominators[row]! : null,
        quantile: isAnswered && measure.indicator.p !== null ? quantiles[row]! : null,
      })
    }
  }
  const positions = new Map(plan.measures.map((measure, position) => [measureId(measure), position]))
  return {
    estimates: (measure, spot) => find(estimates[positions.get(measureId(measure)) ?? -1], spot),
    bases: (spot) => find(bases, spot),
  }
}
