import type { AreaMemberRow, AreaRow } from '../model/geography-rows.ts'

/** A base area of `vintage` lies in `area` of `level` with `share` (below 1 where it is divided between areas). */
export type BaseRow = { vintage: number; base: string; level: string; area: string; share: number }
export type Levels = { readonly country: string; readonly base: string; readonly levels: readonly { readonly id: string }[] }

/** Whether a row is valid in a year; an open end is valid for ever. */
export const validIn =
  (year: number) =>
  ({ validFrom, validTo }: { readonly validFrom: number | null; readonly validTo: number | null }): boolean =>
    (validFrom ?? -Infinity) <= year && year <= (validTo ?? Infinity)

/** The areas of every level that the base areas of a vintage lie in: themselves, those above them, and the country. */
export function memberships(geography: Levels, areas: readonly AreaRow[], members: readonly AreaMemberRow[], vintage: number): BaseRow[] {
  const valid = areas.filter(validIn(vintage))
  const levelOf = new Map(valid.map(({ code, level }) => [code, level]))
  const parents = new Map<string, { parent: string; share: number }[]>()
  for (const { child, parent, share } of members.filter(validIn(vintage)))
    parents.set(child, [...(parents.get(child) ?? []), { parent, share }])
  // From the smallest to the largest: a model lists its levels the other way round.
  const order = geography.levels.map(({ id }) => id).toReversed()

  /** Straight to the level where it is stated; else through one level between, the nearest to the base that leads there. */
  const within = (code: string, level: string): Map<string, number> => {
    const direct = parents.get(code) ?? []
    const stated = direct.filter(({ parent }) => levelOf.get(parent) === level)
    if (stated.length > 0) return new Map(stated.map(({ parent, share }) => [parent, share]))
    for (const between of order) {
      const found = new Map<string, number>()
      for (const { parent, share } of direct.filter(({ parent }) => levelOf.get(parent) === between))
        for (const [area, part] of within(parent, level)) found.set(area, (found.get(area) ?? 0) + share * part)
      if (found.size > 0) return found
    }
    return new Map()
  }

  return valid
    .filter(({ level }) => level === geography.base)
    .flatMap(({ code }) => [
      { vintage, base: code, level: 'country', area: geography.country, share: 1 },
      ...geography.levels.flatMap(({ id }) =>
        id === geography.base
          ? [{ vintage, base: code, level: id, area: code, share: 1 }]
          : [...within(code, id)].map(([area, share]) => ({ vintage, base: code, level: id, area, share })),
      ),
    ])
}
