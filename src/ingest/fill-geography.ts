import { identifier, join, sql, type Sql } from '../database/sql.ts'
import { loadRows, type Cell } from './load-rows.ts'
import type { Stage } from './stage.ts'

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
