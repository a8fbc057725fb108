import { leastSquares, mannKendall, theilSen, type LeastSquares, type MannKendall, type TheilSen } from '../statistics/trend.ts'
import type { SeriesBreak } from './breaks.ts'
import type { Point } from './point.ts'

const fewestPoints = 5 // with fewer no result could be significant

/** The trend of the last stretch of a series without a break. */
export type Trend = { readonly from: number; readonly to: number; readonly points: number; readonly leastSquares: LeastSquares; readonly mannKendall: MannKendall; readonly theilSen: TheilSen }

/** Null where fewer than five points with a value follow the last break (or stand in all, with `acrossBreaks`). */
export const trendOf = (points: readonly Point[], breaks: readonly SeriesBreak[], acrossBreaks: boolean): Trend | null => {
  const last = points.at(-1)?.year ?? 0
  const start = acrossBreaks ? -Infinity : Math.max(-Infinity, ...breaks.map(({ year }) => year).filter((year) => year <= last))
  const used = points.flatMap(({ year, value }) => (value === null || year < start ? [] : [{ year, value }]))
  const [first] = used
  const end = used.at(-1)
  if (!first || !end || used.length < fewestPoints) return null
  return { from: first.year, to: end.year, points: used.length, leastSquares: leastSquares(used), mannKendall: mannKendall(used), theilSen: theilSen(used) }
}
