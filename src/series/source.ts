import type { Estimator, Segment, Survey } from '../model/model.ts'
import { usedEstimator } from '../query/imputable.ts'
import type { Warehouse, Wave } from '../query/warehouse.ts'
import { cellsBehind, type Behind } from './behind.ts'
import { denominatorLabel } from './definition.ts'
import { memberLabel } from './labels.ts'
import type { Point } from './point.ts'
import { wavesOf, type Series } from './series.ts'
import { wantedMembers } from './survey-choice.ts'
import { dateOf } from './table.ts'
import { askedIn, type AskedQuestion } from './wording.ts'

/** Where a point comes from: one wave of one survey. */
export type PointSource = {
  readonly warehouse: Warehouse
  readonly series: Series
  readonly survey: Survey
  readonly wave: Wave
  readonly estimator: Estimator
}

export const denominatorKinds = ['POPULATION', 'SIZE', 'FACT', 'UNITS'] as const
/** What a value was divided by. */
export type PointDenominator = {
  readonly kind: (typeof denominatorKinds)[number]
  readonly label: (language: string) => string
  /** The day it was counted, YYYY-MM-DD; null where nobody says. */
  readonly date: string | null
  readonly source: string | null
  /** Those it was asked with; empty where it is no fact. */
  readonly questions: readonly AskedQuestion[]
}

/** Where the point of a year comes from; null where no survey answers. */
export const sourceOf = (series: Series, { survey: id, year }: Pick<Point, 'survey' | 'year'>): PointSource | null => {
  const { selection, measure } = series.line
  const { warehouse } = selection
  const survey = warehouse.model.surveys.find((one) => one.id === id)
  const wave = warehouse.waves.find((one) => one.survey === id && one.year === year)
  return survey && wave ? { warehouse, series, survey, wave, estimator: usedEstimator(selection.subject, measure, survey) } : null
}

/**
 * The years of the survey that its subject may be compared in; null where the survey names none. A segment goes on over the beginning of
 * one that is for other subjects.
 */
export const segmentOf = ({ series, survey, wave: { year } }: PointSource): Segment | null => {
  const { id } = series.line.selection.subject
  const own = survey.segments.filter(({ subjects }) => !subjects || subjects.includes(id))
  const segment = own.findLast(({ from }) => from <= year)
  if (!segment) return null
  const next = own.find(({ from }) => from > year)?.from ?? Infinity
  const goesOn = survey.segments.some((one) => !own.includes(one) && segment.from < one.from && one.from < next)
  const to = goesOn ? (next === Infinity ? null : next - 1) : segment.to
  return to !== null && to < year ? null : { ...segment, to }
}

/** The questions a point is put together from, its denominator's too, in the words of the year; empty where the survey did not ask. */
export const questionsOf = (source: PointSource): readonly AskedQuestion[] =>
  askedIn(source.warehouse, behind(source).used, source.wave.year)

/** Those that stand in where a unit left one of these blank: parts for a whole. */
export const substitutesOf = (source: PointSource): readonly AskedQuestion[] =>
  askedIn(source.warehouse, behind(source).instead, source.wave.year)

const behind = ({ series, survey, wave }: PointSource): Behind => {
  const { selection, measure } = series.line
  return cellsBehind(selection, measure.indicator, wantedMembers(selection, series.members))(survey, wave.year)
}

/** The questions a series is put together from, in all words they had in the years shown, by the year these began. */
export const wordingsBehind = (series: Series): readonly AskedQuestion[] => {
  const { line } = series
  const all = wavesOf(line).flatMap(({ survey, year }) => {
    const source = sourceOf(series, { survey, year })
    return source ? questionsOf(source) : []
  })
  const unique = new Map(all.map((asked) => [`${asked.survey.id} ${asked.question.id} ${asked.from}`, asked]))
  return [...unique.values()].sort((a, b) => a.from - b.from)
}

/** What the value was divided by; empty for totals and counts. */
export const denominatorsOf = (source: PointSource): readonly PointDenominator[] => {
  const { warehouse, series, survey, wave } = source
  const { subject } = series.line.selection
  const { indicator } = series.line.measure
  const counted = { date: dateOf(wave.year), source: warehouse.model.geography?.populationSource ?? null, questions: [] }
  const ofFrame = survey.frame.kind === 'geography' ? counted : { date: null, source: survey.source, questions: [] }
  const asked = (fact: string | null) => askedIn(warehouse, behind(source).used.filter((cell) => cell.fact === fact), wave.year)
  const label = (language: string) => denominatorLabel(warehouse.model, subject, indicator, language)
  switch (indicator.kind) {
    case 'total':
    case 'count':
      return []
    case 'mean':
    case 'share':
    case 'median':
    case 'quantile':
      return [{ ...ofFrame, kind: 'UNITS', label, source: survey.source }]
    case 'composition':
      return [{ kind: 'FACT', label, date: null, source: survey.source, questions: asked(indicator.of) }]
    case 'ratio':
      if (indicator.to === 'population')
        return [{ ...counted, kind: 'POPULATION', label: (language) => [label(language), ...membersCounted(source, language)].join(', ') }]
      if (indicator.to === 'size') return [{ ...ofFrame, kind: 'SIZE', label }]
      return [{ kind: 'FACT', label, date: null, source: survey.source, questions: asked(indicator.to) }]
  }
}

/** The members of the population that are counted; none named: all. */
const membersCounted = ({ warehouse, series: { line, members } }: PointSource, language: string): readonly string[] =>
  (warehouse.model.geography?.populationDimensions ?? []).flatMap((id) => {
    const wanted = wantedMembers(line.selection, members).get(id)
    return wanted ? [[...wanted].map((member) => memberLabel(warehouse, id, member, language)).join(' + ')] : []
  })
