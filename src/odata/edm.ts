import type { Column, ColumnType } from '../series/column.ts'

const types: Readonly<Record<ColumnType, string>> = { INTEGER: 'Int32', FLOAT: 'Double', STRING: 'String', DATE: 'Date' }

export const namespace = 'kartlag'
export const container = 'Warehouse'

/** The primitive type of a column, without its `Edm.`. */
export const edmType = ({ type }: Pick<Column, 'type'>): string => types[type]

/** The type of a set's rows; no set can have its name, for ids end in letters of theirs and sets in `_by_` and one. */
export const rowType = (set: string): string => `${set}_row`

/** Columns that have a value in every row. */
export const isAlways = ({ indicator, name }: Pick<Column, 'indicator' | 'name'>): boolean => indicator === null || name === `${indicator.id}_status`
