import { readData } from './data.ts'
import { thingsWorld } from './things-world.ts'

const file = 'waves/fixed.csv'
const turning = 'waves/turning.csv'
const year = 'year'
const frame = '{ file: list.csv, unit: code, strata: stratum }'

/** A sample of six years: that stays, and that is renewed by a third every year. */
export const panel = thingsWorld(
  {
    fixed: { file, year, frame, design: '{ sample: true }' },
    turning: { file: turning, year, frame, design: '{ sample: true }' },
    fixed_weights: { file, year, design: '{ strata: stratum, weight: weight, units: units }' },
    fixed_nofpc: { file, year, design: '{ strata: stratum, weight: weight }' },
    fixed_pairs: { file, year, design: '{ strata: stratum, weight: weight, cluster: pair, units: pairs }' },
  },
  { 'list.csv': readData('panel_list'), [file]: readData('panel_fixed'), [turning]: readData('panel_turning') },
)
