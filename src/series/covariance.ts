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
