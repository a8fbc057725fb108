import { CsvError, parse } from 'csv-parse/sync' // MIT; knows quotes, line ends and line numbers
import { finding, type Finding } from '../model/finding.ts'
import { delimiterOf } from '../model/table-file.ts'
import { brokenLetters } from './encoding.ts'

/** A row of an answer file: trimmed cells, as many as the header has; the line it begins on. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] }

/**
 * Reads delimited text row by row, keeping none. `start` gets the trimmed header and gives what takes each row.
 * Rows with too few or too many cells are findings and are not handed on; rows without any text are passed over.
 */
export const readCsv = (file: string, text: string, start: (header: string[], line: number) => (row: CsvRow) => void): Finding[] => {
  const findings: Finding[] = []
  const declared = /^sep=(.)\r?\n/i.exec(text)
  const body = declared ? text.slice(declared[0].length) : text
  let ended = declared ? 1 : 0
  let header: string[] | undefined
  let each: ((row: CsvRow) => void) | undefined
  const record = (raw: string[], { lines }: { lines: number }): null => {
    const line = ended + 1
    ended = lines + (declared ? 1 : 0)
    const cells = raw.map((cell) => cell.trim())
    if (cells.every((cell) => cell === '')) return null
    cells.forEach((cell, index) => {
      const broken = maybeBroken.test(cell) ? brokenLetters(cell) : null
      if (broken !== null)
        findings.push(
          finding('wrong-encoding', { file, line, column: index + 1 }, broken, 'export the file again from its source as CSV UTF-8'),
        )
    })
    if (!header) {
      header = cells
      each = start(cells, line)
    } else if (cells.length !== header.length) findings.push(ragged(file, line, cells.length, header.length))
    else each?.({ line, cells })
    return null
  }
  try {
    const delimiter = declared?.[1] ?? delimiterOf(body.split(/\r?\n|\r/, 1)[0] ?? '')
    parse(body, { delimiter, relax_column_count: true, on_record: record as never })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const place = { file, line: Number(error['lines'] ?? ended + 1), column: 1 }
    findings.push(
      finding('csv-syntax', place, `this is not CSV: ${error.message}`, 'mind the quotes in this row: double those inside a quoted cell'),
    )
  }
  return header
    ? findings
    : [...findings, finding('empty-file', { file, line: 1, column: 1 }, 'the file is empty', 'fill it in or delete it')]
}

const maybeBroken = /[\u00C2\u00C3\u2020\u203A]/u

const ragged = (file: string, line: number, cells: number, width: number): Finding =>
  finding(
    'cell-count',
    { file, line, column: Math.min(cells, width) + 1 },
    `the row has ${cells} cells, the header ${width}`,
    'add or delete cells, or put a text that holds the delimiter in quotes',
  )
