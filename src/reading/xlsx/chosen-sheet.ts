import { finding } from '../../model/finding.ts'
import { allowed } from '../../model/nearest.ts'
import { RefusedInput } from '../../model/refused-input.ts'
import type { Archive } from './archive.ts'
import { mostAbove } from './header-row.ts'
import { sheetRows, type SheetRow } from './sheet-rows.ts'
import type { SheetPart, Workbook } from './workbook.ts'

/** `first`: rows with something in them, 20 at most. */
export type ChosenSheet = { readonly sheet: SheetPart; readonly first: readonly [SheetRow, ...SheetRow[]] }

/**
 * The sheet that is named, else the only one with something in it, with its first rows that have. Hidden sheets are taken only by name: Excel's
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
    const [one, ...more] = await firstRows(archive, workbook, sheet)
    if (one) filled.push({ sheet, first: [one, ...more] })
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

const firstRows = async (archive: Archive, workbook: Workbook, sheet: SheetPart): Promise<SheetRow[]> => {
  const first: SheetRow[] = []
  for await (const rows of sheetRows(archive, workbook, sheet)) {
    first.push(...rows.slice(0, mostAbove - first.length))
    if (first.length === mostAbove) return first
  }
  return first
}
