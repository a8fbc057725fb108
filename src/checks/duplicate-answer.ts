import { sql } from '../database/sql.ts'
import { askedIn, came } from './answer-words.ts'
import type { FileCheck } from './check.ts'

export const duplicateAnswer: FileCheck = {
  name: 'duplicate-answer',
  severity: 'error',
  title: { nb: 'Spørsmål som er besvart to ganger', en: 'Question that is answered twice' },
  find: sql`select l.line, l.position, l.text, w.wave, q.question, d.first::varchar
    from file_long l join file_double d using (row, position) join file_wave w using (year)
    join file_question q on q.year = l.year and q.position = l.position
    where l.line > d.first`,
  words: (offence) => ({
    en: {
      message: `${came(offence)} is the second answer of the unit to ${askedIn(offence)}; the first is in line ${offence.detail}`,
      wayOut: 'keep the line that counts and delete the other',
    },
    nb: {
      message: `${came(offence)} er enhetens andre svar på ${askedIn(offence, 'nb')}; det første er i linje ${offence.detail}`,
      wayOut: 'behold linjen som gjelder, og slett den andre',
    },
  }),
}
