import { sql } from '../database/sql.ts'
import { askedIn, came, missingWord } from './answer-words.ts'
import type { FileCheck } from './check.ts'

export const notANumber: FileCheck = {
  name: 'not-a-number',
  severity: 'error',
  title: { nb: 'Svar som ikke er et tall', en: 'Answer that is no number' },
  find: sql`select line, position, text, wave, question, null
    from file_answer join stage_question q using (question)
    where how is null and q.kind = 'number'`,
  words: (offence) => ({
    en: {
      message: `${came(offence)} in ${askedIn(offence)} is no number`,
      wayOut: `write digits, with comma or point for decimals and spaces between thousands, or ${missingWord(offence)}`,
    },
    nb: {
      message: `${came(offence)} i ${askedIn(offence, 'nb')} er ikke et tall`,
      wayOut: `skriv sifre, med komma eller punktum for desimaler og mellomrom mellom tusener, eller ${missingWord(offence, 'nb')}`,
    },
  }),
}
