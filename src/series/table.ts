import { setImmediate } from 'node:timers/promises'
import { userError } from '../errors.ts'
import type { Area } from '../geography/geography.ts'
import { nearest } from '../model/nearest.ts'
import type { GuardedEstimates } from '../disclosure/suppression.ts'
import { merge, type Measure, type Plan } from '../query/plan.ts'
import type { Selection } from '../query/selection.ts'
import type { SeriesBreak } from './breaks.ts'
import { checkExtrapolation } from './extrapolated.ts'
import { areasOf, checkBy, combinations, surveyDimension, type Members } from './grid.ts'
import { columnsOf, type Column } from './column.ts'
import { memberLabel } from './labels.ts'
import { statusOf, type Point } from './point.ts'
import { linesOf, type Line } from './series.ts'
import { planOfView, shownPoints } from './shown.ts'
import type { Transform } from './transform.ts'

export type TableOrder = { readonly column: string; readonly descending: boolean }
export type TableHaving = { readonly column: string; readonly min: number | null; readonly max: number | null }
export type TableRequest = {
  readonly selection: Selection
  readonly measures: readonly Measure[]
  readonly by: readonly string[]
  readonly at: string | null
  readonly transform: Transform | null
  readonly having: readonly TableHaving[]
  readonly orderBy: readonly TableOrder[]
  readonly limit: number | null
  readonly offset: number
  readonly language: string
  /** Rows that are answered at most; more are cut, and `truncated` says so. */
  readonly maxRows: number
}
export type Cell = string | number | null
/** The breaks of one series of a table, of which there are any. `members`: in the order of the columns. */
export type BrokenSeries = { readonly indicator: string; readonly area: string; readonly members: readonly string[]; readonly breaks: readonly SeriesBreak[] }
/**
 * Columns of equal length; `rowCount` counts the rows before limit, offset and the greatest number of rows cut them. `breaks`: of its series, whatever
 * cut its rows, worked out when asked for.
 */
export type Table = {
  readonly columns: readonly Column[]
  readonly values: readonly (readonly Cell[])[]
  readonly rowCount: number
  readonly truncated: boolean
  readonly breaks: () => readonly BrokenSeries[]
}

export const dateOf = (year: number): string => `${year}-01-01`

/** The rows of every area: `words` are the members and their labels, `years` those shown. */
type Rows = { readonly members: Members; readonly words: readonly string[]; readonly lines: readonly Line[]; readonly years: readonly number[] }
type Grid = { readonly areas: readonly Area[]; readonly rows: readonly Rows[] }

const gridOf = ({ selection, measures, by, at, language }: TableRequest): Grid => {
  checkBy(selection, by)
  const line = linesOf(selection)
  const rows = combinations(selection, by).map((members) => {
    const lines = measures.map((measure) => line(measure, members.get(surveyDimension) ?? null))
    const words = [...members].flatMap(([id, member]) => [member, memberLabel(selection.warehouse, id, member, language)])
    return { members, words, lines, years: [...new Set(lines.flatMap(({ years }) => years))] }
  })
  const areas = areasOf(selection, at)
  checkExtrapolation([...new Set(rows.flatMap(({ lines }) => lines))], areas)
  return { areas, rows }
}

const breaksIn = ({ measures }: TableRequest, { areas, rows }: Grid): readonly BrokenSeries[] =>
  areas.flatMap((area) =>
    rows.flatMap(({ members, lines }) =>
      lines.flatMap((line, index): BrokenSeries[] => {
        const breaks = line.breaks(members, area).filter(({ year }) => line.years.includes(year))
        return breaks.length === 0 ? [] : [{ indicator: measures[index]!.indicator.id, area: area.code, members: [...members.values()], breaks }]
      }),
    ),
  )

/** Values to be worked out: one per area, line and year looked at. */
const sizeOf = ({ transform: wanted }: TableRequest, { areas, rows }: Grid): number =>
  areas.length * rows.reduce((all, { lines }) => all + lines.reduce((years, line) => years + (wanted ? line.reach : line.years).length, 0), 0)

/** Asks for everything a table needs in one plan; null where no survey asked at all. */
const planOfTable = ({ by, transform: wanted }: TableRequest, { areas, rows }: Grid): Plan | null => {
  const lines = new Set(rows.flatMap((row) => row.lines))
  return lines.size === 0 ? null : merge([...lines].map((line) => planOfView(line, by, areas, { transform: wanted, errors: true })))
}

/** Cells by column, and the order of the rows: by year, area and member. */
type Cells = { readonly values: Cell[][]; readonly order: readonly number[] }

/** Rows that are made at a time, before other requests have their turn. */
const rowsAtOnce = 5000

