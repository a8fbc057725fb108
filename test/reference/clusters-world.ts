import { readData } from './data.ts'
import { thingsWorld } from './things-world.ts'

const file = 'waves/clusters.csv'
const stages = 'waves/stages.csv'

/** 16 of 60 clusters in two strata: with all their things, or a part of them in two stages. */
export const clusters = thingsWorld(
  {
    one_stage: { file, design: '{ weight: weight, cluster: cluster, units: all_clusters }' },
    one_stage_domain: { file, design: '{ weight: weight, cluster: cluster, units: all_clusters, nonresponse: domain }' },
    one_stage_plain: { file, design: '{ cluster: cluster, units: all_clusters }' },
    one_stage_nofpc: { file, design: '{ weight: weight, cluster: cluster }' },
    strat_cluster: { file, design: '{ strata: stratum, weight: weight, cluster: nested, units: clusters }' },
    two_stage: { file: stages, design: '{ cluster: [cluster, group], units: [all_clusters, all_groups] }' },
    two_stage_domain: { file: stages, design: '{ cluster: [cluster, group], units: [all_clusters, all_groups], nonresponse: domain }' },
    two_stage_nofpc: { file: stages, design: '{ weight: weight, cluster: [cluster, group] }' },
    two_stage_nested: { file: stages, design: '{ strata: stratum, cluster: [nested, inner_number], units: [clusters, all_groups] }' },
    strat_two_stage: { file: stages, design: '{ strata: stratum, cluster: [cluster, group], units: [clusters, all_groups] }' },
  },
  { [file]: readData('clusters'), [stages]: readData('stages') },
)
