import { bind, identifier, join, sql, type Sql } from '../database/sql.ts'
import { countryLevel } from '../geography/geography.ts'
import { correspondences } from '../geography/correspondence.ts'
import { memberships, validIn } from '../geography/membership.ts'
import { loadRows, type Cell } from './load-rows.ts'
import type { Stage } from './stage.ts'

/** The years whose borders are known: from the first to the last year with a population (or, without any, the model's vintage). */
export const borderYears = ({ model, geography }: Pick<Stage, 'model' | 'geography'>): number[] => {
  if (model.geography === null) return []
  const years = geography.population.map(({ year }) => year)
  const first = years.reduce((least, year) => Math.min(least, year), model.geography.vintage)
  const last = years.reduce((most, year) => Math.max(most, year), model.geography.vintage)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** Areas, memberships and changes as declared; the population waits in a stage table until the types of its dimensions are made. */
export const fillAreas = async (stage: Stage): Promise<void> => {
  const { geography } = stage
  const load = (columns: readonly string[], rows: readonly (readonly Cell[])[], into: (source: Sql) => Sql) =>
    loadRows(stage.writer, stage.scratch, columns, rows, into)
  await load(
    ['level', 'code', 'name', 'valid_from', 'valid_to'],
    geography.areas.map(({ level, code, name, validFrom, validTo }) => [level, code, name, validFrom, validTo]),
    (source) => sql`insert into area select level, code, name, valid_from::usmallint, valid_to::usmallint from ${source}`,
  )
  await load(
    ['child', 'parent', 'valid_from', 'valid_to', 'share', 'divided'],
    geography.members.map(({ child, parent, validFrom, validTo, share, divided }) => [child, parent, validFrom, validTo, share, divided]),
    (source) => sql`insert into area_member
      select child, parent, valid_from::usmallint, valid_to::usmallint, share::double, divided::boolean from ${source}`,
  )
  await load(
    ['year', 'from_code', 'to_code', 'share'],
    geography.changes.map(({ year, from, to, share }) => [year, from, to, share]),
    (source) => sql`insert into area_change select year::usmallint, from_code, to_code, share::double from ${source}`,
  )
  const dimensions = stage.model.geography?.populationDimensions ?? []
  await load(
    ['year', 'code', 'persons', ...dimensions],
    geography.population.map(({ year, code, persons, members }) => [year, code, persons, ...dimensions.map((id) => members[id] ?? null)]),
    (source) => sql`create or replace temp table stage_population as
      select year::usmallint as year, code, persons::double as persons${join(
        dimensions.map((id) => sql`, ${identifier(id)}`),
        sql``,
      )} from ${source}`,
  )
}

/** Every year's base areas in every other year's borders, and in which areas they lie there. */
export const fillBorders = async (stage: Stage): Promise<void> => {
  const { model, geography } = stage
  const declared = model.geography
  if (declared === null) return
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

/** The population, split by its dimensions, whose types exist now. */
export const fillPopulation = async ({ writer, model }: Stage): Promise<void> => {
  const dimensions = model.geography?.populationDimensions ?? []
  for (const id of dimensions) await writer.run(sql`alter table population add column ${identifier(id)} ${identifier(`d_${id}`)}`)
  await writer.run(
    sql`insert into population by name select * from stage_population order by year, code${join(
      dimensions.map((id) => sql`, ${identifier(id)}::${identifier(`d_${id}`)}`),
      sql``,
    )}`,
  )
}
