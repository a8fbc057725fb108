import type { Cell, Table } from '../series/table.ts'

/** Named columns and rows of cells, the shape that files have. */
export type Sheet = { readonly columns: readonly string[]; readonly rows: readonly (readonly (Cell | boolean)[])[] }

export const sheetOf = ({ columns, values }: Table): Sheet => ({
  columns: columns.map(({ name }) => name),
  rows: (values[0] ?? []).map((_, row) => values.map((column) => column[row] ?? null)),
})
