import { sql } from '../database/sql.ts'
import { allowed } from '../model/nearest.ts'
import { askedIn, came, optionsOf, orMissing } from './answer-words.ts'
import type { FileCheck } from './check.ts'

export const unknownOption: FileCheck = {
  name: 'unknown-option',
  severity: 'error',
  title: { nb: 'Svar som ikke er et av alternativene', en: 'Answer that is none of the options' },
  find: sql`select line, position, text, wave, question, null
    from file_answer join stage_question q using (question)
    where how is null and (q.kind = 'choice' or (q.kind = 'multi' and q.separator is not null))`,
  words: (offence) => {
    const { stage, text, question } = offence
    const options = question === null ? [] : optionsOf(stage.model, question)
    return {
      en: { message: `${came(offence)} in ${askedIn(offence)} is no option; ${allowed(text, options)}`, wayOut: orMissing(offence) },
      nb: {
        message: `${came(offence)} i ${askedIn(offence, 'nb')} er ikke et alternativ; ${allowed(text, options, 'nb')}`,
        wayOut: orMissing(offence, 'nb'),
      },
    }
  },
}
