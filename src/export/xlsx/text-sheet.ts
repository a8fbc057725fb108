import type { Cell } from '../../series/table.ts'
import { cellXml, columnLetters, type Texts } from './cell.ts'
import { worksheetXml } from './worksheet.ts'

/** A line of a sheet to be read. `heading`: in bold. */
export type TextRow = { readonly cells: readonly Cell[]; readonly heading?: boolean }

/** A sheet to be read: texts, wrapped. */
export const textSheet = (rows: readonly TextRow[], widths: readonly number[], texts: Texts): Iterable<string> => {
  const lines = rows.map(
    ({ cells, heading }, row) => `<row r="${row + 1}">${cells.map((cell, at) => cellXml(texts, `${columnLetters(at)}${row + 1}`, cell, heading ? 'bold' : 'wrapped')).join('')}</row>`,
  )
  return worksheetXml({ range: `A1:${columnLetters(widths.length - 1)}${Math.max(1, rows.length)}`, widths, rows: lines, table: false })
}
