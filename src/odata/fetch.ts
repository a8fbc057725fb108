import type { Context } from '../../schema/context.ts'
import { answerTable } from '../export/answer.ts'
import { indicatorSuffixes } from '../model/fixed-names.ts'
import type { Subject } from '../model/model.ts'
import type { Warehouse } from '../query/warehouse.ts'
import { surveyDimension } from '../series/grid.ts'
import type { Cell } from '../series/table.ts'
import { surveysIn, type Axes } from './axes.ts'
import type { Slice } from './slices.ts'
import { isTellable } from './tellable.ts'

/** A row: its cells in the order of the columns asked for. */
export type Row = readonly Cell[]

/** What is fixed for all tables of a read. `others`: parameters of /data that are not of this service. */
export type Source = {
  readonly context: Context
  readonly warehouse: Warehouse
  readonly subject: Subject
  readonly axes: Axes
  readonly survey: string | null
  readonly estimator: string | null
  readonly others: ReadonlyMap<string, readonly string[]>
}

type Batch = { readonly level: string; readonly years: readonly number[]; readonly indicators: readonly string[] }

/** Slices that one table can answer: of one level, with the same indicators. */
const batchesOf = ({ warehouse, subject, axes, survey, estimator }: Source, slices: readonly Slice[], indicators: readonly string[]): readonly Batch[] => {
  const batches: { level: string; years: number[]; indicators: readonly string[] }[] = []
  for (const { level, year } of slices) {
    const where = { level, year, survey, estimator, bySurvey: axes.splits.has(surveyDimension) }
    const told = subject.indicators.filter((one) => indicators.includes(one.id) && isTellable(warehouse, subject, one, where)).map(({ id }) => id)
    const last = batches.at(-1)
    if (last?.level === level && last.indicators.join() === told.join()) last.years.push(year)
    else batches.push({ level, years: [year], indicators: told })
  }
  return batches
}

/** The rows of slices, in their order. Numbers come from tables as GraphQL and /data answer them. */
export const fetchRows = async (source: Source, slices: readonly Slice[], columns: readonly string[]): Promise<readonly Row[]> => {
  const indicators = source.subject.indicators.map(({ id }) => id).filter((id) => columns.some((name) => isOfIndicator(name, id)))
  const batches = await Promise.all(batchesOf(source, slices, indicators).map((batch) => rowsOf(source, batch, columns)))
  return batches.flat()
}

const rowsOf = async (source: Source, batch: Batch, columns: readonly string[]): Promise<readonly Row[]> => {
  if (batch.indicators.length === 0) return emptyRows(source, batch, columns)
  const { context, axes, subject } = source
  const places = new Set(axes.places.values.filter(({ area_level }) => area_level === batch.level).map(({ area }) => area))
  const [only, ...more] = places
  const split = [...axes.splits]
  const members = split.flatMap(([id, { values }]) => {
    const isAll = id === surveyDimension || values.length === source.warehouse.members(id).length
    return isAll ? [] : [[id, values.map((value) => String(value[id]))] as const]
  })
  const { table } = await answerTable(context, {
    subject: subject.id,
    parameters: new Map<string, readonly string[]>([
      ...source.others,
      ['indicators', [batch.indicators.join(',')]],
      ...(split.length > 0 ? ([['by', [split.map(([id]) => id).join(',')]]] as const) : []),
      ['at', [batch.level]],
      ['year', [batch.years.join(',')]],
      ...(more.length === 0 ? ([['area', [String(only)]]] as const) : []),
      ...members,
    ]),
  })
  const at = new Map(table.columns.map(({ name }, index) => [name, table.values[index] ?? []]))
  const years = at.get('year') ?? []
  const surveys = axes.splits.get(surveyDimension)
  const asked = new Map(batch.years.map((year) => [year, surveysAnswering(source, year)]))
  const readers = columns.map((name): ((row: number) => Cell) => {
    const values = at.get(name)
    return values ? (row) => values[row] ?? null : () => (name === 'area_level' ? batch.level : untold(name))
  })
  return years.flatMap((year, row) => {
    if (!places.has(at.get('area')?.[row] ?? null)) return []
    if (surveys && !asked.get(Number(year))?.includes(String(at.get(surveyDimension)?.[row]))) return []
    return [readers.map((read) => read(row))]
  })
}

const surveysAnswering = ({ warehouse, subject, axes }: Source, year: number): readonly string[] => {
  const kept = axes.splits.get(surveyDimension)?.values.map((value) => value[surveyDimension])
  return kept ? surveysIn(warehouse, subject, year).filter((id) => kept.includes(id)) : []
}

/** Of an indicator that no table of this level and year can have; how many answered is not known, which is not 0. */
const untold = (column: string): Cell => (column.endsWith('_status') ? 'MISSING' : null)

/** Rows for which there is no table: none of their indicators is asked for, or can be told. */
const emptyRows = (source: Source, { level, years }: Batch, columns: readonly string[]): readonly Row[] => {
  const { years: all, places, splits } = source.axes
  return years.flatMap((year) => {
    const asked = surveysAnswering(source, year)
    const heads = all.values.filter((value) => value['year'] === year).flatMap((head) => places.values.filter((place) => place['area_level'] === level).map((place) => ({ ...head, ...place })))
    const rows = [...splits].reduce<readonly Readonly<Record<string, Cell>>[]>(
      (before, [id, { values }]) =>
        before.flatMap((row) => values.filter((value) => id !== surveyDimension || asked.includes(String(value[id]))).map((value) => ({ ...row, ...value }))),
      heads,
    )
    return rows.map((row) => columns.map((name) => (Object.hasOwn(row, name) ? (row[name] ?? null) : untold(name))))
  })
}

export const isOfIndicator = (column: string, indicator: string): boolean => indicatorSuffixes.some((suffix) => column === `${indicator}${suffix}`)
