import type { Indicator } from '../model/model.ts'
import type { Estimate } from '../query/run.ts'
import { logit, spread, wald, wilson, type Bounds } from '../statistics/interval.ts'
import { quantileAt } from '../statistics/quantile.ts'

export type Interval = Bounds & { readonly level: number; readonly method: 'full count' | 't' | 'logit' | 'Wilson' | 'Woodruff' }
/** How far an estimate can be trusted. */
export type Uncertainty = {
  /** In the unit of the value; 0 where every unit answered; null where it cannot be estimated. */
  readonly standardError: number | null
  /** Null where there is no standard error. `level` between 0 and 1. */
  readonly interval: (level: number) => Interval | null
  /** Primary units less strata, of those in the area; null where there is nothing to be uncertain of, or nobody knows. */
  readonly degreesOfFreedom: number | null
  /** Too few answers to say how far it is off. */
  readonly unreliable: boolean
}

const fewestReliable = 5

export const noUncertainty: Uncertainty = { standardError: null, interval: () => null, degreesOfFreedom: null, unreliable: false }
const unknown: Uncertainty = { ...noUncertainty, unreliable: true }

export const fullCount = (value: number): Uncertainty => ({
  standardError: 0,
  interval: (level) => ({ lower: value, upper: value, level, method: 'full count' }),
  degreesOfFreedom: null,
  unreliable: false,
})

/** value -+ t * standard error; null without degrees of freedom. */
export const studentOf = (value: number, standardError: number, df: number): Uncertainty['interval'] => (level) =>
  df < 1 ? null : { ...wald({ value, standardError, df }, level), level, method: 't' }

/** Woodruff (1952): limits of the share at or below the quantile, read back from the distribution. */
const ofQuantile = ({ distribution, atOrBelow }: Estimate, standardError: number, df: number): Pick<Uncertainty, 'standardError' | 'interval'> => {
  if (!distribution || atOrBelow === null || df < 1) return { standardError: null, interval: () => null }
  const bounds = (level: number): Bounds => {
    const share = wald({ value: atOrBelow, standardError, df }, level)
    return { lower: quantileAt(distribution, share.lower), upper: quantileAt(distribution, share.upper) }
  }
  const { lower, upper } = bounds(0.95)
  return { standardError: (upper - lower) / (2 * spread(0.95, df)), interval: (level) => ({ ...bounds(level), level, method: 'Woodruff' }) }
}

/** Without spread among the answers: as many independent units as the weights are worth, but for the finite population. */
const ofShare = (p: number, { effective }: Estimate, standardError: number, df: number, fraction: number): Uncertainty['interval'] => (level) =>
  df < 1
    ? null
    : p <= 0 || p >= 1 || standardError === 0
    ? { ...wilson(Math.min(1, Math.max(0, p)), effective / (1 - fraction), level), level, method: 'Wilson' }
    : { ...logit({ value: p, standardError, df }, level), level, method: 'logit' }

/**
 * Of an estimate with its value. `frame`: units that should have answered, null where nobody knows. Where all of them answered and
 * nothing varies it is a full count; so is the mean of the only unit there is, but not its total, which stands for others of its stratum
 * too. A lone answer of several units has no standard error; fewer than five are unreliable.
 */
export const uncertaintyOf = (indicator: Indicator, estimate: Estimate, value: number, frame: number | null): Uncertainty => {
  const { variance, df, n } = estimate
  const complete = frame !== null && n >= frame
  const adds = indicator.kind === 'total' || indicator.kind === 'count'
  if (complete && (variance === 0 || (n < 2 && !adds))) return fullCount(value)
  if (variance === null || (n < 2 && !complete)) return unknown
  const unreliable = df < 1 || (n < fewestReliable && !complete)
  if (indicator.p !== null) return { ...ofQuantile(estimate, Math.sqrt(variance), df), degreesOfFreedom: df, unreliable }
  const standardError = Math.sqrt(variance) * indicator.per
  const interval = indicator.kind === 'share'
    ? ofShare(value, estimate, standardError, df, frame === null ? estimate.fraction : n / frame)
    : studentOf(value, standardError, df)
  return { standardError, interval, degreesOfFreedom: df, unreliable }
}

/** A part of the numerator as a share of it, 0..1. */
export const shareOf = ({ numerator }: Pick<Estimate, 'numerator'>, part: number): number =>
  part === 0 || !numerator ? 0 : Math.min(1, Math.abs(part / numerator))

const mostImputed = 0.1

/**
 * Of an estimate in which what was not answered is estimated unit by unit: what was answered is known, only the rest is uncertain. An area
 * below the country of which more than a tenth is imputed is unreliable. Single units and quantiles have no standard error.
 */
export const imputedUncertainty = (
  { per, p }: Indicator,
  estimate: Estimate,
  value: number,
  { frame, level }: { frame: number | null; level: 'unit' | 'between' | 'country' },
): Uncertainty => {
  const { n, filled, unasked, variance, df } = estimate
  if (frame !== null && n + filled + unasked < frame) return unknown
  if (filled === 0) return fullCount(value)
  if (level === 'unit') return noUncertainty
  const unreliable = level === 'between' && shareOf(estimate, estimate.imputed) > mostImputed
  if (p !== null || variance === null || df < 1) return unknown
  const standardError = Math.sqrt(variance) * per
  return { standardError, interval: studentOf(value, standardError, df), degreesOfFreedom: df, unreliable }
}
