import { bind, sql } from '../database/sql.ts'
import type { Filter } from '../model/model.ts'
import type { CheckedQuestion, CheckedWave, Remark, WaveCheck } from './check.ts'
import { filterAnswers } from './filter-answers.ts'
import { nameOf, rowsOf } from './remark-rows.ts'

/** An answer of who should not have been asked. Zero, no and nothing ticked contradict no filter, and a filter nobody answered is none. */
export const filterContradicted: WaveCheck = {
  name: 'filter-contradicted',
  severity: 'warning',
  title: { nb: 'Svar på et spørsmål enheten ikke skulle hatt', en: 'Answer to a question the unit should not have had' },
  find: async (wave) => {
    const remarks: Remark[] = []
    for (const asked of wave.questions) {
      const { filter } = asked.question
      const by = wave.survey.questions.findIndex(({ id }) => id === filter?.question)
      if (filter !== null && by >= 0) remarks.push(...(await contradictions(wave, asked, filter)))
    }
    return remarks
  },
}

const contradictions = async (wave: CheckedWave, { number, question: { answer } }: CheckedQuestion, filter: Filter): Promise<Remark[]> => {
  const here = sql`a.wave = ${bind('integer', wave.wave)} and a.how = 'reported'`
  const filled = answer.kind === 'number' ? sql`number::double <> 0` : sql`coalesce(boolean, number::double <> 0, true)`
  const rows = await rowsOf<{ told: string }>(
    wave,
    sql`with filter as (${filterAnswers(wave, filter)}),
      said as (
        select question, unit, part, min(line) as line, arg_min(position, line) as position, arg_min(text, line) as text
        from stage_answer a where ${here} and question = ${bind('integer', number)} and ${filled}
        group by question, unit, part)
      select s.question, coalesce(s.part, u.code) as unit, s.line, s.position, s.text as value, f.told
      from said s join filter f on f.unit = s.unit and f.part is not distinct from s.part join stage_unit u on u.unit = s.unit
      where not f.met
      order by s.line`,
  )
  return rows.map(({ question, unit, line, position, value, told }) => ({
    ...{ question, unit, line, position, value },
    words: {
      en: {
        message: `${unit} answered ${value} to ${nameOf(wave, question)}, and ${told} to ${filter.question}`,
        wayOut: `correct one of the two: only ${filter.is.map(String).join(', ')} leads to the question`,
      },
      nb: {
        message: `${unit} svarte ${value} på ${nameOf(wave, question)}, og ${told} på ${filter.question}`,
        wayOut: `rett det ene av de to: bare ${filter.is.map(String).join(', ')} fører til spørsmålet`,
      },
    },
  }))
}
