import { readData } from './data.ts'
import { thingsWorld } from './things-world.ts'

const file = 'waves/fixed.csv'
const turning = 'waves/turning.csv'
const year = 'year'
const paired = 'waves/paired.csv'
const frame = '{ file: list.csv, unit: code, strata: stratum, size: size }'

/** A sample of six years: that stays, that is renewed by a third every year, and of which some change stratum. */
export const panel = thingsWorld(
  {
    fixed: { file, year, frame, design: '{ sample: true }' },
    turning: { file: turning, year, frame, design: '{ sample: true }' },
    moving: { file: turning, year, frame: '{ file: moving.csv, unit: code, strata: stratum }', design: '{ sample: true }' },
    separate: { file: turning, year, frame, design: '{ sample: true, calibrate: separate_ratio }' },
    combined: { file: turning, year, frame, design: '{ sample: true, calibrate: combined_ratio }' },
    as_domain: { file: turning, year, frame, design: '{ sample: true, nonresponse: domain }' },
    pairs: { file: paired, year, design: '{ strata: stratum, cluster: pair, units: pairs }' },
    fixed_weights: { file, year, design: '{ strata: stratum, weight: weight, units: units }' },
    fixed_nofpc: { file, year, design: '{ strata: stratum, weight: weight }' },
    fixed_nested: { file, year, design: '{ strata: stratum, weight: weight, cluster: number, units: pairs }' },
    fixed_pairs: { file, year, design: '{ strata: stratum, weight: weight, cluster: pair, units: pairs }' },
  },
  { 'list.csv': readData('panel_list'), 'moving.csv': readData('panel_moving'), [file]: readData('panel_fixed'), [turning]: readData('panel_turning'), [paired]: readData('panel_pairs') },
)
