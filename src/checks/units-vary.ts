import { sql } from '../database/sql.ts'
import type { FileCheck } from './check.ts'

/** How many units (or clusters) a stratum has is one number. */
export const unitsVary: FileCheck = {
  name: 'units-vary',
  severity: 'error',
  title: { nb: 'Ulike antall enheter for samme stratum', en: 'Different numbers of units for the same stratum' },
  find: sql`select line, p.position, format('{:g}', units_1), wave, null, format('{:g}', first)
    from (select *, first_value(units_1 ignore nulls) over (partition by wave, stratum order by line) as first
          from file_counted) c, file_role p
    where p.role = 'units_1' and units_1 <> first`,
  words: ({ header, text, detail }) => ({
    en: {
      message: `${header} is ${text} here and ${detail} in another row of the same stratum`,
      wayOut: 'write how many there are in the stratum, the same in all of its rows',
    },
    nb: {
      message: `${header} er ${text} her og ${detail} i en annen rad i samme stratum`,
      wayOut: 'skriv hvor mange det er i stratumet, det samme i alle radene',
    },
  }),
}
