import { bind, join, list, sql, type Sql } from '../database/sql.ts'
import { countryLevel, sizeGroupLevel } from '../geography/geography.ts'
import type { Model } from '../model/model.ts'
import type { Place } from './plan.ts'

/** Code of the one area at the top. */
export const countryCode = (model: Model): string => model.geography?.country ?? 'all'

const within = (column: Sql, codes: readonly string[] | null): Sql => (codes === null ? sql`true` : sql`${column} in ${list('varchar', codes)}`)

/** Years before or after those whose borders are known are read in the nearest known borders. */
const borderYear = sql`least(greatest(u.year, (select min(year) from area_correspondence)), (select max(year) from area_correspondence))`

/**
 * Where each unit counts: columns survey, year, unit, level, area, whole.
 * A unit counts in an area of another year's borders only if it moved there whole (99 % of its inhabitants);
 * one that did not is kept with `whole` false, so that the area is known to be incomplete.
 */
export const placed = (model: Model, places: readonly Place[], vintage: number, waves: Sql): Sql => {
  const bordered = places.filter(({ level }) => level !== countryLevel && level !== sizeGroupLevel)
  const parts = places.flatMap(({ level, codes }): Sql[] => {
    if (level === countryLevel)
      return [sql`select u.survey, u.year, u.unit, 'country' as level, ${bind('varchar', countryCode(model))} as area, true as whole from unit_wave u where ${waves}`]
    if (level === sizeGroupLevel)
      return [sql`select u.survey, u.year, u.unit, 'size_group' as level, u.size_group as area, true as whole from unit_wave u where ${waves} and ${within(sql`u.size_group`, codes)}`]
    return []
  })
  const wanted = bordered.map(({ level, codes }) => sql`(b.level = ${bind('varchar', level)} and ${within(sql`b.area`, codes)})`)
  const through = sql`select u.survey, u.year, u.unit, b.level, b.area, sum(c.share * b.share) >= 0.99 as whole
    from unit_wave u
    join area_correspondence c on c.code = u.code and c.vintage = ${bind('usmallint', vintage)} and c.year = ${borderYear}
    join area_base b on b.base = c.target and b.vintage = ${bind('usmallint', vintage)}
    where ${waves} and u.survey in ${list('"survey_id"', areaSurveys(model))} and (${join(wanted, sql` or `)})
    group by all`
  return join(bordered.length === 0 ? parts : [...parts, through], sql` union all `)
}

const areaSurveys = (model: Model): readonly string[] =>
  model.surveys.filter((survey) => survey.unit.kind === 'area').map((survey) => survey.id)

