import { bind, identifier, sql, type Sql } from '../database/sql.ts'
import type { Stage } from './stage.ts'

/** The enum type of a dimension. */
export const typeOf = (dimension: string): Sql => identifier(`d_${dimension}`)

/** Makes an enum type per dimension: declared members in their order, found ones sorted. */
export const makeTypes = async ({ writer, model }: Stage): Promise<void> => {
  for (const { id, members } of model.dimensions) {
    if (members === 'found') await findMembers({ writer, model }, id)
    await writer.run(sql`create or replace temp table file_member as
      select member from stage_member where dimension = ${bind('varchar', id)} order by position`)
    await writer.run(sql`insert into file_member select '' where not exists (from file_member)`) // found nowhere: a type must have a value
    await writer.run(sql`create type ${typeOf(id)} as enum (select member from file_member)`)
  }
}

const findMembers = ({ writer, model }: Pick<Stage, 'writer' | 'model'>, dimension: string): Promise<void> => {
  const id = bind('varchar', dimension)
  const inPopulation = model.geography?.populationDimensions.includes(dimension) ?? false
  const people = inPopulation ? sql`union select ${identifier(dimension)} from stage_population` : sql``
  return writer.run(sql`insert into stage_member
    select ${id}, row_number() over (order by member), member from (
      select member from stage_attribute where dimension = ${id}
      union
      select member from stage_give_member where dimension = ${id} and member <> '$option'
      union
      select o.option from stage_give_member m join stage_give g using (give) join stage_offered o using (question)
      where m.dimension = ${id} and m.member = '$option'
      ${people}) t(member)
    where member is not null`)
}

/** Attributes of units, one column per dimension. */
export const addAttributes = async ({ writer, model }: Stage): Promise<void> => {
  for (const { id } of model.dimensions.filter(({ of }) => of === 'unit')) {
    await writer.run(sql`alter table unit_wave add column ${identifier(id)} ${typeOf(id)}`)
    await writer.run(sql`update unit_wave set ${identifier(id)} = a.member::${typeOf(id)}
      from (select w.survey::survey_id as survey, w.year, s.unit, min(s.member) as member
            from stage_attribute s join stage_wave w using (wave)
            where s.dimension = ${bind('varchar', id)} group by all) a
      where a.survey = unit_wave.survey and a.year = unit_wave.year and a.unit = unit_wave.unit`)
  }
}
