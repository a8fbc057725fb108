import type { Cell } from '../../series/table.ts'
import { cellXml, columnLetters, type Texts } from './cell.ts'
import { worksheetXml } from './worksheet.ts'

/** A line of a sheet to be read. `heading`: in bold. */
export type TextRow = { readonly cells: readonly Cell[]; readonly heading?: boolean }

/** A sheet to be read: texts, wrapped. */
export const textSheet = (rows: readonly TextRow[], widths: readonly number[], texts: Texts): Iterable<string> => {
  const cellsOf = ({ cells, heading }: TextRow, row: number) =>
    cells.map((cell, at) => cellXml(texts, `${columnLetters(at)}${row}`, cell, heading ? 'bold' : 'wrapped')).join('')
  const lines = rows.map((row, at) => `<row r="${at + 1}">${cellsOf(row, at + 1)}</row>`)
  return worksheetXml({ range: `A1:${columnLetters(widths.length - 1)}${Math.max(1, rows.length)}`, widths, rows: lines, table: false })
}
