import { designColumns } from './design-columns.ts'
import type { Survey } from './model.ts'
import { columnNames } from './question-columns.ts'

/** Names that columns of an answer file of a survey may have: that of the unit, and others; `long` names those of questions and answers in this file. */
export const headerNames = (survey: Survey, long?: string): { readonly unit: string; readonly columns: readonly string[] } => {
  const { waves, questions } = survey
  const years = waves.files.flatMap(({ year }) => (typeof year === 'string' ? [year] : []))
  const declared = waves.long === null ? [] : [waves.long.question, waves.long.answer]
  const named = long?.split(',').map((name) => name.trim()) ?? declared
  return { unit: survey.unit.column, columns: [waves.responded ?? [], years, named, designColumns(survey).map(({ name }) => name), questions.flatMap(columnNames)].flat() }
}
