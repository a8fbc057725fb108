import { sql } from '../database/sql.ts'
import type { FileCheck } from './check.ts'

export const moreThanThereAre: FileCheck = {
  name: 'more-than-there-are',
  severity: 'error',
  title: { nb: 'Flere svar i et stratum enn det har enheter', en: 'More answers of a stratum than it has units' },
  find: sql`select max(line), null, stratum, wave, null,
      format('{} {}, {:g}', count(distinct counted), case when any_value(in_clusters) then 'clusters' else 'units' end, min(known))
    from (select *, case when in_clusters then units_1 else coalesce(total, units_1) end as known from file_counted)
    where known is not null
    group by wave, stratum having count(distinct counted) > min(known)`,
  words: ({ text, year, detail }) => {
    const [answered = '', known] = detail.split(', ')
    const norwegian = answered.replace('clusters', 'klynger').replace('units', 'enheter')
    return {
      en: {
        message: `${answered} of ${text === '' ? 'the survey' : `stratum ${text}`} answered in ${year}, and there are only ${known}`,
        wayOut: 'correct the number of units, or the stratum of the rows',
      },
      nb: {
        message: `${norwegian} i ${text === '' ? 'undersøkelsen' : `stratum ${text}`} svarte i ${year}, og det er bare ${known}`,
        wayOut: 'rett antallet enheter, eller stratumet i radene',
      },
    }
  },
}
