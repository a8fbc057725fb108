import { bind, sql } from '../database/sql.ts'
import { influences } from '../statistics/studentised.ts'
import type { CheckedWave, Remark, WaveCheck } from './check.ts'
import { numeral } from './numeral.ts'
import { nameOf, rowsOf } from './remark-rows.ts'

const fewest = 20

/**
 * The logarithm of a value on that of the unit's size, within the wave: remarked on where the externally studentised residual is beyond `bound` and
 * the value `floor` or more from what the line says. Not of units in parts, nor with fewer than 20 values above zero.
 */
export const outlier: WaveCheck = {
  name: 'outlier',
  severity: 'warning',
  title: { nb: 'Verdi langt fra det størrelsen tilsier', en: 'Value far from what the size suggests' },
  find: async (wave) => {
    const remarks: Remark[] = []
    for (const { number } of wave.questions) remarks.push(...(await outliersOf(wave, number)))
    return remarks
  },
}

const outliersOf = async (wave: CheckedWave, number: number): Promise<Remark[]> => {
  const rows = await rowsOf<{ now: number; size: number; bound: number; floor: number }>(
    wave,
    sql`select v.question, u.code as unit, v.line, v.position, v.value, v.value as now, u.size, s.bound, s.floor
      from check_value v join check_setting s using (question) join check_unit u on u.unit = v.unit
      where v.question = ${bind('integer', number)} and v.part is null and v.value > 0 and u.size > 0
      order by v.line`,
  )
  if (rows.length < fewest) return []
  const found = influences(
    rows.map(({ size }) => Math.log(size)),
    rows.map(({ now }) => Math.log(now)),
  )
  return found.flatMap(({ residual, leverage, fitted }, at): Remark[] => {
    const row = rows[at]
    const expected = Math.exp(fitted)
    if (row === undefined || residual === null || Math.abs(residual) <= row.bound || Math.abs(row.now - expected) < row.floor) return []
    const { question, unit, line, position, value, size } = row
    const told = (language: 'nb' | 'en') => ({ name: nameOf(wave, question), t: numeral(residual, language), h: numeral(leverage, language) })
    const [en, nb] = [told('en'), told('nb')]
    return [
      {
        ...{ question, unit, line, position, value },
        words: {
          en: {
            message: `${en.name} of ${unit} is ${value}; units of its size (${numeral(size, 'en')}) have about ${numeral(expected, 'en')} (studentised residual ${en.t}, hat value ${en.h})`,
            wayOut: 'see whether it was given in another measure, or accept it',
          },
          nb: {
            message: `${nb.name} for ${unit} er ${value}; enheter av samme størrelse (${numeral(size, 'nb')}) har rundt ${numeral(expected, 'nb')} (studentisert residual ${nb.t}, hatteverdi ${nb.h})`,
            wayOut: 'se om svaret er gitt i en annen måleenhet, eller godta verdien',
          },
        },
      },
    ]
  })
}
