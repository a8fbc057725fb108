import { sql } from '../database/sql.ts'
import type { FileCheck } from './check.ts'

export const missingUnit: FileCheck = {
  name: 'missing-unit',
  severity: 'error',
  title: { nb: 'Rad uten enhet', en: 'Row without a unit' },
  find: sql`select line, position, '', wave, null, null from file_unit, file_role where role = 'unit' and code = ''`,
  words: ({ header }) => ({
    en: { message: `the row has no code in ${header}`, wayOut: 'fill in the unit that answered, or delete the row' },
    nb: { message: `raden mangler kode i ${header}`, wayOut: 'fyll inn enheten som svarte, eller slett raden' },
  }),
}
