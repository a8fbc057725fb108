import { dimensionsById, dotted, subjectsById } from './declared.ts'
import { givesOf, membersOf } from './fill-question.ts'
import type { Folder } from './folder.ts'
import type { Shaped } from './shaped-file.ts'
import type { DimensionShape } from './shapes/dimension-shape.ts'
import type { QuestionShape } from './shapes/question-shape.ts'
import type { FactShape, SubjectShape } from './shapes/subject-shape.ts'
import type { SurveyShape } from './shapes/survey-shape.ts'
import type { Path } from './yaml-file.ts'

export type Asked = { survey: Shaped<SurveyShape>; question: QuestionShape; path: Path }

/** One entry of a question's `gives`, resolved as far as it can be. `path` is the entry's, `question.path` the question's. */
export type Given = {
  readonly asked: Asked
  readonly path: Path
  readonly text: string
  readonly name: { subject: string; name: string } | null
  readonly subject: SubjectShape | null
  readonly fact: FactShape | null
  readonly members: Readonly<Record<string, string>>
  /** The dimensions that stand for the chosen option. */
  readonly options: readonly string[]
}

export const optionWord = '$option'

/** Every question of every survey with its path. */
export function questionsOf(folder: Folder): Asked[] {
  return folder.surveys.flatMap((survey) => survey.value.questions.map((question, i) => ({ survey, question, path: ['questions', i] })))
}

/** Every entry of every question's `gives`. */
export function givenBy(folder: Folder): Given[] {
  const subjects = subjectsById(folder)
  return questionsOf(folder).flatMap((asked) =>
    givesOf(asked.question).map(({ gives, path }) => {
      const name = dotted(gives.fact)
      const subject = subjects.get(name?.subject ?? '')?.value ?? null
      const facts = subject?.facts ?? {}
      const fact = name !== null && Object.hasOwn(facts, name.name) ? (facts[name.name] ?? null) : null
      const members = membersOf(gives)
      const options = Object.keys(members).filter((dimension) => members[dimension] === optionWord)
      return { asked, path: [...asked.path, ...path], text: gives.fact, name, subject, fact, members, options }
    }),
  )
}

/** The dimension whose members a question's options are: that of a `$option` in its `gives`; undefined without one. */
export function optionDimension(folder: Folder, question: QuestionShape): DimensionShape | undefined {
  const dimensions = dimensionsById(folder)
  const entries = givesOf(question).flatMap(({ gives }) => Object.entries(membersOf(gives)))
  const [dimension = ''] = entries.find(([, member]) => member === optionWord) ?? []
  return dimensions.get(dimension)?.value
}
