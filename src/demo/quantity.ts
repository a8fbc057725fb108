import { amountIn, partsOf } from './amount.ts'
import type { AmountEntry } from './amount.ts'
import type { Entry, Members } from './book.ts'
import { cellName, cellsIn, effectIn, levelIn, tells, within } from './cell.ts'
import { gateOf } from './gate.ts'
import { rank, score } from './random.ts'
import type { Choice, DateRecipe, Measure, Most, Quantity, Words, Yes } from './recipe.ts'
import type { Column, World } from './world.ts'
import { remembered, trait, yearly } from './world.ts'

/** Looks up a quantity by name and cell. */
export type LookUp = (name: string, members: Members) => Column

/** Further members of a dimension that are counted in with the one asked for. */
export type Also = Readonly<Record<string, readonly string[]>>

/**
 * What the units of a year have to say on a quantity in a cell: an amount, 1 or 0, a measure, the position of an option (of `optionsOf`)
 * or a date in days since 1970; null for units that have nothing to say, whether they answer or not.
 */
export function columnOf(world: World, entry: Entry, members: Members, year: number, also: Also = {}): Column {
  const cell = within(entry, members)
  return remembered(world, year, `column ${entry.name} ${cellName(cell)} ${JSON.stringify(also)}`, () => {
    const lookUp: LookUp = (name, inner) => columnOf(world, entryOf(world, name), inner, year)
    return makers[entry.recipe.kind]({ world, entry, cell, year, lookUp, also }, entry.recipe as never)
  })
}

/** The words that the positions of a choice, a most common member or words stand for. */
export function optionsOf(world: World, { recipe }: Entry): readonly string[] {
  if (recipe.kind === 'choice') return Object.keys(recipe.weights)
  if (recipe.kind === 'words') return recipe.phrases
  if (recipe.kind === 'most') return entryOf(world, recipe.of).dimensions.get(recipe.over) ?? []
  return []
}

/** An entry by its name; an error where there is none. */
export function entryOf(world: World, name: string): Entry {
  const entry = world.book.entries.get(name)
  if (entry === undefined) throw new Error(`there is no quantity ${name} in the demo recipes`)
  return entry
}

type Case = {
  readonly world: World
  readonly entry: Entry
  readonly cell: Members
  readonly year: number
  readonly lookUp: LookUp
  readonly also: Also
}

const makers: { readonly [K in Quantity['kind']]: (one: Case, recipe: Extract<Quantity, { kind: K }>) => Column } = {
  amount: amountColumn,
  yes: yesColumn,
  choice: choiceColumn,
  measure: measureColumn,
  most: mostColumn,
  words: wordsColumn,
  date: dateColumn,
}

function amountColumn({ world, entry, cell, year, lookUp, also }: Case): Column {
  return amountIn(partsOf(world, entry as AmountEntry, year, lookUp), entry, cell, also)
}

// The whole is yes where any part is.
function yesColumn(one: Case, recipe: Yes): Column {
  const { world, entry, cell, year } = one
  const cells = cellsIn(entry, cell).filter((inner) => tells(recipe.likely, inner))
  const only = cells[0]
  if (cells.length === 1 && only !== undefined && cellName(only) === cellName(cell)) return yesCell(one, recipe)
  const columns = cells.map((inner) => columnOf(world, entry, inner, year))
  return world.lineage.unitsOf(year).codes.map((_, i) => {
    if (columns.some((column) => column[i] === 1)) return 1
    return columns.some((column) => column[i] === 0) ? 0 : null
  })
}

function yesCell(one: Case, recipe: Yes): Column {
  const { world, entry, cell, lookUp } = one
  const open = gateOf(world, entry, cell, lookUp)?.open
  const own = margins(one, recipe)
  const closed = recipe.closed === 'empty' ? null : 0
  const rivals = rivalsOf(entry, cell, recipe).map((rival) => margins({ ...one, cell: rival }, recipe))
  // The one that came nearest to a yes is one where none came over.
  const nearest = (margin: number, i: number) => recipe.some !== undefined && rivals.every((rival) => (rival[i] ?? 0) < margin)
  return Array.from(own, (margin, i) => (open?.[i] === false ? closed : margin > 0 || nearest(margin, i) ? 1 : 0))
}

// The other cells of which one at least is yes.
function rivalsOf(entry: Entry, cell: Members, { some, likely }: Yes): Members[] {
  const over = some === undefined ? [] : [some].flat().filter((dimension) => cell[dimension] !== undefined)
  if (over.length === 0) return []
  const fixed = Object.fromEntries(Object.entries(cell).filter(([dimension]) => !over.includes(dimension)))
  return cellsIn(entry, fixed).filter((other) => tells(likely, other) && cellName(other) !== cellName(cell))
}

// How far each unit is from the border between no (below 0) and yes.
function margins(one: Case, recipe: Yes): Float64Array {
  const { world, entry, cell, year } = one
  return remembered(world, year, `margin ${entry.name} ${cellName(cell)}`, () => {
    const bar = score(levelIn(recipe.likely ?? 0.4, cell, year)) + effectIn(recipe.effects, cell, year)
    const large = size(one, recipe.size)
    return character(one, recipe.regional).map((z, i) => bar + (large[i] ?? 0) - z)
  })
}

