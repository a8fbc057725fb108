import type { Column } from '../series/column.ts'
import { inLanguage } from '../series/labels.ts'
import type { Cell, Table } from '../series/table.ts'

/** An axis of a cube: what its categories are called by their ids, in order. */
export type Axis = { readonly id: string; readonly label: string; readonly labels: ReadonlyMap<string, string> }
/** `cells`: the place of each row, the last axis running fastest. `rows`: the row of each place, where the rows fill the cube; else null. */
export type Cube = { readonly axes: readonly Axis[]; readonly cells: Float64Array; readonly rows: Int32Array | null }

/** The values of a column by its name; none where there is no such column. */
export const valuesOf = ({ columns, values }: Table, name: string): readonly Cell[] => values[columns.findIndex((column) => column.name === name)] ?? []

const axisOf = (table: Table, column: Column, labelled: string, language: string): Axis => {
  const codes = valuesOf(table, column.name)
  const words = valuesOf(table, labelled)
  const labels = new Map<string, string>()
  for (const [row, code] of codes.entries()) if (!labels.has(String(code))) labels.set(String(code), String(words[row]))
  // Readers draw time in the order of its categories, whatever order the rows were asked for in.
  const ordered = column.type === 'INTEGER' ? new Map([...labels].sort(([a], [b]) => Number(a) - Number(b))) : labels
  return { id: column.name, label: inLanguage(column.label, language) ?? column.name, labels: ordered }
}

/** The rows of a table as a cube of year, area and dimensions. Throws where two rows have the same place: no cube can tell both. */
export const cubeOf = (table: Table, language: string): Cube => {
  const dimensions = table.columns.filter(({ name, dimension }) => dimension === name).map((column) => [column, `${column.name}_label`] as const)
  const column = (name: string) => table.columns.filter((one) => one.name === name)
  const places = [...column('year').map((year) => [year, 'year'] as const), ...column('area').map((area) => [area, 'area_name'] as const)]
  const axes = [...places, ...dimensions].map(([one, labelled]) => axisOf(table, one, labelled, language))
  const cells = new Float64Array(table.values[0]?.length ?? 0)
  for (const { id, labels } of axes) {
    const order = new Map([...labels.keys()].map((code, index) => [code, index]))
    for (const [row, code] of valuesOf(table, id).entries()) cells[row] = cells[row]! * labels.size + order.get(String(code))!
  }
  const size = axes.reduce((all, { labels }) => all * labels.size, 1)
  if (new Set(cells).size < cells.length) throw new Error('two rows of a table are about the same year, area and members')
  if (size !== cells.length) return { axes, cells, rows: null }
  const rows = new Int32Array(size)
  for (const [row, cell] of cells.entries()) rows[cell] = row
  return { axes, cells, rows }
}
