import { orNull } from '../errors.ts'
import { createLoaders } from '../loaders/loaders.ts'
import { createReader } from '../loaders/reader.ts'
import { countryLevel } from '../geography/geography.ts'
import type { Model, Subject } from '../model/model.ts'
import { select, type Selection } from '../query/selection.ts'
import type { Measure } from '../query/plan.ts'
import { subjectYears, type Warehouse } from '../query/warehouse.ts'
import type { NationalFigure } from '../release/national-change.ts'
import { surveyDimension, surveysOf } from '../series/grid.ts'
import { statusOf } from '../series/point.ts'
import { linesOf, type Line } from '../series/series.ts'
import { planOfView, shownPoints } from '../series/shown.ts'

/** Where a figure stands: which indicator, of which survey where each is a figure of its own, in which year. */
export type FigureKey = { readonly indicator: string; readonly survey: string | null; readonly year: number }
export type Figure = FigureKey & { readonly figure: NationalFigure }

type SurveyLine = { readonly survey: string | null; readonly line: Line }

const lineIn = (selection: Selection, measure: Measure): Line | null => orNull(() => linesOf(selection)(measure, null))

/** Lines of an indicator: one; in years for which nobody says which of several surveys speaks, each survey's own. */
const linesFor = (selection: Selection, measure: Measure): readonly SurveyLine[] => {
  const whole = lineIn(selection, measure)
  if (whole) return [{ survey: null, line: whole }]
  const years = selection.years ?? subjectYears(selection.warehouse, selection.subject)
  const inYears = (some: readonly number[]): Selection => ({ ...selection, years: some })
  const single = years.filter((year) => lineIn(inYears([year]), measure) !== null)
  const rest = inYears(years.filter((year) => !single.includes(year)))
  const first = single.length === 0 ? null : lineIn(inYears(single), measure)
  return [
    ...(first ? [{ survey: null, line: first }] : []),
    ...surveysOf(selection).map((survey) => ({ survey, line: linesOf(rest)(measure, survey) })),
  ]
}

const view = { transform: null, errors: true }

const figuresOf = async (warehouse: Warehouse, subject: Subject, from: number, loaders: ReturnType<typeof createLoaders>): Promise<readonly Figure[]> => {
  const years = subjectYears(warehouse, subject).filter((year) => year >= from)
  if (years.length === 0) return []
  const selection = { ...select(warehouse, subject, { members: {} }), years: from === -Infinity ? null : years }
  const areas = warehouse.geography.atLevel(countryLevel, selection.vintage)
  const lines = subject.indicators.flatMap((indicator) => linesFor(selection, { indicator, estimator: indicator.estimator }))
  const found = await Promise.all(
    lines.map(async ({ survey, line: one }) => {
      const by = survey === null ? [] : [surveyDimension]
      const estimates = await loaders.estimates.load(planOfView(one, by, areas, view))
      const members = new Map(survey === null ? [] : [[surveyDimension, survey]])
      const indicator = `${subject.id}.${one.measure.indicator.id}`
      return areas.flatMap((area) =>
        shownPoints({ line: one, area, members }, by, estimates, null).flatMap((point): Figure[] => {
          const status = statusOf(point)
          return status === 'NOT_ASKED' ? [] : [{ indicator, survey, year: point.year, figure: { value: point.value, status } }]
        }),
      )
    }),
  )
  return found.flat()
}

/** By the order of the model, then of surveys and years. */
export const inOrder = ({ subjects, surveys }: Model, figures: readonly Figure[]): readonly Figure[] => {
  const ids = subjects.flatMap(({ id, indicators }) => indicators.map((indicator) => `${id}.${indicator.id}`))
  const places = new Map(ids.map((id, place) => [id, place]))
  const placeOf = ({ indicator, survey, year }: FigureKey) => [places.get(indicator) ?? ids.length, surveys.findIndex(({ id }) => id === survey), year] as const
  return figures.toSorted((one, other) => {
    const [a, b] = [placeOf(one), placeOf(other)]
    return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
  })
}

/**
 * Every indicator of every subject for the whole country, without split, in every year (not before `from`) in which it was asked, as the public
 * sees it. Two SQL statements per subject at most.
 */
export const nationalFigures = async (warehouse: Warehouse, from = -Infinity): Promise<readonly Figure[]> => {
  const reader = createReader(warehouse.database, undefined, () => undefined)
  const loaders = createLoaders(warehouse, reader, { role: 'public', reveal: () => undefined })
  return (await Promise.all(warehouse.model.subjects.map((subject) => figuresOf(warehouse, subject, from, loaders)))).flat()
}
