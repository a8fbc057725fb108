import { sql } from '../database/sql.ts'
import { came } from './answer-words.ts'
import type { FileCheck } from './check.ts'

export const designNumber: FileCheck = {
  name: 'design-number',
  severity: 'error',
  title: { nb: 'Vekt, antall eller størrelse som ikke er et tall over 0', en: 'Weight, count or size that is no number above 0' },
  find: sql`select line, position, text, wave, null, null
    from file_design
    where role in ('weight', 'units_1', 'units_2', 'size') and text <> '' and (number is null or number <= 0 or isinf(number))`,
  words: (offence) => ({
    en: { message: `${came(offence)} in ${offence.header} is no number above 0`, wayOut: 'write a number above 0' },
    nb: { message: `${came(offence)} i ${offence.header} er ikke et tall over 0`, wayOut: 'skriv et tall over 0' },
  }),
}
