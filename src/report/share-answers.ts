import { integer, join, sql } from '../database/sql.ts'
import { recordsOf } from '../database/records.ts'
import type { Stage } from '../ingest/stage.ts'
import type { Model, Question, Text } from '../model/model.ts'
import type { Answered, AnsweredOf } from './answered.ts'
import type { Asked, ToldQuestion } from './questions.ts'
import { sideOf, wavesOf, type Pair, type Waves } from './pair.ts'

/** How many chose an option. */
export type OptionCount = { readonly id: string; readonly text: Text; readonly chosen: Pair<number> }
/** A question with options: yes and no, one of several, or any of several. Shares are `chosen` of `answered.reported`. */
export type ShareAnswers = {
  readonly question: ToldQuestion
  readonly kind: 'boolean' | 'choice' | 'multi'
  readonly answered: Pair<Answered>
  readonly options: readonly OptionCount[]
  /** How far the share that moved most did, in standard errors as if the waves were independent. Null where it cannot be told. */
  readonly moved: number | null
}

const mostFound = 20
const yes: readonly { id: string; text: Text }[] = [
  { id: 'true', text: { nb: 'Ja', en: 'Yes' } },
  { id: 'false', text: { nb: 'Nei', en: 'No' } },
]

/** How the questions with options were answered, this wave and the one before. Of options as found, the 20 chosen most. */
export const countShares = async (
  stage: Stage,
  waves: Waves,
  questions: readonly Asked[],
  answered: AnsweredOf,
): Promise<ShareAnswers[]> => {
  const found = recordsOf<{ question: number; wave: number; key: string; rows: number }>(
    await stage.writer.all(sql`select question, wave, key, count(distinct (unit, part))::integer as rows from (
        select a.question, a.wave, a.unit, a.part,
          case when q.kind = 'multi' then a.option else coalesce(a.option, a.boolean::varchar, a.number) end as key
        from stage_answer a join stage_question q using (question)
        where q.kind in ('boolean', 'choice', 'multi') and a.how = 'reported' and (q.kind <> 'multi' or coalesce(a.boolean, true))
          and wave in (${join(wavesOf(waves).map(integer))}))
      where key is not null group by question, wave, key order by rows desc, key`),
  )
  const chosen = new Map<number, { key: string; side: 'now' | 'before'; rows: number }[]>()
  for (const { question, wave, key, rows } of found) {
    const side = sideOf(waves, wave)
    const all = chosen.get(question) ?? []
    chosen.set(question, all)
    if (side !== null) all.push({ key, side, rows })
  }
  return questions.flatMap((asked) => {
    const { kind } = asked.question.answer
    if (kind !== 'boolean' && kind !== 'choice' && kind !== 'multi') return []
    const rows = chosen.get(asked.number) ?? []
    const declared = optionsOf(stage.model, asked.question)
    const others = [...new Set(rows.map(({ key }) => key))].filter((key) => !declared.some(({ id }) => id === key)).slice(0, mostFound)
    const of = (id: string, side: 'now' | 'before') => rows.find((row) => row.key === id && row.side === side)?.rows ?? 0
    const options = [...declared, ...others.map((id) => ({ id, text: { en: id } }))].map(({ id, text }) => ({
      id,
      text,
      chosen: { now: of(id, 'now'), before: asked.before ? of(id, 'before') : null },
    }))
    const both = answered(asked)
    return { question: asked.told, kind, answered: both, options, moved: movedBy(options, both) }
  })
}

const optionsOf = (model: Model, { answer, gives }: Question): { id: string; text: Text }[] => {
  if (answer.kind === 'boolean') return [...yes]
  if (answer.kind === 'choice') {
    const ids = [...new Set(Object.values(answer.options).map(String))]
    return ids.map((id) => {
      const text = Object.keys(answer.options).find((one) => String(answer.options[one]) === id) ?? id
      return { id, text: answer.labels[text] ?? memberText(model, gives, id) ?? yes.find((one) => one.id === id)?.text ?? { en: text } }
    })
  }
  if (answer.kind !== 'multi' || answer.options === null) return []
  return [...new Set(Object.values(answer.options))].map((id) => ({ id, text: memberText(model, gives, id) ?? { en: id } }))
}

/** Words of the model for a member of the dimension that the options are of. */
const memberText = ({ dimensions }: Model, gives: Question['gives'], id: string): Text | null =>
  dimensions
    .filter((dimension) => gives.some(({ members }) => members[dimension.id] === '$option'))
    .flatMap(({ members }) => (members === 'found' ? [] : members))
    .find((member) => member.id === id)?.label ?? null

const movedBy = (options: readonly OptionCount[], { now, before }: Pair<Answered>): number | null => {
  if (before === null || now.reported === 0 || before.reported === 0) return null
  const scores = options.map(({ chosen }) => {
    const pooled = (chosen.now + (chosen.before ?? 0)) / (now.reported + before.reported)
    const error = Math.sqrt(pooled * (1 - pooled) * (1 / now.reported + 1 / before.reported))
    return error > 0 ? Math.abs(chosen.now / now.reported - (chosen.before ?? 0) / before.reported) / error : 0
  })
  return Math.max(0, ...scores)
}
