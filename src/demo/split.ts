import type { AmountEntry } from './amount.ts'
import type { Members } from './book.ts'
import { cellsIn, isByMember } from './cell.ts'
import { levelAt } from './level.ts'
import type { Level } from './level.ts'
import type { Amount } from './recipe.ts'
import type { World } from './world.ts'
import { trait } from './world.ts'

/** The share of a cell in each unit's whole. `without`: the shares when some dimensions are already split. */
export type Shares = ((cell: Members) => Float64Array) & { readonly without: (split: ReadonlyMap<string, unknown>) => (cell: Members) => Float64Array }

/** The cells that the splits of an entry leave room for: not those of a member that another one rules out. */
export function cellsOf(entry: AmountEntry): Members[] {
  return cellsIn(entry, {}).filter((cell) => Object.entries(cell).every(([dimension, member]) => member in levelsOf(entry, dimension, cell).levels))
}

/** How the units of a year split an amount: the country's shares, bent by each unit's own way. */
export function splitOf(world: World, entry: AmountEntry, year: number): Shares {
  const count = world.lineage.unitsOf(year).codes.length
  const known = new Map<string, ReadonlyMap<string, Float64Array>>()
  const sharesOf = (dimension: string, cell: Members): Float64Array => {
    const { by, levels } = levelsOf(entry, dimension, cell)
    const key = `${dimension} ${by}`
    const shares = known.get(key) ?? unitShares(world, entry, year, key, levels)
    known.set(key, shares)
    return shares.get(cell[dimension] ?? '') ?? new Float64Array(count)
  }
  const product = (dimensions: readonly string[]) => (cell: Members) => {
    const shares = new Float64Array(count).fill(1)
    for (const dimension of dimensions) sharesOf(dimension, cell).forEach((share, i) => (shares[i] = (shares[i] ?? 0) * share))
    return shares
  }
  const all = [...entry.dimensions.keys()]
  return Object.assign(product(all), { without: (split: ReadonlyMap<string, unknown>) => product(all.filter((id) => !split.has(id))) })
}

function levelsOf({ recipe, dimensions }: AmountEntry, dimension: string, cell: Members): { by: string; levels: Readonly<Record<string, Level>> } {
  const split = recipe.split?.[dimension] ?? rates(recipe, dimension)
  if (split === null) return { by: '', levels: Object.fromEntries((dimensions.get(dimension) ?? []).map((member) => [member, 1])) }
  if (!isSplitWithin(split)) return { by: '', levels: split }
  const by = cell[split.by] ?? ''
  return { by: `${split.by}=${by}`, levels: split.of[by] ?? {} }
}

// Where the rate is told by member, the split follows from it.
function rates({ rate }: Amount, dimension: string): Readonly<Record<string, Level>> | null {
  return rate !== undefined && isByMember(rate) && rate.by === dimension ? rate.of : null
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
