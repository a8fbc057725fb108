import type { Cell } from './cells.ts'

/**
 * Cells that together state a fact once: no two of them overlap. `wholes`: of these free dimensions the cells state the whole;
 * `cells` null: every cell of that kind.
 */
export type Part = { readonly wholes: readonly string[]; readonly cells: readonly Cell[] | null }
export type Covering = readonly Part[]

const disjoint = (a: Cell, b: Cell): boolean =>
  [...a.members].some(([dimension, mine]) => {
    const theirs = b.members.get(dimension)
    return mine !== null && theirs != null && [...mine].every((member) => !theirs.has(member))
  })

const kindOf = (cell: Cell, free: readonly string[]): string => free.filter((dimension) => !cell.members.has(dimension)).join(' ')

/** How many of the finest cells it stands for. */
const reachOf = (cells: readonly Cell[], sizes: ReadonlyMap<string, number>): number =>
  cells.reduce((all, cell) => all + [...sizes].reduce((reach, [dimension, size]) => reach * (cell.members.has(dimension) ? (cell.members.get(dimension)?.size ?? size) : size), 1), 0)

/** Takes the cells of one kind, then whatever does not overlap with what is taken, the coarsest first. */
const grow = (cells: readonly Cell[], kind: string, free: readonly string[]): readonly Cell[] => {
  const order = [...cells].sort((a, b) => Number(kindOf(b, free) === kind) - Number(kindOf(a, free) === kind) || a.members.size - b.members.size)
  return order.reduce<readonly Cell[]>((taken, cell) => (taken.every((one) => disjoint(one, cell)) ? [...taken, cell] : taken), [])
}

const asParts = (taken: readonly Cell[], cells: readonly Cell[], free: readonly string[]): Covering =>
  [...new Set(taken.map((cell) => kindOf(cell, free)))].map((kind) => {
    const own = taken.filter((cell) => kindOf(cell, free) === kind)
    const all = cells.filter((cell) => kindOf(cell, free) === kind)
    return { wholes: kind === '' ? [] : kind.split(' '), cells: own.length === all.length ? null : own }
  })

/** Whether cells state a fact by different dimensions, so that their rows may overlap. */
export const mayOverlap = (cells: readonly Cell[], free: readonly string[]): boolean => new Set(cells.map((cell) => kindOf(cell, free))).size > 1

/** The cells of a covering; `cells` and `free` as it was made of. */
export const cellsIn = (covering: Covering, cells: readonly Cell[], free: readonly string[]): readonly Cell[] =>
  covering.flatMap(({ wholes, cells: own }) => own ?? cells.filter((cell) => kindOf(cell, free) === wholes.join(' ')))

/**
 * The ways to put a fact together from the cells of one wave, to be tried in this order: what reaches furthest, with the fewest cells.
 * A stated whole that a unit left blank gives way to its parts; parts never give way to fewer parts.
 * `free`: dimensions that are neither asked by nor filtered on; `sizes`: number of members of every dimension.
 */
export const coveringsOf = (cells: readonly Cell[], free: readonly string[], sizes: ReadonlyMap<string, number>): readonly Covering[] => {
  const kinds = [...new Set(cells.map((cell) => kindOf(cell, free)))]
  const ways = new Map(
    kinds.map((kind) => {
      const taken = grow(cells, kind, free)
      return [taken.map((cell) => cells.indexOf(cell)).sort((a, b) => a - b).join(' '), { taken, reach: reachOf(taken, sizes) }]
    }),
  )
  const [first, ...rest] = [...ways.values()].sort((a, b) => b.reach - a.reach || a.taken.length - b.taken.length)
  if (!first) return []
  const isWhole = first.taken.some((cell) => free.every((dimension) => !cell.members.has(dimension)))
  const next = isWhole ? Math.max(0, ...rest.map(({ reach }) => reach)) : first.reach
  return [first, ...rest.filter(({ reach }) => reach === next)].map(({ taken }) => asParts(taken, cells, free))
}
