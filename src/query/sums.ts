import { empty, integer, sql, type Sql } from '../database/sql.ts'
import type { Model } from '../model/model.ts'
import { counts, imputedPart } from './answered.ts'
import { baseSums } from './base-sums.ts'
import { meetsTotals } from './calibration.ts'
import { areCompleted } from './imputable.ts'
import { measuresWhere, type Plan } from './plan.ts'
import { total, type Precision } from './total.ts'

/** Sums over the members of each area, but for those of the base level. A row with y or x missing counts in neither sum. */
const moments = (plan: Plan, keys: Sql, base: number, precision: Precision): Sql => sql`
      select ${keys}, ${counts(plan)}, ${imputedPart(plan, sql`1`, precision)} as imputed,
        ${total(sql`case when x is not null then y end`, precision)}::double as y,
        ${total(sql`case when y is not null then x end`, precision)}::double as x
      from observation join member using (survey, year, unit) where level <> ${integer(base)}
      group by ${keys}`

/**
 * Definitions (for a `with`) of `weighted`, the sums of units of one stratum with the weight these have, and of `estimate` (n, filled, hidden,
 * unasked, numerator, denominator, effective, allocated, answered_of, imputed); `effective` is Kish's number of units of one weight, `answered_of` their
 * share of the finite population (0 where that is not known), `allocated` the part of the numerator that comes from divided units.
 * `cells`: keys of an estimate; `items`: keys of what was asked; `base`: position of the base level.
 */
export const weightedSums = (
  model: Model,
  plan: Plan,
  { cells, items, base, precision }: { cells: Sql; items: Sql; base: number; precision: Precision },
): Sql => sql`moment as (${moments(plan, sql`${cells}, stratum, base_weight, share, divided`, base, precision)}),
    weighted as (
      select m.*, share * ${weightOf(model, plan, base)} as weight, n / nullif(fraction, 0) as known
      from moment m left join pool using (${items}, stratum)),
    estimate as (
      select ${cells}, sum(n) as n, sum(filled) as filled, sum(hidden) as hidden, sum(unasked) as unasked,
        ${total(sql`weight * y`, 'floating')} as numerator, ${total(sql`weight * x`, 'floating')} as denominator,
        ${total(sql`weight * n`, 'floating')} ** 2 / nullif(${total(sql`weight * weight * n`, 'floating')}, 0) as effective,
        ${total(sql`case when share < 1 or divided then weight * y end`, 'floating')} as allocated,
        case when count(known) = count(*) then sum(n) / ${total(sql`known`, 'floating')} else 0 end as answered_of,
        ${total(sql`weight * imputed`, 'floating')} as imputed
      from weighted group by ${cells}${base < 0 ? empty : sql` union all ${baseSums(plan, cells, base, precision)}`})`

/** What one unit stands for: itself at its own level, as it came, and where the others are estimated; else its stratum's units, over those that answered this item. */
export const weightOf = (model: Model, plan: Plan, base: number): Sql => sql`case
    when level = ${integer(base)} or measure in ${measuresWhere(plan, ({ estimator }) => estimator === 'reported')}
      or ${areCompleted(model, plan)} then 1.0::double
    else coalesce(plain_weight, base_weight * reweight) * case when ${meetsTotals(model, plan)} then calibration else 1 end end`
