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
    en: {
      message: `${offence.text} in ${askedIn(offence)} is outside ${rangeOf(offence.question).en}`,
      wayOut: 'correct the number, or the range in the survey',
    },
    nb: {
      message: `${offence.text} i ${askedIn(offence, 'nb')} er utenfor ${rangeOf(offence.question).nb}`,
      wayOut: 'rett tallet, eller grensene i undersøkelsen',
    },
  }),
}

const rangeOf = (question: Question | null): { en: string; nb: string } => {
  const answer = question?.answer
  if (answer?.kind !== 'number') return { en: 'its range', nb: 'grensene' }
  const { min, max } = answer
  if (min === null) return { en: `at most ${max}`, nb: `høyst ${max}` }
  if (max === null) return { en: `from ${min}`, nb: `fra ${min}` }
  return { en: `${min} to ${max}`, nb: `${min} til ${max}` }
}
