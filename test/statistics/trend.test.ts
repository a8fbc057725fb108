import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { leastSquares, mannKendall, theilSen } from '../../src/statistics/trend.ts'

const points = (values: readonly number[], from = 1) => values.map((value, index) => ({ year: from + index, value }))

describe('trend', () => {
  it('gives the line through points that lie on one, without error', () => {
    expect(leastSquares(points([3, 5, 7, 9, 11], 2000))).toMatchObject({ slope: 2, standardError: 0 })
  })

  it('gives slope and error of a line worked out by hand', () => {
    // years 1..5, values 1 2 2 4 6: Sxx = 10, Sxy = 12, slope 1.2, residuals .4 .2 -1 -.2 .6, sum of squares 1.6
    const { slope, standardError } = leastSquares(points([1, 2, 2, 4, 6]))
    expect(slope).toBeCloseTo(1.2, 12)
    expect(standardError).toBeCloseTo(Math.sqrt(1.6 / 3 / 10), 12)
  })

  it('takes the p of Mann-Kendall exactly: of 5! orders only two are as sorted as five rising years', () => {
    expect(mannKendall(points([10, 12, 13, 15, 16]))).toMatchObject({ s: 10, tau: 1, exact: true })
    expect(mannKendall(points([10, 12, 13, 15, 16])).p).toBeCloseTo(2 / 120, 12)
  })

  it('takes the median of all pairwise slopes', () => {
    // slopes 2 1 2, 1.5 1.5, 5/3: sorted 1 1.5 1.5 5/3 2 2
    expect(theilSen(points([10, 12, 13, 15])).slope).toBeCloseTo((1.5 + 5 / 3) / 2, 12)
  })
})

const expectedFile = join(import.meta.dirname, '../../../shared/statistics/expected.json')
type Reference = { id: string; series: number[]; S: number; varS: number; p_normal: number; p_exact: number | null; tau_b: number; sen_slope: number; sen_intercept: number }
const references = existsSync(expectedFile)
  ? (JSON.parse(readFileSync(expectedFile, 'utf8')) as { values: Reference[] }).values.filter(({ id }) => id.startsWith('mk.'))
  : []

describe.skipIf(references.length === 0)('trend against R (skipped: no reference numbers beside this checkout)', () => {
  it.each(references.map((reference) => [reference.id, reference] as const))('%s', (_, reference) => {
    const kendall = mannKendall(points(reference.series))
    expect(kendall.s).toBe(reference.S)
    expect(kendall.variance).toBeCloseTo(reference.varS, 10)
    expect(kendall.tau).toBeCloseTo(reference.tau_b, 10)
    expect(kendall.p).toBeCloseTo(reference.p_exact ?? reference.p_normal, 10)
    expect(theilSen(points(reference.series))).toMatchObject({ slope: expect.closeTo(reference.sen_slope, 10), intercept: expect.closeTo(reference.sen_intercept, 8) })
  })
})
