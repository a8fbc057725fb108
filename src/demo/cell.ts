import type { Entry, Members } from './book.ts'
import type { Level } from './level.ts'
import { levelAt } from './level.ts'
import type { ByMember, Effects } from './recipe.ts'

/** The members that an entry knows, in the order of its dimensions: the name of a cell. */
export function within(entry: Entry, members: Members): Members {
  return Object.fromEntries([...entry.dimensions.keys()].filter((id) => members[id] !== undefined).map((id) => [id, members[id] as string]))
}

export function cellName(members: Members): string {
  return Object.entries(members).map(([dimension, member]) => `${dimension}=${member}`).join(' ')
}

/** All cells that lie in a cell: every combination of the dimensions it leaves open. */
export function cellsIn(entry: Entry, members: Members): Members[] {
  let cells: Members[] = [{}]
  for (const [dimension, all] of entry.dimensions) {
    const chosen = members[dimension]
    const open = chosen === undefined ? all : [chosen]
    cells = cells.flatMap((cell) => open.map((member) => ({ ...cell, [dimension]: member })))
  }
  return cells
}

/** The level of a cell; where the dimension is left open or the member is not told of, the mean of the members. */
export function levelIn(levels: ByMember, members: Members, year: number): number {
  if (!isByMember(levels)) return levelAt(levels, year)
  const own = levels.of[members[levels.by] ?? '']
  if (own !== undefined) return levelAt(own, year)
  const all = Object.values(levels.of)
  return all.reduce<number>((sum, one) => sum + levelAt(one, year), 0) / all.length
}

/** The effects of a cell's members, added up. */
export function effectIn(effects: Effects | undefined, members: Members, year: number): number {
  let sum = 0
  for (const [dimension, ofMember] of Object.entries(effects ?? {})) {
    const effect = ofMember[members[dimension] ?? '']
    if (effect !== undefined) sum += levelAt(effect, year)
  }
  return sum
}

export function isByMember(levels: ByMember): levels is { by: string; of: Record<string, Level> } {
  return typeof levels === 'object' && 'by' in levels
}
