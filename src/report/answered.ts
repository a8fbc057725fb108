import { integer, join, sql } from '../database/sql.ts'
import { recordsOf } from '../database/records.ts'
import type { Stage } from '../ingest/stage.ts'
import type { Asked } from './questions.ts'
import { sideOf, wavesOf, type Pair, type Waves } from './pair.ts'

/** Units, or parts of units, that answered the form: with an answer to the question, left blank, held back, or not asked it. */
export type Answered = { readonly reported: number; readonly not_answered: number; readonly suppressed: number; readonly not_asked: number }

const nobody: Answered = { reported: 0, not_answered: 0, suppressed: 0, not_asked: 0 }

/** How a question was answered; `before` null where the wave before did not ask it. */
export type AnsweredOf = (asked: Asked) => Pair<Answered>

export const countAnswered = async ({ writer }: Stage, waves: Waves): Promise<AnsweredOf> => {
  const counts = new Map<string, Record<string, number>>()
  const found = recordsOf<{ question: number; wave: number; how: string; rows: number }>(
    await writer.all(sql`select question, wave, how, count(*)::integer as rows from (
        select question, wave, unit, part, case when bool_or(how = 'reported') then 'reported' when bool_or(how = 'suppressed') then 'suppressed'
          when bool_or(how = 'not_answered') then 'not_answered' else 'not_asked' end as how
        from stage_answer where wave in (${join(wavesOf(waves).map(integer))}) group by question, wave, unit, part)
      group by all`),
  )
  for (const { question, wave, how, rows } of found) {
    const key = `${sideOf(waves, wave)} ${question}`
    counts.set(key, { ...counts.get(key), [how]: rows })
  }
  const of = (side: 'now' | 'before', number: number): Answered => ({ ...nobody, ...counts.get(`${side} ${number}`) })
  return ({ number, before }) => ({ now: of('now', number), before: before ? of('before', number) : null })
}
