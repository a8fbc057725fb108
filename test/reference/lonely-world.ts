import { readData } from './data.ts'
import { thingsWorld } from './things-world.ts'

const file = 'waves/few.csv'
const list = '{ file: few.csv, unit: code, strata: stratum, size: size }'
const year = 'year'

/** Four small strata, of which one or more has an only answer, or none; another case every year. */
export const lonely = thingsWorld(
  {
    lonely: { file, year, frame: list },
    lonely_domain: { file, year, frame: list, design: '{ nonresponse: domain }' },
    lonely_weights: { file, year, design: '{ strata: stratum, weight: weight, units: units }' },
    lonely_clusters: { file: 'waves/clusters.csv', design: '{ strata: stratum, weight: weight, cluster: number, units: clusters }' },
    lonely_nofpc: { file, year, design: '{ strata: stratum, weight: weight }' },
  },
  { 'few.csv': readData('few'), [file]: readData('few_answers'), 'waves/clusters.csv': readData('few_clusters') },
)
