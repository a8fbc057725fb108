import { sql } from '../database/sql.ts'
import { came } from './answer-words.ts'
import type { FileCheck } from './check.ts'

export const responded: FileCheck = {
  name: 'responded',
  severity: 'error',
  title: { nb: 'Om enheten har svart er verken 0 eller 1', en: 'Whether the unit responded is neither 0 nor 1' },
  find: sql`select line, position, responded, wave, null, null from file_row, file_role
    where role = 'responded' and responded not in ('0', '1')`,
  words: (offence) => ({
    en: {
      message: `${came(offence)} in ${offence.header}; allowed: 0, 1`,
      wayOut: 'write 1 for a unit that answered, 0 for one that did not',
    },
    nb: {
      message: `${came(offence)} i ${offence.header}; tillatt: 0, 1`,
      wayOut: 'skriv 1 for en enhet som svarte, 0 for en som ikke gjorde det',
    },
  }),
}
