import { readData } from './data.ts'
import { thingsWorld } from './things-world.ts'

const file = 'waves/sample.csv'
const clustered = 'waves/clusters.csv'
const list = '{ file: list.csv, unit: code, strata: stratum, size: size }'
const sizes = '{ strata_file: strata.csv, strata: stratum, units: things, size: size }'
const things = '{ strata_file: strata.csv, strata: stratum, units: things }'

/** The sample of `samples`, its weights made to meet known totals; frames that list the things, or only the totals of their strata. */
export const calibrated = thingsWorld(
  {
    list_separate: { file, frame: list, design: '{ sample: true, calibrate: separate_ratio }', responded: 'responded' },
    list_combined: { file, frame: list, design: '{ sample: true, calibrate: combined_ratio }', responded: 'responded' },
    totals_separate: { file, frame: sizes, design: '{ calibrate: separate_ratio }' },
    totals_combined: { file, frame: sizes, design: '{ calibrate: combined_ratio }' },
    weights_separate: { file, frame: sizes, design: '{ weight: weight, calibrate: separate_ratio }' },
    weights_combined: { file, frame: sizes, design: '{ weight: weight, calibrate: combined_ratio }' },
    separate_domain: { file, frame: sizes, design: '{ calibrate: separate_ratio, nonresponse: domain }' },
    post: { file, frame: things, design: '{ calibrate: poststratify }' },
    post_list: { file, frame: list, design: '{ sample: true, calibrate: poststratify }', responded: 'responded' },
    post_weights: { file, frame: things, design: '{ weight: weight, calibrate: poststratify }' },
    post_nofpc: { file, frame: things, design: '{ weight: weight, calibrate: poststratify, replacement: true }' },
    post_domain: { file, frame: things, design: '{ weight: weight, calibrate: poststratify, nonresponse: domain }' },
    post_clusters: {
      file: clustered,
      frame: '{ strata_file: kinds.csv, strata: kind, units: things }',
      design: '{ weight: weight, cluster: cluster, calibrate: poststratify }',
    },
  },
  { 'list.csv': readData('list'), 'strata.csv': readData('strata'), 'kinds.csv': readData('kinds'), [file]: readData('sample'), [clustered]: readData('clusters') },
)
