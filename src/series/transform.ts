import { userError } from '../errors.ts'
import type { Indicator } from '../model/model.ts'
import type { SeriesBreak } from './breaks.ts'
import { flagsOf, valueOf, type Point } from './point.ts'
import { noUncertainty } from './uncertainty.ts'

/** Base year (= 100); lag in years; lag in years; window in years. */
export type Transform =
  | { readonly kind: 'indexTo'; readonly year: number }
  | { readonly kind: 'change' | 'growth'; readonly lag: number }
  | { readonly kind: 'rolling'; readonly window: number }

/** Reads the one key of a Transform argument. Throws a user error for a lag below 1, a window below 2 or an unknown base year. */
export const readTransform = (
  argument: { indexTo?: number | null; change?: number | null; growth?: number | null; rolling?: number | null } | null | undefined,
  indicators: readonly Indicator[],
  years: readonly number[],
): Transform | null => {
  const { indexTo, change, growth, rolling } = argument ?? {}
  const lag = change ?? growth
  if (typeof indexTo === 'number') {
    if (!years.includes(indexTo)) throw userError(`transform.indexTo: no answers of ${indexTo}; years are ${years.join(', ')}`)
    return { kind: 'indexTo', year: indexTo }
  }
  if (typeof lag === 'number') {
    const kind = typeof change === 'number' ? 'change' : 'growth'
    if (lag < 1) throw userError(`transform.${kind} is a lag in years, 1 or more; ${lag} came`)
    return { kind, lag }
  }
  if (typeof rolling === 'number') {
    if (rolling < 2) throw userError(`transform.rolling is a window in years, 2 or more; ${rolling} came`)
    const whole = indicators.find(({ kind }) => kind === 'median' || kind === 'quantile')
    if (whole) throw userError(`transform.rolling sums numerators and denominators, and ${whole.id} is a ${whole.kind}, which has none; leave it out or use change, growth or indexTo`)
    return { kind: 'rolling', window: rolling }
  }
  return null
}

const broken = (breaks: readonly SeriesBreak[], from: number, to: number) =>
  breaks.some(({ year }) => Math.min(from, to) < year && year <= Math.max(from, to))

const without = (point: Point, value: number | null, blocked: boolean): Point => {
  if (point.value === null) return point
  const kept = point.flags.filter((flag) => flag !== 'NORMAL')
  return {
    ...point,
    value,
    standardError: null,
    interval: noUncertainty.interval,
    degreesOfFreedom: null,
    numerator: null,
    denominator: null,
    flags: value === null ? flagsOf(blocked ? 'BREAK' : 'MISSING') : flagsOf(...kept),
  }
}

const compare = (kind: 'indexTo' | 'change' | 'growth', now: number, then: number): number | null => {
  if (kind === 'change') return now - then
  if (then === 0) return null
  return kind === 'growth' ? now / then - 1 : (100 * now) / then
}

/** The first year that goes into the value of a year. */
const firstYear = (wanted: Transform | null, year: number): number => {
  if (wanted === null) return year
  if (wanted.kind === 'indexTo') return Math.min(wanted.year, year)
  return wanted.kind === 'rolling' ? year - wanted.window + 1 : year - wanted.lag
}

/** `shown`: the years of the answer; a transform looks at others too. */
export type Breaks = { readonly breaks: readonly SeriesBreak[]; readonly acrossBreaks: boolean; readonly shown: readonly number[] }

/** Who follows a series across its breaks is told at every later point, not at the first only, that it follows one. */
const marked = (points: readonly Point[], wanted: Transform | null, { breaks, shown }: Breaks): readonly Point[] => {
  const before = (shown[0] ?? Infinity) - 1
  const base = wanted?.kind === 'indexTo' ? wanted.year : -Infinity
  return points.map((point) => {
    const { year, value, flags } = point
    const follows = broken(breaks, Math.min(before, firstYear(wanted, year)), Math.max(year, base))
    return value === null || !follows ? point : { ...point, flags: flagsOf(...flags, 'BREAK') }
  })
}

/**
 * Applies a transform to a whole series. A missing year, or a break between the years compared, gives null; with `acrossBreaks` breaks
 * are crossed, and every point after one has the status BREAK. Rolling sums numerators and denominators over the window (a total: the
 * mean of its years).
 */
export const transform = (points: readonly Point[], wanted: Transform | null, indicator: Indicator, following: Breaks): readonly Point[] => {
  const transformed = wanted === null ? points : derived(points, wanted, indicator, following)
  return following.acrossBreaks ? marked(transformed, wanted, following) : transformed
}

const derived = (points: readonly Point[], wanted: Transform, indicator: Indicator, { breaks, acrossBreaks }: Breaks): readonly Point[] => {
  const byYear = new Map(points.map((point) => [point.year, point]))
  const crosses = (from: number, to: number) => !acrossBreaks && broken(breaks, from, to)
  return points.map((point) => {
    if (wanted.kind === 'rolling') {
      const first = point.year - wanted.window + 1
      if (crosses(first, point.year)) return without(point, null, true)
      const window = Array.from({ length: wanted.window }, (_, index) => byYear.get(first + index))
      const sum = (part: 'numerator' | 'denominator') =>
        window.reduce<number | null>((all, one) => (all === null || one?.value == null ? null : all + (one[part] ?? 0)), 0)
      const sums = { numerator: sum('numerator'), denominator: sum('denominator'), quantile: null }
      const adds = indicator.kind === 'total' || indicator.kind === 'count'
      return without(point, adds ? (sums.numerator === null ? null : sums.numerator / wanted.window) : valueOf(indicator, sums), false)
    }
    const year = wanted.kind === 'indexTo' ? wanted.year : point.year - wanted.lag
    const then = byYear.get(year)?.value
    if (crosses(year, point.year)) return without(point, null, true)
    return without(point, point.value === null || then === null || then === undefined ? null : compare(wanted.kind, point.value, then), false)
  })
}
