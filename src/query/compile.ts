import { bind, derived, empty, identifier, integer, join, list, sql, type Sql } from '../database/sql.ts'
import type { Design, Frame, Model } from '../model/model.ts'
import { observations } from './observation.ts'
import { placed } from './placed.ts'
import type { Measure, Plan } from './plan.ts'
import { enumList } from './unit-values.ts'

/**
 * A plan as one statement: rows -> one value per unit -> strata -> areas. Its columns, in this order:
 * measure (position in plan.measures; -1: the base of an area), survey, year, level, area, the dimensions asked by (null in a base row
 * where the dimension is the facts'), n, hidden, unasked, numerator, denominator, quantile, frame, sampled, partial.
 * `exact`: facts stored as exact decimals.
 */
export const compile = (model: Model, plan: Plan, exact: ReadonlySet<string>): Sql => {
  const unitDimensions = new Set(model.dimensions.filter(({ of }) => of === 'unit').map(({ id }) => id))
  const ofFact = plan.by.filter((id) => !unitDimensions.has(id))
  const ofUnit = plan.by.filter((id) => unitDimensions.has(id))
  const surveys = [...new Set(plan.waves.map(({ survey }) => survey))].sort()
  const years = [...new Set(plan.waves.map(({ year }) => year))].sort((a, b) => a - b)
  const conditions = [
    sql`u.survey in ${list('"survey_id"', surveys)}`,
    sql`u.year in ${list('usmallint', years)}`,
    ...[...plan.where].filter(([id]) => unitDimensions.has(id)).map(([id, members]) => sql`u.${identifier(id)} in ${enumList(id, members)}`),
  ]
  const keys = sql`measure, survey, year${columns(ofFact)}`
  const cells = sql`measure, survey, year, level, area${columns(plan.by)}`
  const base = model.geography?.base ?? ''
  const unitsOnly = plan.places.every(({ level, codes }) => level === base && codes !== null)
  const quantiles = plan.measures.flatMap(({ indicator }, position) => (indicator.p === null ? [] : [{ position, p: indicator.p }]))

  return sql`with place as (${placed(model, plan.places, plan.vintage, join(conditions.slice(0, 2), sql` and `))}),
    ${observations(model, plan, { waves: plan.waves, sizes: sizesOf(model), units: unitsOnly ? sql`select unit from place` : null, exact })},
    item as (
      select ${keys}, stratum, sum(base_weight order by unit) as item_weight
      from observation join unit_wave using (survey, year, unit)
      where y is not null and x is not null
      group by ${keys}, stratum),
    weighted as (
      select o.*, u.stratum${ofUnits(ofUnit)}, ${weight(model, plan)} as weight
      from observation o
      join unit_wave u on u.survey = o.survey and u.year = o.year and u.unit = o.unit
      join stratum s on s.survey = u.survey and s.year = u.year and s.stratum = u.stratum
      left join item i on i.measure = o.measure and i.survey = o.survey and i.year = o.year and i.stratum = u.stratum${equal(ofFact)}
      where ${join(conditions, sql` and `)}),
    local as (
      select w.* exclude (weight), p.level, p.area,
        case when p.level = ${bind('varchar', base)} then 1.0 else w.weight end as weight
      from weighted w join place p on p.survey = w.survey and p.year = w.year and p.unit = w.unit
      where p.whole),
    stratum_sum as (
      select ${cells}, stratum, count(case when y is not null and x is not null then 1 end) as n,
        count(case when hidden then 1 end) as hidden, count(case when not asked then 1 end) as unasked,
        sum(weight * case when x is not null then y end order by unit) as numerator,
        sum(weight * case when y is not null then x end order by unit) as denominator
      from local group by ${cells}, stratum),
    estimate as (
      select ${cells}, sum(n) as n, sum(hidden) as hidden, sum(unasked) as unasked,
        sum(numerator order by stratum) as numerator, sum(denominator order by stratum) as denominator
      from stratum_sum group by ${cells}),
    quantile as (${quantile(quantiles, cells)}),
    base as (
      select u.survey, u.year, p.level, p.area${ofUnits(ofUnit)}, count(case when u.in_frame then 1 end) as frame,
        count(case when u.asked then 1 end) as sampled, count(case when not p.whole then 1 end) as partial
      from place p join unit_wave u on u.survey = p.survey and u.year = p.year and u.unit = p.unit
      where ${join(conditions, sql` and `)}
      group by all)
    select ${cells}, n::double as n, hidden::double as hidden, unasked::double as unasked, numerator, denominator, quantile,
      null::double as frame, null::double as sampled, null::double as partial
    from estimate left join quantile using (${cells})
    union all
    select -1, survey, year, level, area${join(plan.by.map((id) => (ofUnit.includes(id) ? sql`, ${derived('by', id)}` : sql`, null`)), empty)},
      null, null, null, null, null, null, frame::double, sampled::double, partial::double
    from base`
}

const columns = (dimensions: readonly string[]): Sql => join(dimensions.map((dimension) => sql`, ${derived('by', dimension)}`), empty)

/** Attributes of `u`, a row of unit_wave. */
const ofUnits = (dimensions: readonly string[]): Sql =>
  join(dimensions.map((dimension) => sql`, u.${identifier(dimension)} as ${derived('by', dimension)}`), empty)

const equal = (dimensions: readonly string[]): Sql =>
  join(dimensions.map((dimension) => sql` and i.${derived('by', dimension)} = o.${derived('by', dimension)}`), empty)

const measuresWith = ({ measures }: Plan, chosen: (measure: Measure) => boolean): Sql =>
  list('integer', measures.flatMap((measure, position) => (chosen(measure) ? [position] : [])))

const sizesOf = ({ dimensions }: Model): ReadonlyMap<string, number> =>
  new Map(dimensions.map(({ id, members }) => [id, members === 'found' ? 1 : members.length]))

/** Without frame, weights or counts a survey stands for nobody but those who answered. */
const speaksForItself = (design: Design, frame: Frame): boolean => frame.kind === 'none' && design.weight === null && design.units.length === 0

/** The design's weight, spread over the units of the stratum that answered this item: N_h / m_h where the design is a plain one. */
const weight = (model: Model, plan: Plan): Sql => {
  const asDomain = model.surveys.filter(({ design, frame }) => design.nonresponse === 'domain' || speaksForItself(design, frame)).map(({ id }) => id)
  return sql`case
    when o.measure in ${measuresWith(plan, ({ estimator }) => estimator === 'reported')} then 1.0
    when o.survey in ${list('"survey_id"', asDomain)} then u.base_weight
    else u.base_weight * s.respondents_weight / i.item_weight end`
}

/** Weighted quantile: the smallest value whose cumulated share of the weights reaches p. */
const quantile = (quantiles: readonly { position: number; p: number }[], cells: Sql): Sql => {
  if (quantiles.length === 0) return sql`select ${cells}, null::double as quantile from estimate where false`
  const p = sql`case measure ${join(quantiles.map((q) => sql`when ${integer(q.position)} then ${bind('double', q.p)}`), sql` `)} end`
  return sql`select ${cells}, min(y) filter (where share >= ${p} - 1e-12) as quantile from (
      select ${cells}, y, sum(weight) over (partition by ${cells} order by y) / sum(weight) over (partition by ${cells}) as share from (
        select ${cells}, y, sum(weight order by unit) as weight from local
        where y is not null and measure in (${join(quantiles.map((q) => integer(q.position)))})
        group by ${cells}, y))
    group by ${cells}`
}
