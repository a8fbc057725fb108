import { basename } from 'node:path'
import type { FileColumn, FileRow, Format, Opening } from '../../src/reading/reading.ts'

export type Sheet = { readonly columns: readonly FileColumn[]; readonly rows: readonly FileRow[] }

/** A whole file. Throws RefusedInput where it is damaged. */
export const readAll = async (format: Format, path: string, choice: Opening = {}): Promise<Sheet> => {
  const { columns, rows } = await format.open(path, basename(path), choice)
  const all: FileRow[] = []
  for await (const batch of rows) all.push(...batch)
  return { columns, rows: all }
}
