import type { Columns } from './database.ts'

/** A result as one object a row, by column name. The caller knows its columns: it wrote the statement. */
export const recordsOf = <Row extends Readonly<Record<string, unknown>>>({ names, values, rowCount }: Columns): Row[] =>
  Array.from({ length: rowCount }, (_, row) => Object.fromEntries(names.map((name, column) => [name, values[column]?.[row]])) as Row)
