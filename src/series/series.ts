import { countryLevel, type Area } from '../geography/geography.ts'
import type { Estimate, Estimates, Spot } from '../query/run.ts'
import type { Measure, Plan } from '../query/plan.ts'
import type { Selection } from '../query/selection.ts'
import { subjectCells, subjectYears } from '../query/warehouse.ts'
import type { Indicator, Survey } from '../model/model.ts'
import { breaksOf, cellsBehind, type SeriesBreak } from './breaks.ts'
import { surveyDimension, type Members } from './grid.ts'
import { flagsOf, valueOf, type Point } from './point.ts'
import { asks, chooseSurveys, wantedMembers, yearsAnswered, type SurveyChoice } from './survey-choice.ts'

/** What one measure needs to be followed over the years, for one survey if the answer is split by survey. */
export type Line = {
  readonly selection: Selection
  readonly measure: Measure
  readonly choice: SurveyChoice
  readonly breaks: (members: Members) => readonly SeriesBreak[]
  /** The years shown. */
  readonly years: readonly number[]
  /** The years a transform may look at: those shown and all others of the subject. */
  readonly reach: readonly number[]
  /** Whether the survey of the year asked about these members. */
  readonly asked: (members: Members, survey: Survey, year: number) => boolean
  readonly unitDimensions: ReadonlySet<string>
}
/** Values of one indicator over years, for one area and combination of members. */
export type Series = { readonly line: Line; readonly area: Area; readonly members: Members }

const lineOf = (selection: Selection, measure: Measure, survey: string | null): Line => {
  const choice = chooseSurveys(selection, measure.indicator, survey)
  const years = yearsAnswered(selection, survey)
  const reach = [...new Set([...years, ...subjectYears(selection.warehouse, selection.subject)])].sort((a, b) => a - b)
  const breaks = breaksBy(selection, measure, choice)
  const unitDimensions = new Set(selection.warehouse.model.dimensions.filter(({ of }) => of === 'unit').map(({ id }) => id))
  return { selection, measure, choice, breaks, years, reach, asked: askedOf(selection, measure), unitDimensions }
}

/** The same for every area, so worked out once for all of them; as are the breaks. */
const askedOf = (selection: Selection, { indicator }: Measure): Line['asked'] => {
  const known = new Map<string, boolean>()
  return (members, survey, year) => {
    const id = JSON.stringify([year, survey.id, ...members.values()])
    const asked = known.get(id) ?? asks(selection, indicator, members, survey, year)
    known.set(id, asked)
    return asked
  }
}

const breaksBy = (selection: Selection, { indicator }: Measure, choice: SurveyChoice): Line['breaks'] => {
  const known = new Map<string, readonly SeriesBreak[]>()
  const cells = subjectCells(selection.warehouse, selection.subject.id)
  return (members) => {
    const id = JSON.stringify([...members.values()])
    const breaks = known.get(id) ?? breaksOf(choice, cellsBehind(cells, indicator, wantedMembers(selection, members)), selection.subject.id)
    known.set(id, breaks)
    return breaks
  }
}

/** Lines of a selection, each worked out once however many areas and members it is asked for. */
export const linesOf = (selection: Selection) => {
  const known = new Map<string, Line>()
  return (measure: Measure, survey: string | null): Line => {
    const id = `${measure.indicator.id} ${measure.estimator} ${survey ?? ''}`
    const line = known.get(id) ?? lineOf(selection, measure, survey)
    known.set(id, line)
    return line
  }
}

/** The plan that holds a line in these areas; `years`: those shown, or the whole reach for a transform. */
export const planOf = (line: Line, by: readonly string[], areas: readonly Area[], years: readonly number[]): Plan => {
  const { selection, measure, choice } = line
  const levels = [...new Set(areas.map(({ level }) => level))]
  return {
    subject: selection.subject,
    measures: [measure],
    by: by.filter((id) => id !== surveyDimension),
    where: selection.where,
    waves: years.flatMap((year) => {
      const survey = choice.get(year)
      return survey ? [{ survey: survey.id, year }] : []
    }),
    places: levels.map((level) => ({ level, codes: areas.filter((area) => area.level === level).map(({ code }) => code) })),
    vintage: selection.vintage,
  }
}

