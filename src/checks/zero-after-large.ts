import { bind, join, sql, type Sql } from '../database/sql.ts'
import type { CheckedWave, Remark, WaveCheck } from './check.ts'
import { filterAnswers } from './filter-answers.ts'
import { numeral } from './numeral.ts'
import { nameOf, rowsOf } from './remark-rows.ts'

/**
 * Zero where the wave before had `floor` or more, and `bound` times the median of the unit's size group (of the values above zero) or more.
 * Not of who was not to be asked: there zero is what the filter says.
 */
export const zeroAfterLarge: WaveCheck = {
  name: 'zero-after-large',
  severity: 'warning',
  title: { nb: 'Null der det var mye sist', en: 'Zero where there was much last time' },
  find: async (wave) => {
    const rows = await rowsOf<{ was: number }>(
      wave,
      sql`with usual as (
        select question, size_group, median(value) as usual from check_before join check_unit using (unit) where value > 0 group by question, size_group)
      select v.question, coalesce(v.part, c.code) as unit, v.line, v.position, v.value, b.value as was
      from check_value v join check_setting s using (question)
      join check_before b on b.question = v.question and b.unit = v.unit and b.part is not distinct from v.part
      join check_unit c on c.unit = v.unit
      join usual u on u.question = v.question and u.size_group = c.size_group
      where not exists (from (${notAsked(wave)}) f where f.question = v.question and f.unit = v.unit and f.part is not distinct from v.part)
        and v.value = 0 and b.value >= s.floor and b.value >= s.bound * u.usual
      order by v.line, v.position`,
    )
    return rows.map(
      ({ question, unit, line, position, value, was }): Remark => ({
        ...{ question, unit, line, position, value },
        words: {
          en: {
            message: `${nameOf(wave, question)} of ${unit} is 0, and was ${numeral(was, 'en')} in ${wave.before?.year}`,
            wayOut: 'leave the cell empty if it is not known, or accept that it is none',
          },
          nb: {
            message: `${nameOf(wave, question)} for ${unit} er 0, og var ${numeral(was, 'nb')} i ${wave.before?.year}`,
            wayOut: 'la cellen stå tom hvis svaret ikke er kjent, eller godta at det er null',
          },
        },
      }),
    )
  },
}

/** question, unit, part: who answered the filter of a question so that it is none of theirs. */
const notAsked = (wave: CheckedWave): Sql => {
  const unmet = wave.questions.flatMap(({ number, question: { filter } }) =>
    filter === null ? [] : [sql`select ${bind('integer', number)} as question, unit, part from (${filterAnswers(wave, filter)}) where not met`],
  )
  return unmet.length === 0 ? sql`select 0 as question, 0 as unit, null as part where false` : join(unmet, sql` union all `)
}
