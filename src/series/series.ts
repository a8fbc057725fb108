import type { GuardedEstimates } from '../disclosure/suppression.ts'
import { countryLevel, type Area } from '../geography/geography.ts'
import { usedEstimator } from '../query/imputable.ts'
import type { Base, Estimate, Spot } from '../query/run.ts'
import { waveId, type Measure, type Plan, type WaveKey } from '../query/plan.ts'
import type { Selection } from '../query/selection.ts'
import { subjectYears } from '../query/warehouse.ts'
import type { Survey } from '../model/model.ts'
import { cellsBehind } from './behind.ts'
import { breaksOf, yearsAsked, type SeriesBreak } from './breaks.ts'
import { surveyDimension, type Members } from './grid.ts'
import { bordersBreaks } from './border-breaks.ts'
import { isExtrapolated, speaksAt } from './extrapolated.ts'
import { codeOf, isWithheld, lacksPart } from './in-borders.ts'
import { limitedTo, shownOf, type Shown } from './masked.ts'
import { flagsOf, statusOf, valueOf, type Point } from './point.ts'
import { fullCount, imputedUncertainty, noUncertainty, shareOf, uncertaintyOf, type Uncertainty } from './uncertainty.ts'
import { asks, chooseSurveys, wantedMembers, yearsAnswered, type SurveyChoice } from './survey-choice.ts'

/** What one measure needs to be followed over the years, for one survey if the answer is split by survey. */
export type Line = {
  readonly selection: Selection
  readonly measure: Measure
  readonly choice: SurveyChoice
  readonly breaks: (members: Members, area: Area) => readonly SeriesBreak[]
  /** The years shown. */
  readonly years: readonly number[]
  /** The years a transform may look at: those shown and all others of the subject. */
  readonly reach: readonly number[]
  /** What a year is to every series of these members and this area. */
  readonly stateOf: (members: Members, area: Area) => (year: number) => State
  readonly unitDimensions: ReadonlySet<string>
}
/** `asked`: the survey asked the indicator of these members. */
type State = { readonly survey: Survey | null; readonly wave: string; readonly asked: boolean; readonly breakBefore: boolean }
/** Values of one indicator over years, for one area and combination of members. */
export type Series = { readonly line: Line; readonly area: Area; readonly members: Members }

const lineOf = (selection: Selection, measure: Measure, survey: string | null): Line => {
  const choice = chooseSurveys(selection, measure.indicator, survey)
  const years = yearsAnswered(selection, survey)
  const reach = [...new Set([...years, ...subjectYears(selection.warehouse, selection.subject)])].sort((a, b) => a - b)
  const breaks = breaksBy(selection, measure, choice)
  const unitDimensions = new Set(selection.warehouse.model.dimensions.filter(({ of }) => of === 'unit').map(({ id }) => id))
  return { selection, measure, choice, breaks, years, reach, stateOf: statesBy(selection, measure, choice, breaks), unitDimensions }
}

const noWave: State = { survey: null, wave: '', asked: false, breakBefore: false }

/** The same for every area of the same breaks, so worked out once for all of them. */
const statesBy = (selection: Selection, { indicator }: Measure, choice: SurveyChoice, breaksOf: Line['breaks']): Line['stateOf'] => {
  const known = new Map<readonly SeriesBreak[], Map<number, State>>()
  const stateOf = (members: Members, breaks: readonly SeriesBreak[], year: number): State => {
    const survey = choice.get(year)
    if (!survey) return noWave
    const asked = asks(selection, indicator, members, survey, year)
    return { survey, wave: waveId({ survey: survey.id, year }), asked, breakBefore: breaks.some((one) => one.year === year) }
  }
  return (members, area) => {
    const breaks = breaksOf(members, area)
    const states = known.get(breaks) ?? new Map<number, State>()
    known.set(breaks, states)
    return (year) => {
      const state = states.get(year) ?? stateOf(members, breaks, year)
      states.set(year, state)
      return state
    }
  }
}

const inOrder = (breaks: readonly SeriesBreak[], more: readonly SeriesBreak[]): readonly SeriesBreak[] =>
  more.length === 0 ? breaks : [...breaks, ...more].sort((a, b) => a.year - b.year)

