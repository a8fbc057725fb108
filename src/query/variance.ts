import { empty, integer, sql, type Sql } from '../database/sql.ts'
import type { Model } from '../model/model.ts'
import { adds, auxiliaryOf, isCalibrated, meetsTotals } from './calibration.ts'
import { areCompleted } from './imputable.ts'
import { measuresWhere, type Measure, type Plan } from './plan.ts'
import { isClustered, psuOf } from './pools.ts'
import { weightOf } from './sums.ts'
import { surveysWhere } from './surveys-where.ts'
import { total } from './total.ts'

/** Keys of an estimate, of what was asked in a stratum, and the position of the base level. */
export type Keys = { readonly cells: Sql; readonly items: Sql; readonly base: number }

const isQuantile = ({ indicator }: Measure): boolean => indicator.p !== null
const isPlain = (measure: Measure): boolean => !adds(measure) && !isQuantile(measure)

/**
 * Definitions (for a `with`) ending in `influence`: how much each first-stage unit moves an estimate, by linearisation; of a quantile,
 * the share of the weights at or below it (Woodruff 1952). Units outside the area count with 0, so that only those inside have a row,
 * but where weights are calibrated: there every unit of the country moves the factor (residual of the regression on known totals).
 * `inside`: a unit of it is of the area. Not at the base level, nor of numbers as they came or where units are imputed.
 */
export const influences = (model: Model, plan: Plan, { cells, items, base }: Keys): Sql => {
  const known = sql`level <> ${integer(base)} and measure not in ${measuresWhere(plan, ({ estimator }) => estimator === 'reported')}
    and not ${areCompleted(model, plan)}`
  const quantiles = plan.measures.some(isQuantile)
  const spreading = isCalibrated(model, plan)
  const sizes = isClustered(model, plan) ? sql`, cluster_1, cluster_2, units_2` : empty
  return sql`inside as (
      select ${cells}, stratum, pool, drawn, fraction, unit${sizes}${spreading ? sql`, fit, target, ${meetsTotals(model, plan)} as fitted` : empty},
        ${plan.denominators ? sql`(share * ${weightOf(model, plan, base)} * x)::double as divisor,` : empty} share * ${weightOf(model, plan, base)} * case
          when measure in ${measuresWhere(plan, adds)} then y
          ${quantiles ? sql`when measure in ${measuresWhere(plan, isQuantile)} then (case when y <= quantile then 1 else 0 end - at_or_below) / denominator` : empty}
          when measure in ${measuresWhere(plan, isPlain)} then (y - numerator / denominator * x) / nullif(denominator, 0) end::double as linearised
      from observation join member using (survey, year, unit) join pool using (${items}, stratum) join estimate using (${cells})
        ${quantiles ? sql`left join quantile using (${cells})` : empty}
      where y is not null and x is not null and ${known}),
    influence as (
      ${spreading ? sql`select * exclude (fit, target, fitted), true as inside from inside union all by name ${residuals(model, plan, { cells, items, base }, sizes)}` : sql`select *, true as inside from inside`})`
}

/** What the factor of calibration takes back: minus the fitted value of every unit that answered, in the country. */
const residuals = (model: Model, plan: Plan, { cells, items, base }: Keys, sizes: Sql): Sql => {
  const asDomain = surveysWhere(model, plan, ({ design }) => design.nonresponse === 'domain')
  return sql`
      select ${cells}, stratum, pool, drawn, fraction, unit${sizes},
        -${weightOf(model, plan, base)} * slope * ${auxiliaryOf(model, plan)} as linearised, false as inside
      from (select ${cells}, fit, ${total(sql`linearised`, 'floating')} / nullif(any_value(target), 0) as slope from inside where fitted group by ${cells}, fit)
      join pool using (${items}, fit)
      join (
        select ${items}, unit from observation where y is not null and x is not null and not ${asDomain}
        union all
        select distinct ${items}, unit.unit from (select distinct ${items} from observation) join unit using (survey, year) where responded and ${asDomain})
        using (${items})
      join (select survey, year, unit, stratum, base_weight, size${sizes} from unit) using (survey, year, unit, stratum)`
}

