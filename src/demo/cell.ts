import type { Entry, Members } from './book.ts'
import type { Level } from './level.ts'
import { levelAt } from './level.ts'
import type { ByMember, Effects } from './recipe.ts'

/** The members that an entry knows the dimension of, in its order. */
export function within(entry: Entry, members: Members): Members {
  return Object.fromEntries([...entry.dimensions.keys()].filter((id) => members[id] !== undefined).map((id) => [id, members[id] as string]))
}

export function cellName(members: Members): string {
  return Object.entries(members)
    .map(([dimension, member]) => `${dimension}=${member}`)
    .join(' ')
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
  if (!isTable(levels)) return levelAt(levels, year)
  const own = levels.of[members[levels.by] ?? ''] ?? levels.rest
  if (own !== undefined) return levelIn(own, members, year)
  const all = Object.values(levels.of)
  return all.reduce<number>((sum, one) => sum + levelIn(one, members, year), 0) / all.length
}

/** Whether a table has a level for a cell. */
export function tells(levels: ByMember | undefined, cell: Members): boolean {
  if (levels === undefined || !isTable(levels)) return true
  const own = levels.of[cell[levels.by] ?? ''] ?? levels.rest
  return own !== undefined && tells(own, cell)
}

/** The members that a table names, by dimension. */
export function namedIn(levels: ByMember | undefined): Map<string, Set<string>> {
  const named = new Map<string, Set<string>>()
  if (levels === undefined || !isTable(levels)) return named
  named.set(levels.by, new Set(Object.keys(levels.of)))
  for (const inner of Object.values(levels.of)) {
    for (const [dimension, members] of namedIn(inner)) named.set(dimension, new Set([...(named.get(dimension) ?? []), ...members]))
  }
  return named
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

type Table = Exclude<ByMember, Level>

export function isTable(levels: ByMember): levels is Table {
  return typeof levels === 'object' && 'by' in levels
}
