import { cellsOf, isAskedIn, type Cell } from '../query/cells.ts'
import type { Model } from '../model/model.ts'

/** Members of some dimensions, in the order of the subject's dimensions: `[['age_group', 'adults']]`; empty: the whole. */
export type Members = readonly (readonly [dimension: string, member: string])[]

/** How a fact is split in one wave. */
export type Breakdown = {
  /** Every combination that may be published, then those of more dimensions that were asked, which are not. */
  readonly combinations: readonly Members[]
  /** How many of them may be published. */
  readonly publishable: number
  /** Number of the finest parts, which are all combinations of the members that were asked together. */
  readonly finest: number
  /** The finest parts of each combination, ascending. */
  readonly parts: readonly Int32Array[]
}

/** Dimensions that a published number of such a fact is split by or narrowed to, at most. */
export const mostDimensions = 2

export const membersId = (members: Members): string => JSON.stringify(members)

/** Every choice of one from each list. */
const product = <T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  lists.reduce<readonly (readonly T[])[]>((all, list) => all.flatMap((row) => list.map((one) => [...row, one])), [[]])

const subsets = <T>(items: readonly T[], most: number): readonly (readonly T[])[] =>
  items.reduce<readonly (readonly T[])[]>((all, item) => [...all, ...all.filter(({ length }) => length < most).map((some) => [...some, item])], [[]])

/** The combinations of members that a form asks for, cell by cell. */
const askedBy = (cells: readonly Cell[], dimensions: readonly string[], membersOf: (dimension: string) => readonly string[]): readonly Members[] => {
  const asked = cells.flatMap(({ members }) =>
    product(
      dimensions
        .filter((dimension) => members.has(dimension))
        .map((dimension) => [...(members.get(dimension) ?? membersOf(dimension))].map((member) => [dimension, member] as const)),
    ),
  )
  return [...new Map(asked.map((members) => [membersId(members), members])).values()]
}

const kindOf = (members: Members): string => members.map(([dimension]) => dimension).join(' ')

/**
 * A finest part exists unless a form asks for its members, but never together. `asked` of one kind: what one table of a form has.
 */
const finestOf = (asked: readonly Members[], dimensions: readonly string[]): readonly ReadonlyMap<string, string>[] => {
  const used = dimensions.filter((dimension) => asked.some((members) => members.some(([id]) => id === dimension)))
  const membersOf = (dimension: string) => [...new Set(asked.flatMap((members) => members.flatMap(([id, member]) => (id === dimension ? [member] : []))))]
  const tables = [...new Set(asked.map(kindOf))].map((kind) => {
    const rows = asked.filter((members) => kindOf(members) === kind)
    return { dimensions: rows[0]?.map(([id]) => id) ?? [], rows: new Set(rows.map(membersId)), members: new Set(rows.flatMap((row) => row.map((one) => one.join(':')))) }
  })
  const all = product(used.map((dimension) => membersOf(dimension).map((member) => [dimension, member] as const)))
  return all
    .map((part) => new Map(part))
    .filter((part) =>
      tables.every((table) => {
        const row = table.dimensions.map((dimension) => [dimension, part.get(dimension) ?? ''] as const)
        return table.rows.has(membersId(row)) || !row.every((one) => table.members.has(one.join(':')))
      }),
    )
}

/** Null where the wave does not ask for the fact. */
export const breakdownOf = (
  model: Model,
  { subject, fact, survey, year }: { readonly subject: string; readonly fact: string; readonly survey: string; readonly year: number },
  membersOf: (dimension: string) => readonly string[],
): Breakdown | null => {
  const dimensions = model.subjects.find(({ id }) => id === subject)?.dimensions ?? []
  const cells = cellsOf(model, subject).filter((cell) => cell.fact === fact && cell.survey.id === survey && isAskedIn(cell, year))
  if (cells.length === 0) return null
  const asked = askedBy(cells, dimensions, membersOf)
  const once = new Map(asked.flatMap((members) => subsets(members, mostDimensions)).map((members) => [membersId(members), members]))
  const finer = asked.filter(({ length }) => length > mostDimensions)
  const combinations = [...once.values(), ...finer]
  const finest = finestOf(asked, dimensions)
  const parts = combinations.map((members) =>
    Int32Array.from(finest.flatMap((part, index) => (members.every(([dimension, member]) => part.get(dimension) === member) ? [index] : []))),
  )
  return { combinations, publishable: once.size, finest: finest.length, parts }
}
