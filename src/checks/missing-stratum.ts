import { sql } from '../database/sql.ts'
import type { FileCheck } from './check.ts'

export const missingStratum: FileCheck = {
  name: 'missing-stratum',
  severity: 'error',
  title: { nb: 'Rad uten stratum', en: 'Row without a stratum' },
  find: sql`select line, position, '', wave, null, null from file_design where text = '' and role = 'stratum'`,
  words: ({ header }) => ({
    en: { message: `the row has no ${header}`, wayOut: 'fill it in; a word for missing answers holds for answers only' },
    nb: { message: `raden mangler ${header}`, wayOut: 'fyll den inn; ord for manglende svar gjelder bare svar' },
  }),
}
