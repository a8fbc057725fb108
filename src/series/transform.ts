import { userError } from '../errors.ts'
import type { Indicator } from '../model/model.ts'
import type { SeriesBreak } from './breaks.ts'
import { errorOfSum, type Covariance } from './covariance.ts'
import { flagsOf, valueOf, type Point } from './point.ts'
import { fullCount, noUncertainty, studentOf } from './uncertainty.ts'

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

/** Distances between the years a transform compares. */
export const lagsOf = (wanted: Transform | null, years: readonly number[]): readonly number[] => {
  switch (wanted?.kind) {
    case 'change':
    case 'growth':
      return [wanted.lag]
    case 'indexTo':
      return [...new Set(years.map((year) => Math.abs(year - wanted.year)))].filter((lag) => lag > 0)
    case 'rolling':
      return Array.from({ length: wanted.window }, (_, index) => index)
    case undefined:
      return []
  }
}

const broken = (breaks: readonly SeriesBreak[], from: number, to: number) =>
  breaks.some(({ year }) => Math.min(from, to) < year && year <= Math.max(from, to))

const blank = (point: Point, blocked: boolean): Point => ({
  ...point,
  value: null,
  ...noUncertainty,
  scale: 0,
  numerator: null,
  denominator: null,
  flags: flagsOf(blocked ? 'BREAK' : 'MISSING'),
})

type Term = { readonly point: Point; readonly by: number }

/** A point made of several: what holds of one of them holds of it. */
const made = (point: Point, value: number, terms: readonly Term[], standardError: number | null): Point => {
  const df = Math.min(...terms.map((term) => (term.point.scale === 0 ? Infinity : (term.point.degreesOfFreedom ?? 0))))
  const flags = terms.flatMap((term) => (term.point === point ? point.flags : term.point.flags.filter((flag) => flag !== 'BREAK')))
  return {
    ...point,
    value,
    standardError,
    interval: standardError === null ? noUncertainty.interval : df === Infinity ? fullCount(value).interval : studentOf(value, standardError, df),
    degreesOfFreedom: standardError === null || df === Infinity ? null : df,
    scale: 0,
    numerator: null,
    denominator: null,
    imputedShare: Math.max(...terms.map((term) => term.point.imputedShare)),
    allocatedShare: Math.max(...terms.map((term) => term.point.allocatedShare)),
    flags: flagsOf(...flags),
  }
}

type Compared = { readonly value: number; readonly terms: readonly Term[] }

/** The derivatives of the comparison by both points are their factors. Null where there is nothing to divide by. */
const compared = (kind: 'indexTo' | 'change' | 'growth', point: Point, then: Point): Compared | null => {
  const [a, b] = [point.value, then.value]
  if (a === null || b === null) return null
  if (kind === 'change') return { value: a - b, terms: [{ point, by: 1 }, { point: then, by: -1 }] }
  if (b === 0) return null
  const scale = kind === 'indexTo' ? 100 : 1
  const value = kind === 'indexTo' ? (100 * a) / b : a / b - 1
  if (point === then) return { value, terms: [{ point, by: 0 }] }
  return { value, terms: [{ point, by: scale / b }, { point: then, by: (-scale * a) / b ** 2 }] }
}

/** Whether years of it are added up to a total, rather than their sums divided. */
export const addsUp = ({ kind }: Indicator): boolean => kind === 'total' || kind === 'count'

/** A total over a window is the mean of its years; a rate that of the sums. */
const rolled = (indicator: Indicator, window: readonly (Point | undefined)[]): Compared | null => {
  const known = window.filter((one): one is Point => one?.value != null)
  if (known.length < window.length) return null
  const sum = (part: 'numerator' | 'denominator') => known.reduce((all, one) => all + (one[part] ?? 0), 0)
  const value = addsUp(indicator) ? sum('numerator') / known.length : valueOf(indicator, { numerator: sum('numerator'), denominator: sum('denominator'), quantile: null })
  return value === null ? null : { value, terms: known.map((point) => ({ point, by: 1 / known.length })) }
}

/** What a transform needs to know of a series beside its points. `shown`: the years of the answer; a transform looks at others too. */
export type TransformContext = {
  readonly breaks: readonly SeriesBreak[]
  readonly acrossBreaks: boolean
  readonly shown: readonly number[]
  readonly covariance: Covariance
  /** Standard error of the rate of these years' sums. */
  readonly rateError: (points: readonly Point[]) => number | null
}

/** The first year that goes into the value of a year. */
const firstYear = (wanted: Transform | null, year: number): number => {
  if (wanted === null) return year
  if (wanted.kind === 'indexTo') return Math.min(wanted.year, year)
  return wanted.kind === 'rolling' ? year - wanted.window + 1 : year - wanted.lag
}

/** Who follows a series across its breaks is told at every later point, not at the first only, that it follows one. */
const marked = (points: readonly Point[], wanted: Transform | null, { breaks, shown }: TransformContext): readonly Point[] => {
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
 * mean of its years). Errors take account of the units that answered both years; null between surveys.
 */
export const transform = (points: readonly Point[], wanted: Transform | null, indicator: Indicator, context: TransformContext): readonly Point[] => {
  const transformed = wanted === null ? points : compute(points, wanted, indicator, context)
  return context.acrossBreaks ? marked(transformed, wanted, context) : transformed
}

const compute = (points: readonly Point[], wanted: Transform, indicator: Indicator, { breaks, acrossBreaks, covariance, rateError }: TransformContext): readonly Point[] => {
  const byYear = new Map(points.map((point) => [point.year, point]))
  const crosses = (from: number, to: number) => !acrossBreaks && broken(breaks, from, to)
  return points.map((point) => {
    if (point.value === null) return point
    if (wanted.kind === 'rolling') {
      const first = point.year - wanted.window + 1
      if (crosses(first, point.year)) return blank(point, true)
      const result = rolled(indicator, Array.from({ length: wanted.window }, (_, index) => byYear.get(first + index)))
      if (!result) return blank(point, false)
      const standardError = addsUp(indicator) ? errorOfSum(result.terms, covariance) : rateError(result.terms.map((term) => term.point))
      return made(point, result.value, result.terms, standardError)
    }
    const year = wanted.kind === 'indexTo' ? wanted.year : point.year - wanted.lag
    if (crosses(year, point.year)) return blank(point, true)
    const then = byYear.get(year)
    const result = then ? compared(wanted.kind, point, then) : null
    return result ? made(point, result.value, result.terms, errorOfSum(result.terms, covariance)) : blank(point, false)
  })
}
