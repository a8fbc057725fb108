import type { Folder } from './folder.ts'
import { geographyFiles } from './geography-rows.ts'
import { cellsOf } from './table-file.ts'
import { validYears } from './validity.ts'

/** The codes of areas.csv: the levels and years of each. */
export type AreaCodes = ReadonlyMap<string, readonly { level: string; from: number; to: number; line: number }[]>

/** Null where the folder has no geography or its codes cannot be read. */
export function areaCodes(folder: Folder): AreaCodes | null {
  const table = folder.model?.value.geography === undefined ? null : folder.table(geographyFiles.areas.file)
  if (table === null || !table.header.includes('code')) return null // told elsewhere
  const codes = new Map<string, { level: string; from: number; to: number; line: number }[]>()
  for (const { line, cell } of cellsOf(table)) {
    const rows = codes.get(cell('code')) ?? []
    codes.set(cell('code'), [...rows, { level: cell('level'), ...validYears(cell), line }])
  }
  return codes
}
