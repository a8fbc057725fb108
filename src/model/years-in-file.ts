import { isUtf8 } from 'node:buffer'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CsvError, parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { decode, delimiterOf, undeclared } from './table-file.ts'

/** The distinct years in a column of an answer file, ascending. Null where they cannot be read: no file, no such column, no CSV. */
export function yearsInFile(dir: string, file: string, column: string): number[] | null {
  const path = join(dir, file)
  if (!existsSync(path)) return null
  const bytes = readFileSync(path)
  if (bytes.includes(0)) return null
  const mark = bytes.subarray(0, 3).equals(Buffer.from('\uFEFF')) ? 3 : 0
  const beginning = decode(bytes.subarray(mark, 1 << 20), true)
  const { text, delimiter } = undeclared(beginning)
  const isUnicode = isUtf8(bytes)
  const name = isUnicode ? column : iconv.encode(column, 'windows-1252').toString('latin1')
  const years = new Set<string>()
  let at: number | null = null
  // Rows are not kept, and the bytes not made a text: such a file may be large.
  const take = (cells: string[]): null => {
    if (at === null) at = cells.indexOf(name)
    else years.add(cells[at] ?? '')
    return null
  }
  try {
    parse(bytes.subarray(mark + beginning.length - text.length), {
      encoding: isUnicode ? 'utf8' : 'latin1',
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
