import { sql } from '../database/sql.ts'
import type { FileCheck } from './check.ts'
import { unknownCode, unknownWhole } from './unit-words.ts'

export const unknownUnit: FileCheck = {
  name: 'unknown-unit',
  severity: 'error',
  title: { nb: 'Enhet som ikke finnes det året', en: 'Unit that there is not in the year' },
  find: sql`select line, position, code, u.wave, null, case when u.part is not null then u.unit_code end
    from file_unit u join stage_wave w using (wave), file_role
    where role = 'unit' and code <> '' and w.known
      and not exists (from stage_known k where k.wave = u.wave and k.code = u.unit_code)
      and not exists (from stage_part p where p.survey = u.survey and p.part = u.part and not p.known)`,
  words: ({ stage, survey, text, year, codes, detail }) =>
    detail === '' ? unknownCode(stage, survey, text, year, codes) : unknownWhole(survey, text, detail, year),
}
