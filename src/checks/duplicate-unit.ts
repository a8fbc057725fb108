import { sql } from '../database/sql.ts'
import type { FileCheck } from './check.ts'

export const duplicateUnit: FileCheck = {
  name: 'duplicate-unit',
  severity: 'error',
  title: { nb: 'Enhet som har svart to ganger', en: 'Unit that answered twice' },
  find: sql`select line, position, code, wave, null, first::varchar
    from (select *, min(line) over (partition by wave, code) as first from file_unit where code <> ''), file_role
    where role = 'unit' and line > first`,
  words: ({ text, year, detail }) => ({
    en: {
      message: `unit ${text} has answered ${year} already, in line ${detail}`,
      wayOut: 'keep the row that counts and delete the other',
    },
    nb: { message: `enhet ${text} har svart for ${year} før, i linje ${detail}`, wayOut: 'behold raden som gjelder, og slett den andre' },
  }),
}
