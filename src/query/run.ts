import type { Columns, Database } from '../database/database.ts'
import type { Sql } from '../database/sql.ts'
import { bind, sql } from '../database/sql.ts'
import type { Geography } from '../geography/geography.ts'
import type { Model } from '../model/model.ts'
import { compile } from './compile.ts'
import type { Distribution } from '../statistics/quantile.ts'
import { waveId, type Measure, type Plan, type WaveKey } from './plan.ts'

/** Sums over the units that answered, from which every value is made; null where nothing was answered or estimated. */
export type Estimate = {
  /** Units that answered. */
  readonly n: number
  /** Units whose value, or what it is divided by, is an estimate or contains one. */
  readonly filled: number
  /** Units with an answer that is not public. */
  readonly hidden: number
  /** Units that said the question does not concern them. */
  readonly unasked: number
  readonly numerator: number | null
  readonly denominator: number | null
  readonly quantile: number | null
  /** Units of equal weight that would know as much (Kish). */
  readonly effective: number
  /** Of the units there are, how many answered, by the design; 0 where nobody knows. */
  readonly fraction: number
  /** Parts of the numerator that come from divided and from imputed units. */
  readonly allocated: number
  readonly imputed: number
  /** Sampling variance of the value before `per`, of a quantile that of `atOrBelow`; null where it cannot be estimated or was not asked for. */
  readonly variance: number | null
  /** Degrees of freedom: first-stage units minus strata, of those in the area. */
  readonly df: number
  /** Of a quantile: share of the weights at or below it, and the whole distribution; else null. */
  readonly atOrBelow: number | null
  readonly distribution: Distribution | null
}
/** The units behind a cell, whether they answered or not. */
export type Base = {
  readonly frame: number
  readonly sampled: number
  /** Units of which a part counts elsewhere. */
  readonly partial: number
  /** Units that count whole, though a part of unknown size lies elsewhere. */
  readonly divided: number
  /** Units that count here at all; 0 where all that touch the area count in another. */
  readonly counted: number
  /** Areas of the base level that made up the area in that year, whether they are in the frame or not. */
  readonly parts: number
}
/** Where a series stands: members in the order of `by` of the plan. */
export type Spot = { readonly level: string; readonly area: string; readonly members: readonly (string | null)[] }
/** 0 for the value of a wave, 1 for its denominator. */
export type PartsOfTwo = readonly [part: number, otherPart: number]
/** What there is of a wave, by its `waveId`; undefined where it has no answer of its own. */
export type ByWave<T> = (wave: string) => T | undefined
export type Estimates = {
  readonly estimates: (measure: Measure, spot: Spot) => ByWave<Estimate>
  /** `members`: those of unit dimensions, null for those of the facts. */
  readonly bases: (spot: Spot) => ByWave<Base>
  /** Sampling covariance of two waves of one survey, by their `waveId`, in the scale of `variance`; 0 where nothing ties them. 1 for the denominator. */
  readonly covariances: (measure: Measure, spot: Spot) => (wave: string, other: string, parts?: PartsOfTwo) => number
}
/** What is known of a subject's fact table. */
export type FactTable = {
  /** Facts stored as exact decimals: their sums do not depend on the order of addition. */
  readonly exact: ReadonlySet<string>
  readonly rows: number
}
export type Source = {
  readonly model: Model
  readonly facts: (subject: string) => FactTable
  readonly geography: Pick<Geography, 'vintages' | 'clusters'>
}

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

/**
 * Level, area, members -> by position of the wave, the row of the result. Nested, for putting keys together takes longer than
 * looking up each.
 */
type Rows = Map<string, Map<string, Map<string, (number | undefined)[]>>>

