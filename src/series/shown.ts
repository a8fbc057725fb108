import type { Area } from '../geography/geography.ts'
import type { Plan } from '../query/plan.ts'
import type { GuardedEstimates } from '../disclosure/suppression.ts'
import { covarianceOf, errorOfRate } from './covariance.ts'
import type { Shown } from './masked.ts'
import type { Point } from './point.ts'
import { planOf, pointsOf, spotOf, type Line, type Series } from './series.ts'
import { addsUp, lagsOf, transform, type Transform } from './transform.ts'

/** What is looked at: `years` the transform reaches, `lags` at which two years are compared; no errors, no covariances. */
type View = { readonly transform: Transform | null; readonly errors: boolean; readonly trend?: boolean }

const yearsIn = (line: Line, wanted: Transform | null): readonly number[] => (wanted ? line.reach : line.years)

/** The plan that holds a line in these areas, with all that the view needs. */
export const planOfView = (line: Line, by: readonly string[], areas: readonly Area[], view: View): Plan => {
  const years = yearsIn(line, view.transform)
  const span = (years.at(-1) ?? 0) - (years[0] ?? 0)
  const lags = view.trend ? Array.from({ length: span }, (_, index) => index + 1) : lagsOf(view.transform, years)
  const denominators = view.errors && view.transform?.kind === 'rolling' && !addsUp(line.measure.indicator)
  return { ...planOf(line, by, areas, years), errors: view.errors, lags: view.errors ? lags : [], denominators }
}

/** How two years of a series vary together. */
export const covarianceIn = (series: Series, by: readonly string[], found: GuardedEstimates) =>
  covarianceOf(found, series.line.measure, spotOf(series, by))

/** The points of a series as shown: transformed over all the years there are, then cut to those asked for. `also`: as of `pointsOf`. */
export const shownPoints = (
  series: Series,
  by: readonly string[],
  found: GuardedEstimates,
  wanted: Transform | null,
  also: ((year: number) => Shown) | null = null,
): readonly Point[] => {
  const { line, members } = series
  const shown = new Set(line.years)
  const { acrossBreaks } = line.selection
  const context = {
    breaks: line.breaks(members, series.area),
    acrossBreaks,
    shown: line.years,
    covariance: covarianceIn(series, by, found),
    rateError: (points: readonly Point[]) => errorOfRate(points, line.measure.indicator.per, found, line.measure, spotOf(series, by)),
  }
  const points = transform(pointsOf(series, by, found, yearsIn(line, wanted), also), wanted, line.measure.indicator, context)
  return wanted ? points.filter(({ year }) => shown.has(year)) : points
}
