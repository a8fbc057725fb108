import type { Column } from '../series/column.ts'
import { inLanguage } from '../series/labels.ts'
import { statusWords } from '../series/status-words.ts'
import { chunksOf } from './chunks.ts'
import { cubeOf, valuesOf, type Axis } from './cube.ts'
import type { Document } from './document.ts'
import type { Format } from './formats.ts'

// No declared id has capitals. The name is that of PxWeb, which readers of statistics know.
const contents = 'ContentsCode'
const words = { nb: { contents: 'statistikkvariabel', count: 'antall' }, en: { contents: 'contents', count: 'count' } }

const headOf = (document: Document, axes: readonly Axis[], metrics: readonly Column[]) => {
  const { language, citation, release, licence, secret, notice } = document
  const said = words[language === 'nb' ? 'nb' : 'en']
  const notes = [notice, secret].filter((note) => note !== null)
  const category = (labels: ReadonlyMap<string, string>) => ({ index: [...labels.keys()], label: Object.fromEntries(labels) })
  const unitOf = ({ type, unit }: Column) => ({ label: unit ?? said.count, ...(type === 'INTEGER' && { decimals: 0 }) })
  return {
    version: '2.0',
    class: 'dataset',
    label: document.title,
    source: citation,
    updated: document.createdAt,
    ...(notes.length > 0 && { note: notes }),
    id: [...axes.map(({ id }) => id), contents],
    size: [...axes.map(({ labels }) => labels.size), metrics.length],
    role: { time: ['year'], geo: ['area'], metric: [contents] },
    dimension: {
      ...Object.fromEntries(axes.map(({ id, label, labels }) => [id, { label, category: category(labels) }])),
      [contents]: {
        label: said.contents,
        category: {
          ...category(new Map(metrics.map(({ name, label }) => [name, inLanguage(label, language) ?? name]))),
          unit: Object.fromEntries(metrics.map((column) => [column.name, unitOf(column)])),
        },
      },
    },
    extension: {
      kartlag: { subject: document.subject, release, citation, licence, notice },
      // Where Eurostat has the words of its statuses.
      status: { label: Object.fromEntries(Object.entries(statusWords).map(([status, text]) => [status, inLanguage(text, language)])) },
    },
  }
}

function* pieces(document: Document): Iterable<string> {
  const { table, language } = document
  const { axes, cells, rows } = cubeOf(table, language)
  const metrics = table.columns.filter(({ indicator, type }) => indicator !== null && type !== 'STRING')
  const values = metrics.map(({ name }) => valuesOf(table, name))
  const statuses = metrics.map(({ name, indicator }) => (name === indicator?.id ? valuesOf(table, `${name}_status`) : []))
  yield JSON.stringify(headOf(document, axes, metrics)).slice(0, -1)
  yield rows ? ',"value":[' : ',"value":{'
  let before = ''
  for (let index = 0; index < cells.length; index += 1)
    for (const [metric, column] of values.entries()) {
      const value = JSON.stringify(column[rows?.[index] ?? index] ?? null)
      yield rows ? `${before}${value}` : `${before}"${cells[index]! * metrics.length + metric}":${value}`
      before = ','
    }
  yield rows ? '],"status":{' : '},"status":{'
  before = ''
  for (const [row, cell] of cells.entries())
    for (const [metric, column] of statuses.entries()) {
      const status = column[row] ?? 'NORMAL'
      if (status === 'NORMAL') continue
      yield `${before}"${cell * metrics.length + metric}":${JSON.stringify(status)}`
      before = ','
    }
  yield '}}\n'
}

/**
 * JSON-stat 2.0: a cube of year, area, dimensions and contents, which are each indicator's value, standard error, limits and respondents.
 * Values are an array where the rows fill the cube, else an object of those there are; a missing one is null. Statuses are those that are
 * not NORMAL.
 */
export const jsonstat: Format = {
  id: 'jsonstat',
  contentType: 'application/json; charset=utf-8',
  attachment: false,
  write: (document) => chunksOf(pieces(document)),
}