/** Squared distances to the mean of so many units drawn, of which those without a row have 0. Without cancellation. */
const squares = (rows: Sql, drawn: Sql): Sql =>
  sql`${rows} * (list_aggregate(linearised_all, 'var_pop') + (list_sum(linearised_all) / ${rows}) ** 2 * (1 - ${rows} / ${drawn}))`

/**
 * Definitions (for a `with`) ending in `variance`: the spread of influence within pools of strata between first-stage units, with finite
 * population correction, and of second-stage units within them. `df`: first-stage units minus pools, of those with a unit in the area.
 * Null where a pool has one unit of several.
 */
export const variances = (model: Model, plan: Plan, keys: Keys): Sql => {
  const { cells } = keys
  const clustered = isClustered(model, plan)
  const grouped = clustered || isCalibrated(model, plan)
  const psus = sql`select ${cells}, pool, drawn, fraction, ${psuOf(model, plan)} as psu, ${total(sql`linearised`, 'floating')} as linearised, bool_or(inside) as inside
          ${plan.denominators ? sql`, ${total(sql`divisor`, 'floating')} as divisor` : empty}
        from influence group by ${cells}, pool, drawn, fraction, psu`
  return sql`psu as (${grouped ? psus : sql`select *, unit as psu from influence`}),
    spread as (
      select ${cells}, pool, drawn, fraction, count(*) as psus, count(case when inside then 1 end) as within,
        list_sort(list(linearised)) as linearised_all
      from psu group by ${cells}, pool, drawn, fraction),
    pool_variance as (
      select *, (1 - fraction) * drawn / (drawn - 1) * ${squares(sql`psus`, sql`drawn`)} as between_psus
      from spread),
    first_stage as (
      select ${cells}, ${total(sql`case when drawn > 1 then between_psus else 0 end`, 'floating')} as between_psus,
        sum(within) - count(case when within > 0 then 1 end) as df, bool_or(drawn < 2 and fraction < 1) as lonely
      from pool_variance group by ${cells})${clustered ? secondStage(keys, surveysWhere(model, plan, ({ design }) => design.nonresponse === 'domain')) : empty},
    variance as (
      select ${cells}, case when not lonely then ${clustered ? sql`between_psus + coalesce(within_psus, 0)` : sql`between_psus`} end as variance, df::double as df
      from first_stage ${clustered ? sql`left join second_stage using (${cells})` : empty})`
}

/** What two-stage sampling adds: the spread within clusters, for the share of clusters that were drawn. */
const secondStage = ({ cells, items }: Keys, asDomain: Sql): Sql => sql`,
    cluster_item as (
      select ${items}, stratum, cluster_1, count(distinct coalesce(cluster_2, unit::varchar)) as drawn_2
      from observation join unit using (survey, year, unit) where units_2 is not null and (${asDomain} or (y is not null and x is not null))
      group by ${items}, stratum, cluster_1),
    ssu as (
      select ${cells}, stratum, fraction, cluster_1, units_2, coalesce(cluster_2, unit::varchar) as ssu, ${total(sql`linearised`, 'floating')} as linearised
      from influence where units_2 is not null group by ${cells}, stratum, fraction, cluster_1, units_2, ssu),
    cluster_spread as (
      select ${cells}, stratum, fraction, cluster_1, units_2, drawn_2, count(*) as ssus, list_sort(list(linearised)) as linearised_all
      from ssu join cluster_item using (${items}, stratum, cluster_1) group by ${cells}, stratum, fraction, cluster_1, units_2, drawn_2),
    cluster_variance as (
      select ${cells}, fraction * (1 - drawn_2 / units_2) * drawn_2 / (drawn_2 - 1) * ${squares(sql`ssus`, sql`drawn_2`)} as within_psus
      from cluster_spread where drawn_2 > 1),
    second_stage as (select ${cells}, ${total(sql`within_psus`, 'floating')} as within_psus from cluster_variance group by ${cells})`
