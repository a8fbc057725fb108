import { amountIn, partsOf } from './amount.ts'
import type { AmountEntry } from './amount.ts'
import type { Entry, Members } from './book.ts'
import { cellName, cellsIn, effectIn, levelIn, within } from './cell.ts'
import { gateOf } from './gate.ts'
import { rank, score } from './random.ts'
import type { Choice, DateRecipe, Measure, Most, Quantity, Words, Yes } from './recipe.ts'
import type { Column, World } from './world.ts'
import { remembered, trait, yearly } from './world.ts'

/** Looks up a quantity by name and cell. */
export type LookUp = (name: string, members: Members) => Column

/**
 * What the units of a year have to say on a quantity in a cell: an amount, 1 or 0, a measure, the position of an option (of `optionsOf`)
 * or a date in days since 1970; null for units that have nothing to say, whether they answer or not.
 */
export function columnOf(world: World, entry: Entry, members: Members, year: number): Column {
  const cell = within(entry, members)
  return remembered(world, year, `column ${entry.name} ${cellName(cell)}`, () => {
    const lookUp: LookUp = (name, inner) => columnOf(world, entryOf(world, name), inner, year)
    return makers[entry.recipe.kind]({ world, entry, cell, year, lookUp }, entry.recipe as never)
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

type Case = { readonly world: World; readonly entry: Entry; readonly cell: Members; readonly year: number; readonly lookUp: LookUp }

const makers: { readonly [K in Quantity['kind']]: (one: Case, recipe: Extract<Quantity, { kind: K }>) => Column } = {
  amount: amountColumn,
  yes: yesColumn,
  choice: choiceColumn,
  measure: measureColumn,
  most: mostColumn,
  words: wordsColumn,
  date: dateColumn,
}

function amountColumn({ world, entry, cell, year, lookUp }: Case): Column {
  return amountIn(partsOf(world, entry as AmountEntry, year, lookUp), entry, cell)
}

// The whole is yes where any part is; `all` is not needed, for no quantity but a fact combines.
function yesColumn(one: Case, recipe: Yes): Column {
  const { world, entry, cell, year } = one
  const cells = cellsIn(entry, cell)
  if (cells.length === 1 && cells[0] !== undefined) return yesCell({ ...one, cell: cells[0] }, recipe)
  const columns = cells.map((inner) => columnOf(world, entry, inner, year))
  return (columns[0] ?? []).map((_, i) => (columns.some((column) => column[i] === 1) ? 1 : 0))
}

function yesCell(one: Case, recipe: Yes): Column {
  const { world, entry, cell, year, lookUp } = one
  const bar = score(levelIn(recipe.likely ?? 0.4, cell, year)) + effectIn(recipe.effects, cell, year)
  const large = size(one, recipe.size)
  const open = gateOf(world, entry, cell, lookUp)?.open
  return Array.from(character(one, recipe.regional), (z, i) => (open?.[i] !== false && z < bar + (large[i] ?? 0) ? 1 : 0))
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

function measureColumn(one: Case, recipe: Measure): Column {
  const { world, entry, cell, year, lookUp } = one
  const { step = 1, min = -Infinity, max = Infinity } = recipe
  const level = levelIn(recipe.level, cell, year) * Math.exp(effectIn(recipe.effects, cell, year))
  const large = size(one, recipe.size)
  const open = gateOf(world, entry, cell, lookUp)?.open
  return Array.from(character(one, recipe.regional), (z, i) => {
    if (open?.[i] === false) return null
    const steps = Math.round((level * Math.exp((recipe.spread ?? 0.4) * z + (large[i] ?? 0))) / step)
    return Math.min(max, Math.max(min, Number((steps * step).toFixed(6))))
  })
}

function mostColumn({ world, cell, lookUp }: Case, recipe: Most): Column {
  const members = entryOf(world, recipe.of).dimensions.get(recipe.over) ?? []
  const columns = members.map((member) => lookUp(recipe.of, { ...cell, [recipe.over]: member }))
  return (columns[0] ?? []).map((_, i) => {
    const largest = columns.reduce((best, column, m) => ((column[i] ?? 0) > (columns[best]?.[i] ?? 0) ? m : best), 0)
    return (columns[largest]?.[i] ?? 0) > 0 ? largest : null
  })
}

function wordsColumn(one: Case, recipe: Words): Column {
  const open = gateOf(one.world, one.entry, one.cell, one.lookUp)?.open
  const bar = score(levelIn(recipe.likely ?? 0.5, one.cell, one.year))
  const which = trait(one.world, one.year, `${one.entry.name} ${cellName(one.cell)} phrase`)
  return Array.from(character(one), (z, i) =>
    open?.[i] !== false && z < bar ? Math.min(recipe.phrases.length - 1, Math.floor(rank(which[i] ?? 0) * recipe.phrases.length)) : null,
  )
}

function dateColumn(one: Case, recipe: DateRecipe): Column {
  const { world, entry, cell, year, lookUp } = one
  const open = gateOf(world, entry, cell, lookUp)?.open
  const start = recipe.after === undefined ? null : lookUp(recipe.after, cell)
  const [from, to] = recipe.days
  return Array.from(character(one), (z, i) => {
    const day = start === null ? Date.UTC(year, 0, 1) / 86_400_000 : (start[i] ?? null)
    return open?.[i] === false || day === null ? null : day + Math.round(from + rank(z) * (to - from))
  })
}

// A unit's standing on a cell: partly its own over all cells, partly the cell's, partly the year's.
function character({ world, entry, cell, year }: Case, regional = 0.15): Float64Array {
  const cellKey = `${entry.name} ${cellName(cell)}`
  const [own, here, now] = [trait(world, year, entry.name, regional), trait(world, year, cellKey), yearly(world, year, cellKey)]
  return own.map((z, i) => Math.sqrt(0.35) * z + Math.sqrt(0.45) * (here[i] ?? 0) + Math.sqrt(0.2) * (now[i] ?? 0))
}

// Half of the municipalities, or whatever the units are, lie near this size.
function size({ world, year }: Case, effect = 0): Float64Array {
  const { persons } = world.lineage.unitsOf(year)
  const middle = [...persons].sort((a, b) => a - b)[persons.length >> 1] ?? 1
  return persons.map((count) => effect * Math.log(count / middle))
}
