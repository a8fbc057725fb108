import { bind, integer, join, list, sql, type Parameter, type Sql } from '../database/sql.ts'
import { countryLevel, sizeGroupLevel } from '../geography/geography.ts'
import type { Model } from '../model/model.ts'
import type { Place, Plan } from './plan.ts'
import { total } from './total.ts'

/** Code of the one area at the top. */
export const countryCode = (model: Model): string => model.geography?.country ?? 'all'

const within = (column: Sql, codes: readonly string[] | null): Sql =>
  codes === null ? sql`true` : sql`${column} in ${list('varchar', codes)}`

type Borders = readonly [first: number, last: number]

/** Years before or after those whose borders are known are read in the nearest known borders. */
const borderYear = (year: number, [first, last]: Borders): number => Math.min(Math.max(year, first), last)

/** Areas of the plan that stand together, by the code of each: the first of them. */
export type Clusters = ReadonlyMap<string, string>

/**
 * Where each unit counts: the columns of `unit` (of those that meet the conditions), level (position in the plan's places), area, share of
 * it that counts there (0: too little to count, so it counts elsewhere), divided (counts whole, though a part of unknown size lies
 * elsewhere) and parts (base areas that make up the area in that year).
 * `clustersOf`: of a level, null where areas stand alone. The codes of a clustered level are those of clusters.
 */
export const placed = (model: Model, plan: Plan, borders: Borders, clustersOf: (level: string) => Clusters | null, conditions: readonly Sql[]): Sql => {
  const parts = plan.places.flatMap(({ level, codes }, position): Sql[] => {
    if (level === countryLevel) return [everywhere(sql`${bind('varchar', countryCode(model))}`, position, conditions)]
    if (level === sizeGroupLevel) return [everywhere(sql`u.size_group`, position, [...conditions, within(sql`u.size_group`, codes)])]
    return [inBorders(model, plan, borders, position, clustersOf(level), conditions)]
  })
  return join(parts, sql` union all `)
}

const everywhere = (area: Sql, position: number, conditions: readonly Sql[]): Sql =>
  sql`select u.*, ${integer(position)} as level, ${area} as area, 1.0::double as share, false as divided, 1 as parts
    from unit u where ${join([sql`true`, ...conditions], sql` and `)}`

const inBorders = (model: Model, plan: Plan, borders: Borders, position: number, clusters: Clusters | null, conditions: readonly Sql[]): Sql => {
  const { level, codes } = plan.places[position] as Place
  const years = [...new Set(plan.waves.map(({ year }) => borderYear(year, borders)))]
  const [first, last] = borders.map((year) => bind('usmallint', year)) as [Parameter, Parameter]
  const places = sql`select year, code, area, share, divided, parts from area_place
      where vintage = ${bind('usmallint', plan.vintage)} and level = ${bind('varchar', level)} and year in ${list('usmallint', years)}`
  const wanted = clusters === null ? sql`${places} and ${within(sql`area`, codes)}` : clustered(places, clusters, codes)
  return sql`select u.*, ${integer(position)} as level, p.area, p.share, p.divided, p.parts
    from unit u join (${wanted}) p
      on p.code = u.code and p.year = least(greatest(u.year, ${first}), ${last})
    where ${join([sql`u.survey in ${list('"survey_id"', areaSurveys(model, plan))}`, ...conditions], sql` and `)}`
}

/** A base area that is divided within a cluster counts whole in it. */
const clustered = (places: Sql, clusters: Clusters, codes: readonly string[] | null): Sql => {
  const pairs = [...clusters].map(([area, cluster]) => sql`(${bind('varchar', area)}, ${bind('varchar', cluster)})`)
  const share = total(sql`share`, 'floating')
  return sql`
      select year, code, area, case when ${share} > 1 - 1e-9 then 1 else ${share} end as share, bool_or(divided) as divided,
        count(case when ${share} > 0 then 1 end) over (partition by year, area) as parts
      from (
        select p.* exclude (area), coalesce(c.cluster, p.area) as area from (${places}) p
        left join (values ${join(pairs)}) c(area, cluster) using (area))
      where ${within(sql`area`, codes)}
      group by year, code, area`
}

/** Surveys of the plan whose units are areas. */
const areaSurveys = ({ surveys }: Model, { waves }: Plan): readonly string[] =>
  surveys.filter(({ id, unit }) => unit.kind === 'area' && waves.some(({ survey }) => survey === id)).map(({ id }) => id)
