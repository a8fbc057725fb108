import { sql } from '../database/sql.ts'
import type { FileCheck } from './check.ts'

/** Who gave no row has no stratum where only the wave file tells it: then nobody knows how many there are in any. */
export const stratumNotInFrame: FileCheck = {
  name: 'stratum-not-in-frame',
  severity: 'error',
  title: { nb: 'Enheter i rammen uten kjent stratum', en: 'Units of the frame whose stratum is not known' },
  find: sql`select 1, null, min(u.code), w.wave, null, count(*)::varchar
    from stage_frame f
    join file_wave using (wave)
    join stage_wave w using (wave)
    join stage_unit u using (unit)
    left join stage_row r on r.wave = f.wave and r.unit = f.unit
    where w.strata = 'column' and f.stratum is null and r.stratum is null
      and not exists (from stage_frame g where g.wave = f.wave and g.stratum is not null)
    group by w.wave`,
  words: ({ survey: { design }, text, year, detail }) => ({
    en: {
      message:
        `the stratum of ${detail} units of the frame such as ${text} is not known in ${year}: ` +
        `only the wave file has ${design.strata}, and they have no row there`,
      wayOut: `add ${design.strata} to a frame file, or give those units a row`,
    },
    nb: {
      message:
        `stratumet til ${detail} enheter i rammen, som ${text}, er ikke kjent i ${year}: ` +
        `bare svarfilen har ${design.strata}, og de har ingen rad der`,
      wayOut: `legg ${design.strata} til i en rammefil, eller gi enhetene en rad`,
    },
  }),
}
