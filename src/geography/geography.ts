import type { Model } from '../model/model.ts'
import type { AreaMemberRow, AreaRow, GeographyRows } from '../model/geography-rows.ts'
import { memberships } from './membership.ts'
import { createDivided, type DividedRow } from './divided.ts'
import { lastCode, predecessors, successors, type AreaChange } from './history.ts'
import { stepsOf, succeeded } from './succession.ts'

export const countryLevel = 'country'
export const sizeGroupLevel = 'size_group'

/** A place in the borders of its vintage. */
export type Area = { readonly level: string; readonly code: string; readonly name: string; readonly vintage: number }

/** The places of a release, in memory: a few thousand rows. Areas come in the order of their codes. */
export type Geography = {
  /** Levels from the widest to the narrowest, country first, size groups last. */
  readonly levels: readonly string[]
  readonly base: string | null
  readonly defaultVintage: number
  /** First and last year whose borders are known. */
  readonly vintages: readonly [number, number]
  readonly atLevel: (level: string, vintage: number) => readonly Area[]
  readonly find: (code: string, vintage: number) => Area | undefined
  /** Every area this one lies in, nearest first, the country last. */
  readonly parents: (area: Area) => readonly Area[]
  /** Areas directly below, or those of `level` that share a base unit with it. */
  readonly children: (area: Area, level?: string) => readonly Area[]
  /** The changes that led to an area, and those that followed it, over all years, oldest first. */
  readonly predecessors: (area: Area) => readonly AreaChange[]
  readonly successors: (area: Area) => readonly AreaChange[]
  /** The areas that stand together with this one if no base area is to be divided; only itself where it stands alone. */
  readonly cluster: (area: Area) => readonly Area[]
  /** Of a level, the first of the areas that each stands together with, by its code; null where every area stands alone. */
  readonly clusters: (level: string, vintage: number) => ReadonlyMap<string, string> | null
  /** Base areas of other years of which one part lies in this area and another does not, or not as much of it, by year. */
  readonly straddling: (area: Area) => ReadonlyMap<number, readonly string[]>
  /** The last code by which an area of a year is known, through changes of its code only. */
  readonly lastCode: (code: string, year: number) => string
  /** The codes, in the borders of `vintage`, of what an area of an earlier year has become. */
  readonly became: (code: string, year: number, vintage: number) => readonly string[]
  /** Every row that ever had this code, for messages about codes of other years. */
  readonly history: (code: string) => readonly AreaRow[]
  readonly codes: (vintage: number) => readonly string[]
}

const valid = (row: { validFrom: number | null; validTo: number | null }, year: number) =>
  (row.validFrom ?? -Infinity) <= year && year <= (row.validTo ?? Infinity)

const once = <T>(make: (vintage: number) => T): ((vintage: number) => T) => {
  const known = new Map<number, T>()
  return (vintage) => {
    const found = known.get(vintage) ?? make(vintage)
    known.set(vintage, found)
    return found
  }
}

const grouped = (rows: readonly AreaMemberRow[], key: 'child' | 'parent', value: 'child' | 'parent'): ReadonlyMap<string, readonly string[]> => {
  const groups = new Map<string, string[]>()
  for (const row of rows) {
    const group = groups.get(row[key])
    if (group) group.push(row[value])
    else groups.set(row[key], [row[value]])
  }
  return groups
}

/** Everything reachable from a code, nearest first, each once. */
const reach = (from: string, next: ReadonlyMap<string, readonly string[]>): readonly string[] => {
  const found = new Set<string>()
  let front: readonly string[] = [from]
  while (front.length > 0) {
    const further = front.flatMap((code) => next.get(code) ?? []).filter((code) => !found.has(code))
    for (const code of further) found.add(code)
    front = [...new Set(further)]
  }
  return [...found]
}

/** Size groups as areas: codes such as `2000-4999`, `0-1999`, `50000-`. */
export const sizeGroups = (bounds: readonly number[]): readonly { code: string; name: string }[] =>
  bounds.length === 0
    ? []
    : [0, ...bounds].map((lower, index) => {
        const upper = bounds[index]
        const code = upper === undefined ? `${lower}-` : `${lower}-${upper - 1}`
        return { code, name: code }
      })

/** The top of all areas, named in the first language of the model; without geography it is everything there is. */
const countryOf = ({ geography, languages, title }: Model): { code: string; name: string } => {
  const language = languages[0] ?? 'en'
  if (!geography) return { code: 'all', name: title[language] ?? 'all' }
  const known = /^[A-Z]{2}$/.test(geography.country) ? new Intl.DisplayNames([language], { type: 'region' }).of(geography.country) : undefined
  return { code: geography.country, name: known ?? geography.country }
}