const under = <T>(map: Map<string, T>, key: string, make: () => T): T => {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
const newMap = <T>() => new Map<string, T>()
const newRows = (): (number | undefined)[] => []
const rowsAt = (rows: Rows, level: string, area: string, cell: string) => {
  const areas = under(rows, level, newMap<Map<string, (number | undefined)[]>>)
  return under(under(areas, area, newMap<(number | undefined)[]>), cell, newRows)
}

/** Position of a wave in a plan, by survey and year. */
const positionsOf = (waves: readonly WaveKey[]): ReadonlyMap<string, ReadonlyMap<number, number>> => {
  const positions = new Map<string, Map<number, number>>()
  waves.forEach(({ survey, year }, position) =>
    positions.set(survey, (positions.get(survey) ?? new Map<number, number>()).set(year, position)),
  )
  return positions
}

/** One cell in two waves, the later first. */
const pairId = (measure: number, level: string, area: string, cell: string, later: PartOfWave, before: PartOfWave) =>
  `${measure}\n${level}\n${area}\n${cell}\n${later.join(' ')} ${before.join(' ')}`
type PartOfWave = readonly [wave: number, part: number]

type Numbers = readonly number[]
type Fourteen<T> = readonly [T, T, T, T, T, T, T, T, T, T, T, T, T, T]

/** Runs a plan as one statement. */
export const run = async (
  { model, facts, geography }: Source,
  plan: Plan,
  all: (statement: Sql) => Promise<Columns>,
): Promise<Estimates> => {
  const clustersOf = (level: string) =>
    plan.areaPolicy === 'cluster' ? geography.clusters(level, plan.vintage) : null
  const stored = { exact: facts(plan.subject.id).exact, borders: geography.vintages, clustersOf }
  const { values, rowCount } = await all(compile(model, plan, stored))
  const [measures, surveys, years, levels, areas] = values as [Numbers, readonly string[], Numbers, Numbers, readonly string[]]
  const members = values.slice(5, 5 + plan.by.length) as readonly (readonly (string | null)[])[]
  const numbers = values.slice(5 + plan.by.length) as readonly Numbers[]
  const [n, hidden, unasked, numerators, denominators, effective, fractions, allocated, imputed, filled, variances, df, quantiles, atOrBelow] = numbers as Fourteen<Numbers>
  const [ys, shares] = numbers.slice(14) as unknown as readonly [readonly (Numbers | null)[], readonly (Numbers | null)[]]

  const rowsOf = plan.measures.map((): Rows => new Map())
  const bases: Rows = new Map()
  const pairs = new Map<string, number>()
  const positions = positionsOf(plan.waves)
  for (let row = 0; row < rowCount; row += 1) {
    const wave = positions.get(surveys[row]!)?.get(years[row]!)
    if (wave === undefined) continue
    const cell = cellId(members.map((column) => column[row]!))
    if (measures[row]! < -1) {
      const before = positions.get(surveys[row]!)?.get(n[row]!)
      if (before !== undefined) pairs.set(pairId(-2 - measures[row]!, plan.places[levels[row]!]!.level, areas[row]!, cell, [wave, hidden[row]!], [before, unasked[row]!]), variances[row]!)
      continue
    }
    rowsAt(rowsOf[measures[row]!] ?? bases, plan.places[levels[row]!]!.level, areas[row]!, cell)[wave] = row
  }

  const estimateOf = (row: number, { indicator }: Measure): Estimate => {
    const isAnswered = n[row]! + filled[row]! > 0
    const isQuantile = isAnswered && indicator.p !== null
    return {
      n: n[row]!,
      filled: filled[row]!,
      hidden: hidden[row]!,
      unasked: unasked[row]!,
      numerator: isAnswered ? numerators[row]! : null,
      denominator: isAnswered ? denominators[row]! : null,
      quantile: isQuantile ? quantiles[row]! : null,
      effective: effective[row]!,
      fraction: fractions[row]!,
      allocated: allocated[row]!,
      imputed: imputed[row]!,
      variance: variances[row]! < 0 ? null : variances[row]!,
      df: df[row]!,
      atOrBelow: isQuantile ? atOrBelow[row]! : null,
      distribution: isQuantile ? { values: ys[row] ?? [], shares: shares[row] ?? [] } : null,
    }
  }
  const baseOf = (row: number): Base => ({
    frame: n[row]!,
    sampled: hidden[row]!,
    partial: unasked[row]!,
    divided: numerators[row]!,
    counted: denominators[row]!,
    parts: effective[row]!,
  })
  const waveIds = new Map(plan.waves.map((wave, position) => [waveId(wave), position]))
  const measureIds = new Map(plan.measures.map((measure, position) => [measureId(measure), position]))
  const found = <T>(rows: Rows | undefined, { level, area, members }: Spot, read: (row: number) => T): ByWave<T> => {
    const byWave = rows?.get(level)?.get(area)?.get(cellId(members)) ?? []
    return (wave) => {
      const row = byWave[waveIds.get(wave) ?? -1]
      return row === undefined ? undefined : read(row)
    }
  }
  return {
    estimates: (measure, spot) => found(rowsOf[measureIds.get(measureId(measure)) ?? -1], spot, (row) => estimateOf(row, measure)),
    covariances: (measure, { level, area, members }) => (wave, other, [part, otherPart] = [0, 0]) => {
      const position = measureIds.get(measureId(measure)) ?? -1
      const one: PartOfWave = [waveIds.get(wave) ?? -1, part]
      const two: PartOfWave = [waveIds.get(other) ?? -1, otherPart]
      const isLater = (plan.waves[one[0]]?.year ?? 0) >= (plan.waves[two[0]]?.year ?? 0)
      return pairs.get(pairId(position, level, area, cellId(members), isLater ? one : two, isLater ? two : one)) ?? 0
    },
    bases: (spot) => found(bases, spot, baseOf),
  }
}