const cellsOf = async (request: TableRequest, { areas, rows }: Grid, estimates: GuardedEstimates | null, width: number): Promise<Cells> => {
  const values = Array.from({ length: width }, (): Cell[] => [])
  const byYear = new Map<number, number[]>()
  let column = 0
  let rest = 0
  const put = (cell: Cell) => values[column++]!.push(cell)
  for (const area of areas)
    for (const row of rows) {
      if (values[0]!.length - rest > rowsAtOnce) {
        rest = values[0]!.length
        await setImmediate()
      }
      const points = row.lines.map((line) => {
        const shown = estimates ? shownPoints({ line, area, members: row.members }, request.by, estimates, request.transform) : []
        return new Map(shown.map((point) => [point.year, point]))
      })
      for (const year of row.years) {
        byYear.set(year, byYear.get(year) ?? [])
        byYear.get(year)!.push(values[0]!.length)
        column = 0
        for (const cell of [year, dateOf(year), area.code, area.name]) put(cell)
        for (const word of row.words) put(word)
        for (const shown of points) for (const cell of pointCells(shown.get(year))) put(cell)
      }
    }
  return { values, order: [...byYear].sort(([a], [b]) => a - b).flatMap(([, indices]) => indices) }
}

const pointCells = (point: Point | undefined): readonly Cell[] => {
  if (!point) return [null, null, null, null, 0, 'NOT_ASKED']
  const interval = point.interval(0.95)
  return [point.value, point.standardError, interval?.lower ?? null, interval?.upper ?? null, point.respondents, statusOf(point)]
}

const columnIndex = (columns: readonly Column[], name: string, argument: string): number => {
  const names = columns.map((column) => column.name)
  const index = names.indexOf(name)
  if (index < 0) {
    const match = nearest(name, names)
    throw userError(`${argument}: ${name} is no column of this table${match ? `; did you mean ${match}?` : ''}; columns are ${names.join(', ')}`)
  }
  return index
}

/** Nulls last whichever way; rows that compare equal keep their order. */
const compareCells = (a: Cell, b: Cell, descending: boolean): number => {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return (a < b ? -1 : 1) * (descending ? -1 : 1)
}

/** The rows that `having` leaves, in the order asked for. */
const chosen = (request: TableRequest, columns: readonly Column[], { values, order }: Cells): readonly number[] => {
  const conditions = request.having.map(({ column, min, max }) => {
    const index = columnIndex(columns, column, 'having')
    const type = columns[index]!.type
    if (type !== 'FLOAT' && type !== 'INTEGER') throw userError(`having: ${column} is ${type}, and min and max need a number; number columns are ${columns.filter((one) => one.type === 'FLOAT' || one.type === 'INTEGER').map((one) => one.name).join(', ')}`)
    if (min === null && max === null) throw userError(`having: ${column} has neither min nor max; give one or both`)
    if (min !== null && max !== null && min > max) throw userError(`having: ${column} has min ${min} above max ${max}, so no row is left; write min ${max}, max ${min}`)
    return { index, min: min ?? -Infinity, max: max ?? Infinity }
  })
  const orders = request.orderBy.map(({ column, descending }) => ({ index: columnIndex(columns, column, 'orderBy'), descending }))
  const kept = order.filter((row) =>
    conditions.every(({ index, min, max }) => {
      const value = values[index]?.[row]
      return typeof value === 'number' && min <= value && value <= max
    }),
  )
  if (orders.length === 0) return kept
  return kept.sort((a, b) => {
    for (const { index, descending } of orders) {
      const result = compareCells(values[index]?.[a] ?? null, values[index]?.[b] ?? null, descending)
      if (result !== 0) return result
    }
    return 0
  })
}

/** These rows of the columns, which are given up one by one: a large table is not held twice. */
const picked = (values: Cell[][], rows: readonly number[]): readonly (readonly Cell[])[] => {
  for (const [at, column] of values.entries()) values[at] = rows.map((row) => column[row] ?? null)
  return values
}

/** Flat typed rows, every year, area and combination of members, in that order; a missing number is a null beside its status. */
export const tableOf = async (
  request: TableRequest,
  { estimate, spend }: { readonly estimate: (plan: Plan) => Promise<GuardedEstimates>; readonly spend: (cost: { cellsReturned: number }) => void },
): Promise<Table> => {
  const { selection, by, measures, limit, offset, maxRows } = request
  const label = (id: string) => selection.warehouse.model.dimensions.find((dimension) => dimension.id === id)?.label ?? {}
  const columns = columnsOf(by, label, measures.map(({ indicator }) => indicator), request.transform?.kind ?? null)
  const grid = gridOf(request)
  chosen(request, columns, { values: [], order: [] })
  spend({ cellsReturned: sizeOf(request, grid) })
  const plan = planOfTable(request, grid)
  const cells = await cellsOf(request, grid, plan && (await estimate(plan)), columns.length)
  const all = chosen(request, columns, cells)
  const shown = all.slice(offset, offset + Math.min(limit ?? Infinity, maxRows))
  return {
    columns,
    values: picked(cells.values, shown),
    rowCount: all.length,
    truncated: shown.length < all.length,
    breaks: () => breaksIn(request, grid),
  }
}
