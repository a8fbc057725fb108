import { integer, join, sql, type Sql } from '../database/sql.ts'
import type { Geography } from '../geography/geography.ts'
import type { AreaPolicy } from '../geography/policy.ts'
import type { Estimator, Indicator, Subject } from '../model/model.ts'

/** A wave: one survey's answers of one year. */
export type WaveKey = { readonly survey: string; readonly year: number }

/** Areas of one level; null codes: all of them. */
export type Place = { readonly level: string; readonly codes: readonly string[] | null }

export type Measure = { readonly indicator: Indicator; readonly estimator: Estimator }

/** The positions in the plan of some measures, as a list for `in`; one that holds nothing where there are none. */
export const measuresWhere = ({ measures }: Plan, chosen: (measure: Measure) => boolean): Sql => {
  const positions = measures.flatMap((measure, position) => (chosen(measure) ? [integer(position)] : []))
  return sql`(${positions.length === 0 ? integer(-2) : join(positions)})`
}

/**
 * What is wanted of the warehouse, checked: every name in it comes from the model or the release, never from a request's text.
 * `where` and `by` hold fact and unit dimensions alike.
 */
export type Plan = {
  readonly subject: Subject
  readonly measures: readonly Measure[]
  readonly by: readonly string[]
  readonly where: ReadonlyMap<string, readonly string[]>
  readonly waves: readonly WaveKey[]
  readonly places: readonly Place[]
  readonly vintage: number
  /** Null: as is usual at each level. */
  readonly areaPolicy: AreaPolicy | null
  /** Whether standard errors are wanted: they take about as long as the estimates. */
  readonly errors: boolean
  /** Distances in years at which covariances are wanted; none without `errors`. */
  readonly lags: readonly number[]
  /** Whether covariances of denominators are wanted too, to add years up before dividing. */
  readonly denominators: boolean
}

/** What two plans must share to be answered by one statement. */
export const shapeOf = ({ subject, by, where, vintage, areaPolicy }: Omit<Plan, 'measures' | 'waves' | 'places' | 'errors' | 'lags' | 'denominators'>): string =>
  JSON.stringify([subject.id, by, [...where].sort(([a], [b]) => (a < b ? -1 : 1)), vintage, areaPolicy])

export const waveId = ({ survey, year }: WaveKey): string => `${survey} ${year}`

/** One plan that answers all of them. They must have the same shape. */
export const merge = (plans: readonly Plan[]): Plan => {
  const [first] = plans
  if (!first) throw new Error('nothing to merge')
  const unique = <T>(items: readonly T[], id: (item: T) => string): T[] => [...new Map(items.map((item) => [id(item), item])).values()]
  const levels = new Map<string, Set<string> | null>()
  for (const { level, codes } of plans.flatMap((plan) => plan.places)) {
    const known = levels.get(level)
    if (codes === null || known === null) levels.set(level, null)
    else if (known) for (const code of codes) known.add(code)
    else levels.set(level, new Set(codes))
  }
  return {
    ...first,
    measures: unique(plans.flatMap((plan) => plan.measures), ({ indicator, estimator }) => `${indicator.id} ${estimator}`),
    waves: unique(plans.flatMap((plan) => plan.waves), waveId),
    places: [...levels].map(([level, codes]) => ({ level, codes: codes && [...codes] })),
    errors: plans.some(({ errors }) => errors),
    lags: [...new Set(plans.flatMap(({ lags }) => lags))].sort((a, b) => a - b),
    denominators: plans.some(({ denominators }) => denominators),
  }
}

/** The same plan, with levels of which every area is listed named as a whole: a list of hundreds takes longer to read than to answer. */
export const withWholeLevels = (plan: Plan, { atLevel }: Geography): Plan => ({
  ...plan,
  places: plan.places.map(({ level, codes }) => ({ level, codes: codes?.length === atLevel(level, plan.vintage).length ? null : codes })),
})
