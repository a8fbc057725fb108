import type { Indicator, Subject, Survey, Text } from '../model/model.ts'
import { isAskedIn, speaksOf, type Cell, type Members } from '../query/cells.ts'
import { became, joined } from './labels.ts'
import type { SurveyChoice } from './survey-choice.ts'
import { wordingIn } from './wording.ts'

export const breakKinds = ['SURVEY', 'SEGMENT', 'WORDING'] as const
/** A year from which the series may not be compared with what was before. */
export type SeriesBreak = {
  readonly year: number
  readonly kind: (typeof breakKinds)[number]
  readonly reason: Text | null
  readonly source: string | null
}

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

/** One break, however many questions changed: the words that were, and those that are. `years`: those in which the survey answered. */
const newWording = (cells: readonly Cell[], survey: Survey, years: readonly number[], year: number): readonly SeriesBreak[] => {
  const reasons = cells.flatMap((cell) => {
    const last = years.findLast((one) => one < year && isAskedIn(cell, one))
    if (cell.survey.id !== survey.id || last === undefined || !isAskedIn(cell, year)) return []
    const broke = cell.question.wording.some(({ link, from }) => link === 'break' && last < from && from <= year)
    return broke ? [became(wordingIn(cell.question, last), wordingIn(cell.question, year))] : []
  })
  return reasons.length === 0 ? [] : [{ year, kind: 'WORDING', reason: joined(reasons, '; '), source: survey.source }]
}

/** The cells a series rests on: those of its fact, of what weights it and of its denominator that speak of these members. */
export const cellsBehind = (cells: readonly Cell[], { facts }: Subject, { of, to, over }: Indicator, wanted: Members): readonly Cell[] => {
  const members = over === null ? wanted : new Map([...wanted, [over, null]])
  const weight = facts.find(({ id }) => id === of)?.weight ?? null
  const beside = [weight, to].flatMap((fact) => {
    const own = cells.filter((cell) => cell.fact === fact)
    const has = new Set(own.flatMap((cell) => [...cell.members.keys()]))
    const shared = new Map([...wanted].filter(([id]) => has.has(id)))
    return own.filter((cell) => speaksOf(cell, shared))
  })
  return [...cells.filter((cell) => cell.fact === of && speaksOf(cell, members)), ...beside]
}

/** The breaks of a series between the years in which its fact was asked of its members. `cells`: those it rests on. */
export const breaksOf = (choice: SurveyChoice, cells: readonly Cell[], subject: string, fact: string): readonly SeriesBreak[] => {
  const asks = (survey: Survey, year: number) =>
    cells.some((cell) => cell.fact === fact && cell.survey.id === survey.id && isAskedIn(cell, year))
  const asked = [...choice]
    .flatMap(([year, survey]) => (survey && asks(survey, year) ? [{ year, survey }] : []))
    .sort((a, b) => a.year - b.year)
  return asked.flatMap(({ year, survey }, index) => {
    const last = asked[index - 1]
    if (!last) return []
    if (last.survey.id !== survey.id) return [changeOfSurvey(year, last.year, last.survey, survey, subject)]
    const years = asked.filter((one) => one.survey.id === survey.id).map((one) => one.year)
    return [...startOfSegment(survey, subject, last.year, year), ...newWording(cells, survey, years, year)]
  })
}
