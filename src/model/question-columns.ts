import type { Columns, Question } from './model.ts'

/** The one column of a question in a year; null: not asked then. */
export const columnIn = ({ default: usual, byYear, last }: Columns & { kind: 'one' }, year: number): string | null =>
  byYear[String(year)] ?? (last !== null && year > last ? byYear[String(last)] : null) ?? usual

/** The columns of a question in a year -> the option of each (null: the answer itself). Empty: not asked that year. */
export const columnsOf = ({ columns, from, until }: Question, year: number): { name: string; option: string | null }[] => {
  if ((from !== null && year < from) || (until !== null && year > until)) return []
  if (columns.kind === 'options') return Object.entries(columns.options).map(([name, option]) => ({ name, option }))
  const name = columnIn(columns, year)
  return name === null ? [] : [{ name, option: null }]
}

/** Every column of a question in any year. */
export const columnNames = ({ columns }: Question): string[] =>
  columns.kind === 'options'
    ? Object.keys(columns.options)
    : [...(columns.default === null ? [] : [columns.default]), ...Object.values(columns.byYear)]
