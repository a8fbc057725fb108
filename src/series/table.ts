import { userError } from '../errors.ts'
import type { Area } from '../geography/geography.ts'
import { nearest } from '../model/nearest.ts'
import type { Estimates } from '../query/run.ts'
import { merge, type Measure, type Plan } from '../query/plan.ts'
import type { Selection } from '../query/selection.ts'
import { areasOf, checkBy, combinations, surveyDimension, type Members } from './grid.ts'
import { columnsOf, type Column } from './column.ts'
import { memberLabel } from './labels.ts'
import { statusOf, type Point } from './point.ts'
import { linesOf, planOf, pointsOf, type Line } from './series.ts'
import { transform, type Transform } from './transform.ts'

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
/** Columns of equal length; `rowCount` counts the rows before limit, offset and the greatest number of rows cut them. */
export type Table = { readonly columns: readonly Column[]; readonly values: readonly (readonly Cell[])[]; readonly rowCount: number; readonly truncated: boolean }

export const dateOf = (year: number): string => `${year}-01-01`

type Row = { readonly year: number; readonly area: Area; readonly members: Members; readonly points: readonly (Point | undefined)[] }
type Grid = { readonly areas: readonly Area[]; readonly rows: readonly { members: Members; lines: readonly Line[] }[] }

const gridOf = ({ selection, measures, by, at }: TableRequest): Grid => {
  checkBy(selection, by)
  const line = linesOf(selection)
  const rows = combinations(selection, by).map((members) => ({
    members,
    lines: measures.map((measure) => line(measure, members.get(surveyDimension) ?? null)),
  }))
  return { areas: areasOf(selection, at), rows }
}

/** Values to be worked out: one per area, line and year looked at. */
const sizeOf = ({ transform: wanted }: TableRequest, { areas, rows }: Grid): number =>
  areas.length * rows.reduce((all, { lines }) => all + lines.reduce((years, line) => years + (wanted ? line.reach : line.years).length, 0), 0)

/** Asks for everything a table needs in one plan; null where no survey asked at all. */
const planOfTable = ({ by, transform: wanted }: TableRequest, { areas, rows }: Grid): Plan | null => {
  const lines = new Set(rows.flatMap((row) => row.lines))
  return lines.size === 0 ? null : merge([...lines].map((line) => planOf(line, by, areas, wanted ? line.reach : line.years)))
}

const rowsOf = ({ by, transform: wanted, measures, selection }: TableRequest, { areas, rows }: Grid, estimates: Estimates | null): readonly Row[] => {
  const answered = areas.flatMap((area) =>
    rows.map(({ members, lines }) => {
      const columns = lines.map((line, index) => {
        const indicator = measures[index]!.indicator
        const years = wanted ? line.reach : line.years
        const points = estimates ? pointsOf({ line, area, members }, by, estimates, years) : []
        const shown = transform(points, wanted, indicator, { breaks: line.breaks(members), acrossBreaks: selection.acrossBreaks })
        return new Map(shown.map((point) => [point.year, point]))
      })
      return { area, members, columns, years: new Set(lines.flatMap((line) => line.years)) }
    }),
  )
  const years = [...new Set(rows.flatMap((row) => row.lines.flatMap((line) => line.years)))].sort((a, b) => a - b)
  return years.flatMap((year) =>
    answered
      .filter((row) => row.years.has(year))
      .map(({ area, members, columns }) => ({ year, area, members, points: columns.map((points) => points.get(year)) })),
  )
}

const cellsOf = ({ selection, by, language }: TableRequest, { year, area, members, points }: Row): readonly Cell[] => [
  year,
  dateOf(year),
  area.code,
  area.name,
  ...by.flatMap((id) => {
    const member = members.get(id) ?? ''
    return [member, memberLabel(selection.warehouse, id, member, language)]
  }),
  ...points.flatMap((point): readonly Cell[] =>
    point ? [point.value, point.standardError, null, null, point.respondents, statusOf(point)] : [null, null, null, null, 0, 'NOT_ASKED'],
  ),
]

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

const chosen = (request: TableRequest, columns: readonly Column[], rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] => {
  const conditions = request.having.map(({ column, min, max }) => {
    const index = columnIndex(columns, column, 'having')
    const type = columns[index]!.type
    if (type !== 'FLOAT' && type !== 'INTEGER') throw userError(`having: ${column} is ${type}, and min and max need a number; number columns are ${columns.filter((one) => one.type === 'FLOAT' || one.type === 'INTEGER').map((one) => one.name).join(', ')}`)
    if (min === null && max === null) throw userError(`having: ${column} has neither min nor max; give one or both`)
    if (min !== null && max !== null && min > max) throw userError(`having: ${column} has min ${min} above max ${max}, so no row is left; write min ${max}, max ${min}`)
    return { index, min: min ?? -Infinity, max: max ?? Infinity }
  })
  const order = request.orderBy.map(({ column, descending }) => ({ index: columnIndex(columns, column, 'orderBy'), descending }))
  const kept = rows.filter((row) =>
    conditions.every(({ index, min, max }) => {
      const value = row[index]
      return typeof value === 'number' && min <= value && value <= max
    }),
  )
  if (order.length === 0) return kept
  return [...kept].sort((a, b) => {
    for (const { index, descending } of order) {
      const result = compareCells(a[index] ?? null, b[index] ?? null, descending)
      if (result !== 0) return result
    }
    return 0
  })
}

/** Flat typed rows, every year, area and combination of members, in that order; a missing number is a null beside its status. */
export const tableOf = async (
  request: TableRequest,
  { estimate, spend }: { readonly estimate: (plan: Plan) => Promise<Estimates>; readonly spend: (cost: { cellsReturned: number }) => void },
): Promise<Table> => {
  const { selection, by, measures, limit, offset, maxRows } = request
  const label = (id: string) => selection.warehouse.model.dimensions.find((dimension) => dimension.id === id)?.label ?? {}
  const columns = columnsOf(by, label, measures.map(({ indicator }) => indicator), request.transform?.kind ?? null)
  const grid = gridOf(request)
  chosen(request, columns, [])
  spend({ cellsReturned: sizeOf(request, grid) })
  const plan = planOfTable(request, grid)
  const rows = rowsOf(request, grid, plan && (await estimate(plan))).map((row) => cellsOf(request, row))
  const all = chosen(request, columns, rows)
  const shown = all.slice(offset, offset + Math.min(limit ?? Infinity, maxRows))
  return { columns, values: columns.map((_, index) => shown.map((row) => row[index] ?? null)), rowCount: all.length, truncated: shown.length < all.length }
}
