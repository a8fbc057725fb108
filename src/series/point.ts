import type { Indicator } from '../model/model.ts'
import type { Uncertainty } from './uncertainty.ts'

/** The SDMX code list of observation status, in words, gravest first: where several hold, the first is the status. */
export const statuses = ['SUPPRESSED', 'NOT_ASKED', 'MISSING', 'BREAK', 'LOW_RELIABILITY', 'ESTIMATED', 'IMPUTED', 'PROVISIONAL', 'NORMAL'] as const
export type ObservationStatus = (typeof statuses)[number]

/** One year of a series. */
export type Point = {
  readonly year: number
  /** In the indicator's unit; null where missing, and then the status says why. */
  readonly value: number | null
  /** All that hold, gravest first; NORMAL alone where none does. */
  readonly flags: readonly ObservationStatus[]
  readonly standardError: number | null
  readonly interval: Uncertainty['interval']
  readonly degreesOfFreedom: Uncertainty['degreesOfFreedom']
  /** Standard error in units of that of the linearised value: how a covariance of these is one of values. */
  readonly scale: number
  /** Units that answered. */
  readonly respondents: number
  /** Units that should have answered; null without a frame. */
  readonly frame: number | null
  /** Share of the value that comes from imputed units. */
  readonly imputedShare: number
  /** Share of the value that comes from units divided between areas. */
  readonly allocatedShare: number
  readonly breakBefore: boolean
  /** The survey that answers; null where none asked. */
  readonly survey: string | null
  /** Sums the value was made of, for rolling windows. */
  readonly numerator: number | null
  readonly denominator: number | null
}

export const statusOf = ({ flags }: Pick<Point, 'flags'>): ObservationStatus => flags[0] ?? 'NORMAL'

const normal = ['NORMAL'] as const

/** Orders flags, gravest first; NORMAL only where nothing else holds. */
export const flagsOf = (...flags: readonly (ObservationStatus | false | null)[]): readonly ObservationStatus[] => {
  if (!flags.some(Boolean)) return normal
  const held = statuses.filter((status) => status !== 'NORMAL' && flags.includes(status))
  return held.length > 0 ? held : normal
}

/** The value of an indicator from its sums; null where there is nothing to divide by. */
export const valueOf = (indicator: Indicator, sums: { numerator: number | null; denominator: number | null; quantile: number | null }): number | null => {
  const { numerator, denominator, quantile } = sums
  switch (indicator.kind) {
    case 'median':
    case 'quantile':
      return quantile
    case 'total':
    case 'count':
      return numerator
    case 'mean':
    case 'share':
    case 'ratio':
    case 'composition':
      return numerator === null || denominator === null || denominator === 0 ? null : (numerator / denominator) * indicator.per
  }
}
