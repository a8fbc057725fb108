import { bind, sql } from '../database/sql.ts'
import type { Remark, WaveCheck } from './check.ts'
import { nameOf, rowsOf } from './remark-rows.ts'

/** An answer of who should not have been asked. Zero, no and nothing ticked contradict no filter, and a filter nobody answered is none. */
export const filterContradicted: WaveCheck = {
  name: 'filter-contradicted',
  severity: 'warning',
  title: { nb: 'Svar på et spørsmål enheten ikke skulle hatt', en: 'Answer to a question the unit should not have had' },
  find: async (wave) => {
    const rows = await rowsOf<{ told: string }>(
      wave,
      sql`with said as (
        select question, unit, part, min(line) as line, arg_min(position, line) as position, arg_min(text, line) as text
        from stage_answer join check_setting using (question)
        where wave = ${bind('integer', wave.wave)} and how = 'reported' and question in (select question from check_lead)
          and coalesce(boolean, number::double <> 0, true)
        group by question, unit, part)
      select s.question, coalesce(s.part, u.code) as unit, s.line, s.position, s.text as value, f.told
      from said s join check_filter f on f.question = s.question and f.unit = s.unit and f.part is not distinct from s.part
      join stage_unit u on u.unit = s.unit
      where not f.met
      order by s.line, s.position`,
    )
    return rows.map(({ question, unit, line, position, value, told }): Remark => {
      const filter = wave.asked.find(({ number }) => number === question)?.question.filter
      const leading = (filter?.is ?? []).map(String).join(', ')
      return {
        ...{ question, unit, line, position, value },
        words: {
          en: {
            message: `${unit} answered ${value} to ${nameOf(wave, question)}, and ${told} to ${filter?.question}`,
            wayOut: `correct one of the two: only ${leading} leads to the question`,
          },
          nb: {
            message: `${unit} svarte ${value} på ${nameOf(wave, question)}, og ${told} på ${filter?.question}`,
            wayOut: `rett det ene av de to: bare ${leading} fører til spørsmålet`,
          },
        },
      }
    })
  },
}
