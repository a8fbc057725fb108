import { SaxesParser } from 'saxes'
import type { Document } from '../../src/export/document.ts'
import { svg } from '../../src/export/svg/svg.ts'
import type { Indicator } from '../../src/model/model.ts'
import type { BrokenSeries, Cell } from '../../src/series/table.ts'
import { columnsOf } from '../../src/series/column.ts'

export type Element = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: Element[]; text: string; readonly parent: Element | null }

/** Reads XML with a parser that refuses what is not well-formed. Gives the root. */
export const parsed = (xml: string): Element => {
  const parser = new SaxesParser()
  const document: Element = { name: '', attributes: {}, children: [], text: '', parent: null }
  let current = document
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes: attributes as Record<string, string>, children: [], text: '', parent: current }
    current.children.push(element)
    current = element
  })
  parser.on('text', (text) => {
    current.text += text
  })
  parser.on('closetag', () => {
    current = current.parent ?? document
  })
  parser.write(xml).close()
  const [root] = document.children
  if (!root) throw new Error('no element')
  return root
}

/** An element with all below it, in order. */
export const within = (element: Element): readonly Element[] => [element, ...element.children.flatMap(within)]
export const named = (root: Element, name: string): readonly Element[] => within(root).filter((one) => one.attributes['class'] === name)
/** What a reader sees, without what shows only where the pointer rests. */
export const textIn = (root: Element): string =>
  within(root)
    .filter(({ name }) => name === 'text' || name === 'tspan')
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')
    .join(' ')

type Row = { readonly year: number; readonly area: string; readonly name?: string; readonly value: number | null; readonly status?: string; readonly lower?: number; readonly upper?: number }

/** A chart of rows of one indicator, as the export draws it. */
export const drawnFrom = (rows: readonly Row[], more: Partial<Document> & { readonly unit?: string; readonly breaks?: readonly BrokenSeries[] } = {}): string => {
  const indicator = { id: 'loans', label: { en: 'Loans', nb: 'Utlån' }, unit: more.unit ?? 'loans' } as unknown as Indicator
  const columns = columnsOf([], () => ({}), [indicator], null)
  const cells = rows.map(({ year, area, name, value, status, lower, upper }): Cell[] => [
    ...[year, `${year}-01-01`, area, name ?? area, value],
    ...[null, lower ?? null, upper ?? null, 5, status ?? (value === null ? 'MISSING' : 'NORMAL')],
  ])
  const values = columns.map((_, index) => cells.map((row) => row[index] ?? null))
  const document: Document = {
    table: { columns, values, rowCount: rows.length, truncated: false, breaks: () => more.breaks ?? [] },
    model: 'libraries',
    subject: 'lending',
    title: 'Lending',
    language: 'en',
    dialect: null,
    release: '0123456789ab',
    createdAt: '2024-01-01T00:00:00.000Z',
    citation: 'Loans. Release 0123456789ab',
    address: (format) => `/data/lending.${format}`,
    csv: 'lending.csv',
    notice: null,
    licence: null,
    secret: null,
    ...more,
  }
  return [...(svg.write(document) as Iterable<string>)].join('')
}
