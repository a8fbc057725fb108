import type { GeographyRows } from '../model/geography-rows.ts'
import type { GeographyModel } from '../model/model.ts'

/** The base areas of a year, ordered by code, and where each comes from. */
export type Units = {
  readonly year: number
  readonly codes: readonly string[]
  readonly persons: Float64Array
  /** Per unit its roots (positions in `Lineage.roots`) and their shares of its people; shares add up to 1. */
  readonly origins: readonly (readonly Origin[])[]
}
export type Origin = { readonly root: number; readonly share: number }
export type Lineage = {
  /** The areas of the first year with a population, from which all later ones descend. */
  readonly roots: readonly string[]
  /** The units of a year; an error where the year has no population. */
  readonly unitsOf: (year: number) => Units
  /** The area of a level that each root lay in, in that year; null where it lay in none. */
  readonly rootsIn: (level: string, year: number) => readonly (string | null)[]
}

/** Follows base areas through mergers, splits and new codes, by population. */
export function lineageOf(geography: GeographyRows, model: GeographyModel): Lineage {
  const persons = new Map<number, Map<string, number>>()
  for (const row of geography.population) {
    const year = persons.get(row.year) ?? new Map<string, number>()
    persons.set(row.year, year.set(row.code, (year.get(row.code) ?? 0) + row.persons))
  }
  const known = [...persons.keys()].sort((a, b) => a - b)
  const first = unitsFrom(known[0] ?? 0, persons.get(known[0] ?? 0) ?? new Map(), null)
  const units = new Map([[first.year, first]])
  for (const year of known.slice(1)) {
    const before = units.get(year - 1)
    if (before === undefined) throw new Error(`the population has no figures of ${year - 1}, between ${first.year} and ${year}`)
    const ended = (code: string) => {
      const last = [...units.values()].findLast(({ codes }) => codes.includes(code))
      return last?.origins[last.codes.indexOf(code)] ?? []
    }
    units.set(year, unitsFrom(year, persons.get(year) ?? new Map(), { units: before, changes: geography.changes, ended }))
  }
  return {
    roots: first.codes,
    unitsOf: (year) => {
      const found = units.get(year)
      if (found === undefined) throw new Error(`no answers can be made for ${year}: population.csv has ${known[0]}-${known.at(-1)}`)
      return found
    },
    rootsIn: (level, year) => memberships(geography, first.codes, level === model.base ? null : level, year),
  }
}

/** Units that are no areas of the base level, or that stay as they are: all of one size, without regions. */
export function fixedLineage(codes: readonly string[]): Lineage {
  const origins = codes.map((_, root) => [{ root, share: 1 }])
  const persons = new Float64Array(codes.length).fill(1)
  return { roots: codes, unitsOf: (year) => ({ year, codes, persons, origins }), rootsIn: () => codes.map(() => null) }
}

type Before = {
  readonly units: Units
  readonly changes: GeographyRows['changes']
  /** The origins of an area that ended before; none of what never was. */
  readonly ended: (code: string) => readonly Origin[]
}

function unitsFrom(year: number, persons: ReadonlyMap<string, number>, before: Before | null): Units {
  const codes = [...persons.keys()].sort()
  const origins = codes.map((code, i) => (before === null ? [{ root: i, share: 1 }] : inherited(code, year, before)))
  return { year, codes, persons: Float64Array.from(codes, (code) => persons.get(code) ?? 0), origins }
}

function inherited(code: string, year: number, { units, changes, ended }: Before): Origin[] {
  const people = new Map<number, number>()
  const now = changes.filter((change) => change.year === year)
  // Of what was merged before and comes out again now: the share of each root that lies here.
  const known = new Map<number, number>()
  for (const { from, to, share } of now)
    if (!units.codes.includes(from)) for (const { root } of ended(from)) known.set(root, (known.get(root) ?? 0) + (to === code ? share : 0))
  const take = (from: string, share: number) => {
    const at = units.codes.indexOf(from)
    for (const origin of units.origins[at] ?? []) {
      const part = origin.share * (share < 1 ? (known.get(origin.root) ?? share) : share) * (units.persons[at] ?? 0)
      if (part > 0) people.set(origin.root, (people.get(origin.root) ?? 0) + part)
    }
  }
  if (!now.some((change) => change.from === code)) take(code, 1)
  for (const change of now) if (change.to === code) take(change.from, change.share)
  const all = [...people.values()].reduce((sum, part) => sum + part, 0)
  if (all === 0) throw new Error(`${code} appears in ${year} without a predecessor in area_changes.csv`)
  return [...people].map(([root, part]) => ({ root, share: part / all }))
}

function memberships(geography: GeographyRows, roots: readonly string[], level: string | null, year: number): (string | null)[] {
  if (level === null) return [...roots]
  const inLevel = new Set(geography.areas.filter((area) => area.level === level).map((area) => area.code))
  const parent = new Map(
    geography.members
      .filter((row) => inLevel.has(row.parent) && (row.validFrom ?? year) <= year && year <= (row.validTo ?? year))
      .map((row) => [row.child, row.parent]),
  )
  return roots.map((root) => parent.get(root) ?? null)
}
