import { leastSquares, mannKendall, theilSen, type LeastSquares, type MannKendall, type TheilSen } from '../statistics/trend.ts'
import { errorOfSum } from './covariance.ts'
import type { Point } from './point.ts'
import type { TransformContext } from './transform.ts'

const fewestPoints = 5 // with fewer no result could be significant

/** The trend of the last stretch of a series without a break. */
export type Trend = {
  readonly from: number
  readonly to: number
  readonly points: number
  readonly leastSquares: LeastSquares
  /** Of the least-squares slope, from the sampling of the points and of their units in common; null where one has no standard error. */
  readonly designError: number | null
  readonly mannKendall: MannKendall
  readonly theilSen: TheilSen
}

/** Null where fewer than five points with a value follow the last break (or stand in all, with `acrossBreaks`). */
export const trendOf = (points: readonly Point[], { breaks, acrossBreaks, covariance }: Omit<TransformContext, 'shown' | 'rateError'>): Trend | null => {
  const last = points.at(-1)?.year ?? 0
  const start = acrossBreaks ? -Infinity : Math.max(-Infinity, ...breaks.map(({ year }) => year).filter((year) => year <= last))
  const used = points.flatMap((point) => (point.value === null || point.year < start ? [] : [{ point, year: point.year, value: point.value }]))
  const [first] = used
  const end = used.at(-1)
  if (!first || !end || used.length < fewestPoints) return null
  const mean = used.reduce((all, { year }) => all + year, 0) / used.length
  const squares = used.reduce((all, { year }) => all + (year - mean) ** 2, 0)
  return {
    from: first.year,
    to: end.year,
    points: used.length,
    leastSquares: leastSquares(used),
    designError: errorOfSum(used.map(({ point, year }) => ({ point, by: (year - mean) / squares })), covariance),
    mannKendall: mannKendall(used),
    theilSen: theilSen(used),
  }
}
