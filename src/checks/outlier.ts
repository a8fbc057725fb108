import { recordsOf } from '../database/records.ts'
import { integer, list, sql } from '../database/sql.ts'
import { influences } from '../statistics/studentised.ts'
import type { CheckedWave, Language, Remark, WaveCheck } from './check.ts'
import { numeral } from './numeral.ts'
import { nameOf, type AnswerRow } from './remark-rows.ts'

const fewest = 20
const mostAtOnce = 200_000

/**
 * The logarithm of a value on that of the unit's size, within the wave: remarked on where the externally studentised residual is beyond
 * `bound` and the value `floor` or more from what the line says. Not of units in parts, nor with fewer than 20 values above zero.
 */
export const outlier: WaveCheck = {
  name: 'outlier',
  severity: 'warning',
  title: { nb: 'Verdi langt fra det størrelsen tilsier', en: 'Value far from what the size suggests' },
  find: async (wave) => {
    const remarks: Remark[] = []
    for (const questions of await batchesOf(wave)) {
      const rows = new Map(questions.map((question): [number, Measure[]] => [question, []]))
      for (const row of await measuresOf(wave, questions)) rows.get(row.question)?.push(row)
      for (const own of rows.values()) remarks.push(...outliersOf(wave, own))
    }
    return remarks
  },
}

type Measure = Omit<AnswerRow, 'value'> & { readonly now: number; readonly size: number; readonly bound: number; readonly floor: number }

const measured = sql`from check_value v join check_setting s using (question) join check_unit u on u.unit = v.unit
  where v.part is null and v.value > 0 and u.size > 0`

/** Questions with enough values, as many at a time as have `mostAtOnce` values or are alone. */
const batchesOf = async ({ writer }: CheckedWave): Promise<number[][]> => {
  const counts = recordsOf<{ question: number; values: number }>(
    await writer.all(
      sql`select question, count(*)::integer as values ${measured}
        group by question having count(*) >= ${integer(fewest)} order by question`,
    ),
  )
  const batches: number[][] = []
  let values = Infinity
  for (const { question, values: more } of counts) {
    if (values + more > mostAtOnce) [values] = [0, batches.push([])]
    batches.at(-1)?.push(question)
    values += more
  }
  return batches
}

const measuresOf = async ({ writer }: CheckedWave, questions: readonly number[]): Promise<Measure[]> =>
  recordsOf<Measure>(
    await writer.all(sql`select v.question, u.code as unit, v.line, v.position, v.value as now, u.size, s.bound, s.floor
      ${measured} and v.question in ${list('integer', questions)} order by v.line`),
  )

const outliersOf = (wave: CheckedWave, rows: readonly Measure[]): Remark[] => {
  const found = influences(
    rows.map(({ size }) => Math.log(size)),
    rows.map(({ now }) => Math.log(now)),
  )
  return found.flatMap(({ residual, leverage, fitted }, at): Remark[] => {
    const row = rows[at]
    const expected = Math.exp(fitted)
    if (row === undefined || residual === null || Math.abs(residual) <= row.bound || Math.abs(row.now - expected) < row.floor) return []
    const { question, unit, line, position, size } = row
    const value = String(row.now)
    const told = (language: Language) => ({
      ...{ name: nameOf(wave, question), size: numeral(size, language), expected: numeral(expected, language) },
      ...{ t: numeral(residual, language), h: numeral(leverage, language) },
    })
    const [en, nb] = [told('en'), told('nb')]
    return [
      {
        ...{ question, unit, line, position, value },
        words: {
          en: {
            message:
              `${en.name} of ${unit} is ${value}; units of its size (${en.size}) have about ${en.expected} ` +
              `(studentised residual ${en.t}, hat value ${en.h})`,
            wayOut: 'see whether it was given in another measure, or accept it',
          },
          nb: {
            message:
              `${nb.name} for ${unit} er ${value}; enheter av samme størrelse (${nb.size}) har rundt ${nb.expected} ` +
              `(studentisert residual ${nb.t}, hatteverdi ${nb.h})`,
            wayOut: 'se om svaret er gitt i en annen måleenhet, eller godta verdien',
          },
        },
      },
    ]
  })
}
