import { derived, empty, join, list, sql, type Sql } from '../database/sql.ts'
import type { Model } from '../model/model.ts'
import { covariances } from './covariance.ts'
import { fieldsOf, isMember, renamed } from './fields.ts'
import { imputedVariances } from './imputed-variance.ts'
import { observations, planPrecision } from './observation.ts'
import { placed, type Clusters } from './placed.ts'
import type { Plan } from './plan.ts'
import { pools } from './pools.ts'
import { quantileOf } from './quantile.ts'
import { baseSums } from './base-sums.ts'
import { weightedSums } from './sums.ts'
import { influences, variances, type Keys } from './variance.ts'

/**
 * `exact`: facts stored as exact decimals; `borders`: first and last year whose borders are known; `clustersOf`: areas of a level that
 * stand together, null where each stands alone.
 */
export type Stored = {
  readonly exact: ReadonlySet<string>
  readonly borders: readonly [first: number, last: number]
  readonly clustersOf: (level: string) => Clusters | null
}

const dimensionsOf = (model: Model, plan: Plan) => {
  const ofUnits = new Set(model.dimensions.filter(({ of }) => of === 'unit').map(({ id }) => id))
  return { unitDimensions: [...ofUnits], ofFact: plan.by.filter((id) => !ofUnits.has(id)), ofUnit: plan.by.filter((id) => ofUnits.has(id)) }
}

const basePosition = (model: Model, plan: Plan): number => plan.places.findIndex(({ level }) => level === model.geography?.base)

/** Keys of an estimate, and of what was asked in a stratum. */
export const keysOf = (model: Model, plan: Plan): Keys => ({
  cells: sql`measure, survey, year, level, area${fieldsOf(plan.by)}`,
  items: sql`measure, survey, year${fieldsOf(dimensionsOf(model, plan).ofFact)}`,
  base: basePosition(model, plan),
})

/** Whether only units themselves are asked for: these have weight 1 and no sampling error. */
export const isBaseOnly = (model: Model, plan: Plan): boolean => plan.places.every((_, level) => level === basePosition(model, plan))

/**
 * The definitions behind every estimate of a plan, from rows to areas: unit, place, observation, member, pool, weighted, estimate and,
 * where one is asked for, quantile.
 */
export const definitions = (model: Model, plan: Plan, { exact, borders, clustersOf }: Stored): Sql => {
  const { unitDimensions, ofFact } = dimensionsOf(model, plan)
  const keys = keysOf(model, plan)
  const surveys = [...new Set(plan.waves.map(({ survey }) => survey))].sort()
  const years = [...new Set(plan.waves.map(({ year }) => year))].sort((a, b) => a - b)
  const conditions = [...plan.where]
    .filter(([id]) => unitDimensions.includes(id))
    .map(([id, members]) => isMember(derived('by', id), id, members))
  const baseOnly = isBaseOnly(model, plan)
  const units = baseOnly && plan.places.every(({ codes }) => codes !== null) ? sql`select unit from place` : null
  const precision = planPrecision(plan, exact)
  const quantile = baseOnly ? null : quantileOf(plan, keys.cells, sql`stratum, base_weight, share, divided`)

  return sql`unit as (
      select survey, year, unit, code, stratum, base_weight, size, size_group, in_frame, asked as is_asked, responded, cluster_1, cluster_2, units_2${renamed(unitDimensions)}
      from unit_wave where survey in ${list('"survey_id"', surveys)} and year in ${list('usmallint', years)}),
    place as (${placed(model, plan, borders, clustersOf, conditions)}),
    ${observations(model, plan, { waves: plan.waves, sizes: sizesOf(model), units, exact, merging: keys.base >= 0 })},
    member as (select * from place where share > 0),
    ${baseOnly ? sql`estimate as (${baseSums(plan, keys.cells, keys.base, precision)})` : sql`${pools(model, plan, ofFact, keys.items)}, ${weightedSums(model, plan, { ...keys, precision })}`}
    ${quantile ? sql`, quantile as (${quantile})` : empty}`
}

/**
 * A plan as one statement: rows -> one value per unit -> strata -> areas. Its columns, in this order:
 * measure (position in plan.measures), survey, year, level (position in plan.places), area, the dimensions asked by,
 * n, hidden, unasked, numerator, denominator, effective, fraction, allocated, imputed, filled, variance, df, quantile, at_or_below (0 where there is nothing: a null is
 * slow to read; variance -1 where there is none), ys, shares (lists of a quantile).
 * The base of an area is a row with measure -1, null dimensions of facts, and frame, sampled, partial, divided, counted,
 * parts instead of the first six.
 * The covariance of two years is a row with measure -2 - position, the earlier year, part and part_before instead
 * of n, hidden, unasked, and the covariance instead of variance.
 */
export const compile = (model: Model, plan: Plan, stored: Stored): Sql => {
  const { ofFact, ofUnit } = dimensionsOf(model, plan)
  const keys = keysOf(model, plan)
  const { cells } = keys
  const quantile = !isBaseOnly(model, plan) && plan.measures.some(({ indicator }) => indicator.p !== null)
  const errors = plan.errors && !isBaseOnly(model, plan)
  const related = errors && plan.lags.length > 0
  const imputed = errors ? imputedVariances(model, plan, keys) : null
  const baseFields = join(plan.by.map((id) => (ofUnit.includes(id) ? sql`, ${derived('by', id)}` : sql`, null`)), empty)
  return sql`with ${definitions(model, plan, stored)},
    ${errors ? sql`${influences(model, plan, keys)}, ${variances(model, plan, keys)},` : empty}
    ${imputed ? sql`${imputed},` : empty}
    ${related ? sql`${covariances(model, plan, keys, ofFact)},` : empty}
    base as (
      select survey, year, level, area${fieldsOf(ofUnit)}, count(case when in_frame and share > 0 then 1 end) as frame,
        count(case when is_asked and share > 0 then 1 end) as sampled, count(case when share > 0 and share < 1 then 1 end) as partial,
        count(case when divided then 1 end) as divided, count(case when share > 0 then 1 end) as counted, max(parts) as parts
      from place group by survey, year, level, area${fieldsOf(ofUnit)})
    select ${cells}, n::double, hidden::double, unasked::double, coalesce(numerator, 0), coalesce(denominator, 0), coalesce(effective, 0), coalesce(answered_of, 0),
      coalesce(allocated, 0), coalesce(imputed, 0), filled::double, ${errors ? sql`coalesce(variance, -1), coalesce(df, 0)` : sql`-1.0::double, 0.0::double`},
      ${quantile ? sql`coalesce(quantile, numerator, 0), coalesce(at_or_below, 0), ys, shares` : sql`coalesce(numerator, 0), 0.0::double, null, null`}
    from estimate${quantile ? sql` left join quantile using (${cells})` : empty}${errors ? sql` left join ${imputed ? sql`(from variance union all from imputed_variance)` : sql`variance`} using (${cells})` : empty}
    union all
    select -1, survey, year, level, area${baseFields}, frame::double, sampled::double, partial::double, divided, counted, parts, 0, 0, 0, 0, 0, 0, 0, 0, null, null
    from base${related ? sql`
    union all
    select -2 - measure, survey, year, level, area${fieldsOf(plan.by)}, before::double, part::double, part_before::double, 0, 0, 0, 0, 0, 0, 0, covariance, 0, 0, 0, null, null from covariance` : empty}`
}

/** How many members a dimension has; 1 where only the files tell. */
export const sizesOf = ({ dimensions }: Model): ReadonlyMap<string, number> =>
  new Map(dimensions.map(({ id, members }) => [id, members === 'found' ? 1 : members.length]))
