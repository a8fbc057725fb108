import { sql, type Sql } from '../database/sql.ts'
import { imputes } from './imputable.ts'
import type { Plan } from './plan.ts'
import { total, type Precision } from './total.ts'

const isCounted = sql`y is not null and x is not null`
const isEstimate = sql`coalesce(imputed, imputed_x) is not null`

/** Columns over rows of `observation`: n (those with both numbers as answered), filled (those with an estimate instead), hidden, unasked. */
export const counts = (plan: Plan): Sql => {
  const numbers = imputes(plan)
    ? sql`count(case when ${isCounted} and not (${isEstimate}) then 1 end) as n, count(case when ${isCounted} and ${isEstimate} then 1 end) as filled`
    : sql`count(case when ${isCounted} then 1 end) as n, 0 as filled`
  return sql`${numbers}, count(case when hidden then 1 end) as hidden, count(case when not asked then 1 end) as unasked`
}

/** The part of the sum of y that is an estimate; `each`: what a row counts. */
export const imputedPart = (plan: Plan, each: Sql, precision: Precision): Sql =>
  imputes(plan) ? sql`coalesce(${total(sql`case when x is not null then imputed * ${each} end`, precision)}::double, 0)` : sql`0.0::double`
