import type { Gives, Model, Question, Survey } from '../model/model.ts'
import { columnIn } from '../model/question-columns.ts'

/** One question's claim on a fact: for these members (an absent dimension is the unit's whole), in these years. */
export type Cell = {
  readonly survey: Survey
  readonly question: Question
  readonly fact: string
  /** Dimension id -> the members given; null: any, as found in the files. */
  readonly members: ReadonlyMap<string, ReadonlySet<string> | null>
}

/** Members wanted per dimension; null: any. A dimension left out is not spoken of. */
export type Members = ReadonlyMap<string, ReadonlySet<string> | null>

const optionMembers = ({ answer, columns }: Question): ReadonlySet<string> | null => {
  if (answer.kind === 'choice') return new Set(Object.values(answer.options).map(String))
  if (columns.kind === 'options') return new Set(Object.values(columns.options))
  return answer.kind === 'multi' && answer.options ? new Set(Object.values(answer.options)) : null
}

const cellOf = (survey: Survey, question: Question, gives: Gives): Cell => ({
  survey,
  question,
  fact: gives.fact,
  members: new Map(
    Object.entries(gives.members).map(([dimension, member]) => [
      dimension,
      member === '$option' ? optionMembers(question) : new Set([member]),
    ]),
  ),
})

/** Every cell of a subject's facts that any survey asks about. */
export const cellsOf = (model: Model, subject: string): readonly Cell[] =>
  model.surveys.flatMap((survey) =>
    survey.questions.flatMap((question) =>
      question.gives.filter((gives) => gives.subject === subject).map((gives) => cellOf(survey, question, gives)),
    ),
  )

export const isAskedIn = ({ question }: Pick<Cell, 'question'>, year: number): boolean =>
  (question.from === null || question.from <= year) &&
  (question.until === null || year <= question.until) &&
  (question.columns.kind === 'options' || columnIn(question.columns, year) !== null)

/** Whether the cell says anything about these members: it has each dimension spoken of, with a member in common. */
export const speaksOf = (cell: Cell, wanted: Members): boolean =>
  [...wanted].every(([dimension, members]) => {
    const given = cell.members.get(dimension)
    if (given === undefined) return false
    return given === null || members === null || [...members].some((member) => given.has(member))
  })
