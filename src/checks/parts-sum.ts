import { bind, join, sql } from '../database/sql.ts'
import type { CheckedQuestion, CheckedWave, Language, Remark, WaveCheck } from './check.ts'
import { numeral } from './numeral.ts'
import { nameOf, rowsOf } from './remark-rows.ts'
import { partsOf, type PartsOfWhole } from './whole-and-parts.ts'

/**
 * A whole that its parts do not make up: all of them together are something else, or those that were answered are more. Sums of whole
 * numbers are exact; of decimals each number may be half a unit of the last decimal off, and all together `bound` times the whole.
 */
export const partsSum: WaveCheck = {
  name: 'parts-sum',
  severity: 'warning',
  title: { nb: 'Deler som ikke summerer seg til det hele', en: 'Parts that do not add up to their total' },
  find: async (wave) => {
    const sums = [...partsOf(wave).map((parts) => ({ ...parts, sum: null })), ...declaredSums(wave)]
    if (sums.length === 0) return []
    await wave.writer.run(sql`create or replace temp table check_sum (sum integer, total integer, part integer, bound double)`)
    const rows = sums.flatMap(({ total, parts, sum }, index) =>
      parts.map(
        ({ number }) =>
          sql`(${bind('integer', index)}, ${bind('integer', total.number)}, ${bind('integer', number)},
            ${bind('double', sum?.bound ?? null)})`,
      ),
    )
    await wave.writer.run(sql`insert into check_sum values ${join(rows)}`)
    const found = await rowsOf<{ sum: number; added: number; answered: number; parts: number }>(
      wave,
      sql`with added as (
        select c.sum, t.question, coalesce(t.part, u.code) as code, t.line, t.position, t.value as whole,
          sum(p.value) as added, count(p.value) as answered,
          count(*) as parts, coalesce(any_value(c.bound), any_value(s.bound), 0) as bound,
          greatest(t.decimals, coalesce(max(p.decimals), 0)) as decimals
        from check_value t join check_sum c on c.total = t.question join check_unit u on u.unit = t.unit
        left join check_setting s on s.question = t.question
        left join check_value p on p.question = c.part and p.unit = t.unit and p.part is not distinct from t.part
        where c.bound is not null or s.question is not null
        group by c.sum, t.question, t.part, u.code, t.line, t.position, t.value, t.decimals),
      allowed as (
        select *, (bound + 1e-9) * abs(whole)
          + case when decimals between 1 and 20 then 0.5 * (answered + 1) / pow(10, decimals) else 0 end as slack
        from added)
      select sum, question, code as unit, line, position, whole as value, added, answered::integer as answered, parts::integer as parts
      from allowed
      where answered > 0 and (added - whole > slack or (answered = parts and whole - added > slack))
      order by line, position`,
    )
    return found.map((row) => remarkOf(wave, sums[row.sum], row))
  },
}

type Declared = PartsOfWhole & { readonly sum: CheckedWave['survey']['sums'][number] | null }

/** Sums that the survey declares, of questions asked in the year. */
const declaredSums = ({ survey, asked }: CheckedWave): Declared[] =>
  survey.sums.flatMap((sum) => {
    const numbered = (id: string): CheckedQuestion[] => asked.filter(({ question }) => question.id === id)
    const [total] = numbered(sum.total)
    const parts = sum.parts.flatMap(numbered)
    return total === undefined || parts.length < sum.parts.length || sum.severity === 'off' ? [] : [{ total, parts, sum }]
  })

type Found = {
  readonly question: number
  readonly unit: string
  readonly line: number
  readonly position: number
  readonly value: string
  readonly added: number
  readonly answered: number
  readonly parts: number
}

const remarkOf = (wave: CheckedWave, declared: Declared | undefined, row: Found): Remark => {
  const { question, unit, line, position, value, added, answered, parts } = row
  const names = (declared?.parts ?? []).map(({ number }) => nameOf(wave, number)).join(' + ')
  const name = nameOf(wave, question)
  const sum = declared?.sum ?? null
  const label = (language: Language) => (sum === null ? '' : ` (${sum.label[language] ?? sum.id})`)
  const only = {
    en: answered < parts ? `, of which ${answered} are answered,` : '',
    nb: answered < parts ? `, hvorav ${answered} er besvart,` : '',
  }
  return {
    ...{ question, unit, line, position, value },
    words: {
      en: {
        message: `${name} of ${unit} is ${value}, and its parts${only.en} make ${numeral(added, 'en')}: ${names}${label('en')}`,
        wayOut: 'correct the whole or the parts, or accept that they differ',
      },
      nb: {
        message: `${name} for ${unit} er ${value}, og delene${only.nb} blir ${numeral(added, 'nb')}: ${names}${label('nb')}`,
        wayOut: 'rett det hele eller delene, eller godta at de ikke stemmer',
      },
    },
    ...(sum === null || sum.severity === 'off' ? {} : { declared: { id: sum.id, severity: sum.severity } }),
  }
}
