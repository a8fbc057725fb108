import { refuseUnpublished, type Audience } from '../disclosure/gate.ts'
import type { GuardedEstimates } from '../disclosure/suppression.ts'
import { orNull } from '../errors.ts'
import type { Loaders } from '../loaders/loaders.ts'
import type { Spend } from '../loaders/reader.ts'
import { indicatorYears, type Warehouse } from '../query/warehouse.ts'
import type { Point } from '../series/point.ts'
import { shownIn, type Series } from '../series/series.ts'
import { planOfView, shownPoints } from '../series/shown.ts'
import { yearsAnswered } from '../series/survey-choice.ts'
import { readTransform } from '../series/transform.ts'
import { linesIn, restated } from './restated.ts'

export type TransformArgument = NonNullable<Parameters<typeof readTransform>[0]>
/** A series as it was asked for and answered. */
export type AskedSeries = {
  readonly series: Series
  readonly by: readonly string[]
  readonly transform: TransformArgument | null
  readonly estimates: GuardedEstimates
}
/** `vintage`: the year whose borders were meant. */
export type EarlierPoint = Point & { readonly vintage: number }
/** By year. */
export type EarlierPoints = ReadonlyMap<number, EarlierPoint>

/** Whether the public may not have these numbers of the release at all; a researcher is told that they are not public. */
const isRefused = ({ line: { selection, measure } }: Series, by: readonly string[], audience: Audience): boolean => {
  const asked = { measures: [measure], by, years: yearsAnswered(selection, null) }
  return orNull(() => (refuseUnpublished(selection, asked, audience), true)) === null
}

/** Null where the indicator cannot be transformed so in this release. */
const viewOf = ({ line: { selection, measure } }: Series, argument: TransformArgument | null) => {
  const asked = indicatorYears(selection.warehouse, selection.subject, measure.indicator)
  // The base year need not be one of these: then there is nothing to compare with.
  const years = typeof argument?.indexTo === 'number' ? [...asked, argument.indexTo] : asked
  return orNull(() => ({ transform: readTransform(argument, [measure.indicator], years) }))
}

const pointsIn = async (asked: AskedSeries, series: Series, { loaders, audience, spend }: Reading): Promise<EarlierPoints> => {
  const { by } = asked
  const view = viewOf(series, asked.transform)
  if (!view) return new Map()
  spend({ cellsReturned: (view.transform ? series.line.reach : series.line.years).length })
  const refused = isRefused(series, by, audience)
  const estimates = await loaders.estimates.load(planOfView(series.line, by, [series.area], { ...view, errors: true }))
  const nowShown = shownIn(asked.series, by, asked.estimates)
  const points = shownPoints(series, by, estimates, view.transform, refused ? () => 'nothing' : nowShown)
  const { vintage } = series.line.selection
  return new Map(points.filter(({ flags }) => flags[0] !== 'NOT_ASKED').map((point) => [point.year, { ...point, vintage }]))
}

type Reading = { readonly loaders: Loaders; readonly audience: Audience; readonly spend: Spend }

/**
 * What the same series were in another release, each with no more than both releases let be seen, in the same order. A series, or a year
 * of it, that could not be asked for there has none. One or two SQL statements for all series of the same shape.
 */
export const earlierPoints = async (
  warehouse: Warehouse,
  asked: readonly AskedSeries[],
  reading: Reading,
): Promise<readonly EarlierPoints[]> => {
  const lines = linesIn(warehouse)
  return Promise.all(
    asked.map(async (one): Promise<EarlierPoints> => {
      const series = restated(lines, one.series, one.by)
      return series ? pointsIn(one, series, reading) : new Map()
    }),
  )
}
