import { bind, integer, join, list, sql, type Parameter, type Sql } from '../database/sql.ts'
import { countryLevel, sizeGroupLevel } from '../geography/geography.ts'
import type { Model } from '../model/model.ts'
import type { Place, Plan } from './plan.ts'

/** Code of the one area at the top. */
export const countryCode = (model: Model): string => model.geography?.country ?? 'all'

const within = (column: Sql, codes: readonly string[] | null): Sql =>
  codes === null ? sql`true` : sql`${column} in ${list('varchar', codes)}`

type Borders = readonly [first: number, last: number]

/** Years before or after those whose borders are known are read in the nearest known borders. */
const borderYear = (year: number, [first, last]: Borders): number => Math.min(Math.max(year, first), last)

/**
 * Where each unit counts: the columns of `unit` (of those that meet the conditions), level (position in the plan's places), area, whole, share (of it, that counts there).
 * A unit counts in an area of another year's borders only if it moved there whole (99 % of its inhabitants);
 * one that did not is kept with `whole` false, so that the area is known to be incomplete.
 */
export const placed = (model: Model, plan: Plan, borders: Borders, conditions: readonly Sql[]): Sql => {
  const isBordered = ({ level }: Place) => level !== countryLevel && level !== sizeGroupLevel
  const surveys = areaSurveys(model, plan)
  const parts = plan.places.flatMap(({ level, codes }, position): Sql[] => {
    if (level === countryLevel) return [everywhere(sql`${bind('varchar', countryCode(model))}`, position, conditions)]
    if (level === sizeGroupLevel) return [everywhere(sql`u.size_group`, position, [...conditions, within(sql`u.size_group`, codes)])]
    return []
  })
  if (!plan.places.some(isBordered)) return join(parts, sql` union all `)
  const wanted = plan.places
    .filter(isBordered)
    .map(({ level, codes }) => sql`(b.level = ${bind('varchar', level)} and ${within(sql`b.area`, codes)})`)
  const positions = plan.places.flatMap((place, position) =>
    isBordered(place) ? [sql`when ${bind('varchar', place.level)} then ${integer(position)}`] : [],
  )
  const years = [...new Set(plan.waves.map(({ year }) => borderYear(year, borders)))]
  const [first, last] = borders.map((year) => bind('usmallint', year)) as [Parameter, Parameter]
  const through = sql`select u.*, case p.level ${join(positions, sql` `)} end as level, p.area, p.whole, 1.0::double as share
    from unit u join (
      select c.year, c.code, b.level, b.area, sum(c.share * b.share) >= 0.99 as whole
      from area_correspondence c join area_base b on b.base = c.target and b.vintage = c.vintage
      where c.vintage = ${bind('usmallint', plan.vintage)} and c.year in ${list('usmallint', years)} and (${join(wanted, sql` or `)})
      group by c.year, c.code, b.level, b.area) p on p.code = u.code and p.year = least(greatest(u.year, ${first}), ${last})
    where ${join([sql`u.survey in ${list('"survey_id"', surveys)}`, ...conditions], sql` and `)}`
  return join([...parts, through], sql` union all `)
}

const everywhere = (area: Sql, position: number, conditions: readonly Sql[]): Sql =>
  sql`select u.*, ${integer(position)} as level, ${area} as area, true as whole, 1.0::double as share
    from unit u where ${join([sql`true`, ...conditions], sql` and `)}`

/** Surveys of the plan whose units are areas. */
const areaSurveys = ({ surveys }: Model, { waves }: Plan): readonly string[] =>
  surveys.filter(({ id, unit }) => unit.kind === 'area' && waves.some(({ survey }) => survey === id)).map(({ id }) => id)
