import { sql } from '../database/sql.ts'
import type { FileCheck } from './check.ts'

export const answersThroughParts: FileCheck = {
  name: 'answers-through-parts',
  severity: 'error',
  title: { nb: 'Enhet som svarer gjennom delene sine', en: 'Unit that answers through its parts' },
  find: sql`select line, position, code, u.wave, null, null
    from file_unit u, file_role
    where role = 'unit' and u.part is null and exists (from stage_part p where p.survey = u.survey and p.unit = u.code)`,
  words: ({ survey, text }) => ({
    en: { message: `${text} answers through its parts, not itself`, wayOut: `give the codes of the parts listed in ${survey.unit.parts}` },
    nb: { message: `${text} svarer gjennom delene sine, ikke selv`, wayOut: `bruk kodene til delene i ${survey.unit.parts}` },
  }),
}
