import { recordsOf } from '../database/records.ts'
import { bind, sql } from '../database/sql.ts'
import type { Remark, WaveCheck } from './check.ts'
import { percent } from './numeral.ts'

/** A share `bound` or more of the units that gave `floor` or more numbers that are not 0 gave the very same numbers in the wave before: the file may be that one's. */
export const sameAsBefore: WaveCheck = {
  name: 'same-as-before',
  severity: 'warning',
  title: { nb: 'De samme svarene som året før', en: 'The very answers of the wave before' },
  find: async ({ writer, before, limits, wave }) => {
    if (before === null) return []
    const { bound, floor } = limits
    const [counted] = recordsOf(
      await writer.all(sql`
        with said as (
          select wave, unit, part, question, number::double as number from stage_answer
          where how = 'reported' and number is not null and number::double <> 0 and wave in (${bind('integer', wave)}, ${bind('integer', before.wave)})),
        unit_said as (
          select n.unit, count(*) as given, count(case when b.number = n.number then 1 end) as same
          from (from said where wave = ${bind('integer', wave)}) n
          left join (from said where wave = ${bind('integer', before.wave)}) b on b.unit = n.unit and b.part is not distinct from n.part and b.question = n.question
          group by n.unit having count(*) >= ${bind('integer', floor)} and count(b.number) > 0)
        select count(*)::integer as units, count(case when same = given then 1 end)::integer as copies from unit_said`),
    )
    const [units, copies] = [Number(counted?.['units'] ?? 0), Number(counted?.['copies'] ?? 0)]
    if (units < 2 || copies < bound * units) return []
    const remark: Remark = {
      ...{ question: null, unit: null, line: 1, position: 1, value: null },
      words: {
        en: {
          message: `${copies} of ${units} units (${percent(copies / units)}) gave the very numbers they gave in ${before.year}`,
          wayOut: 'see whether this is the file of that year, or accept it',
        },
        nb: {
          message: `${copies} av ${units} enheter (${percent(copies / units)}) oppga nøyaktig de samme tallene som i ${before.year}`,
          wayOut: 'se om dette er filen for det året, eller godta det',
        },
      },
    }
    return [remark]
  },
}
