import { derived, empty, join, list, sql, type Sql } from '../database/sql.ts'
import { countryLevel } from '../geography/geography.ts'
import type { Model } from '../model/model.ts'
import { fieldsOf, isMember, renamed } from './fields.ts'
import { observations, planPrecision } from './observation.ts'
import { placed } from './placed.ts'
import type { Plan } from './plan.ts'
import { quantileOf } from './quantile.ts'
import { plainSums, weightedSums } from './sums.ts'

/** `exact`: facts stored as exact decimals; `borders`: first and last year whose borders are known. */
export type Stored = { readonly exact: ReadonlySet<string>; readonly borders: readonly [first: number, last: number] }

/**
 * A plan as one statement: rows -> one value per unit -> strata -> areas. Its columns, in this order:
 * measure (position in plan.measures), survey, year, level (position in plan.places), area, the dimensions asked by,
 * n, hidden, unasked, numerator, denominator, quantile (these three 0 where nothing was answered or asked for: a null is slow to read).
 * The base of an area is a row with measure -1, null dimensions of facts, and frame, sampled, partial instead of n, hidden, unasked.
 */
export const compile = (model: Model, plan: Plan, { exact, borders }: Stored): Sql => {
  const unitDimensions = model.dimensions.filter(({ of }) => of === 'unit').map(({ id }) => id)
  const ofFact = plan.by.filter((id) => !unitDimensions.includes(id))
  const ofUnit = plan.by.filter((id) => unitDimensions.includes(id))
  const surveys = [...new Set(plan.waves.map(({ survey }) => survey))].sort()
  const years = [...new Set(plan.waves.map(({ year }) => year))].sort((a, b) => a - b)
  const conditions = [...plan.where]
    .filter(([id]) => unitDimensions.includes(id))
    .map(([id, members]) => isMember(derived('by', id), id, members))

  const base = plan.places.findIndex(({ level }) => level === model.geography?.base)
  const isBaseOnly = plan.places.every((_, level) => level === base)
  const everyUnitCounts = isBaseOnly || (conditions.length === 0 && plan.places.every(({ level }) => level === countryLevel))
  const units = isBaseOnly && plan.places.every(({ codes }) => codes !== null) ? sql`select unit from place` : null
  const precision = planPrecision(plan, exact)
  const cells = sql`measure, survey, year, level, area${fieldsOf(plan.by)}`
  const items = sql`measure, survey, year, level, stratum${fieldsOf(ofFact)}`
  const baseFields = join(plan.by.map((id) => (ofUnit.includes(id) ? sql`, ${derived('by', id)}` : sql`, null`)), empty)
  const quantile = quantileOf(plan, cells, isBaseOnly ? null : sql`stratum, base_weight`)

  return sql`with unit as (
      select survey, year, unit, code, stratum, base_weight, size_group, in_frame, asked as is_asked${renamed(unitDimensions)}
      from unit_wave where survey in ${list('"survey_id"', surveys)} and year in ${list('usmallint', years)}),
    place as (${placed(model, plan, borders, conditions)}),
    ${observations(model, plan, { waves: plan.waves, sizes: sizesOf(model), units, exact })},
    member as (${everyUnitCounts ? sql`select * from place where whole` : everyUnit}),
    ${isBaseOnly ? plainSums(cells, precision) : weightedSums(model, plan, { cells, items, base, precision })},
    base as (
      select survey, year, level, area${fieldsOf(ofUnit)}, count(case when in_frame then 1 end) as frame,
        count(case when is_asked then 1 end) as sampled, count(case when not whole then 1 end) as partial
      from place group by survey, year, level, area${fieldsOf(ofUnit)})
    select ${cells}, n::double, hidden::double, unasked::double,
      coalesce(numerator, 0), coalesce(denominator, 0), ${quantile ? sql`coalesce(quantile, 0)` : sql`0::double`}
    from estimate${quantile ? sql` left join (${quantile}) using (${cells})` : empty}
    union all
    select -1, survey, year, level, area${baseFields},
      frame::double, sampled::double, partial::double, 0, 0, 0
    from base`
}

const sizesOf = ({ dimensions }: Model): ReadonlyMap<string, number> =>
  new Map(dimensions.map(({ id, members }) => [id, members === 'found' ? 1 : members.length]))

/** At every level asked for, also the units that count in none of its areas (area null): weights are spread over whole strata. */
const everyUnit = sql`
      select u.*, l.level, p.area
      from unit u cross join (select distinct level from place) l
      left join place p on p.survey = u.survey and p.year = u.year and p.unit = u.unit and p.level = l.level and p.whole`
