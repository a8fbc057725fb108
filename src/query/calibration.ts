import { empty, sql, type Sql } from '../database/sql.ts'
import type { Design, Model, Survey } from '../model/model.ts'
import { measuresWhere, type Measure, type Plan } from './plan.ts'
import { surveysWhere } from './surveys-where.ts'
import { total } from './total.ts'

const by = (kind: NonNullable<Design['calibrate']>) => ({ design }: Survey): boolean => design.calibrate === kind

export const isCalibrated = ({ surveys }: Model, { waves }: Plan): boolean =>
  surveys.some(({ id, design }) => design.calibrate !== null && waves.some(({ survey }) => survey === id))

export const adds = ({ indicator }: Measure): boolean => indicator.kind === 'total' || indicator.kind === 'count'

/** Parts of the definitions of pools: what the known totals are totals of, summed per stratum, and the factors that meet them. */
type Calibrated = { readonly sums: Sql; readonly columns: Sql; readonly factors: Sql }

/**
 * Ratio calibration meets the total size, of each pool (separate) or of all (combined); post-stratification the number of units of
 * each stratum. Deville and Särndal (1992) with one auxiliary number: weights times target / weighted sum.
 */
export const calibrated = (model: Model, plan: Plan, items: Sql): Calibrated => {
  if (!isCalibrated(model, plan)) return { sums: empty, columns: empty, factors: sql`, 1.0::double as calibration, 0 as fit, 0.0::double as target
      from weighed` }
  const poststratified = surveysWhere(model, plan, by('poststratify'))
  const none = surveysWhere(model, plan, ({ design }) => design.calibrate === null)
  const auxiliary = auxiliaryOf(model, plan)
  const asDomain = surveysWhere(model, plan, ({ design }) => design.nonresponse === 'domain', sql`c.`)
  return {
    sums: sql`, ${total(auxiliary, 'floating')} as plain_auxiliary, ${total(sql`base_weight * ${auxiliary}`, 'floating')} as auxiliary`,
    columns: sql`, case when ${asDomain} then r.plain_auxiliary else a.plain_auxiliary end as plain_auxiliary,
        case when ${asDomain} then r.auxiliary else a.auxiliary end as auxiliary`,
    factors: sql`, case when ${none} then 1.0 else sum(known order by stratum) over fitted
          / nullif(sum(case when plain_weight is not null then plain_weight * plain_auxiliary else reweight * auxiliary end order by stratum) over fitted, 0)
        end as calibration, fit, sum(known order by stratum) over fitted as target
      from (select *, case when ${surveysWhere(model, plan, by('combined_ratio'))} then 0 else home end as fit,
          case when ${poststratified} then units else size end as known from weighed)
      window fitted as (partition by ${items}, fit)`,
  }
}

/** What is known of every unit, whose total the weights are to meet. */
export const auxiliaryOf = (model: Model, plan: Plan): Sql =>
  sql`case when ${surveysWhere(model, plan, by('poststratify'))} then 1.0 else coalesce(size, 0) end`

/** Whether a row is of a measure and survey that is calibrated: totals and numbers; after post-stratification everything. */
export const meetsTotals = (model: Model, plan: Plan): Sql => sql`(${surveysWhere(model, plan, by('poststratify'))}
  or (measure in ${measuresWhere(plan, adds)} and ${surveysWhere(model, plan, ({ design }) => design.calibrate !== null)}))`
