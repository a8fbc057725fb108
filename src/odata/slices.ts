import type { Subject } from '../model/model.ts'
import type { Warehouse } from '../query/warehouse.ts'
import { surveyDimension } from '../series/grid.ts'
import { surveysIn, type Axes } from './axes.ts'

/** The rows of one level and year, which stand together: by area, then member. */
export type Slice = { readonly level: string; readonly year: number; readonly rows: number }

/** All rows in their order, the country first, without working out any. */
export const slicesOf = (warehouse: Warehouse, subject: Subject, { years, places, splits }: Axes): readonly Slice[] => {
  const areas = new Map<string, number>()
  for (const { area_level } of places.values) areas.set(String(area_level), (areas.get(String(area_level)) ?? 0) + 1)
  const combinations = (year: number): number =>
    [...splits].reduce((all, [id, { values }]) => {
      const asking = id === surveyDimension ? surveysIn(warehouse, subject, year) : null
      return all * (asking ? values.filter((value) => asking.includes(String(value[id]))).length : values.length)
    }, 1)
  return warehouse.geography.levels.flatMap((level) =>
    years.values.map(({ year }) => ({ level, year: Number(year), rows: (areas.get(level) ?? 0) * combinations(Number(year)) })).filter(({ rows }) => rows > 0),
  )
}

export const rowsIn = (slices: readonly Slice[]): number => slices.reduce((all, { rows }) => all + rows, 0)

/** The slices from a row on that have at least as many rows as needed, if there are; `skip`: rows of the first that come before. */
export const sliceAt = (slices: readonly Slice[], from: number, needed: number): { readonly slices: readonly Slice[]; readonly skip: number } => {
  let before = 0
  let first = 0
  while (first < slices.length && before + slices[first]!.rows <= from) before += slices[first++]!.rows
  let last = first
  for (let rows = before - from; last < slices.length && rows < needed; last += 1) rows += slices[last]!.rows
  return { slices: slices.slice(first, last), skip: from - before }
}

/** The slices that have some rows, and where in those slices the rows are. */
export const placesOf = (slices: readonly Slice[], rows: readonly number[]): { readonly slices: readonly Slice[]; readonly places: readonly number[] } => {
  const starts: number[] = []
  for (const [index] of slices.entries()) starts.push(index === 0 ? 0 : starts[index - 1]! + slices[index - 1]!.rows)
  const sliceOf = (row: number): number => {
    let [low, high] = [0, slices.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (starts[middle]! <= row) low = middle
      else high = middle - 1
    }
    return low
  }
  const of = rows.map(sliceOf)
  const used = [...new Set(of)].sort((a, b) => a - b)
  const begins = new Map<number, number>()
  used.reduce((before, index) => {
    begins.set(index, before)
    return before + slices[index]!.rows
  }, 0)
  return { slices: used.map((index) => slices[index]!), places: rows.map((row, index) => begins.get(of[index]!)! + row - starts[of[index]!]!) }
}
