import { sql } from '../database/sql.ts'
import { allowed } from '../model/nearest.ts'
import { came } from './answer-words.ts'
import type { FileCheck } from './check.ts'

export const unknownStratum: FileCheck = {
  name: 'unknown-stratum',
  severity: 'error',
  title: { nb: 'Stratum som ikke er i rammen', en: 'Stratum that is not in the frame' },
  find: sql`select line, position, text, d.wave, null,
      (select string_agg(t.stratum, chr(9) order by t.stratum) from stage_total t where t.wave = d.wave)
    from file_design d join stage_wave w using (wave)
    where role = 'stratum' and text <> '' and w.frame = 'totals'
      and not exists (from stage_total t where t.wave = d.wave and t.stratum = d.text)`,
  words: (offence) => {
    const { survey, text, detail } = offence
    const strata = detail.split('\t')
    return {
      en: {
        message: `stratum ${came(offence)} is not in the frame of ${survey.id}; ${allowed(text, strata)}`,
        wayOut: 'use a stratum of the frame, or add it there',
      },
      nb: {
        message: `stratum ${came(offence)} er ikke i rammen til ${survey.id}; ${allowed(text, strata, 'nb')}`,
        wayOut: 'bruk et stratum som er i rammen, eller legg det til der',
      },
    }
  },
}
