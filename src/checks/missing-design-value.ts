import { sql } from '../database/sql.ts'
import type { FileCheck } from './check.ts'

export const missingDesignValue: FileCheck = {
  name: 'missing-design-value',
  severity: 'error',
  title: { nb: 'Rad uten vekt, klynge eller antall', en: 'Row without a weight, cluster or count' },
  find: sql`select line, position, '', wave, null, null from file_design where text = '' and role not in ('stratum', 'attribute')`,
  words: ({ header }) => ({
    en: { message: `the row has no ${header}`, wayOut: 'fill it in; a word for missing answers holds for answers only' },
    nb: { message: `raden mangler ${header}`, wayOut: 'fyll den inn; ord for manglende svar gjelder bare svar' },
  }),
}
