import { sql } from '../database/sql.ts'
import type { Remark, WaveCheck } from './check.ts'
import { numeral } from './numeral.ts'
import { nameOf, rowsOf } from './remark-rows.ts'

/**
 * The logarithm of a value over the one of the wave before, beside the median of the unit's size group: remarked on where it is further
 * from it than `bound` spreads, and the values are `floor` apart. A spread is 1.4826 times the median absolute deviation, 0.2 at least
 * (where hardly anybody changed). A size group of fewer than ten pairs is taken with all others.
 */
export const largeChange: WaveCheck = {
  name: 'large-change',
  severity: 'warning',
  title: { nb: 'Stor endring siden sist', en: 'Large change since last time' },
  find: async (wave) => {
    const rows = await rowsOf<{ now: number; was: number; usual: number }>(
      wave,
      sql`with pair as (
        select v.question, v.unit, v.part, v.line, v.position, v.value as now, b.value as was, ln(v.value / b.value) as change,
          case when count(*) over (partition by v.question, u.size_group) >= 10 then u.size_group else 'all' end as peers, s.bound, s.floor
        from check_value v join check_setting s using (question) join check_unit u on u.unit = v.unit
        join check_before b on b.question = v.question and b.unit = v.unit and b.part is not distinct from v.part
        where v.value > 0 and b.value > 0),
      usual as (
        select question, peers, median(change) as usual, greatest(1.4826 * mad(change), 0.2) as spread
        from pair where peers <> 'all' group by question, peers
        union all
        select question, 'all', median(change), greatest(1.4826 * mad(change), 0.2) from pair group by question having count(*) >= 5)
      select p.question, coalesce(p.part, u.code) as unit, p.line, p.position, p.now as value, p.now, p.was, exp(g.usual) as usual
      from pair p join usual g on g.question = p.question and g.peers = p.peers join check_unit u on u.unit = p.unit
      where abs(p.change - g.usual) > p.bound * g.spread and abs(p.now - p.was) >= p.floor
      order by p.line, p.position`,
    )
    const { before } = wave
    return rows.map(({ question, unit, line, position, value, now, was, usual }): Remark => ({
      ...{ question, unit, line, position, value },
      words: {
        en: {
          message: `${nameOf(wave, question)} of ${unit} is ${value}, and was ${numeral(was, 'en')} in ${before?.year}: times ${numeral(
            now / was,
            'en',
          )}, where units of its size are at times ${numeral(usual, 'en')}`,
          wayOut: 'ask the unit, or accept it',
        },
        nb: {
          message: `${nameOf(wave, question)} for ${unit} er ${value}, og var ${numeral(was, 'nb')} i ${before?.year}: ${numeral(
            now / was,
            'nb',
          )} ganger så mye, der enheter av samme størrelse ligger på ${numeral(usual, 'nb')} ganger`,
          wayOut: 'spør enheten, eller godta verdien',
        },
      },
    }))
  },
}
