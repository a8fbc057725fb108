import { bind, list, sql, type Sql } from '../database/sql.ts'
import type { Filter } from '../model/model.ts'
import type { CheckedWave } from './check.ts'

/** unit, part, met, told: of those who answered the question that leads to others, whether they were led on, and what they said. */
export const filterAnswers = ({ survey, wave }: Pick<CheckedWave, 'survey' | 'wave'>, { question, is }: Filter): Sql => {
  const options = is.filter((value) => typeof value === 'string')
  const said = is.filter((value) => typeof value === 'boolean')
  const numbers = is.filter((value) => typeof value === 'number')
  const met = sql`case when option is not null then option in ${list('varchar', options)} and coalesce(boolean, true)
    when boolean is not null then boolean in ${list('boolean', said)} else number::double in ${list('double', numbers)} end`
  return sql`select unit, part, coalesce(bool_or(${met}), false) as met, string_agg(distinct text, ', ' order by text) as told
    from stage_answer join stage_question q using (question)
    where wave = ${bind('integer', wave)} and how = 'reported' and q.survey = ${bind('varchar', survey.id)} and q.id = ${bind('varchar', question)}
    group by unit, part`
}