const absent = (year: number, survey: string | null, status: 'NOT_ASKED' | 'MISSING' | 'SUPPRESSED', rest: Partial<Point> = {}): Point => ({
  year,
  value: null,
  flags: flagsOf(status),
  standardError: null,
  respondents: 0,
  frame: null,
  imputedShare: 0,
  breakBefore: false,
  survey,
  numerator: null,
  denominator: null,
  ...rest,
})

/** Units that should have answered in the area; null where nobody knows. */
const frameOf = ({ line: { selection, unitDimensions }, area }: Series, by: readonly string[], survey: Survey, year: number, frame: number): number | null => {
  const attributes = [...by, ...selection.where.keys()].filter((id) => unitDimensions.has(id))
  if (survey.frame.kind === 'none' || attributes.some((id) => selection.warehouse.untold(survey.id, id))) return null
  if (survey.frame.kind !== 'totals') return frame
  if (area.level !== 'country' || attributes.length > 0) return null
  return selection.warehouse.waves.find((wave) => wave.survey === survey.id && wave.year === year)?.frame ?? null
}

/** Whether a stratum in which nobody answered is not stood for: the weights then do not add up to the frame. */
const leavesOut = (indicator: Indicator, { denominator }: Estimate, frame: number | null): boolean =>
  frame !== null && denominator !== null && ['total', 'count', 'mean', 'share'].includes(indicator.kind) && denominator < frame - 0.5

/** One year as estimated, before any transform. */
const pointOf = (series: Series, by: readonly string[], estimates: Estimates, year: number): Point => {
  const { line, area, members } = series
  const { selection, measure, choice } = line
  const { indicator } = measure
  const survey = choice.get(year) ?? null
  if (!survey) return absent(year, null, 'NOT_ASKED')
  const dimensions = by.filter((id) => id !== surveyDimension)
  const spot: Spot = { survey: survey.id, year, level: area.level, area: area.code, members: dimensions.map((id) => members.get(id) ?? null) }
  const base = estimates.base({ ...spot, members: dimensions.map((id) => (line.unitDimensions.has(id) ? (members.get(id) ?? null) : null)) })
  const breakBefore = line.breaks(members).some((one) => one.year === year)
  if (!line.asked(members, survey, year)) return absent(year, survey.id, 'NOT_ASKED', { breakBefore })
  if (!base || base.sampled === 0) return absent(year, survey.id, base && base.frame > 0 && !survey.design.sample ? 'MISSING' : 'NOT_ASKED', { breakBefore })
  const frame = frameOf(series, dimensions, survey, year, base.frame)
  const estimate = estimates.estimate(measure, spot)
  const known = { breakBefore, frame, respondents: estimate?.n ?? 0 }
  if (base.partial > 0) return absent(year, survey.id, 'MISSING', known)
  if (!estimate || estimate.n === 0) {
    if (estimate && estimate.hidden > 0) return absent(year, survey.id, 'SUPPRESSED', known)
    const concernsNobody = estimate !== undefined && estimate.unasked > 0 && estimate.unasked >= base.sampled
    return absent(year, survey.id, concernsNobody ? 'NOT_ASKED' : 'MISSING', known)
  }
  const complete = frame === null || estimate.n >= frame
  const adds = indicator.kind === 'total' || indicator.kind === 'count'
  // A merged unit of which a part is missing has no total of its own until the part is imputed.
  if (adds && !complete && measure.estimator !== 'reported' && area.level === selection.warehouse.geography.base) return absent(year, survey.id, 'MISSING', known)
  const value = valueOf(indicator, estimate)
  const unheard = area.level === countryLevel && survey.design.weight === null && measure.estimator !== 'reported' && leavesOut(indicator, estimate, frame)
  const flags = flagsOf(value === null && 'MISSING', breakBefore && 'BREAK', unheard && 'LOW_RELIABILITY', measure.estimator === 'imputed' && !complete && 'ESTIMATED')
  return { ...absent(year, survey.id, 'MISSING', known), value, flags, numerator: estimate.numerator, denominator: adds ? 1 : estimate.denominator }
}

/** The points of a series in the order of `years`, none left out. */
export const pointsOf = (series: Series, by: readonly string[], estimates: Estimates, years: readonly number[]): readonly Point[] =>
  years.map((year) => pointOf(series, by, estimates, year))
