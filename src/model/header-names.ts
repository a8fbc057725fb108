import { designColumns } from './design-columns.ts'
import type { Survey } from './model.ts'
import { columnNames } from './question-columns.ts'

/** Names that columns of an answer file of a survey may have: that of the unit, and others. */
export const headerNames = (survey: Survey): { readonly unit: string; readonly columns: readonly string[] } => {
  const { waves, questions } = survey
  const years = waves.files.flatMap(({ year }) => (typeof year === 'string' ? [year] : []))
  const long = waves.long === null ? [] : [waves.long.question, waves.long.answer]
  return { unit: survey.unit.column, columns: [waves.responded ?? [], years, long, designColumns(survey).map(({ name }) => name), questions.flatMap(columnNames)].flat() }
}
