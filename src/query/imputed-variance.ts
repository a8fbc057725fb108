import { bind, integer, join, list, sql, type Sql } from '../database/sql.ts'
import type { Model } from '../model/model.ts'
import { adds } from './calibration.ts'
import { areCompleted, isImputed } from './imputable.ts'
import { operandsOf } from './operands.ts'
import { measuresWhere, type Measure, type Plan } from './plan.ts'
import { total } from './total.ts'
import type { Keys } from './variance.ts'
import { subjectCells } from './warehouse.ts'

/** Sides of a measure that are estimated: 0 the numerator, 1 the denominator. */
type Side = { readonly position: number; readonly side: 0 | 1; readonly fact: string }

const sidesOf = (model: Model, plan: Plan): readonly Side[] =>
  plan.measures.flatMap((measure, position) => {
    if (!isImputed(plan.subject, measure) || measure.indicator.p !== null) return []
    const { of, to } = operandsOf(model, plan, subjectCells({ model }, plan.subject.id), measure)
    const sides: Side[] = [{ position, side: 0, fact: of.fact.id }]
    return to.kind === 'fact' ? [...sides, { position, side: 1, fact: to.fact.id }] : sides
  })

const isPlain = (measure: Measure): boolean => !adds(measure)

/**
 * Definitions (for a `with`) ending in `imputed_variance` (`cells`, variance, df), of the estimates that contain imputed units: the variance of
 * a total under the model that a value is in proportion to x in a pool, robust against other spread (V2 of Statistics Norway):
 * per pool and method V = (a² + a) Σ e² / (1 − h), e = y − b x, h = x / x_s, over the units that answered; a = X_r / x_s, X_r of those imputed in the area.
 * A ratio has e of y − R x. Of a unit that is imputed in part, that part of its x. Quantiles have none; nor has a pool of one answer.
 * Null where no measure has such estimates.
 */
export const imputedVariances = (model: Model, plan: Plan, { cells, items }: Keys): Sql | null => {
  const { subject } = plan
  const sides = sidesOf(model, plan)
  if (sides.length === 0) return null
  const where = sql`${areCompleted(model, plan)} and measure in ${measuresWhere(plan, ({ indicator }) => indicator.p === null)}`
  const addsUp = ({ indicator }: Measure): boolean => subject.facts.some(({ id, combine }) => id === indicator.of && combine === 'sum')
  const named = ({ position, side, fact }: Side) => sql`(${integer(position)}, ${integer(side)}, ${bind('varchar', fact)})`
  const group = sql`${cells}, side, method, pool`
  // Whom a question does not concern answered nothing of what is added up. One side at a time: the value, the part of it that is an estimate, and whether it was answered.
  const sideOf = (side: 0 | 1, value: Sql, imputed: Sql): Sql => sql`
        select ${items}, unit, ${integer(side)} as side, coalesce(${value}, 0)::double as value, ${imputed}::double as imputed
        from observation where (y is not null and x is not null or (not asked and measure in ${measuresWhere(plan, addsUp)})) and ${where}`
  return sql`imputed_side as (select * from (values ${join(sides.map(named))}) t(measure, side, fact)),
    imputing as (
      select s.measure, s.side, i.survey, i.year, i.unit, i.method, i.pool, i.x as base, i.imputed as is_imputed
      from imputation i join imputed_side s using (fact)
      where i.subject = ${bind('varchar', subject.id)} and i.survey in ${list('"survey_id"', [...new Set(plan.waves.map(({ survey }) => survey))])}
        and i.year in ${list('usmallint', [...new Set(plan.waves.map(({ year }) => year))])}),
    imputed_value as (${sideOf(0, sql`y`, sql`imputed`)} union all ${sideOf(1, sql`x`, sql`imputed_x`)}),
    imputed_model as (select * from imputed_value join imputing using (measure, survey, year, unit, side) where imputed is null),
    imputed_slope as (
      select ${items}, side, method, pool, count(*) as answers, ${total(sql`base`, 'floating')} as base_sum, ${total(sql`value`, 'floating')} / nullif(base_sum, 0) as slope
      from imputed_model group by ${items}, side, method, pool),
    imputed_residual as (
      select *, case when base_sum > base then (value - slope * base) / sqrt(1 - base / base_sum) end as residual
      from imputed_model join imputed_slope using (${items}, side, method, pool)),
    imputed_moment as (
      select ${items}, method, pool, a.side, b.side as other, any_value(a.answers) as answers, any_value(a.base_sum) as base_sum, any_value(b.base_sum) as other_sum,
        case when count(*) = count(a.residual * b.residual) then ${total(sql`a.residual * b.residual`, 'floating')} end as square
      from imputed_residual a join imputed_residual b using (${items}, method, pool, unit) where a.side <= b.side
      group by ${items}, method, pool, a.side, other),
    imputed_part as (
      select ${cells}, v.side, method, pool, unit, share, base * case when value = 0 then 1 else least(abs(imputed / value), 1) end as base
      from imputed_value v join imputing using (measure, survey, year, unit, side) join member using (survey, year, unit)
      where imputed is not null and is_imputed),
    imputed_spread as (
      select ${cells}, method, pool, a.side, b.side as other, ${total(sql`a.share * b.share * sqrt(a.base * b.base)`, 'floating')} as common
      from imputed_part a join imputed_part b using (${cells}, method, pool, unit) where a.side <= b.side
      group by ${cells}, method, pool, a.side, other),
    imputed_base as (select ${group}, ${total(sql`share * base`, 'floating')} as base from imputed_part group by ${group}),
    imputed_pair as (
      select ${cells}, method, pool, a.side, b.side as other, a.base, b.base as other_base
      from imputed_base a join imputed_base b using (${cells}, method, pool) where a.side <= b.side),
    imputed_term as (
      select ${cells}, side, p.other, answers, case when side < p.other then -2 else 1 end
          * case when measure in ${measuresWhere(plan, isPlain)} then (numerator / nullif(denominator, 0)) ** (side + p.other) else 1 end
          * (p.base * p.other_base / (base_sum * other_sum) + coalesce(common, 0) / sqrt(base_sum * other_sum)) * square as term
      from imputed_pair p left join imputed_moment m using (${items}, method, pool, side, other)
      left join imputed_spread s using (${cells}, method, pool, side, other) join estimate using (${cells})),
    imputed_variance as (
      select ${cells}, case when count(*) = count(term) then greatest(${total(sql`term`, 'floating')}, 0)
          / case when measure in ${measuresWhere(plan, isPlain)} then any_value(denominator) ** 2 else 1 end end as variance,
        greatest(sum(case when other = 0 then answers - 1 end), sum(case when side = 1 then answers - 1 end))::double as df
      from imputed_term join estimate using (${cells}) group by ${cells})`
}
