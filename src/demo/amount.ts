import type { Entry, Members } from './book.ts'
import { cellName, levelIn, within } from './cell.ts'
import { gateOf } from './gate.ts'
import { factors } from './national.ts'
import { rank } from './random.ts'
import type { Amount } from './recipe.ts'
import { regional } from './region.ts'
import { rounded, withLeast } from './steps.ts'
import type { LookUp } from './quantity.ts'
import { cellsOf, splitOf } from './split.ts'
import type { World } from './world.ts'
import { remembered, trait, yearly } from './world.ts'

/** The amounts of a year by unit and cell, in whole steps. Any coarser figure is the sum of these, so all parts add up. */
export type Parts = { readonly cells: readonly Members[]; readonly steps: readonly Int32Array[]; readonly step: number }
export type AmountEntry = Entry & { readonly recipe: Amount }

/** Cells whose sum is kept when gates close, and that sum by unit. */
type Whole = { readonly cells: readonly number[]; readonly sum: ArrayLike<number> }

/** The units' levels, split over the cells, emptied where a gate is closed, brought to the national level, rounded. */
export function partsOf(world: World, entry: AmountEntry, year: number, lookUp: LookUp): Parts {
  return remembered(world, year, `parts ${entry.name}`, () => {
    const { recipe } = entry
    const step = recipe.step ?? 1
    const { cells, exact, wholes } = expected(world, entry, year, lookUp)
    const wanted = exact.reduce((all, column) => all + sumOf(column), 0)
    const gates = cells.map((cell) => gateOf(world, entry, cell, lookUp))
    exact.forEach((column, c) => gates[c]?.open.forEach((open, i) => open || (column[i] = 0)))
    for (const whole of wholes) restore(exact, whole)
    const factor = recipe.of === undefined ? factors(world, entry, year, cells, exact, wanted) : cells.map(() => 1)
    exact.forEach((column, c) => column.forEach((value, i) => (column[i] = (value * (factor[c] ?? 1)) / step)))
    const steps = rounded(exact, trait(world, year, `${entry.name} rounding`).map(rank))
    if (recipe.least !== undefined)
      withLeast(
        steps,
        exact,
        gates,
        recipe.least,
        wholes.map((whole) => whole.cells),
      )
    if (recipe.within === true) cap(steps, cells, entry, lookUp)
    return { cells, steps, step }
  })
}

/** The amount of a cell by unit: the sum of its parts. `also`: further members of a dimension that are counted in. */
export function amountIn(parts: Parts, entry: Entry, members: Members, also: Readonly<Record<string, readonly string[]>> = {}): number[] {
  const wanted = Object.entries(within(entry, members)).map(([dimension, member]) => ({
    dimension,
    any: [member, ...(also[dimension] ?? [])],
  }))
  const sums = new Int32Array(parts.steps[0]?.length ?? 0)
  parts.cells.forEach((cell, c) => {
    if (!wanted.every(({ dimension, any }) => any.includes(cell[dimension] ?? ''))) return
    parts.steps[c]?.forEach((count, i) => (sums[i] = (sums[i] ?? 0) + count))
  })
  const perStep = Math.round(1 / parts.step)
  return Array.from(sums, (count) => (parts.step < 1 ? count / perStep : count * parts.step))
}

type Expected = { readonly cells: readonly Members[]; readonly exact: readonly Float64Array[]; readonly wholes: readonly Whole[] }

function expected(world: World, entry: AmountEntry, year: number, lookUp: LookUp): Expected {
  return entry.recipe.of === undefined ? ofPeople(world, entry, year) : ofAmount(world, entry, year, entry.recipe.of, lookUp)
}

function ofPeople(world: World, entry: AmountEntry, year: number): Expected {
  const { recipe } = entry
  const cells = cellsOf(entry)
  const shares = splitOf(world, entry, year, [])
  const { persons } = world.lineage.unitsOf(year)
  const own = noise(world, entry, year)
  const sized = persons.map((size, i) => size ** (1 + (recipe.size ?? 0)) * (own[i] ?? 1))
  const base = regional(world, recipe.region, year, scaled(sized, sumOf(persons)))
  const exact = cells.map((cell) => {
    const rate = levelIn(recipe.rate ?? 1, cell, year) / (recipe.per ?? 10000)
    return shares(cell).map((share, i) => share * rate * (base[i] ?? 0))
  })
  return {
    cells,
    exact,
    wholes: recipe.whole === true ? wholesOf(cells, recipe.national?.by === undefined ? [] : [recipe.national.by], exact) : [],
  }
}

