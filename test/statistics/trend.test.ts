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
