import normalQuantile from '@stdlib/stats-base-dists-normal-quantile' // Apache-2.0, maintained, tested against other implementations
import tQuantile from '@stdlib/stats-base-dists-t-quantile' // of the same library
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile' // of the same library

export type Bounds = { readonly lower: number; readonly upper: number }

/** An estimate with its standard error and the degrees of freedom of its design. */
export type Estimated = { readonly value: number; readonly standardError: number; readonly df: number }

/** Half of what a two-sided interval of this level leaves out, as a quantile of t; normal where df is infinite. */
export const spread = (level: number, df: number): number => {
  const p = 1 - (1 - level) / 2
  return Number.isFinite(df) ? tQuantile(p, df) : normalQuantile(p, 0, 1)
}

/** value -+ t * standard error. */
export const wald = ({ value, standardError, df }: Estimated, level: number): Bounds => {
  const half = spread(level, df) * standardError
  return { lower: value - half, upper: value + half }
}

/** Of a share strictly between 0 and 1: Wald on the log odds, and back; never leaves 0..1. */
export const logit = ({ value: p, standardError, df }: Estimated, level: number): Bounds => {
  const odds = Math.log(p / (1 - p))
  const half = (spread(level, df) * standardError) / (p * (1 - p))
  const back = (x: number) => 1 / (1 + Math.exp(-x))
  return { lower: back(odds - half), upper: back(odds + half) }
}

/** Of a share: Wald on the arcsine of its root, and back. */
export const arcsine = ({ value: p, standardError, df }: Estimated, level: number): Bounds => {
  const angle = Math.asin(Math.sqrt(p))
  const half = (spread(level, df) * standardError) / (2 * Math.sqrt(p * (1 - p)))
  return { lower: Math.sin(angle - half) ** 2, upper: Math.sin(angle + half) ** 2 }
}

/** Wilson (1927) of a share p that m independent units would have given. */
export const wilson = (p: number, m: number, level: number): Bounds => {
  const z = spread(level, Infinity)
  const centre = (p + (z * z) / (2 * m)) / (1 + (z * z) / m)
  const half = (z / (1 + (z * z) / m)) * Math.sqrt((p * (1 - p)) / m + (z * z) / (4 * m * m))
  return { lower: p === 0 ? 0 : centre - half, upper: p === 1 ? 1 : centre + half }
}

/** Units that would give this variance if drawn independently; with Korn and Graubard's (1998) correction for the degrees of freedom. */
export const effectiveUnits = ({ value: p, standardError, df }: Estimated, respondents: number, level: number): number => {
  const correction = spread(level, respondents - 1) / spread(level, df)
  return ((p * (1 - p)) / standardError ** 2) * correction ** 2
}

/** Korn and Graubard (1998): Clopper-Pearson with n effective units. */
export const beta = (p: number, n: number, level: number): Bounds => {
  const tail = (1 - level) / 2
  const x = n * p
  return {
    lower: p === 0 ? 0 : betaQuantile(tail, x, n - x + 1),
    upper: p === 1 ? 1 : betaQuantile(1 - tail, x + 1, n - x),
  }
}
