/** What is asked of kartlag for a number of expected.json. */
export type Asked = {
  readonly survey: string
  readonly subject?: string
  readonly indicator: string
  readonly where?: string
  readonly by?: string
  readonly transform?: string
  /** Categories of the number, and the member that each is; without it there is one number. */
  readonly of?: Readonly<Record<string, string>>
  /** Left out: the interval is compared where R has it by t, and logit for shares. */
  readonly interval?: readonly [lower: string, upper: string]
  /** Added to our value: R's ratio of two years is our growth + 1. */
  readonly plus?: number
}

const kinds = { stypeE: 'E', stypeH: 'H', stypeM: 'M' }
const stypes = { E: 'E', H: 'H', M: 'M' }
const awarded = { No: 'No', Yes: 'Yes' }
const counties = 'cnum: ["18", "19", "33", "36"]'
const stated = ['ci_lower', 'ci_upper'] as const

export const questions: Readonly<Record<string, Asked>> = {
  'srs.mean.api00': { survey: 'srs', indicator: 'MEAN_API' },
  'srs.total.enroll': { survey: 'srs', indicator: 'TOTAL_ENROLL' },
  'srs.total.stype': { survey: 'srs', indicator: 'NUMBER_OF_KIND', by: 'KIND', of: kinds },
  'srs.prop.stype': { survey: 'srs', indicator: 'SHARE_OF_KIND', by: 'KIND', of: kinds },
  'srs.ratio': { survey: 'srs', indicator: 'STU_PER_ENROLL' },
  'srs.nofpc.mean.api00': { survey: 'srs_nofpc', indicator: 'MEAN_API' },
  'srs.change.full_overlap': { survey: 'srs', indicator: 'MEAN_API', transform: 'change: 1' },
  'srs.change.relative': { survey: 'srs', indicator: 'MEAN_API', transform: 'growth: 1', plus: 1 },
  'strat.mean.api00': { survey: 'strat', indicator: 'MEAN_API' },
  'strat.total.enroll': { survey: 'strat', indicator: 'TOTAL_ENROLL' },
  'strat.total.stype': { survey: 'strat', indicator: 'NUMBER_OF_KIND', by: 'KIND', of: kinds },
  'strat.prop.awards': { survey: 'strat', indicator: 'SHARE_OF_AWARD', by: 'AWARD', of: { awardsNo: 'UNAWARDED', awardsYes: 'AWARDED' } },
  'strat.ratio': { survey: 'strat', indicator: 'STU_PER_ENROLL' },
  'strat.ratio.growth': { survey: 'strat', indicator: 'API_GROWTH' },
  'strat.nofpc.mean.api00': { survey: 'strat_nofpc', indicator: 'MEAN_API' },
  'strat.nofpc.total.enroll': { survey: 'strat_nofpc', indicator: 'TOTAL_ENROLL' },
  'strat.ignore_strata.mean.api00': { survey: 'strat_ignored', indicator: 'MEAN_API' },
  'strat.multiselect': {
    survey: 'strat',
    indicator: 'SHARE_TAKING',
    by: 'MEASURE',
    of: {
      'as.numeric(sch.wide == "Yes")': 'WIDE',
      'as.numeric(comp.imp == "Yes")': 'IMPROVED',
      'as.numeric(awards == "Yes")': 'AWARDS',
    },
  },
  'strat.by.stype.mean.enroll': { survey: 'strat', indicator: 'MEAN_ENROLL', by: 'STYPE', of: stypes },
  'strat.by.awards.mean.api00': { survey: 'strat', indicator: 'MEAN_API', by: 'HAS_AWARD', of: awarded },
  'strat.by.awards.total.enroll': { survey: 'strat', indicator: 'TOTAL_ENROLL', by: 'HAS_AWARD', of: awarded },
  'strat.domain.counties.mean.api00': { survey: 'strat', indicator: 'MEAN_API', where: counties },
  'strat.domain.counties.total.enroll': { survey: 'strat', indicator: 'TOTAL_ENROLL', where: counties },
  'strat.domain.counties.ratio': { survey: 'strat', indicator: 'STU_PER_ENROLL', where: counties },
  'prop.strat.awards.logit': { survey: 'strat', indicator: 'SHARE_OF_AWARD', where: 'award: [AWARDED]', interval: stated },
  'prop.strat.api00lt450.logit': { survey: 'strat', indicator: 'SHARE_LOW', interval: stated },
  'quant.strat.by.awards.median': { survey: 'strat', indicator: 'API_Q50', by: 'HAS_AWARD', of: awarded },
  'post.srs.mean.api00': { survey: 'post', indicator: 'MEAN_API' },
  'post.srs.total.enroll': { survey: 'post', indicator: 'TOTAL_ENROLL' },
  'post.srs.ratio': { survey: 'post', indicator: 'STU_PER_ENROLL' },
  'post.srs.by.awards.mean.api00': { survey: 'post', indicator: 'MEAN_API', by: 'HAS_AWARD', of: awarded },
  'ratio.combined.total.api.stu': { survey: 'ratio_combined', indicator: 'TOTAL_STU' },
  'ratio.separate.total.api.stu': { survey: 'ratio_separate', indicator: 'TOTAL_STU' },
  'fpc.lin.mean.x': { survey: 'clusters', subject: 'cluster', indicator: 'MEAN_X' },
  'fpc.lin.total.x': { survey: 'clusters', subject: 'cluster', indicator: 'TOTAL_X' },
  'fpc.nofpc.mean.x': { survey: 'clusters_nofpc', subject: 'cluster', indicator: 'MEAN_X' },
}

/** Wrong on purpose: what kartlag answers to the right question must differ. */
export const mistakes: Readonly<Record<string, Asked>> = {
  'strat.domain.counties.WRONG_filter_first': { survey: 'strat', indicator: 'MEAN_API', where: counties },
  'strat.domain.counties.WRONG_filter_first.total.enroll': { survey: 'strat', indicator: 'TOTAL_ENROLL', where: counties },
}

/** What no design or indicator kind of a model can express. */
export const leftOut: Readonly<Record<string, string>> = {
  'srs.var.api00': 'svyvar: no indicator kind gives the variance among units',
  'strat.var.api00': 'svyvar: no indicator kind gives the variance among units',
  'strat.mean.api00.deff_replace': 'design effects are not published',
  'strat.by.awards.cov': 'covariance of two domains: no indicator compares domains',
  'strat.by.awards.diff': 'difference of two domains: no indicator compares domains',
  'prop.strat.awards.likelihood': 'profile likelihood: methods 1.7 says not to do it again',
  'prop.strat.api00lt450.likelihood': 'profile likelihood: methods 1.7 says not to do it again',
  'quant.strat.api00.shahvaish': 'the package (4.1-1) orders by positions that mix weights and normalised weights: its median is 705, of every other rule 668',
  'post.clus1.mean.api00': 'apiclus1.csv is not there',
  'post.clus1.total.enroll': 'apiclus1.csv is not there',
  'post.clus1.total.stype': 'apiclus1.csv is not there',
  ...Object.fromEntries(
    ['remove', 'certainty', 'average', 'adjust'].flatMap((option) =>
      ['total', 'mean'].map((kind) => [`lonely.${option}.${kind}.x`, 'lonely strata are joined to their neighbour instead; see lonely.R']),
    ),
  ),
}