function ofAmount(world: World, entry: AmountEntry, year: number, of: NonNullable<Amount['of']>, lookUp: LookUp): Expected {
  const { recipe } = entry
  const { quantity, ...fixed } = of
  const basis = world.book.entries.get(quantity)
  if (basis === undefined) throw new Error(`${entry.name} is told in terms of ${quantity}, which is no quantity`)
  const shared = [...entry.dimensions.keys()].filter((id) => basis.dimensions.has(id))
  const cells = byGroup(cellsOf(entry), shared)
  const shares = splitOf(world, entry, year, shared)
  const own = noise(world, entry, year)
  const columns = cells.map((cell) => lookUp(quantity, { ...pick(cell, shared), ...(fixed as Members) }))
  const exact = cells.map((cell, c) => {
    const rate = levelIn(recipe.rate ?? 1, cell, year)
    return shares(cell).map((share, i) => share * rate * (recipe.exact === true ? 1 : (own[i] ?? 1)) * (columns[c]?.[i] ?? 0))
  })
  const wholes =
    recipe.exact === true
      ? wholesOf(cells, shared, exact).map(({ cells: c }) => ({ cells: c, sum: (columns[c[0] ?? 0] ?? []).map((one) => one ?? 0) }))
      : []
  return { cells, exact, wholes }
}

// Spread over units and years with a mean near 1.
function noise(world: World, { name, recipe }: AmountEntry, year: number): Float64Array {
  const [spread, wobble] = [recipe.spread ?? 0.3, recipe.wobble ?? 0.06]
  const years = yearly(world, year, name)
  const middle = (spread ** 2 + wobble ** 2) / 2
  return trait(world, year, name, recipe.regional).map((z, i) => Math.exp(spread * z + wobble * (years[i] ?? 0) - middle))
}

function byGroup(cells: readonly Members[], dimensions: readonly string[]): Members[] {
  return wholesOf(cells, dimensions, []).flatMap((whole) => whole.cells.map((c) => cells[c] ?? {}))
}

function wholesOf(cells: readonly Members[], dimensions: readonly string[], exact: readonly Float64Array[]): Whole[] {
  const groups = new Map<string, number[]>()
  cells.forEach((cell, c) => {
    const key = cellName(pick(cell, dimensions))
    groups.set(key, [...(groups.get(key) ?? []), c])
  })
  return [...groups.values()].map((group) => ({
    cells: group,
    sum: (exact[0] ?? new Float64Array()).map((_, i) => group.reduce((sum, c) => sum + (exact[c]?.[i] ?? 0), 0)),
  }))
}

function restore(exact: readonly Float64Array[], { cells, sum }: Whole): void {
  const columns = cells.map((c) => exact[c] ?? new Float64Array())
  for (let i = 0; i < sum.length; i++) {
    let left = 0
    for (const column of columns) left += column[i] ?? 0
    const factor = left > 0 ? (sum[i] ?? 0) / left : 1
    for (const column of columns) column[i] = (column[i] ?? 0) * factor
  }
}

// A part of another amount is never above it.
function cap(steps: readonly Int32Array[], cells: readonly Members[], entry: AmountEntry, lookUp: LookUp): void {
  const { of, step = 1 } = entry.recipe
  if (of === undefined) return
  const { quantity, ...fixed } = of
  cells.forEach((cell, c) => {
    const top = lookUp(quantity, { ...cell, ...(fixed as Members) })
    steps[c]?.forEach((count, i) => steps[c]?.fill(Math.min(count, Math.floor((top[i] ?? 0) / step)), i, i + 1))
  })
}

function pick(cell: Members, dimensions: readonly string[]): Members {
  return Object.fromEntries(Object.entries(cell).filter(([dimension]) => dimensions.includes(dimension)))
}

function scaled(column: Float64Array, to: number): Float64Array {
  const factor = to / sumOf(column)
  return column.map((value) => value * factor)
}

function sumOf(column: Float64Array): number {
  return column.reduce((sum, value) => sum + value, 0)
}
