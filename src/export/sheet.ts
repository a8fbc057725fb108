import type { Cell, Table } from '../series/table.ts'

export type SheetRow = readonly (Cell | boolean)[]
/** Named columns and rows of cells, the shape that files have. */
export type Sheet = { readonly columns: readonly string[]; readonly rows: readonly SheetRow[] }
/** The same of rows that are made one by one, as they are asked for. */
export type LongSheet = { readonly columns: readonly string[]; readonly rows: Iterable<SheetRow> }

function* rowsOf({ values }: Table): Iterable<SheetRow> {
  const rows = values[0]?.length ?? 0
  for (let row = 0; row < rows; row += 1) yield values.map((column) => column[row] ?? null)
}

export const sheetOf = (table: Table): LongSheet => ({ columns: table.columns.map(({ name }) => name), rows: rowsOf(table) })
