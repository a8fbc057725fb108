import { bind, integer, join, list, sql, type Sql } from '../database/sql.ts'
import { countryLevel, sizeGroupLevel } from '../geography/geography.ts'
import type { Model } from '../model/model.ts'
import type { Place } from './plan.ts'

/** Code of the one area at the top. */
export const countryCode = (model: Model): string => model.geography?.country ?? 'all'

const within = (column: Sql, codes: readonly string[] | null): Sql => (codes === null ? sql`true` : sql`${column} in ${list('varchar', codes)}`)

/** Years before or after those whose borders are known are read in the nearest known borders. */
const borderYear = sql`least(greatest(u.year, (select min(year) from area_correspondence)), (select max(year) from area_correspondence))`

/**
 * Where each unit counts: the columns of `unit` (of those that meet the conditions), level (position in `places`), area, whole.
 * A unit counts in an area of another year's borders only if it moved there whole (99 % of its inhabitants);
 * one that did not is kept with `whole` false, so that the area is known to be incomplete.
 */
export const placed = (model: Model, places: readonly Place[], vintage: number, conditions: readonly Sql[]): Sql => {
  const where = conditions.length === 0 ? sql`true` : join(conditions, sql` and `)
  const bordered = places.filter(({ level }) => level !== countryLevel && level !== sizeGroupLevel)
  const parts = places.flatMap(({ level, codes }, position): Sql[] => {
    if (level === countryLevel) return [sql`select u.*, ${integer(position)} as level, ${bind('varchar', countryCode(model))} as area, true as whole from unit u where ${where}`]
    if (level === sizeGroupLevel)
      return [sql`select u.*, ${integer(position)} as level, u.size_group as area, true as whole from unit u where ${where} and ${within(sql`u.size_group`, codes)}`]
    return []
  })
  const wanted = bordered.map(({ level, codes }) => sql`(b.level = ${bind('varchar', level)} and ${within(sql`b.area`, codes)})`)
  const position = join(bordered.map((place) => sql`when ${bind('varchar', place.level)} then ${integer(places.indexOf(place))}`), sql` `)
  const through = sql`select u.* exclude (border_year), case p.level ${position} end as level, p.area, p.whole
    from (select *, ${borderYear} as border_year from unit u where ${where} and u.survey in ${list('"survey_id"', areaSurveys(model))}) u
    join (
      select c.year, c.code, b.level, b.area, sum(c.share * b.share) >= 0.99 as whole
      from area_correspondence c join area_base b on b.base = c.target and b.vintage = c.vintage
      where c.vintage = ${bind('usmallint', vintage)} and (${join(wanted, sql` or `)})
      group by c.year, c.code, b.level, b.area) p on p.code = u.code and p.year = u.border_year`
  return join(bordered.length === 0 ? parts : [...parts, through], sql` union all `)
}

const areaSurveys = (model: Model): readonly string[] =>
  model.surveys.filter((survey) => survey.unit.kind === 'area').map((survey) => survey.id)

