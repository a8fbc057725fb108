import { finding } from '../../model/finding.ts'
import { allowed } from '../../model/nearest.ts'
import { RefusedInput } from '../../model/refused-input.ts'
import type { Archive } from './archive.ts'
import { sheetRows, type SheetRow } from './sheet-rows.ts'
import type { SheetPart, Workbook } from './workbook.ts'

export type ChosenSheet = { readonly sheet: SheetPart; readonly first: SheetRow }

/**
 * The sheet that is named, else the only one with something in it, with its first row that has. Hidden sheets are taken only by name: Excel's
 * forms keep lists there. Throws RefusedInput where there is none, or several.
 */
export const chosenSheet = async (archive: Archive, workbook: Workbook, name: string | undefined): Promise<ChosenSheet> => {
  const refused = (rule: string, message: string, wayOut: string) =>
    new RefusedInput([finding(rule, { file: archive.file, line: 1, column: 1 }, message, wayOut)])
  const { sheets } = workbook
  if (name !== undefined && !sheets.some((sheet) => sheet.name === name))
    throw refused('unknown-sheet', `there is no sheet '${name}'; ${allowed(name, sheets.map((sheet) => sheet.name))}`, 'name one of these with --sheet')
  const filled: ChosenSheet[] = []
  for (const sheet of sheets.filter((one) => (name === undefined ? !one.hidden : one.name === name))) {
    const first = await firstRow(archive, workbook, sheet)
    if (first !== null) filled.push({ sheet, first })
  }
  const [only, ...more] = filled
  if (more.length > 0)
    throw refused('several-sheets', `answers are in one sheet, and ${list(filled.map(({ sheet }) => sheet))} have something in them`, 'name the one with --sheet NAME')
  if (only) return only
  const hidden = sheets.filter((sheet) => sheet.hidden)
  const also = name === undefined && hidden.length > 0 ? `; hidden sheets: ${list(hidden)}` : ''
  throw refused('empty-file', `${name === undefined ? 'the workbook' : `sheet '${name}'`} is empty${also}`, 'fill it in, or name another sheet with --sheet NAME')
}

const list = (sheets: readonly SheetPart[]): string => sheets.map(({ name }) => `'${name}'`).join(', ')

const firstRow = async (archive: Archive, workbook: Workbook, sheet: SheetPart): Promise<SheetRow | null> => {
  for await (const [row] of sheetRows(archive, workbook, sheet)) if (row) return row
  return null
}
