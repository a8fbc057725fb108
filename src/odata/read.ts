import { userError } from '../errors.ts'
import { columnsIn, holds } from './evaluate.ts'
import type { Expression } from './expression.ts'
import { fetchRows, isOfIndicator, type Row, type Source } from './fetch.ts'
import { pageOf, sorted, type Order, type Part } from './page.ts'
import { placesOf, rowsIn, sliceAt, slicesOf, type Slice } from './slices.ts'

/** What is read of a set. */
export type Reading = Part & {
  readonly columns: readonly string[]
  /** Conditions that are left for rows. */
  readonly rest: readonly Expression[]
  readonly order: readonly Order[]
  readonly isCounted: boolean
}
/** `next`: where the rows go on; null where they end. `count`: of all rows that the conditions leave, where it was asked for. */
export type Page = { readonly rows: readonly Row[]; readonly next: number | null; readonly count: number | null }
type Chosen = { readonly places: readonly number[]; readonly next: number | null; readonly count: number | null }

// Values looked at before an answer is given with what was found so far.
const mostValues = 400_000

/** Whether a row fulfils all conditions. */
export const keeps = (conditions: readonly Expression[], columns: readonly string[]): ((row: Row) => boolean) => {
  const at = new Map(columns.map((name, index) => [name, index]))
  return (row) => conditions.every((condition) => holds(condition, (name) => row[at.get(name) ?? -1] ?? null))
}

/** Reads a page: first which rows it has, for which only what they are chosen and ordered by is worked out, then those rows. */
export const readPage = async (source: Source, reading: Reading): Promise<Page> => {
  const { rest, order, isCounted, columns } = reading
  const slices = slicesOf(source.warehouse, source.subject, source.axes)
  const { places, ...page } = await (order.length > 0 || (isCounted && rest.length > 0) ? chooseOfAll : chooseInOrder)(source, slices, reading)
  const needed = placesOf(slices, places)
  const rows = await fetchRows(source, needed.slices, columns)
  return { ...page, rows: needed.places.map((place) => rows[place]!) }
}

const chooseOfAll = async (source: Source, slices: readonly Slice[], reading: Reading): Promise<Chosen> => {
  const { rest, order } = reading
  const names = [...new Set([...rest.flatMap(columnsIn), ...order.map(({ column }) => column)])]
  refuseMany(rowsIn(slices), source.context.maxRows, order.length > 0 ? '$orderby' : '$count')
  const rows = await fetchRows(source, slices, names)
  const kept = rows.flatMap((row, place) => (keeps(rest, names)(row) ? [{ row, place }] : []))
  const { items, next } = pageOf(sorted(kept, ({ row }) => row, order, names), reading)
  return { places: items.map(({ place }) => place), next, count: reading.isCounted ? kept.length : null }
}

/** Where many rows are passed over, the page may be short: what was found so far, and where to go on. */
const chooseInOrder = async (source: Source, slices: readonly Slice[], reading: Reading): Promise<Chosen> => {
  const { rest, from, isCounted } = reading
  const total = rowsIn(slices)
  const room = Math.min(reading.top, reading.room)
  if (rest.length === 0) {
    const first = Math.min(total, from + (from === 0 ? reading.skip : 0))
    const end = Math.min(total, first + room)
    const places = Array.from({ length: end - first }, (_, index) => first + index)
    return { places, next: places.length < reading.top && end < total ? end : null, count: isCounted ? total : null }
  }
  const names = [...new Set(rest.flatMap(columnsIn))]
  const indicators = source.subject.indicators.filter(({ id }) => names.some((name) => isOfIndicator(name, id))).length
  const part = sliceAt(slices, from, Math.max(1, Math.min(source.context.maxRows, Math.floor(mostValues / Math.max(1, indicators)))))
  const rows = await fetchRows(source, part.slices, names)
  const keep = keeps(rest, names)
  const places: number[] = []
  let skip = from === 0 ? reading.skip : 0
  let row = part.skip
  for (; row < rows.length && places.length < room; row += 1) {
    if (!keep(rows[row]!)) continue
    if (skip > 0) skip -= 1
    else places.push(from - part.skip + row)
  }
  const next = from - part.skip + row
  if (skip > 0 && next < total) throw userError(`$skip: ${reading.skip} rows that the filter leaves are more than one answer looks at; follow @odata.nextLink instead`)
  return { places, next: places.length < reading.top && next < total ? next : null, count: null }
}

const refuseMany = (total: number, most: number, option: string): void => {
  if (total > most)
    throw userError(
      `${option}: ${total} rows would have to be worked out at once, and ${most} is the most; narrow year, area_level or area in $filter, or leave ${option} out and follow @odata.nextLink`,
      { code: 'QUERY_TOO_COMPLEX', target: option },
    )
}
