import { damaged } from '../damage.ts'
import { numberText } from '../number-text.ts'
import { dayText, elapsedText } from './serial-text.ts'
import type { Workbook } from './workbook.ts'
import { unescaped } from './written-text.ts'

/** A cell as it stands in the file. */
export type WrittenCell = {
  /** Such as `B7`. */
  readonly place: string
  /** `s`, `inlineStr`, `str`, `b`, `e`, `d`, `n`; '' is a number. */
  readonly kind: string
  readonly style: number
  /** What it holds, or where a formula led when it was last worked out; null: nothing. */
  readonly value: string | null
  /** Text that stands in the cell itself. */
  readonly inline: string
  /** Null: it holds no formula. */
  readonly formula: string | null
}

/**
 * The text that a cell would have in a CSV file; '' where it is empty. Numbers are the shortest text, whatever they are shown as, but days are
 * days; errors are their signs, `#N/A`. A formula that was never worked out is its own text, `=A1+B1`: it is not empty.
 */
export const cellText = (file: string, { texts, formats, from1904 }: Workbook, cell: WrittenCell): string => {
  const { kind, value, formula } = cell
  if (kind === 'inlineStr') return cell.inline.trim()
  if (value === null || value === '') return formula !== null && kind !== 'str' ? `=${formula}` : ''
  if (kind === 's') return (texts[Number(value)] ?? unknownText(file, cell, texts.length)).trim()
  if (kind === 'b') return value === '1' || value === 'true' ? 'true' : 'false'
  if (kind === 'd') return value.replace(/T00:00:00(\.0+)?Z?$/, '')
  const number = kind === '' || kind === 'n' ? Number(value) : Number.NaN
  if (!Number.isFinite(number)) return unescaped(value).trim()
  const format = formats[cell.style]
  if (format === 'date') return dayText(number, from1904)
  return format === 'elapsed' ? elapsedText(number) : numberText(number)
}

const unknownText = (file: string, { place, value }: WrittenCell, count: number): never => {
  throw damaged(file, `cell ${place} refers to text ${value} of the workbook, which has ${count}`)
}
