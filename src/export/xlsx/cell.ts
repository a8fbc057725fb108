import type { Cell } from '../../series/table.ts'
import { daysOf } from '../days.ts'
import type { Style } from './styles.ts'
import { styleIndex } from './styles.ts'

/** Texts of a workbook, each once, in the order they came first. */
export type Texts = Map<string, number>

/** Longest text that Excel keeps in a cell. */
const mostLetters = 32_767
const epoch = daysOf('1899-12-30')

/** Letters that XML does not know, halves of letters among them. */
const unknown = /[\0-\x08\x0b\x0c\r\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Text for XML; letters that XML does not know, and what reads like such an escape, as Excel writes them. */
export const escaped = (text: string): string =>
  text
    .replaceAll(/_x[0-9A-Fa-f]{4}_/g, '_x005F$&')
    .replaceAll(unknown, (letter) => `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** 0 -> A, 26 -> AA. */
export const columnLetters = (index: number): string =>
  (index < 26 ? '' : columnLetters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26))

/** What a program might take for a formula when somebody edits the cell, or copies it elsewhere, is marked as text. */
const textStyle = (text: string, style: Style): Style => (style === 'plain' && /^[=+\-@]/.test(text) ? 'text' : style)

const placeOf = (texts: Texts, text: string): number => {
  const kept = text.length > mostLetters ? `${text.slice(0, mostLetters - 1)}…` : text
  const place = texts.get(kept) ?? texts.size
  texts.set(kept, place)
  return place
}

/** XML of a cell; nothing where it is empty. A text is never a formula. */
export const cellXml = (texts: Texts, at: string, cell: Cell, style: Style): string => {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? `<c r="${at}" s="${styleIndex(style)}"><v>${cell}</v></c>` : ''
  if (style === 'date') return `<c r="${at}" s="${styleIndex(style)}"><v>${daysOf(cell) - epoch}</v></c>`
  return `<c r="${at}" s="${styleIndex(textStyle(cell, style))}" t="s"><v>${placeOf(texts, cell)}</v></c>`
}
