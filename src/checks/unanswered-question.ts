import { recordsOf } from '../database/records.ts'
import { bind, sql } from '../database/sql.ts'
import { columnsOf } from '../model/question-columns.ts'
import type { CheckedWave, Remark, WaveCheck } from './check.ts'

/** A question that the model asks in the year, whose column is there, and that none of `floor` or more units answered. */
export const unansweredQuestion: WaveCheck = {
  name: 'unanswered-question',
  severity: 'warning',
  title: { nb: 'Spørsmål ingen har svart på', en: 'Question that nobody answered' },
  find: async (wave) => {
    const rows = recordsOf<{ question: number; units: number; position: number }>(
      await wave.writer.all(sql`with bare as (
          select question from stage_answer where wave = ${bind('integer', wave.wave)}
          group by question having count(*) filter (where how = 'reported') = 0)
        select question, count(distinct unit)::integer as units, min(position) as position
        from stage_answer join bare using (question) join check_setting s using (question)
        where wave = ${bind('integer', wave.wave)} group by question, s.floor having count(distinct unit) >= s.floor
        order by position`),
    )
    return rows.map(({ question, units, position }) => remarkOf(wave, question, units, position))
  },
}

const remarkOf = ({ questions, year }: CheckedWave, number: number, units: number, position: number): Remark => {
  const question = questions.find((one) => one.number === number)?.question
  const columns =
    question === undefined
      ? ''
      : columnsOf(question, year)
          .map(({ name }) => name)
          .join(', ')
  return {
    ...{ question: number, unit: null, line: 1, position, value: null },
    words: {
      en: {
        message: `none of ${units} units answered ${question?.id} (${columns})`,
        wayOut: 'see whether the answers are in another column, end the question with until, or accept it',
      },
      nb: {
        message: `ingen av ${units} enheter svarte på ${question?.id} (${columns})`,
        wayOut: 'se om svarene står i en annen kolonne, avslutt spørsmålet med until, eller godta det',
      },
    },
  }
}
