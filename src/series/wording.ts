import type { Question, Survey, Text, Wording } from '../model/model.ts'
import { isAskedIn, type Cell } from '../query/cells.ts'
import type { Warehouse } from '../query/warehouse.ts'

/** A question in the words of one stretch of years; `link`: how they relate to the words before, `identical` for the first. */
export type AskedQuestion = Wording & { readonly survey: Survey; readonly question: Question }

/** Years of which there are answers to the question. */
export const questionYears = ({ waves }: Pick<Warehouse, 'waves'>, survey: Survey, question: Question): readonly number[] =>
  waves.filter((wave) => wave.survey === survey.id && isAskedIn({ question }, wave.year)).map(({ year }) => year)

/** All wordings in order, the first with the first year it was asked; 0 where nobody knows. */
export const wordingsOf = (warehouse: Pick<Warehouse, 'waves'>, survey: Survey, question: Question): readonly Wording[] => [
  { from: questionYears(warehouse, survey, question)[0] ?? question.from ?? 0, text: question.text, link: 'identical' },
  ...question.wording,
]

/** The words in force in a year: the last that had begun, else the first; null: the latest. */
export const wordingIn = ({ text, wording }: Question, year: number | null): Text =>
  wording.findLast(({ from }) => year === null || from <= year)?.text ?? text

/** The questions behind cells, each once, in the words of the year. */
export const askedIn = (warehouse: Pick<Warehouse, 'waves'>, cells: readonly Cell[], year: number): readonly AskedQuestion[] => {
  const asked = new Map(cells.filter((cell) => isAskedIn(cell, year)).map(({ survey, question }) => [question, survey]))
  return [...asked].flatMap(([question, survey]) => {
    const inForce = wordingsOf(warehouse, survey, question).findLast(({ from }, index) => index === 0 || from <= year)
    return inForce ? [{ survey, question, ...inForce }] : []
  })
}
