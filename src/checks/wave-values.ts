import { bind, join, sql, type Sql } from '../database/sql.ts'
import type { Fact, Model } from '../model/model.ts'
import type { CheckedWave } from './check.ts'
import { isAdditive, isComparable } from './comparable.ts'
import { movedUnits } from './moved-units.ts'

/**
 * Fills the tables that rules for waves look at. `check_unit`: unit, code, size, size_group ('' where there is none). Of the questions
 * that are answered with a number `check_value` (question, unit, part, value, decimals, line, position): the wave's own, one a unit and
 * question, without those out of range; and `check_before` (question, unit, part, value): those of the wave before, in the units of this
 * one, where they can be compared.
 */
export const fillWaveValues = async (wave: CheckedWave): Promise<void> => {
  const { writer } = wave
  await writer.run(sql`create or replace temp table check_unit as
    select unit, u.code, s.size, coalesce(s.size_group, '') as size_group
    from stage_stratified s join stage_unit u using (unit) where s.wave = ${bind('integer', wave.wave)}`)
  await writer.run(sql`create or replace temp table check_value as ${numbersOf(wave.wave)} order by question, unit, part`)
  await fillMoved(wave)
  await writer.run(sql`create or replace temp table check_before as
    with same as (${comparedQuestions(wave)}), said as (${numbersOf(wave.before?.wave ?? -1)}),
    now as (
      select s.question, s.part, s.value, coalesce(t.unit, s.unit) as unit, coalesce(m.sources, 1) as sources, q.additive
      from said s join same q using (question) join stage_unit u using (unit)
      left join check_moved m on m.code = u.code and u.survey is null
      left join stage_unit t on t.code = m.target and t.survey is null
      where m.code is null or t.unit is not null)
    select question, unit, part, sum(value) as value
    from now group by question, unit, part
    having count(*) = case when part is null then any_value(sources) else 1 end and (count(*) = 1 or any_value(additive))`)
}

/** The numbers of a wave; of a unit that is there twice the first. */
const numbersOf = (wave: number): Sql => sql`
  select question, unit, part, arg_min(number::double, line) as value, arg_min(decimals_of(number), line)::utinyint as decimals,
    min(line) as line, arg_min(position, line) as position
  from stage_answer join stage_question q using (question)
  where wave = ${bind('integer', wave)} and q.kind = 'number' and how = 'reported' and number is not null and not isinf(number::double)
    and not coalesce(number::double < q.lowest or number::double > q.highest, false)
  group by question, unit, part`

const comparedQuestions = ({ survey, model, year, before, questions }: CheckedWave): Sql => {
  const same = before === null ? [] : questions.filter(({ question }) => isComparable(survey, question, before.year, year))
  const rows = same.map(
    ({ number, question }) =>
      sql`(${bind('integer', number)}, ${bind(
        'boolean',
        isAdditive(question, (subject, fact) => factOf(model, subject, fact)?.combine ?? null),
      )})`,
  )
  return rows.length === 0
    ? sql`select 0 as question, false as additive where false`
    : sql`select * from (values ${join(rows)}) t(question, additive)`
}

const factOf = ({ subjects }: Model, subject: string, fact: string): Fact | undefined =>
  subjects.find(({ id }) => id === subject)?.facts.find(({ id }) => id === fact)

const fillMoved = async (wave: CheckedWave): Promise<void> => {
  const { writer, survey, before, year } = wave
  await writer.run(sql`create or replace temp table check_moved (code varchar, target varchar, sources integer)`)
  const moved = before === null || survey.unit.kind !== 'area' ? [] : movedUnits(wave, before.year, year)
  if (moved.length === 0) return
  const rows = moved.map(
    ({ code, target, sources }) => sql`(${bind('varchar', code)}, ${bind('varchar', target)}, ${bind('integer', sources)})`,
  )
  await writer.run(sql`insert into check_moved values ${join(rows)}`)
}
