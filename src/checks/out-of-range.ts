import { sql } from '../database/sql.ts'
import type { Question } from '../model/model.ts'
import { askedIn } from './answer-words.ts'
import type { FileCheck } from './check.ts'

export const outOfRange: FileCheck = {
  name: 'out-of-range',
  severity: 'error',
  title: { nb: 'Tall utenfor det spørsmålet tillater', en: 'Number outside what the question allows' },
  find: sql`select line, position, text, wave, question, null
    from file_answer join stage_question q using (question)
    where q.kind = 'number' and how = 'reported' and number is not null
      and (isinf(number::double) or number::double < q.lowest or number::double > q.highest)`,
  words: (offence) => ({
    message: `${offence.text} in ${askedIn(offence)} is outside ${rangeOf(offence.question)}`,
    wayOut: 'correct the number, or the range in the survey',
  }),
}

const rangeOf = (question: Question | null): string => {
  const answer = question?.answer
  if (answer?.kind !== 'number') return 'its range'
  return `${answer.min ?? ''} to ${answer.max ?? ''}`.replace(/^ to/, 'at most').replace(/^(.*) to $/, 'from $1')
}
