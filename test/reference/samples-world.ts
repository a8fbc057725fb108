import { readData } from './data.ts'
import { thingsWorld } from './things-world.ts'

const file = 'waves/sample.csv'
const list = '{ file: list.csv, unit: code, strata: stratum, size: size }'

/** 70 of 400 things in four strata, drawn in several ways. */
export const samples = thingsWorld(
  {
    strat_fpc: { file, design: '{ strata: stratum, weight: weight, units: units }' },
    strat_domain: { file, design: '{ strata: stratum, weight: weight, units: units, nonresponse: domain }' },
    strat_plain: { file, design: '{ strata: stratum, units: units }' },
    strat_nofpc: { file, design: '{ strata: stratum, weight: weight }' },
    replaced: { file, design: '{ strata: stratum, weight: weight, units: units, replacement: true }' },
    srs: { file, design: '{ units: total_units }' },
    weights_only: { file, design: '{ weight: weight }' },
    unweighted: { file },
    from_list: { file, frame: list, design: '{ sample: true }', responded: 'responded' },
    list_weights: { file, frame: list, design: '{ weight: weight, sample: true }', responded: 'responded' },
  },
  { 'list.csv': readData('list'), [file]: readData('sample') },
)
