import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CsvError, parse } from 'csv-parse/sync'
import { decode, delimiterOf, undeclared } from './table-file.ts'

/** The distinct years in a column of an answer file, ascending. Null where they cannot be read: no file, no such column, no CSV. */
export function yearsInFile(dir: string, file: string, column: string): number[] | null {
  const path = join(dir, file)
  if (!existsSync(path)) return null
  const bytes = readFileSync(path)
  if (bytes.includes(0)) return null
  const { text, delimiter } = undeclared(decode(bytes))
  const years = new Set<string>()
  let at: number | null = null
  // Rows are not kept: such a file may be large.
  const take = (cells: string[]): null => {
    if (at === null) at = cells.indexOf(column)
    else years.add(cells[at] ?? '')
    return null
  }
  try {
    parse(text, {
      bom: true,
      delimiter: delimiter ?? delimiterOf(text.split('\n', 1)[0] ?? ''),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: take as never,
    })
  } catch (error) {
    if (error instanceof CsvError) return null // told where the answers are read
    throw error
  }
  const found = [...years].filter((year) => /^\d{4}$/.test(year)).map(Number)
  return found.length === 0 ? null : found.sort((a, b) => a - b)
}
