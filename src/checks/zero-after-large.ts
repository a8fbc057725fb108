import { sql } from '../database/sql.ts'
import type { Remark, WaveCheck } from './check.ts'
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
        select question, size_group, median(value) as usual from check_before join check_unit using (unit)
        where value > 0 group by question, size_group)
      select v.question, coalesce(v.part, c.code) as unit, v.line, v.position, v.value, b.value as was
      from check_value v join check_setting s using (question)
      join check_before b on b.question = v.question and b.unit = v.unit and b.part is not distinct from v.part
      join check_unit c on c.unit = v.unit
      join usual u on u.question = v.question and u.size_group = c.size_group
      where not exists (from check_filter f
          where f.question = v.question and f.unit = v.unit and f.part is not distinct from v.part and not f.met)
        and v.value = 0 and b.value >= s.floor and b.value >= s.bound * u.usual
      order by v.line, v.position`,
    )
    return rows.map(({ question, unit, line, position, value, was }): Remark => ({
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
    }))
  },
}
