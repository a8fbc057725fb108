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
  words: (offence) => {
    const answers = '1/0, true/false, ja/nei, yes/no'
    const multi = offence.question?.answer.kind === 'multi'
    return {
      en: {
        message: `${came(offence)} in ${askedIn(offence)} is neither yes nor no; allowed: ${answers}${multi ? ', x or empty' : ''}`,
        wayOut: orMissing(offence),
      },
      nb: {
        message: `${came(offence)} i ${askedIn(offence, 'nb')} er verken ja eller nei; tillatt: ${answers}${multi ? ', x eller tomt' : ''}`,
        wayOut: orMissing(offence, 'nb'),
      },
    }
  },
}
