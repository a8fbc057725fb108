import type { Question, Survey } from '../model/model.ts'

/** Whether a question means the same in two waves: asked in both, no wording or segment between that breaks its series. */
export const isComparable = ({ segments }: Survey, question: Question, earlier: number, later: number): boolean => {
  const between = (year: number): boolean => earlier < year && year <= later
  const about = (subjects: readonly string[] | null): boolean =>
    subjects === null || question.gives.some(({ subject }) => subjects.includes(subject))
  return (
    (question.from ?? earlier) <= earlier &&
    !question.wording.some(({ from, link }) => link === 'break' && between(from)) &&
    !segments.some(({ from, subjects }) => between(from) && about(subjects))
  )
}

/** Whether answers of several units can be added up: the question gives numbers that are combined by their sum. */
export const isAdditive = (question: Question, combineOf: (subject: string, fact: string) => string | null): boolean =>
  question.gives.length > 0 && question.gives.every(({ subject, fact }) => combineOf(subject, fact) === 'sum')
