import type { Survey, Text } from '../model/model.ts'
import { isAskedIn, type Cell } from '../query/cells.ts'
import { became, joined } from './labels.ts'
import type { SurveyChoice } from './survey-choice.ts'
import { wordingIn } from './wording.ts'

export const breakKinds = ['SURVEY', 'SEGMENT', 'WORDING', 'BORDERS'] as const
/** A year from which the series may not be compared with what was before. */
export type SeriesBreak = {
  readonly year: number
  readonly kind: (typeof breakKinds)[number]
  readonly reason: Text | null
  readonly source: string | null
}

export type CellsOfWave = (survey: Survey, year: number) => readonly Cell[]

const segmentsFrom = (survey: Survey, subject: string, last: number, year: number) =>
  survey.segments.filter(({ from, subjects }) => last < from && from <= year && (!subjects || subjects.includes(subject)))

const changeOfSurvey = (year: number, last: number, before: Survey, after: Survey, subject: string): SeriesBreak => {
  const begun = segmentsFrom(after, subject, last, year).filter(({ reason }) => reason !== null)
  return {
    year,
    kind: 'SURVEY',
    reason: joined([became(before.title, after.title), ...begun.map(({ reason }) => reason ?? {})], '. '),
    source: begun.find(({ source }) => source !== null)?.source ?? after.source,
  }
}

const startOfSegment = (survey: Survey, subject: string, last: number, year: number): readonly SeriesBreak[] =>
  segmentsFrom(survey, subject, last, year).map(({ reason, note, source }) => ({
    year,
    kind: 'SEGMENT',
    reason: reason ?? note,
    source: source ?? survey.source,
  }))

/**
 * One break, however many questions changed: the words that were, and those that are. `cells`: those asked in `year`; `years`: those in
 * which the survey answered.
 */
const newWording = (cells: readonly Cell[], survey: Survey, years: readonly number[], year: number): readonly SeriesBreak[] => {
  const reasons = cells.flatMap((cell) => {
    const last = years.findLast((one) => one < year && isAskedIn(cell, one))
    if (last === undefined) return []
    const broke = cell.question.wording.some(({ link, from }) => link === 'break' && last < from && from <= year)
    return broke ? [became(wordingIn(cell.question, last), wordingIn(cell.question, year))] : []
  })
  return reasons.length === 0 ? [] : [{ year, kind: 'WORDING', reason: joined(reasons, '; '), source: survey.source }]
}

/** A year in which the fact of a series was asked of its members. */
export type Asked = { readonly year: number; readonly survey: Survey }

/** In order. `behind`: the cells a series is put together from. */
export const yearsAsked = (choice: SurveyChoice, behind: CellsOfWave, fact: string): readonly Asked[] => {
  const asks = (survey: Survey, year: number) => behind(survey, year).some((cell) => cell.fact === fact)
  return [...choice].flatMap(([year, survey]) => (survey && asks(survey, year) ? [{ year, survey }] : [])).sort((a, b) => a.year - b.year)
}

/** The breaks of a series, whatever its area, between the years in which it was asked. `behind`: the cells it is put together from. */
export const breaksOf = (asked: readonly Asked[], behind: CellsOfWave, subject: string): readonly SeriesBreak[] =>
  asked.flatMap(({ year, survey }, index) => {
    const last = asked[index - 1]
    if (!last) return []
    if (last.survey.id !== survey.id) return [changeOfSurvey(year, last.year, last.survey, survey, subject)]
    const years = asked.filter((one) => one.survey.id === survey.id).map((one) => one.year)
    return [...startOfSegment(survey, subject, last.year, year), ...newWording(behind(survey, year), survey, years, year)]
  })
