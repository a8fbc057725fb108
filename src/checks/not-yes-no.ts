import { sql } from '../database/sql.ts'
import { askedIn, came, orMissing } from './answer-words.ts'
import type { FileCheck } from './check.ts'

export const notYesNo: FileCheck = {
  name: 'not-yes-no',
  severity: 'error',
  title: { nb: 'Svar som verken er ja eller nei', en: 'Answer that is neither yes nor no' },
  find: sql`select line, position, text, wave, question, null
    from file_answer join stage_question q using (question)
    where how is null and (q.kind = 'boolean' or (q.kind = 'multi' and q.separator is null))`,
  words: (offence) => ({
    message:
      `${came(offence)} in ${askedIn(offence)} is neither yes nor no; allowed: 1/0, true/false, ja/nei, yes/no` +
      (offence.question?.answer.kind === 'multi' ? ', x or empty' : ''),
    wayOut: orMissing(offence),
  }),
}
