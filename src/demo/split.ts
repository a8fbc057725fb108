import type { AmountEntry } from './amount.ts'
import type { Members } from './book.ts'
import { cellName, cellsIn, namedIn, tells } from './cell.ts'
import { levelAt } from './level.ts'
import type { Level } from './level.ts'
import type { World } from './world.ts'
import { trait } from './world.ts'

/** The cells that the tables of an entry leave room for: not those of a member that another one rules out. */
export function cellsOf(entry: AmountEntry): Members[] {
  return cellsIn(entry, {}).filter(
    (cell) =>
      tells(entry.recipe.rate, cell) &&
      Object.entries(cell).every(([dimension, member]) => member in levelsOf(entry, dimension, cell).levels),
  )
}

/**
 * The share of a cell in each unit's whole in a year: the country's shares, bent by each unit's own way. Dimensions in `done`, and
 * those that the rate is told by, are split already; the latter are only bent.
 */
export function splitOf(world: World, entry: AmountEntry, year: number, done: readonly string[]): (cell: Members) => Float64Array {
  const count = world.lineage.unitsOf(year).codes.length
  const rated = namedIn(entry.recipe.rate)
  const split = [...entry.dimensions.keys()].filter((id) => !done.includes(id) && !rated.has(id))
  const known = new Map<string, ReadonlyMap<string, Float64Array>>()
  const sharesOf = (dimension: string, cell: Members): Float64Array => {
    const { by, levels } = levelsOf(entry, dimension, cell)
    const key = `${dimension} ${by}`
    const shares = known.get(key) ?? unitShares(world, entry, year, key, levels)
    known.set(key, shares)
    return shares.get(cell[dimension] ?? '') ?? new Float64Array(count)
  }
  return (cell) => {
    const shares = bends(
      world,
      entry,
      year,
      cell,
      [...rated.keys()].filter((id) => !done.includes(id)),
      count,
    )
    for (const dimension of split) sharesOf(dimension, cell).forEach((share, i) => (shares[i] = (shares[i] ?? 0) * share))
    return shares
  }
}

function bends(
  world: World,
  { name, recipe }: AmountEntry,
  year: number,
  cell: Members,
  rated: readonly string[],
  count: number,
): Float64Array {
  if (rated.length === 0) return new Float64Array(count).fill(1)
  const own = Object.fromEntries(rated.map((id) => [id, cell[id] ?? '']))
  const mix = recipe.mix ?? 0.25
  return trait(world, year, `${name} ${cellName(own)}`, recipe.regional).map((z) => Math.exp(mix * z - mix ** 2 / 2))
}

function levelsOf(
  { recipe, dimensions }: AmountEntry,
  dimension: string,
  cell: Members,
): { by: string; levels: Readonly<Record<string, Level>> } {
  const split = recipe.split?.[dimension]
  if (split === undefined) return { by: '', levels: Object.fromEntries((dimensions.get(dimension) ?? []).map((member) => [member, 1])) }
  if (!isSplitWithin(split)) return { by: '', levels: split }
  const by = cell[split.by] ?? ''
  return { by: `${split.by}=${by}`, levels: split.of[by] ?? {} }
}

function unitShares(world: World, { name, recipe }: AmountEntry, year: number, key: string, levels: Readonly<Record<string, Level>>) {
  const members = Object.keys(levels)
  const bent = members.map((member) => {
    const level = levelAt(levels[member] ?? 0, year)
    return trait(world, year, `${name} ${key} ${member}`, recipe.regional).map((z) => level * Math.exp((recipe.mix ?? 0.25) * z))
  })
  const sums = (bent[0] ?? new Float64Array()).map((_, i) => bent.reduce((sum, column) => sum + (column[i] ?? 0), 0))
  return new Map(members.map((member, m) => [member, (bent[m] ?? new Float64Array()).map((value, i) => value / (sums[i] || 1))]))
}

type Within = { by: string; of: Record<string, Record<string, Level>> }

/** Whether a split depends on another dimension. */
export function isSplitWithin(split: object): split is Within {
  return 'by' in split && 'of' in split && typeof split.by === 'string'
}
