import { bind, join, sql } from '../database/sql.ts'
import type { CheckedWave } from './check.ts'

/**
 * Fills `check_filter` (question, unit, part, met, told), of every question with a filter: whether those who answered the filter were led
 * on to the question, and what they said. Who did not answer it has no row.
 */
export const fillFilterAnswers = async ({ writer, wave, asked }: CheckedWave): Promise<void> => {
  await writer.run(
    sql`create or replace temp table check_lead (question integer, leads integer, option varchar, said boolean, number double)`,
  )
  const rows = asked.flatMap(({ number, question: { filter } }) => {
    const by = filter === null ? undefined : asked.find(({ question }) => question.id === filter.question)
    if (filter === null || by === undefined) return []
    return filter.is.map((value) => {
      const [option, said, amount] = [
        typeof value === 'string' ? value : null,
        typeof value === 'boolean' ? value : null,
        typeof value === 'number' ? value : null,
      ]
      return sql`(${bind('integer', number)}, ${bind('integer', by.number)}, ${bind('varchar', option)},
        ${bind('boolean', said)}, ${bind('double', amount)})`
    })
  })
  if (rows.length > 0) await writer.run(sql`insert into check_lead values ${join(rows)}`)
  await writer.run(sql`create or replace temp table check_filter as
    select l.question, a.unit, a.part, string_agg(distinct a.text, ', ' order by a.text) as told,
      coalesce(bool_or(case when a.option is not null then a.option = l.option and coalesce(a.boolean, true)
        when a.boolean is not null then a.boolean = l.said else a.number::double = l.number end), false) as met
    from stage_answer a join check_lead l on l.leads = a.question
    where a.wave = ${bind('integer', wave)} and a.how = 'reported'
    group by l.question, a.unit, a.part`)
}
