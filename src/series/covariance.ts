import { waveId, type Measure } from '../query/plan.ts'
import type { Estimates, Spot } from '../query/run.ts'
import type { Point } from './point.ts'

/** Covariance of two values of a series, in their units; null where it cannot be known: between surveys, or without a standard error. */
export type Covariance = (a: Point, b: Point) => number | null

export const covarianceOf = ({ covariances }: Estimates, measure: Measure, spot: Spot): Covariance => {
  const between = covariances(measure, spot)
  return (a, b) => {
    if (a.standardError === null || b.standardError === null || a.survey === null || a.survey !== b.survey) return null
    if (a.year === b.year) return a.standardError ** 2
    if (a.scale === 0 || b.scale === 0) return 0
    return between(waveId({ survey: a.survey, year: a.year }), waveId({ survey: b.survey, year: b.year })) * a.scale * b.scale
  }
}

const rounding = 1e-12

/** Standard error of a weighted sum of points; null where a covariance is not known, or is estimated larger than the variances allow. */
export const errorOfSum = (terms: readonly { readonly point: Point; readonly by: number }[], covariance: Covariance): number | null => {
  let variance = 0
  let size = 0
  for (const a of terms)
    for (const b of terms) {
      const both = covariance(a.point, b.point)
      if (both === null) return null
      variance += a.by * b.by * both
      size += Math.abs(a.by * b.by * both)
    }
  return variance < -rounding * size ? null : Math.sqrt(Math.max(0, variance))
}

/**
 * Standard error of a rate of sums over several years, R = ΣY / ΣX: of Σ (y - R x), by those of every year's own rate and denominator.
 * Null as above. `per`: what the rate was multiplied by.
 */
export const errorOfRate = (points: readonly Point[], per: number, { covariances }: Estimates, measure: Measure, spot: Spot): number | null => {
  const between = covariances(measure, spot)
  const numerator = points.reduce((all, point) => all + (point.numerator ?? 0), 0)
  const denominator = points.reduce((all, point) => all + (point.denominator ?? 0), 0)
  const [survey] = points.map((point) => point.survey)
  if (denominator === 0 || !survey || points.some((point) => point.survey !== survey || point.standardError === null)) return null
  const terms = points.map((point) => {
    const x = point.denominator ?? 0
    return { point, wave: waveId({ survey, year: point.year }), factors: [x, x === 0 ? 0 : (point.numerator ?? 0) / x - numerator / denominator] }
  })
  let variance = 0
  for (const a of terms)
    for (const b of terms)
      a.factors.forEach((left, part) =>
        b.factors.forEach((right, otherPart) => {
          if (a.point.scale === 0 || b.point.scale === 0) return
          const isOwn = a === b && part === 0 && otherPart === 0
          variance += left * right * (isOwn ? ((a.point.standardError ?? 0) / per) ** 2 : between(a.wave, b.wave, [part, otherPart]))
        }),
      )
  return variance < 0 ? null : (per * Math.sqrt(variance)) / denominator
}