/** `dividedRows`: base areas of the years of answers that are divided between areas in the borders of some year. */
export const createGeography = (
  model: Model,
  rows: Omit<GeographyRows, 'population'>,
  vintages: readonly [number, number],
  dividedRows: readonly DividedRow[] = [],
): Geography => {
  const { geography } = model
  const country: AreaRow = { level: countryLevel, ...countryOf(model), validFrom: null, validTo: null }
  const groups = sizeGroups(model.sizeGroups).map((group): AreaRow => ({ ...group, level: sizeGroupLevel, validFrom: null, validTo: null }))
  const all = [country, ...rows.areas, ...groups]

  const at = once((vintage) => {
    const areas = all.filter((row) => valid(row, vintage)).map(({ level, code, name }): Area => ({ level, code, name, vintage }))
    const members = rows.members.filter((row) => valid(row, vintage))
    return {
      areas,
      byCode: new Map(areas.map((area) => [area.code, area])),
      up: grouped(members, 'child', 'parent'),
      down: grouped(members, 'parent', 'child'),
    }
  })
  const areasOf = (vintage: number, codes: readonly string[]) =>
    codes.flatMap((code) => {
      const area = at(vintage).byCode.get(code)
      return area ? [area] : []
    })

  const baseUnits = (area: Area): readonly string[] => {
    if (area.level === geography?.base) return [area.code]
    if (area.level === countryLevel) return at(area.vintage).areas.filter(({ level }) => level === geography?.base).map(({ code }) => code)
    const below = new Set(reach(area.code, at(area.vintage).down))
    return at(area.vintage).areas.filter(({ level, code }) => level === geography?.base && below.has(code)).map(({ code }) => code)
  }

  const atLevel = (level: string, vintage: number) => {
    const areas = at(vintage).areas.filter((area) => area.level === level)
    return level === sizeGroupLevel ? areas : areas.sort((a, b) => (a.code < b.code ? -1 : 1))
  }

  const parents = (area: Area): readonly Area[] => {
    if (area.level === countryLevel) return []
    const above = areasOf(area.vintage, reach(area.code, at(area.vintage).up))
    return [...above, ...areasOf(area.vintage, [country.code])]
  }

  const children = (area: Area, level?: string): readonly Area[] => {
    if (level === undefined) {
      if (area.level !== countryLevel) return areasOf(area.vintage, [...(at(area.vintage).down.get(area.code) ?? [])].sort())
      const { areas, up } = at(area.vintage)
      return areas.filter((one) => one.level !== countryLevel && one.level !== sizeGroupLevel && !up.has(one.code))
    }
    if (area.level === countryLevel) return level === countryLevel ? [] : atLevel(level, area.vintage)
    const codes = new Set(baseUnits(area).flatMap((code) => [code, ...reach(code, at(area.vintage).up)]))
    return atLevel(level, area.vintage).filter(({ code }) => codes.has(code) && code !== area.code)
  }

  const divided = createDivided(dividedRows)
  const straddles = new Map<string, ReadonlyMap<number, readonly string[]>>()
  /** By level and area, the share that each base area has in it. */
  const sharesIn = once((vintage) => {
    const shares = new Map<string, Map<string, number>>()
    for (const { level, area, base, share } of geography ? memberships(geography, rows.areas, rows.members, vintage) : [])
      shares.set(`${level} ${area}`, (shares.get(`${level} ${area}`) ?? new Map<string, number>()).set(base, share))
    return shares
  })
  const straddlingOf = (area: Area): ReadonlyMap<number, readonly string[]> => {
    const found = new Map<number, string[]>()
    if (geography === null || area.level === countryLevel || area.level === sizeGroupLevel) return found
    const shares = sharesIn(area.vintage).get(`${area.level} ${area.code}`)
    for (const { year, code, areas } of divided.at(geography.base, area.vintage))
      if (new Set(areas.map((one) => shares?.get(one) ?? 0)).size > 1) found.set(year, [...(found.get(year) ?? []), code])
    return found
  }

  const spans = new Map<string, AreaRow[]>()
  for (const row of all) spans.set(row.code, [...(spans.get(row.code) ?? []), row])
  const history = (code: string) => spans.get(code) ?? []
  const steps = stepsOf(rows.changes, (code, year) => spans.get(code)?.some((row) => valid(row, year)) ?? false)
  return {
    levels: [countryLevel, ...(geography?.levels.map(({ id }) => id) ?? []), ...(groups.length > 0 ? [sizeGroupLevel] : [])],
    base: geography?.base ?? null,
    defaultVintage: geography?.vintage ?? vintages[1],
    vintages,
    atLevel,
    find: (code, vintage) => at(vintage).byCode.get(code),
    parents,
    children,
    predecessors: ({ code, vintage }) => predecessors(code, vintage, steps, history),
    successors: ({ code, vintage }) => successors(code, vintage, steps),
    lastCode: (code, year) => lastCode(code, year, steps, history),
    became: (code, year, vintage) => [...succeeded(code, year, vintage, steps).keys()],
    history,
    cluster: (area) => areasOf(area.vintage, divided.clusters(area.level, area.vintage).get(area.code) ?? [area.code]),
    clusters: (level, vintage) => {
      const found = divided.clusters(level, vintage)
      return found.size === 0 ? null : new Map([...found].map(([code, [first = code]]) => [code, first]))
    },
    straddling: (area) => {
      const key = `${area.vintage} ${area.level} ${area.code}`
      const found = straddles.get(key) ?? straddlingOf(area)
      straddles.set(key, found)
      return found
    },
    codes: (vintage) => [...at(vintage).byCode.keys()],
  }
}
