import betaQuantile from '@stdlib/stats-base-dists-beta-quantile'
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import tQuantile from '@stdlib/stats-base-dists-t-quantile'
import { arcsine, beta, effectiveUnits, logit, wald, wilson, type Bounds, type Estimated } from '../../src/statistics/interval.ts'
import { quantileRules, type Weighted } from '../../src/statistics/quantile-rules.ts'
import { mannKendall, theilSen } from '../../src/statistics/trend.ts'
import { schoolRows, type Reference } from './api-world.ts'

/** A number of ours, and R's. */
export type Pair = readonly [ours: number, expected: number]

const number = (reference: Reference, key: string): number => Number(reference[key])
const numbers = (reference: Reference, key: string): readonly number[] => reference[key] as readonly number[]
const byCategory = (reference: Reference, key: string): Readonly<Record<string, number>> => reference[key] as Readonly<Record<string, number>>
const boundsPairs = ({ lower, upper }: Bounds, reference: Reference, from: string, to: string): readonly Pair[] => [
  [lower, number(reference, from)],
  [upper, number(reference, to)],
]

const respondents = 200
const estimated = (reference: Reference): Estimated => ({ value: number(reference, 'estimate'), standardError: number(reference, 'se'), df: number(reference, 'df') })

const intervalMethods: Readonly<Record<string, (of: Estimated) => Bounds>> = {
  asin: (of) => arcsine(of, 0.95),
  mean: (of) => wald(of, 0.95),
  xlogit: (of) => logit(of, 0.95),
  beta: (of) => beta(of.value, effectiveUnits(of, respondents, 0.95), 0.95),
}

type School = Readonly<Record<string, string>>
const of = (rows: readonly School[], column: string): Weighted => ({ values: rows.map((row) => Number(row[column])), weights: rows.map(({ pw }) => Number(pw)) })

/** Share of the schools at or below a value, with its error in the stratified sample. */
const shareAtOrBelow = (rows: readonly School[], column: string, value: number): Estimated => {
  const strata = new Map<string, { y: number; w: number; units: number }[]>()
  for (const row of rows)
    strata.set(row['stype'] ?? '', [...(strata.get(row['stype'] ?? '') ?? []), { y: Number(row[column]) <= value ? 1 : 0, w: Number(row['pw']), units: Number(row['fpc']) }])
  const all = rows.reduce((sum, { pw }) => sum + Number(pw), 0)
  const share = [...strata.values()].flat().reduce((sum, { y, w }) => sum + w * y, 0) / all
  const variance = [...strata.values()].reduce((sum, schools) => {
    const u = schools.map(({ y, w }) => (w * (y - share)) / all)
    const mean = u.reduce((total, one) => total + one, 0) / u.length
    const spread = u.reduce((total, one) => total + (one - mean) ** 2, 0) / (u.length - 1)
    return sum + (1 - u.length / (schools[0]?.units ?? NaN)) * u.length * spread
  }, 0)
  return { value: share, standardError: Math.sqrt(variance), df: rows.length - strata.size }
}

/** A quantile by one of the rules, with Woodruff's interval read by the same rule. */
const quantilePairs = (reference: Reference, column: string, rule: keyof typeof quantileRules, interval: string): readonly Pair[] => {
  const rows = schoolRows('apistrat.csv')
  const estimates = typeof reference.estimate === 'number' ? { '0.5': reference.estimate } : reference.estimate
  const expected = (key: string, p: string) => (typeof reference[key] === 'number' ? number(reference, key) : (byCategory(reference, key)[p] ?? NaN))
  return Object.keys(estimates).flatMap((p): readonly Pair[] => {
    const quantile = quantileRules[rule]
    const value = quantile(of(rows, column), Number(p))
    const share = shareAtOrBelow(rows, column, value)
    const bounds = intervalMethods[interval]?.(share) ?? { lower: NaN, upper: NaN }
    const lower = quantile(of(rows, column), bounds.lower)
    const upper = quantile(of(rows, column), bounds.upper)
    const error = (upper - lower) / (2 * tQuantile(0.975, share.df))
    return [[value, estimates[p] ?? NaN], [lower, expected('ci_lower', p)], [upper, expected('ci_upper', p)], [error, expected('se', p)]]
  })
}

/** By the end of an id what is worked out for it by functions of src/statistics and of the library they use; undefined where nothing is. */
export const pairsOf = (reference: Reference): readonly Pair[] | undefined => {
  const [group, ...rest] = reference.id.split('.')
  const last = rest.at(-1) ?? ''
  if (reference.id.startsWith('prop.strat.')) {
    const method = intervalMethods[last]
    if (method) return boundsPairs(method(estimated(reference)), reference, 'ci_lower', 'ci_upper')
    if (last !== 'wilson') return undefined
    const p = number(reference, 'estimate')
    return [
      ...boundsPairs(wilson(p, number(reference, 'n_eff'), 0.95), reference, 'wilson_neff_lower', 'wilson_neff_upper'),
      ...boundsPairs(wilson(p, number(reference, 'n_eff_kg'), 0.95), reference, 'wilson_kg_lower', 'wilson_kg_upper'),
    ]
  }
  if (reference.id.startsWith('prop.binom.')) {
    const n = Number(last.split('_')[1])
    const p = number(reference, 'estimate')
    return [...boundsPairs(wilson(p, n, 0.95), reference, 'wilson_lower', 'wilson_upper'), ...boundsPairs(beta(p, n, 0.95), reference, 'cp_lower', 'cp_upper')]
  }
  if (reference.id.startsWith('quant.strat.api00.')) {
    const rule = last === 'school' ? 'hf2' : last
    return rule in quantileRules ? quantilePairs(reference, 'api00', rule as keyof typeof quantileRules, 'mean') : undefined
  }
  if (reference.id.startsWith('quant.strat.enroll.')) return quantilePairs(reference, 'enroll', 'hf1', last)
  if (reference.id === 'quant.srs.api00.hf7')
    return Object.entries(byCategory(reference, 'estimate')).map(([p, value]) => [quantileRules.hf7(of(schoolRows('apisrs.csv'), 'api00'), Number(p)), value])
  if (group === 'mk') {
    const points = numbers(reference, 'series').map((value, index) => ({ year: index + 1, value }))
    const kendall = mannKendall(points)
    const line = theilSen(points)
    return [
      [kendall.s, number(reference, 'S')],
      [kendall.variance, number(reference, 'varS')],
      [kendall.tau, number(reference, 'tau_b')],
      [kendall.p, Number(reference['p_exact'] ?? reference['p_normal'])],
      [line.slope, number(reference, 'sen_slope')],
      [line.intercept, number(reference, 'sen_intercept')],
    ]
  }
  if (group !== 'dist') return undefined
  const values = () => numbers(reference, 'value')
  const pairs = (ours: (index: number) => number): readonly Pair[] => values().map((value, index) => [ours(index), value])
  const at = (key: string, index: number) => numbers(reference, key)[index] ?? NaN
  switch (last) {
    case 'qt':
      return pairs((index) => tQuantile(at('p', index), at('df', index)))
    case 'qnorm':
      return pairs((index) => normalQuantile(at('p', index), 0, 1))
    case 'qbeta':
      return pairs((index) => betaQuantile(at('p', index), at('a', index), at('b', index)))
    case 'pt_two_sided': // nothing needs it: the quantile leads back to the t it came from
      return values().map((p, index) => [tQuantile(1 - p / 2, at('df', index)), Math.abs(at('t', index))])
    default:
      return undefined
  }
}
