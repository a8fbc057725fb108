import { integer, list, sql, type Sql } from '../database/sql.ts'
import type { Design, Frame, Model } from '../model/model.ts'
import type { Plan } from './plan.ts'
import { total, type Precision } from './total.ts'

/** Sums over the members of each area. A row with y or x missing counts in neither sum. */
const moments = (keys: Sql, precision: Precision): Sql => sql`
      select ${keys}, count(case when y is not null and x is not null then 1 end) as n,
        count(case when hidden then 1 end) as hidden, count(case when not asked then 1 end) as unasked,
        ${total(sql`case when x is not null then y end`, precision)}::double as y,
        ${total(sql`case when y is not null then x end`, precision)}::double as x
      from observation join member using (survey, year, unit)
      group by ${keys}`

/**
 * The definition (for a `with`) of `estimate` (n, hidden, unasked, numerator, denominator) in areas of the base level,
 * where every unit stands for itself.
 */
export const plainSums = (cells: Sql, precision: Precision): Sql => sql`estimate as (
      select * exclude (y, x), y as numerator, x as denominator from (${moments(cells, precision)}))`

/**
 * Definitions (for a `with`) of `weighted`, the sums of units of one stratum and the weight these have, and of `estimate` as above.
 * `cells`: keys of an estimate; `items`: keys of what was asked in a stratum; `base`: position of the base level.
 */
export const weightedSums = (
  model: Model,
  plan: Plan,
  { cells, items, base, precision }: { cells: Sql; items: Sql; base: number; precision: Precision },
): Sql => sql`moment as (${moments(sql`${cells}, stratum, base_weight`, precision)}),
    item as (select ${items}, ${total(sql`n * base_weight`, 'floating')} as item_weight from moment where n > 0 group by ${items}),
    weighted as (
      select m.*, ${weight(model, plan, base)} as weight
      from moment m join stratum s using (survey, year, stratum) left join item using (${items})
      where area is not null),
    estimate as (
      select ${cells}, sum(n) as n, sum(hidden) as hidden, sum(unasked) as unasked,
        ${total(sql`weight * y`, 'floating')} as numerator, ${total(sql`weight * x`, 'floating')} as denominator
      from weighted group by ${cells})`

/** Without frame, weights or counts a survey stands for nobody but those who answered. */
const speaksForItself = (design: Design, frame: Frame): boolean =>
  frame.kind === 'none' && design.weight === null && design.units.length === 0

/** The design's weight, spread over the units of the stratum that answered this item: N_h / m_h where the design is a plain one. */
const weight = (model: Model, { measures }: Plan, base: number): Sql => {
  const asDomain = model.surveys
    .filter(({ design, frame }) => design.nonresponse === 'domain' || speaksForItself(design, frame))
    .map(({ id }) => id)
  const reported = measures.flatMap(({ estimator }, position) => (estimator === 'reported' ? [position] : []))
  return sql`case
    when level = ${integer(base)} or measure in ${list('integer', reported)} then 1.0::double
    when survey in ${list('"survey_id"', asDomain)} then base_weight
    else base_weight * respondents_weight / item_weight end`
}
