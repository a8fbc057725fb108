import type { AreaMemberRow, AreaRow } from '../model/geography-rows.ts'

/**
 * A base area of `vintage` lies in `area` of `level` with `share` (below 1 where it is divided between areas). `divided`: it lies in others
 * too, with shares that nobody knows, and counts whole in this one.
 */
export type BaseRow = { vintage: number; base: string; level: string; area: string; share: number; divided: boolean }
type Lying = { readonly share: number; readonly divided: boolean }
export type Levels = { readonly country: string; readonly base: string; readonly levels: readonly { readonly id: string }[] }

const whole: Lying = { share: 1, divided: false }

/** Whether a row is valid in a year; an open end is valid for ever. */
export const validIn =
  (year: number) =>
  ({ validFrom, validTo }: { readonly validFrom: number | null; readonly validTo: number | null }): boolean =>
    (validFrom ?? -Infinity) <= year && year <= (validTo ?? Infinity)

/** The areas of every level that the base areas of a vintage lie in: themselves, those above them, and the country. */
export function memberships(geography: Levels, areas: readonly AreaRow[], members: readonly AreaMemberRow[], vintage: number): BaseRow[] {
  const valid = areas.filter(validIn(vintage))
  const levelOf = new Map(valid.map(({ code, level }) => [code, level]))
  const parents = new Map<string, (Lying & { parent: string })[]>()
  for (const { child, parent, share, divided } of members.filter(validIn(vintage)))
    parents.set(child, [...(parents.get(child) ?? []), { parent, share, divided }])
  // From the smallest to the largest: a model lists its levels the other way round.
  const order = geography.levels.map(({ id }) => id).toReversed()

  /**
   * Straight to the level where it is stated; else through one level between, the nearest to the base that leads there, but rather one
   * on which the area is not divided with unknown shares.
   */
  const within = (code: string, level: string): Map<string, Lying> => {
    const direct = parents.get(code) ?? []
    const stated = direct.filter(({ parent }) => levelOf.get(parent) === level)
    if (stated.length > 0) return new Map(stated.map(({ parent, ...lying }) => [parent, lying]))
    const ways = order.flatMap((between) => {
      const found = new Map<string, Lying>()
      for (const { parent, share, divided } of direct.filter(({ parent }) => levelOf.get(parent) === between))
        for (const [area, part] of within(parent, level)) {
          const known = found.get(area)
          found.set(area, { share: (known?.share ?? 0) + share * part.share, divided: (known?.divided ?? false) || divided || part.divided })
        }
      return found.size > 0 ? [found] : []
    })
    return ways.find((found) => ![...found.values()].some(({ divided }) => divided)) ?? ways[0] ?? new Map<string, Lying>()
  }

  return valid
    .filter(({ level }) => level === geography.base)
    .flatMap(({ code }) => [
      { vintage, base: code, level: 'country', area: geography.country, ...whole },
      ...geography.levels.flatMap(({ id }) =>
        id === geography.base
          ? [{ vintage, base: code, level: id, area: code, ...whole }]
          : [...within(code, id)].map(([area, lying]) => ({ vintage, base: code, level: id, area, ...lying })),
      ),
    ])
}
