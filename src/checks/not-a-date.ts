import { sql } from '../database/sql.ts'
import { askedIn, came, orMissing } from './answer-words.ts'
import type { FileCheck } from './check.ts'

export const notADate: FileCheck = {
  name: 'not-a-date',
  severity: 'error',
  title: { nb: 'Svar som ikke er en dato', en: 'Answer that is no date' },
  find: sql`select line, position, text, wave, question, null
    from file_answer join stage_question q using (question)
    where how is null and q.kind = 'date'`,
  words: (offence) => ({
    en: { message: `${came(offence)} in ${askedIn(offence)} is no date; allowed: 2024-03-31 or 31.03.2024`, wayOut: orMissing(offence) },
    nb: {
      message: `${came(offence)} i ${askedIn(offence, 'nb')} er ikke en dato; tillatt: 2024-03-31 eller 31.03.2024`,
      wayOut: orMissing(offence, 'nb'),
    },
  }),
}
