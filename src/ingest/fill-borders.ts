import { createHash } from 'node:crypto'
import { bind, identifier, sql } from '../database/sql.ts'
import { correspondences } from '../geography/correspondence.ts'
import { countryLevel } from '../geography/geography.ts'
import { memberships, validIn } from '../geography/membership.ts'
import type { GeographyModel } from '../model/model.ts'
import { findKept, keepTables, keptRows } from './kept-tables.ts'
import { loadRows } from './load-rows.ts'
import { programVersion } from './program.ts'
import type { Stage } from './stage.ts'

/** The years whose borders are known: from the first to the last year with a population (or, without any, the model's vintage). */
export const borderYears = ({ model, geography }: Pick<Stage, 'model' | 'geography'>): number[] => {
  if (model.geography === null) return []
  const years = geography.population.map(({ year }) => year)
  const first = years.reduce((least, year) => Math.min(least, year), model.geography.vintage)
  const last = years.reduce((most, year) => Math.max(most, year), model.geography.vintage)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** Every year's base areas in every other year's borders, and in which areas they lie there; as it was kept, where nothing changed. */
export const fillBorders = async (stage: Stage): Promise<void> => {
  const { model, writer, staged } = stage
  if (model.geography === null) return
  const key = bordersKey(stage, model.geography)
  if (staged !== undefined && findKept(staged, key, tables) !== null) {
    for (const table of tables) await writer.run(sql`insert into ${identifier(table)} select * from ${keptRows(staged, [key], table)}`)
    return
  }
  await workOutBorders(stage, model.geography)
  if (staged !== undefined) await keepTables(writer, staged, key, Object.fromEntries(tables.map((table) => [table, sql`select * from ${identifier(table)} order by rowid`])), {})
}

const tables = ['area_correspondence', 'area_base', 'area_place'] as const

/** All that borders depend on. */
const bordersKey = ({ geography: { areas, members, changes, population } }: Stage, { base, country, vintage, levels }: GeographyModel): string => {
  const rows = [areas.map(({ name: _, ...area }) => area), members, changes, population.map(({ year, code, persons }) => [year, code, persons])]
  return createHash('sha256').update(JSON.stringify([programVersion(), base, country, vintage, levels.map(({ id }) => id), rows])).digest('hex').slice(0, 24)
}

const workOutBorders = async (stage: Stage, declared: GeographyModel): Promise<void> => {
  const { geography } = stage
  const years = borderYears(stage)
  const base = geography.areas.filter(({ level }) => level === declared.base)
  const basesOf = (year: number) => base.filter(validIn(year)).map(({ code }) => code)
  await loadRows(
    stage.writer,
    stage.scratch,
    ['year', 'code', 'vintage', 'target', 'share'],
    correspondences(years, basesOf, geography.changes, geography.population).map(({ year, code, vintage, target, share }) => [
      year,
      code,
      vintage,
      target,
      share,
    ]),
    (source) => sql`insert into area_correspondence
      select year::usmallint, code, vintage::usmallint, target, share::double from ${source}
      order by vintage::usmallint, year::usmallint, code, target`,
  )
  await loadRows(
    stage.writer,
    stage.scratch,
    ['vintage', 'base', 'level', 'area', 'share', 'divided'],
    years
      .flatMap((year) => memberships(declared, geography.areas, geography.members, year))
      .map(({ vintage, base, level, area, share, divided }) => [vintage, base, level, area, share, divided]),
    (source) => sql`insert into area_base
      select vintage::usmallint, base, level, area, share::double, divided::boolean from ${source}
      order by vintage::usmallint, level, area, base`,
  )
  await stage.writer.run(placesOfAreas)
}

const smallest = sql`0.01` // a part of an area that is no larger is taken for a slip of the border

/**
 * What is left of an area after its smallest parts counts whole; what lies in no area of the level counts nowhere. Most areas are one area in the
 * other borders, which lies in one of the level: those need no adding up.
 */
const placesOfAreas = sql`insert into area_place
  with moved as (select vintage, year, code, target, share, count(*) over (partition by vintage, year, code) = 1 as single from area_correspondence),
  lying as (select vintage, base, level, area, share, divided, count(*) over (partition by vintage, base, level) = 1 as single
    from area_base where level <> ${bind('varchar', countryLevel)}),
  lain as (select c.vintage, c.year, c.code, b.level, b.area, c.share * b.share as share, b.divided, c.single and b.single as single
    from moved c join lying b on b.vintage = c.vintage and b.base = c.target),
  part as (
    select vintage, year, code, level, area, list_sum(list_sort(list(share))) as share, bool_or(divided) as divided
    from lain where not single group by all),
  counted as (
    select vintage, year, code, level, list_sum(list_sort(list(case when share > ${smallest} then share else 0 end))) as share,
      1 - list_sum(list_sort(list(share))) as nowhere
    from part group by all),
  shared as (
    select vintage, year, code, level, area, share, divided, case when share > ${smallest} then share else 0 end as whole, 1 - share as nowhere
    from lain where single
    union all
    select vintage, year, code, level, area, p.share, divided, c.share, nowhere from part p join counted c using (vintage, year, code, level))
  select vintage, year, code, level, area,
    case when share > ${smallest} then share / (whole + case when nowhere > ${smallest} then nowhere else 0 end) else 0 end, divided,
    count(case when share > ${smallest} then 1 end) over (partition by vintage, year, level, area)
  from shared
  order by vintage, level, year, code, area`

