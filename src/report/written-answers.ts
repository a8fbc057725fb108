import type { Answered, AnsweredOf } from './answered.ts'
import type { Asked, ToldQuestion } from './questions.ts'
import type { Pair } from './pair.ts'

/** A question answered with a text or a day; the answers themselves do not stand in a report. */
export type WrittenAnswers = { readonly question: ToldQuestion; readonly kind: 'text' | 'date'; readonly answered: Pair<Answered> }

export const countWritten = (questions: readonly Asked[], answered: AnsweredOf): WrittenAnswers[] =>
  questions.flatMap((asked) => {
    const { kind } = asked.question.answer
    return kind === 'text' || kind === 'date' ? [{ question: asked.told, kind, answered: answered(asked) }] : []
  })
