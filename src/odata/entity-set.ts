import type { Model, Subject, Text } from '../model/model.ts'
import { columnsOf, type Column } from '../series/column.ts'
import { surveyDimension } from '../series/grid.ts'
import { joined } from '../series/labels.ts'

/** A table of the service: a subject, whole or split by one dimension. The same for every release of a model. */
export type EntitySet = {
  readonly name: string
  readonly subject: Subject
  /** Dimensions its rows are split by. */
  readonly split: readonly string[]
  readonly columns: readonly Column[]
  /** Columns that tell one row from all others. */
  readonly key: readonly string[]
  readonly title: Text
}

const areaLevel: Column = { name: 'area_level', type: 'STRING', label: { nb: 'Områdenivå', en: 'Area level' }, unit: null, indicator: null, dimension: null }

/** Every dimension a subject can be split by, the survey last. */
export const splitsOf = ({ dimensions }: Model, subject: Subject): readonly string[] => [
  ...dimensions.filter(({ id, of }) => of === 'unit' || subject.dimensions.includes(id)).map(({ id }) => id),
  surveyDimension,
]

/** The columns of a table, as everywhere, and the level of the area before it. */
export const columnsWith = ({ dimensions }: Model, subject: Subject, split: readonly string[]): readonly Column[] => {
  const [year, date, ...others] = columnsOf(split, (id) => dimensions.find((one) => one.id === id)?.label ?? {}, subject.indicators, null)
  return [year!, date!, areaLevel, ...others]
}

const setOf = (model: Model, subject: Subject, split: readonly string[]): EntitySet => {
  const columns = columnsWith(model, subject, split)
  const labels = split.map((id) => columns.find(({ name }) => name === id)?.label ?? {})
  return {
    name: [subject.id, ...split].join('_by_'),
    subject,
    split,
    columns,
    key: ['year', 'area', ...split],
    title: joined([subject.label, ...labels], ': '),
  }
}

const known = new WeakMap<Model, readonly EntitySet[]>()

/** Per subject its totals, then a set for each dimension. */
export const entitySets = (model: Model): readonly EntitySet[] => {
  const sets = known.get(model) ?? model.subjects.flatMap((subject) => [[], ...splitsOf(model, subject).map((id) => [id])].map((split) => setOf(model, subject, split)))
  known.set(model, sets)
  return sets
}