function choiceColumn(one: Case, recipe: Choice): Column {
  const { world, entry, cell, year, lookUp } = one
  const weights = Object.values(recipe.weights)
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const shift = effectIn(recipe.effects, cell, year) + (recipe.trend === undefined ? 0 : levelIn(recipe.trend, cell, year))
  const large = size(one, recipe.size)
  const open = gateOf(world, entry, cell, lookUp)?.open
  return Array.from(character(one, recipe.regional), (z, i) => {
    if (open?.[i] === false) return null
    let left = rank(z + shift + (large[i] ?? 0)) * all
    const at = weights.findIndex((weight) => (left -= weight) < 0)
    return at === -1 ? weights.length - 1 : at
  })
}

// A mean over the parts where a weight is named, else a number of the cell's own.
function measureColumn(one: Case, recipe: Measure): Column {
  const { world, entry, cell, year, lookUp } = one
  const cells = cellsIn(entry, cell)
  const { weight } = recipe
  if (weight === undefined || cells.every((inner) => cellName(inner) === cellName(cell))) return measureCell(one, recipe)
  const parts = cells.map((inner) => ({ values: columnOf(world, entry, inner, year), weights: lookUp(weight, inner) }))
  return world.lineage.unitsOf(year).codes.map((_, i) => {
    const [sum, all] = parts.reduce(
      ([s, w], { values, weights }) => {
        const value = values[i] ?? null
        return value === null ? [s, w] : [s + value * (weights[i] ?? 0), w + (weights[i] ?? 0)]
      },
      [0, 0] as [number, number],
    )
    return all === 0 ? null : stepped(sum / all, recipe)
  })
}

function measureCell(one: Case, recipe: Measure): Column {
  const { world, entry, cell, year, lookUp } = one
  const level = levelIn(recipe.level, cell, year) * Math.exp(effectIn(recipe.effects, cell, year))
  const large = size(one, recipe.size)
  const open = gateOf(world, entry, cell, lookUp)?.open
  const spread = recipe.spread ?? 0.4
  return Array.from(character(one, recipe.regional), (z, i) =>
    open?.[i] === false ? null : stepped(level * Math.exp(spread * z + (large[i] ?? 0)), recipe),
  )
}

function stepped(value: number, { step = 1, min = -Infinity, max = Infinity }: Measure): number {
  return Math.min(max, Math.max(min, Number((Math.round(value / step) * step).toFixed(6))))
}

function mostColumn({ world, entry, cell, year }: Case, recipe: Most): Column {
  const ranks = ranksOf(world, entry, recipe, cell, year)
  return (ranks[0] ?? []).map((_, i) => {
    const first = ranks.findIndex((column) => column[i] === 0)
    return first === -1 ? null : first
  })
}

/** Per member of the dimension, its place by unit from 0; null where it has nothing. Of equals the first comes first. */
export function ranksOf(world: World, entry: Entry, recipe: Most, cell: Members, year: number): readonly Column[] {
  return remembered(world, year, `ranks ${entry.name} ${cellName(cell)}`, () => {
    const members = entryOf(world, recipe.of).dimensions.get(recipe.over) ?? []
    const columns = members.map((member) => columnOf(world, entryOf(world, recipe.of), { ...cell, [recipe.over]: member }, year))
    return columns.map((column, m) =>
      column.map((value, i) => {
        if ((value ?? 0) <= 0) return null
        return columns.filter((other, o) => (other[i] ?? 0) > (value ?? 0) || (other[i] === value && o < m)).length
      }),
    )
  })
}

function wordsColumn(one: Case, recipe: Words): Column {
  const open = gateOf(one.world, one.entry, one.cell, one.lookUp)?.open
  const bar = score(levelIn(recipe.likely ?? 0.5, one.cell, one.year))
  const which = trait(one.world, one.year, `${one.entry.name} ${cellName(one.cell)} phrase`)
  const { phrases } = recipe
  return Array.from(character(one), (z, i) =>
    open?.[i] !== false && z < bar ? Math.min(phrases.length - 1, Math.floor(rank(which[i] ?? 0) * phrases.length)) : null,
  )
}

function dateColumn(one: Case, { days, after }: DateRecipe): Column {
  const { world, entry, cell, year, lookUp } = one
  const open = gateOf(world, entry, cell, lookUp)?.open
  const start = after === undefined ? null : lookUp(after, cell)
  const by = Array.isArray(days) ? null : { column: lookUp(days.by, cell), options: optionsOf(world, entryOf(world, days.by)), of: days.of }
  return Array.from(character(one), (z, i) => {
    const day = start === null ? Date.UTC(year, 0, 1) / 86_400_000 : (start[i] ?? null)
    const range = Array.isArray(days) ? days : by?.of[by.options[by.column[i] ?? -1] ?? '']
    if (open?.[i] === false || day === null || range === undefined) return null
    return day + Math.round(range[0] + rank(z) * (range[1] - range[0]))
  })
}

// A unit's standing on a cell: partly its own over all cells, partly the cell's, partly the year's.
function character({ world, entry, cell, year }: Case, regional = 0.15): Float64Array {
  const cellKey = `${entry.name} ${cellName(cell)}`
  const [own, here, now] = [trait(world, year, entry.name, regional), trait(world, year, cellKey), yearly(world, year, cellKey)]
  return own.map((z, i) => Math.sqrt(0.38) * z + Math.sqrt(0.5) * (here[i] ?? 0) + Math.sqrt(0.12) * (now[i] ?? 0))
}

// Half of the units lie below the size without effect.
function size({ world, year }: Case, effect = 0): Float64Array {
  return remembered(world, year, `size ${effect}`, () => {
    const { persons } = world.lineage.unitsOf(year)
    const middle = persons.toSorted()[persons.length >> 1] ?? 1
    return persons.map((count) => effect * Math.log(count / middle))
  })
}
