import { numberedQuestions } from '../ingest/stage-model.ts'
import { columnsOf } from '../model/question-columns.ts'
import type { Model, Question, Survey, Text } from '../model/model.ts'
import { wordingIn } from '../series/wording.ts'
import type { Pair } from './pair.ts'

/** A question of the wave. */
export type Asked = {
  readonly number: number
  readonly question: Question
  readonly told: ToldQuestion
  /** Whether the wave before asked it. */
  readonly before: boolean
}
export type ToldQuestion = {
  readonly id: string
  /** Columns of the file that hold it. */
  readonly columns: readonly string[]
  /** In the words of the year. */
  readonly text: Text
  /** The words changed its meaning this year. */
  readonly reworded: boolean
  /** Its answers are secret in parts. */
  readonly secret: boolean
}

/** The questions asked in the wave, in the order of the survey. */
export const askedQuestions = (model: Model, survey: Survey, { now, before }: Pair<number>): Asked[] =>
  numberedQuestions(model).flatMap(({ number, survey: owner, question }) => {
    const columns = owner.id === survey.id ? columnsOf(question, now) : []
    if (columns.length === 0) return []
    const secret = question.gives.some(({ subject, fact }) =>
      model.subjects.some(({ id, facts }) => id === subject && facts.some((one) => one.id === fact && one.disclosure !== 'none')),
    )
    const told = {
      id: question.id,
      columns: columns.map(({ name }) => name),
      text: wordingIn(question, now),
      reworded: question.wording.some(({ from, link }) => link === 'break' && from <= now && from > (before ?? now)),
      secret,
    }
    return [{ number, question, told, before: before !== null && columnsOf(question, before).length > 0 }]
  })
