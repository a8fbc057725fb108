import { cellsOf } from './table-file.ts'
import type { Table } from './table-file.ts'

export const publishedColumns = ['indicator', 'year', 'area', 'value', 'source', 'url'] as const

/** The rows of a published/*.csv: `members` from the columns that are not fixed (dimension -> member; empty cells left out). */
export function publishedRows(table: Table) {
  const fixed: readonly string[] = publishedColumns
  const dimensions = table.header.filter((name) => name !== '' && !fixed.includes(name))
  return cellsOf(table).map(({ line, cell }) => {
    const filled = dimensions.filter((dimension) => cell(dimension) !== '')
    return { line, cell, members: Object.fromEntries(filled.map((dimension) => [dimension, cell(dimension)])) }
  })
}
