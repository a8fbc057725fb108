import type { Column } from '../series/column.ts'
import { inLanguage } from '../series/labels.ts'
import { chunksOf } from './chunks.ts'
import type { Document } from './document.ts'
import type { Format } from './formats.ts'

/** A dimension of the cube: its categories in the order they come, and the place of each row. */
type Axis = { readonly id: string; readonly label: string; readonly labels: ReadonlyMap<string, string>; readonly places: Int32Array }

const axisOf = ({ table, language }: Document, column: Column, labelled: string | null): Axis => {
  const at = (name: string) => table.values[table.columns.findIndex((one) => one.name === name)] ?? []
  const [codes, words] = [at(column.name), labelled === null ? at(column.name) : at(labelled)]
  const labels = new Map<string, string>()
  const known = new Map<string, number>()
  const places = Int32Array.from(codes, (code, row) => {
    const id = String(code)
    const place = known.get(id) ?? known.size
    if (!known.has(id)) labels.set(id, String(words[row]))
    known.set(id, place)
    return place
  })
  return { id: column.name, label: inLanguage(column.label, language) ?? column.name, labels, places }
}

const isMetric = ({ indicator, type }: Column): boolean => indicator !== null && type !== 'STRING'

/** Pieces of JSON: what is small as a whole, numbers and statuses one by one. */
function* pieces(document: Document): Iterable<string> {
  const { table, language } = document
  const dimensions = table.columns.filter(({ name, dimension }) => dimension === name)
  const axes = [
    axisOf(document, table.columns[0] as Column, null),
    axisOf(document, table.columns[2] as Column, 'area_name'),
    ...dimensions.map((column) => axisOf(document, column, `${column.name}_label`)),
  ]
  const metrics = table.columns.filter(isMetric)
  const contents = language === 'nb' ? 'Statistikkvariabel' : 'Contents'
  const size = [...axes.map(({ labels }) => labels.size), metrics.length]
  const category = (labels: ReadonlyMap<string, string>) => ({ index: [...labels.keys()], label: Object.fromEntries(labels) })
  const { citation, release, licence, secret, notice } = document
  const head = {
    version: '2.0',
    class: 'dataset',
    label: document.title,
    source: citation,
    updated: document.createdAt,
    ...(notice !== null || secret !== null ? { note: [notice, secret].filter((note) => note !== null) } : {}),
    extension: { kartlag: { release, citation, licence, notice, subject: document.subject } },
    id: [...axes.map(({ id }) => id), 'contents'],
    size,
    role: { time: ['year'], geo: ['area'], metric: ['contents'] },
    dimension: {
      ...Object.fromEntries(axes.map(({ id, label, labels }) => [id, { label, category: category(labels) }])),
      contents: {
        label: contents,
        category: {
          ...category(new Map(metrics.map(({ name, label }) => [name, inLanguage(label, language) ?? name]))),
          unit: Object.fromEntries(metrics.map(({ name, unit }) => [name, { label: unit ?? (language === 'nb' ? 'antall' : 'count') }])),
        },
      },
    },
  }
  const rows = table.values[0]?.length ?? 0
  const cellOf = (row: number): number => axes.reduce((place, { labels, places }) => place * labels.size + (places[row] ?? 0), 0) * metrics.length
  const isWhole = size.reduce((all, one) => all * one, 1) === rows * metrics.length && Array.from({ length: rows }, (_, row) => row).every((row) => cellOf(row) === row * metrics.length)
  const columnOf = (name: string) => table.values[table.columns.findIndex((one) => one.name === name)] ?? []
  const values = metrics.map(({ name }) => columnOf(name))
  const statuses = metrics.map(({ name, indicator }) => (name === indicator?.id ? columnOf(`${name}_status`) : []))
  yield JSON.stringify(head).slice(0, -1)
  yield isWhole ? ',"value":[' : ',"value":{'
  for (let row = 0, before = false; row < rows; row += 1)
    for (const [metric, column] of values.entries()) {
      const value = column[row] ?? null
      if (!isWhole && value === null) continue
      yield `${before ? ',' : ''}${isWhole ? '' : `"${cellOf(row) + metric}":`}${JSON.stringify(value)}`
      before = true
    }
  yield isWhole ? '],"status":{' : '},"status":{'
  for (let row = 0, before = false; row < rows; row += 1)
    for (const [metric, column] of statuses.entries()) {
      const status = column[row] ?? 'NORMAL'
      if (status === 'NORMAL') continue
      yield `${before ? ',' : ''}"${cellOf(row) + metric}":${JSON.stringify(status)}`
      before = true
    }
  yield '}}\n'
}

/** JSON-stat 2.0: a cube of year, area, dimensions and contents. Numbers that were left out are missing; statuses are those that are not NORMAL. */
export const jsonstat: Format = { id: 'jsonstat', contentType: 'application/json; charset=utf-8', attachment: false, write: (document) => chunksOf(pieces(document)) }
