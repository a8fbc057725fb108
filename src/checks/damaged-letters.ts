import { bind, list, sql } from '../database/sql.ts'
import type { Remark, WaveCheck } from './check.ts'
import { nameOf, rowsOf } from './remark-rows.ts'

// A question mark within a word or before its first letter, but for addresses; the sign for a lost letter; UTF-8 that was read as Latin-1.
const lost = '(^|[\\s("])[^\\s/=@]*(\\pL\\?\\pL)[^\\s/=@]*($|\\s)|(^|[\\s("])\\?\\pL|\\x{FFFD}'
const twice =
  '[\\x{C2}\\x{C3}][\\x{80}-\\x{BF}\\x{152}\\x{153}\\x{160}\\x{161}\\x{178}\\x{17D}\\x{17E}' +
  '\\x{192}\\x{2C6}\\x{2DC}\\x{2018}-\\x{203A}\\x{20AC}\\x{2122}]'

export const damagedLetters: WaveCheck = {
  name: 'damaged-letters',
  severity: 'warning',
  title: { nb: 'Bokstaver som er ødelagt', en: 'Letters that are damaged' },
  find: async (wave) => {
    const texts = wave.questions.filter(({ question: { answer } }) => answer.kind === 'text' || answer.kind === 'multi')
    if (texts.length === 0) return []
    const rows = await rowsOf<object>(
      wave,
      sql`select a.question, coalesce(a.part, u.code) as unit, a.line, a.position, min(a.text) as value
      from stage_answer a join stage_unit u using (unit)
      where a.wave = ${bind('integer', wave.wave)} and a.how = 'reported'
        and a.question in ${list(
          'integer',
          texts.map(({ number }) => number),
        )}
        and not exists (from stage_option o where o.question = a.question and o.text = a.text)
        and (regexp_matches(a.text, ${bind('varchar', lost)}) or regexp_matches(a.text, ${bind('varchar', twice)}))
      group by all order by a.line, a.position`,
    )
    return rows.map(({ question, unit, line, position, value }): Remark => ({
      ...{ question, unit, line, position, value },
      words: {
        en: {
          message: `${nameOf(wave, question)} of ${unit} has damaged letters: ${JSON.stringify(value)}`,
          wayOut: 'export the file again from its source as UTF-8, or correct the text',
        },
        nb: {
          message: `${nameOf(wave, question)} for ${unit} har ødelagte bokstaver: ${JSON.stringify(value)}`,
          wayOut: 'eksporter filen på nytt fra kilden som UTF-8, eller rett teksten',
        },
      },
    }))
  },
}
