import cdf from '@stdlib/stats-base-dists-normal-cdf' // Apache-2.0, maintained, tested against other implementations

export type TrendPoint = { readonly year: number; readonly value: number }
/** Straight line through the points; standard error of the slope with n - 2 degrees of freedom (is it a straight line?), not of sampling. */
export type LeastSquares = { readonly slope: number; readonly intercept: number; readonly standardError: number }
/** `p` is exact where no values are equal, else by the normal approximation with continuity and tie correction. */
export type MannKendall = { readonly s: number; readonly variance: number; readonly tau: number; readonly p: number; readonly exact: boolean }
/** Median of the slopes between all pairs, and the line through the median of the rest. */
export type TheilSen = { readonly slope: number; readonly intercept: number }

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1 ? (sorted[Math.floor(middle)] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

export const leastSquares = (points: readonly TrendPoint[]): LeastSquares => {
  const n = points.length
  const meanYear = sum(points.map(({ year }) => year)) / n
  const meanValue = sum(points.map(({ value }) => value)) / n
  const squares = sum(points.map(({ year }) => (year - meanYear) ** 2))
  const slope = sum(points.map(({ year, value }) => (year - meanYear) * (value - meanValue))) / squares
  const intercept = meanValue - slope * meanYear
  const residual = sum(points.map(({ year, value }) => (value - intercept - slope * year) ** 2))
  return { slope, intercept, standardError: Math.sqrt(residual / (n - 2) / squares) }
}

const pairs = (points: readonly TrendPoint[]): readonly (readonly [TrendPoint, TrendPoint])[] =>
  points.flatMap((first, index) => points.slice(index + 1).map((second) => [first, second] as const))

/** Permutations of n by their number of inversions, as shares of all. */
const inversions = (n: number): readonly number[] => {
  let shares = [1]
  for (let size = 2; size <= n; size += 1) {
    const next = Array.from({ length: (size * (size - 1)) / 2 + 1 }, () => 0)
    shares.forEach((share, count) => {
      for (let more = 0; more < size; more += 1) next[count + more] = (next[count + more] ?? 0) + share / size
    })
    shares = next
  }
  return shares
}

const exactP = (s: number, n: number): number => {
  const all = (n * (n - 1)) / 2
  const least = (all - Math.abs(s)) / 2
  return Math.min(1, 2 * sum(inversions(n).slice(0, least + 1)))
}

/** Is there a monotone trend? Mann (1945), Kendall (1975). */
export const mannKendall = (points: readonly TrendPoint[]): MannKendall => {
  const n = points.length
  const s = sum(pairs(points).map(([a, b]) => Math.sign(b.value - a.value)))
  const counts = new Map<number, number>()
  for (const { value } of points) counts.set(value, (counts.get(value) ?? 0) + 1)
  const ties = [...counts.values()].filter((count) => count > 1)
  const variance = (n * (n - 1) * (2 * n + 5) - sum(ties.map((k) => k * (k - 1) * (2 * k + 5)))) / 18
  const all = (n * (n - 1)) / 2
  const tau = s / Math.sqrt(all * (all - sum(ties.map((k) => (k * (k - 1)) / 2))))
  const exact = ties.length === 0
  const z = variance === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance)
  return { s, variance, tau, p: exact ? exactP(s, n) : 2 * (1 - cdf(Math.abs(z), 0, 1)), exact }
}

/** Theil (1950), Sen (1968). */
export const theilSen = (points: readonly TrendPoint[]): TheilSen => {
  const slope = median(pairs(points).map(([a, b]) => (b.value - a.value) / (b.year - a.year)))
  return { slope, intercept: median(points.map(({ year, value }) => value - slope * year)) }
}
