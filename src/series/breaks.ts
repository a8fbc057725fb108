import type { Indicator, Survey, Text } from '../model/model.ts'
import { isAskedIn, speaksOf, type Cell, type Members } from '../query/cells.ts'
import type { SurveyChoice } from './survey-choice.ts'

export const breakKinds = ['SURVEY', 'SEGMENT', 'WORDING'] as const
/** A year from which the series may not be compared with what was before. */
export type SeriesBreak = {
  readonly year: number
  readonly kind: (typeof breakKinds)[number]
  readonly reason: Text | null
  readonly source: string | null
}

const changeOfSurvey = (year: number, before: Survey, after: Survey): SeriesBreak => ({
  year,
  kind: 'SURVEY',
  reason: Object.fromEntries(
    Object.keys(after.title).map((language) => [language, `${before.title[language] ?? before.id} → ${after.title[language] ?? after.id}`]),
  ),
  source: after.source,
})

const startOfSegment = (survey: Survey, subject: string, last: number, year: number): readonly SeriesBreak[] =>
  survey.segments
    .filter(({ from, subjects }) => last < from && from <= year && (!subjects || subjects.includes(subject)))
    .map(({ reason, note, source }) => ({ year, kind: 'SEGMENT', reason: reason ?? note, source }))

const newWording = (cells: readonly Cell[], survey: Survey, last: number, year: number): readonly SeriesBreak[] =>
  cells
    .filter((cell) => cell.survey.id === survey.id && isAskedIn(cell, year))
    .flatMap(({ question }) => question.wording)
    .filter(({ link, from }) => link === 'break' && last < from && from <= year)
    .slice(0, 1)
    .map(({ text }) => ({ year, kind: 'WORDING', reason: text, source: null }))

/** The cells a series rests on: those of its fact and of its denominator that speak of these members. */
export const cellsBehind = (cells: readonly Cell[], indicator: Indicator, wanted: Members): readonly Cell[] => {
  const below = cells.filter((cell) => cell.fact === indicator.to)
  const has = new Set(below.flatMap((cell) => [...cell.members.keys()]))
  const shared = new Map([...wanted].filter(([id]) => has.has(id)))
  return [...cells.filter((cell) => cell.fact === indicator.of && speaksOf(cell, wanted)), ...below.filter((cell) => speaksOf(cell, shared))]
}

/** The breaks of an indicator between the years in which it was asked. `cells`: those the series rests on. */
export const breaksOf = (choice: SurveyChoice, cells: readonly Cell[], subject: string): readonly SeriesBreak[] => {
  const asked = [...choice].flatMap(([year, survey]) => (survey ? [{ year, survey }] : [])).sort((a, b) => a.year - b.year)
  return asked.flatMap(({ year, survey }, index) => {
    const last = asked[index - 1]
    if (!last) return []
    if (last.survey.id !== survey.id) return [changeOfSurvey(year, last.survey, survey)]
    return [...startOfSegment(survey, subject, last.year, year), ...newWording(cells, survey, last.year, year)]
  })
}
