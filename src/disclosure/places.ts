import { bind, sql } from '../database/sql.ts'
import { countryLevel, sizeGroupLevel } from '../geography/geography.ts'
import type { Model } from '../model/model.ts'
import { countryCode } from '../query/placed.ts'
import type { Reading, Unit } from './unit-cells.ts'
import type { Members } from './breakdown.ts'

/** Shares of units are counted in millionths, so that parts of a unit add up to it exactly. */
export const whole = 1_000_000

/** Units that are added up together: an area in the borders of a vintage, or those of it that have an attribute. */
export type Place = {
  readonly vintage: number
  readonly level: string
  readonly area: string
  readonly attributes: Members
  /** Positions of units, ascending, and what counts of each, in millionths. */
  readonly units: Int32Array
  readonly shares: Int32Array
}
/** What there is of a vintage: level -> area -> unit -> share, 0..1. */
type Areas = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<number, number>>>

type Borders = readonly [first: number, last: number]
export const borderYear = (year: number, [first, last]: Borders): number => Math.min(Math.max(year, first), last)

const readAreas = async (read: Reading, units: readonly Unit[], year: number, vintage: number): Promise<Areas> => {
  const { values, rowCount } = await read(sql`
    select level, area, code, share from area_place
    where vintage = ${bind('usmallint', vintage)} and year = ${bind('usmallint', year)} and share > 0 order by level, area, code`)
  const positions = new Map<string, number[]>()
  units.forEach(({ code }, unit) => positions.set(code, [...(positions.get(code) ?? []), unit]))
  const [levels = [], areas = [], codes = [], shares = []] = values
  const found = new Map<string, Map<string, Map<number, number>>>()
  for (let row = 0; row < rowCount; row += 1)
    for (const unit of positions.get(String(codes[row])) ?? []) {
      const level = found.get(String(levels[row])) ?? new Map<string, Map<number, number>>()
      const area = level.get(String(areas[row])) ?? new Map<number, number>()
      found.set(String(levels[row]), level.set(String(areas[row]), area.set(unit, Number(shares[row]))))
    }
  return found
}

/** Millionths that add up to what the unit has at the level. */
const inMillionths = (level: ReadonlyMap<string, ReadonlyMap<number, number>>): ReadonlyMap<string, ReadonlyMap<number, number>> => {
  const byUnit = new Map<number, [area: string, share: number][]>()
  for (const [area, shares] of level) for (const [unit, share] of shares) byUnit.set(unit, [...(byUnit.get(unit) ?? []), [area, share]])
  const counted = new Map<string, Map<number, number>>([...level.keys()].map((area) => [area, new Map()]))
  for (const [unit, shares] of byUnit) {
    const rounded = shares.map(([area, share]) => [area, Math.round(share * whole)] as [string, number])
    const last = rounded.at(-1)
    if (last && Math.abs(shares.reduce((all, [, share]) => all + share, 0) - 1) < 1e-6) last[1] += whole - rounded.reduce((all, [, share]) => all + share, 0)
    for (const [area, share] of rounded) if (share > 0) counted.get(area)?.set(unit, share)
  }
  return counted
}

const placeOf = (vintage: number, level: string, area: string, shares: ReadonlyMap<number, number>): Place => {
  const units = [...shares.keys()].sort((a, b) => a - b)
  return { vintage, level, area, attributes: [], units: Int32Array.from(units), shares: Int32Array.from(units, (unit) => shares.get(unit) ?? 0) }
}

/** Those of the place whose units have the attribute. */
const narrowed = (place: Place, units: readonly Unit[], dimension: string, member: string): Place => {
  const kept = [...place.units.keys()].filter((index) => units[place.units[index] ?? -1]?.attributes.get(dimension) === member)
  return {
    ...place,
    attributes: [...place.attributes, [dimension, member]],
    units: Int32Array.from(kept, (index) => place.units[index] ?? 0),
    shares: Int32Array.from(kept, (index) => place.shares[index] ?? 0),
  }
}

/** Every place that numbers of a wave may be published for: the areas of these vintages, and their units by at most two attributes. */
export const placesOf = async (
  read: Reading,
  model: Model,
  units: readonly Unit[],
  { year, vintages, borders, ofAreas }: { readonly year: number; readonly vintages: readonly number[]; readonly borders: Borders | null; readonly ofAreas: boolean },
): Promise<readonly Place[]> => {
  const everyone = new Map(units.map((_, unit) => [unit, whole]))
  const groups = [...new Set(units.flatMap(({ sizeGroup }) => (sizeGroup === null ? [] : [sizeGroup])))].sort()
  const areas: Place[] = []
  for (const vintage of vintages) {
    areas.push(placeOf(vintage, countryLevel, countryCode(model), everyone))
    if (ofAreas && borders)
      for (const [level, shares] of await readAreas(read, units, borderYear(year, borders), vintage))
        for (const [area, counted] of inMillionths(shares)) areas.push(placeOf(vintage, level, area, counted))
    for (const group of groups)
      areas.push(placeOf(vintage, sizeGroupLevel, group, new Map(units.flatMap((unit, position) => (unit.sizeGroup === group ? [[position, whole]] : [])))))
  }
  const known = model.dimensions.filter(({ of }) => of === 'unit').map(({ id }) => ({ id, members: [...new Set(units.flatMap(({ attributes }) => attributes.get(id) ?? []))].sort() }))
  const split = (places: readonly Place[], from: (place: Place) => readonly (typeof known)[number][]) =>
    places.flatMap((place) => from(place).flatMap(({ id, members }) => members.map((member) => narrowed(place, units, id, member)))).filter((place) => place.units.length > 0)
  const once = split(areas, () => known)
  const twice = split(once, ({ attributes }) => known.slice(known.findIndex(({ id }) => id === attributes[0]?.[0]) + 1))
  return [...areas, ...once, ...twice].filter((place) => place.units.length > 0)
}
