import type { Entry, Members } from './book.ts'
import { isByMember, levelIn, within } from './cell.ts'
import { gateOf } from './gate.ts'
import { levelAt } from './level.ts'
import { factors } from './national.ts'
import { rank } from './random.ts'
import type { Amount } from './recipe.ts'
import { regional } from './region.ts'
import type { LookUp } from './quantity.ts'
import { cellsOf, splitOf } from './split.ts'
import type { World } from './world.ts'
import { remembered, trait, yearly } from './world.ts'

/** The amounts of a year by unit and cell, in whole steps. Any coarser figure is the sum of these, so all parts add up. */
export type Parts = { readonly cells: readonly Members[]; readonly steps: readonly Int32Array[]; readonly step: number }
export type AmountEntry = Entry & { readonly recipe: Amount }

/** The units' levels, split over the cells, emptied where a gate is closed, brought to the national level, rounded. */
export function partsOf(world: World, entry: AmountEntry, year: number, lookUp: LookUp): Parts {
  return remembered(world, year, `parts ${entry.name}`, () => {
    const cells = cellsOf(entry)
    const exact = expected(world, entry, year, cells, lookUp)
    const wanted = exact.reduce((sum, column) => sum + total(column), 0)
    const gates = cells.map((cell) => gateOf(world, entry, cell, lookUp))
    exact.forEach((column, c) => gates[c]?.open.forEach((open, i) => open || (column[i] = 0)))
    const factor = factors(world, entry, year, cells, exact, wanted)
    const step = entry.recipe.step ?? 1
    exact.forEach((column, c) => column.forEach((value, i) => (column[i] = (value * (factor[c] ?? 1)) / step)))
    const steps = rounded(exact, trait(world, year, `${entry.name} rounding`))
    if (entry.recipe.least !== undefined) raise(steps, exact, gates, entry.recipe.least)
    return { cells, steps, step }
  })
}

/** The amount of a cell by unit: the sum of its parts. */
export function amountIn(parts: Parts, entry: Entry, members: Members): number[] {
  const wanted = Object.entries(within(entry, members))
  const inside = parts.cells.flatMap((cell, c) => (wanted.every(([id, member]) => cell[id] === member) ? [parts.steps[c] ?? new Int32Array()] : []))
  const sums = new Int32Array(parts.steps[0]?.length ?? 0)
  for (const column of inside) for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (column[i] ?? 0)
  const perStep = Math.round(1 / parts.step)
  return Array.from(sums, (count) => (parts.step < 1 ? count / perStep : count * parts.step))
}

function expected(world: World, entry: AmountEntry, year: number, cells: readonly Members[], lookUp: LookUp): Float64Array[] {
  const { recipe, name } = entry
  const shares = splitOf(world, entry, year)
  const own = noise(world, entry, year)
  const of = recipe.of ?? 'population'
  if (of === 'population') {
    const persons = world.lineage.unitsOf(year).persons
    const base = regional(world, recipe.region, year, scaled(persons.map((size, i) => size ** (1 + (recipe.size ?? 0)) * (own[i] ?? 1)), total(persons)))
    const rate = wholeRate(recipe, year) / (recipe.per ?? 10000)
    return cells.map((cell) => shares(cell).map((share, i) => share * rate * (base[i] ?? 0)))
  }
  const { quantity, ...fixed } = of
  const basis = world.book.entries.get(quantity)
  if (basis === undefined) throw new Error(`${name} is told in terms of ${quantity}, which is no quantity`)
  const split = shares.without(basis.dimensions)
  return cells.map((cell) => {
    const column = lookUp(quantity, { ...cell, ...fixed })
    const rate = levelIn(recipe.rate ?? 1, cell, year)
    return split(cell).map((share, i) => share * rate * (own[i] ?? 1) * (column[i] ?? 0))
  })
}

// Spread over units and years with a mean near 1.
function noise(world: World, { name, recipe }: AmountEntry, year: number): Float64Array {
  const [spread, wobble] = [recipe.spread ?? 0.3, recipe.wobble ?? 0.06]
  const years = yearly(world, year, name)
  const middle = (spread ** 2 + wobble ** 2) / 2
  return trait(world, year, name, recipe.regional).map((z, i) => Math.exp(spread * z + wobble * (years[i] ?? 0) - middle))
}

function wholeRate({ rate = 1 }: Amount, year: number): number {
  if (!isByMember(rate)) return levelAt(rate, year)
  return Object.values(rate.of).reduce<number>((sum, one) => sum + levelAt(one, year), 0)
}

// Rounds a running total over the cells of a unit: its sum is right within one step, and so is any run of cells.
function rounded(exact: readonly Float64Array[], scores: Float64Array): Int32Array[] {
  const steps = exact.map((column) => new Int32Array(column.length))
  scores.forEach((z, i) => {
    let running = rank(z)
    exact.forEach((column, c) => {
      const before = Math.floor(running)
      running += column[i] ?? 0
      const counts = steps[c]
      if (counts !== undefined) counts[i] = Math.floor(running) - before
    })
  })
  return steps
}

type Gated = { readonly key: string; readonly open: readonly boolean[] } | null

// Where a gate is open there is something: the likeliest cell behind it gets what is lacking.
function raise(steps: readonly Int32Array[], exact: readonly Float64Array[], gates: readonly Gated[], least: number): void {
  const behind = new Map<string, number[]>()
  gates.forEach((gate, c) => gate !== null && behind.set(gate.key, [...(behind.get(gate.key) ?? []), c]))
  for (const cells of behind.values()) {
    gates[cells[0] ?? 0]?.open.forEach((isOpen, i) => isOpen && raiseUnit(steps, exact, cells, i, least))
  }
}

function raiseUnit(steps: readonly Int32Array[], exact: readonly Float64Array[], cells: readonly number[], i: number, least: number): void {
  const lacking = least - cells.reduce((sum, c) => sum + (steps[c]?.[i] ?? 0), 0)
  const likeliest = cells.reduce((best, c) => ((exact[c]?.[i] ?? 0) > (exact[best]?.[i] ?? 0) ? c : best), cells[0] ?? 0)
  const column = steps[likeliest]
  if (lacking > 0 && column !== undefined) column[i] = (column[i] ?? 0) + lacking
}

function scaled(column: Float64Array, to: number): Float64Array {
  const factor = to / total(column)
  return column.map((value) => value * factor)
}

function total(column: Float64Array): number {
  return column.reduce((sum, value) => sum + value, 0)
}