/** For the same members and borders the same list. */
const breaksBy = (selection: Selection, { indicator }: Measure, choice: SurveyChoice): Line['breaks'] => {
  type Known = { readonly asked: readonly number[]; readonly breaks: readonly SeriesBreak[]; readonly byArea: Map<string, readonly SeriesBreak[]> }
  const known = new Map<string, Known>()
  const of = (members: Members): Known => {
    const behind = cellsBehind(selection, indicator, wantedMembers(selection, members))
    const used = (survey: Survey, year: number) => behind(survey, year).used
    const asked = yearsAsked(choice, used, indicator.of)
    return { asked: asked.map(({ year }) => year), breaks: breaksOf(asked, used, selection.subject.id), byArea: new Map() }
  }
  return (members, area) => {
    const id = JSON.stringify([...members.values()])
    const found = known.get(id) ?? of(members)
    known.set(id, found)
    const place = `${area.level} ${area.code}`
    const all = found.byArea.get(place) ?? inOrder(found.breaks, bordersBreaks(selection, area, indicator, found.asked))
    found.byArea.set(place, all)
    return all
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

/** The waves that answer a line in these years. */
export const wavesOf = ({ choice, years }: Line, among: readonly number[] = years): readonly WaveKey[] =>
  among.flatMap((year) => {
    const survey = choice.get(year)
    return survey ? [{ survey: survey.id, year }] : []
  })

/** The plan that holds a line in these areas; `years`: those shown, or the whole reach for a transform. */
export const planOf = (line: Line, by: readonly string[], areas: readonly Area[], years: readonly number[]): Plan => {
  const { selection, measure } = line
  const levels = [...new Set(areas.map(({ level }) => level))]
  return {
    subject: selection.subject,
    measures: [measure],
    by: by.filter((id) => id !== surveyDimension),
    where: selection.where,
    waves: wavesOf(line, years),
    places: levels.map((level) => ({ level, codes: [...new Set(areas.filter((area) => area.level === level).map((area) => codeOf(selection, area)))] })),
    vintage: selection.vintage,
    areaPolicy: selection.areaPolicy,
    errors: false,
    lags: [],
    denominators: false,
  }
}

type Known = Pick<Point, 'breakBefore' | 'frame' | 'respondents'>

const absent = (year: number, survey: string | null, status: 'NOT_ASKED' | 'MISSING' | 'SUPPRESSED' | 'LOW_RELIABILITY', { breakBefore, frame, respondents }: Known): Point => ({
  year,
  value: null,
  flags: flagsOf(status),
  standardError: null,
  interval: noUncertainty.interval,
  degreesOfFreedom: null,
  scale: 0,
  respondents,
  frame,
  imputedShare: 0,
  allocatedShare: 0,
  breakBefore,
  survey,
  numerator: null,
  denominator: null,
})

/** Units that should have answered in the area; null where nobody knows. */
const frameOf = ({ line: { selection }, area }: Series, attributes: readonly string[], survey: Survey, year: number, frame: number): number | null => {
  if (survey.frame.kind === 'none' || attributes.some((id) => selection.warehouse.untold(survey.id, id))) return null
  if (survey.frame.kind !== 'totals') return frame
  if (area.level !== 'country' || attributes.length > 0) return null
  return selection.warehouse.waves.find((wave) => wave.survey === survey.id && wave.year === year)?.frame ?? null
}

/** Whether what was not answered is estimated unit by unit. */
const isCompleted = ({ line: { selection, measure } }: Series, survey: Survey): boolean =>
  usedEstimator(selection.subject, measure, survey) === 'imputed'

/** Its own level is no sample of itself, and a sum of answers as they came estimates nothing: both are known only where all answered. */
const trustIn = (series: Series, survey: Survey, estimate: Estimate, value: number | null, frame: number | null): Uncertainty => {
  const { line: { measure, selection }, area } = series
  if (value === null) return noUncertainty
  if (isCompleted(series, survey)) return imputedUncertainty(measure.indicator, estimate, value, { frame, level: levelOf(area, selection) })
  const estimates = measure.estimator !== 'reported' && area.level !== selection.warehouse.geography.base
  if (estimates) return uncertaintyOf(measure.indicator, estimate, value, frame)
  return frame !== null && estimate.n >= frame ? fullCount(value) : noUncertainty
}

const levelOf = ({ level }: Area, { warehouse }: Selection): 'unit' | 'country' | 'between' =>
  level === countryLevel ? 'country' : level === warehouse.geography.base ? 'unit' : 'between'

/** `attributes`: dimensions of units that the series is split by or narrowed to. */
type Found = { readonly estimate: Estimate | undefined; readonly base: Base | undefined; readonly attributes: readonly string[] }

/** One year as estimated, before any transform. */
const pointOf = (series: Series, year: number, { survey, asked, breakBefore }: State, { estimate, base, attributes }: Found): Point => {
  const { selection, measure } = series.line
  const { indicator } = measure
  if (!survey || !asked) return absent(year, survey?.id ?? null, 'NOT_ASKED', { breakBefore, frame: null, respondents: 0 })
  if (!base || base.sampled === 0) {
    const isSilent = base !== undefined && (base.counted === 0 || (base.frame > 0 && !survey.design.sample))
    return absent(year, survey.id, isSilent ? 'MISSING' : 'NOT_ASKED', { breakBefore, frame: null, respondents: 0 })
  }
  const isUnit = series.area.level === selection.warehouse.geography.base
  const extrapolates = measure.estimator !== 'reported' && isExtrapolated(survey)
  if (extrapolates && !speaksAt(survey, selection.warehouse, series.area.level))
    return absent(year, survey.id, 'LOW_RELIABILITY', { breakBefore, frame: null, respondents: 0 })
  const frame = frameOf(series, attributes, survey, year, base.frame)
  const known = { breakBefore, frame, respondents: estimate?.n ?? 0 }
  if (isWithheld(selection, series.area, indicator, base)) return absent(year, survey.id, 'MISSING', known)
  const isCounted = isCompleted(series, survey)
  if (isUnit && estimate && estimate.hidden > 0 && isCounted) return absent(year, survey.id, 'SUPPRESSED', known)
  if (!estimate || estimate.n + estimate.filled === 0) {
    if (estimate && estimate.hidden > 0) return absent(year, survey.id, 'SUPPRESSED', known)
    const concernsNobody = estimate !== undefined && estimate.unasked > 0 && estimate.unasked >= base.sampled
    return absent(year, survey.id, concernsNobody ? 'NOT_ASKED' : 'MISSING', known)
  }
  const complete = frame === null || estimate.n + (isCounted ? estimate.filled + estimate.unasked : 0) >= frame
  const adds = indicator.kind === 'total' || indicator.kind === 'count'
  if (measure.estimator !== 'reported' && lacksPart(selection, series.area, indicator, estimate, frame ?? (attributes.length > 0 ? base.sampled : base.parts))) return absent(year, survey.id, 'MISSING', known)
  const value = valueOf(indicator, estimate)
  const { standardError, interval, degreesOfFreedom, unreliable } = trustIn(series, survey, estimate, value, frame)
  return {
    year,
    value,
    flags: flagsOf(
      value === null && 'MISSING',
      breakBefore && 'BREAK',
      unreliable && 'LOW_RELIABILITY',
      ((isCounted && !complete) || ((estimate.filled > 0 || extrapolates) && !(isUnit && base.parts < 2)) || base.partial + base.divided > 0) && 'ESTIMATED',
      estimate.filled > 0 && isUnit && base.parts < 2 && 'IMPUTED',
    ),
    standardError,
    interval,
    degreesOfFreedom,
    scale: standardError && estimate.variance ? standardError / Math.sqrt(estimate.variance) : 0,
    respondents: estimate.n,
    frame,
    imputedShare: shareOf(estimate, estimate.imputed),
    allocatedShare: shareOf(estimate, estimate.allocated),
    breakBefore,
    survey: survey.id,
    numerator: estimate.numerator,
    denominator: adds ? 1 : estimate.denominator,
  }
}

const ownDimensions = (by: readonly string[]) => by.filter((id) => id !== surveyDimension)

/** Where the estimates of a series stand in the answer of its plan. */
export const spotOf = ({ line, area, members }: Series, by: readonly string[]): Spot =>
  ({ level: area.level, area: codeOf(line.selection, area), members: ownDimensions(by).map((id) => members.get(id) ?? null) })

/** A year as estimated, and what may be shown of it. */
type Guarded = { readonly point: Point; readonly shown: Shown }

const guardedBy = (series: Series, by: readonly string[], found: GuardedEstimates): ((year: number) => Guarded) => {
  const { line, members } = series
  const dimensions = ownDimensions(by)
  const spot = spotOf(series, by)
  const estimates = found.estimates(line.measure, spot)
  const bases = found.bases({ ...spot, members: dimensions.map((id) => (line.unitDimensions.has(id) ? (members.get(id) ?? null) : null)) })
  const attributes = [...dimensions, ...line.selection.where.keys()].filter((id) => line.unitDimensions.has(id))
  const stateOf = line.stateOf(members, series.area)
  const { warehouse: { model }, subject } = line.selection
  const coverOf = found.suppression(line.measure, spot)
  return (year) => {
    const state = stateOf(year)
    const point = pointOf(series, year, state, { estimate: estimates(state.wave), base: bases(state.wave), attributes })
    return { point, shown: shownOf(point, coverOf(state.wave), subject, line.measure.indicator, model.disclosure) }
  }
}

/** What a release lets be seen of each year of a series, whoever else may know it: nothing of what is not public in the answers either. */
export const shownIn = (series: Series, by: readonly string[], found: GuardedEstimates): ((year: number) => Shown) => {
  const guarded = guardedBy(series, by, found)
  return (year) => {
    const { point, shown } = guarded(year)
    return statusOf(point) === 'SUPPRESSED' ? 'nothing' : shown
  }
}

/** The points of a series in the order of `years`, none left out. `also`: what else limits what may be shown of a year. */
export const pointsOf = (series: Series, by: readonly string[], found: GuardedEstimates, years: readonly number[], also: ((year: number) => Shown) | null = null): readonly Point[] => {
  const guarded = guardedBy(series, by, found)
  return years.map((year) => {
    const { point, shown } = guarded(year)
    const limited = limitedTo(point, shown)
    return also && limited.value !== null ? limitedTo(limited, also(year)) : limited
  })
}
