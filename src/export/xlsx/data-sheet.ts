import type { Column } from '../../series/column.ts'
import type { Cell, Table } from '../../series/table.ts'
import { cellXml, columnLetters, type Texts } from './cell.ts'
import { worksheetXml } from './worksheet.ts'
import type { Style } from './styles.ts'

const styleOf = ({ type, name, unit }: Column): Style => {
  if (type === 'STRING') return 'plain'
  if (type === 'DATE') return 'date'
  if (type === 'INTEGER') return name === 'year' ? 'year' : 'count'
  return unit === 'share' || unit?.includes('0.01 is 1') ? 'percent' : 'decimal'
}

const [narrowest, widest] = [8, 60]
const lettersOf = (cells: readonly Cell[]): number => cells.reduce<number>((most, cell) => Math.max(most, String(cell ?? '').length), 0)

/** Wide enough for the name with the button of the filter, for texts and for dates. */
const widthsOf = ({ columns, values }: Table): readonly number[] =>
  columns.map(({ name, type }, at) => {
    const longest = type === 'STRING' ? lettersOf(values[at] ?? []) : type === 'DATE' ? 10 : 0
    return Math.min(widest, Math.max(narrowest, name.length + 4, longest + 2))
  })

/** The rows of the table under a header that stays, with a filter. */
export function* dataSheet(table: Table, texts: Texts): Iterable<string> {
  const { columns, values } = table
  const rows = values[0]?.length ?? 0
  const letters = columns.map((_, at) => columnLetters(at))
  const range = rangeOf(table)
  const drawn = columns.map((column, at) => ({ letter: letters[at] ?? '', style: styleOf(column), cells: values[at] ?? [] }))
  const lines = function* (): Iterable<string> {
    yield `<row r="1">${columns.map(({ name }, at) => cellXml(texts, `${letters[at]}1`, name, 'bold')).join('')}</row>`
    for (let row = 0; row < rows; row += 1) {
      let line = `<row r="${row + 2}">`
      for (const { letter, style, cells } of drawn) line += cellXml(texts, `${letter}${row + 2}`, cells[row] ?? null, style)
      yield `${line}</row>`
    }
  }
  yield* worksheetXml({ range, widths: widthsOf(table), rows: lines(), table: true })
}

/** A1:F10 of header and rows. */
export const rangeOf = ({ columns, values }: Table): string => `A1:${columnLetters(columns.length - 1)}${(values[0]?.length ?? 0) + 1}`
