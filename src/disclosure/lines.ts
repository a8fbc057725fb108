import { plus } from './field.ts'
import type { Breakdown } from './breakdown.ts'
import type { Place } from './places.ts'
import type { Table } from './table.ts'

/** A cell that is the sum of others. */
export type Line = { readonly parent: number; readonly children: Int32Array }

/** A place as the sum of smaller places and of single units. */
type Division = { readonly parent: number; readonly places: readonly number[]; readonly units: readonly number[] }

const whole = 1e6

/** Places of one kind, of which every unit lies in one at most. */
const familiesOf = (places: readonly Place[]): readonly (readonly number[])[] => {
  const families = new Map<string, number[]>()
  places.forEach(({ vintage, level, attributes }, position) => {
    const id = `${vintage} ${level} ${attributes.map(([dimension]) => dimension).join(' ')}`
    families.set(id, [...(families.get(id) ?? []), position])
  })
  return [...families.values()]
}

/** Every place by the places of each kind that lie within it, and by the units that are left. */
const divisionsOf = (places: readonly Place[]): readonly Division[] => {
  const families = familiesOf(places).map((family) => {
    const placeOf = new Map<number, number>()
    for (const place of family)
      places[place]?.units.forEach((unit, index) => placeOf.set(unit, places[place]?.shares[index] === whole ? place : -1))
    return placeOf
  })
  const found = new Map<string, Division>()
  const take = (division: Division) => {
    const id = JSON.stringify([[...(places[division.parent]?.units ?? [])], division.places.map((place) => [...(places[place]?.units ?? [])]), division.parent])
    found.set(id, division)
  }
  places.forEach((place, parent) => {
    if (place.units.length < 2 || place.shares.some((share) => share !== whole)) return
    take({ parent, places: [], units: [...place.units] })
    for (const placeOf of families) {
      const counts = new Map<number, number>()
      for (const unit of place.units) counts.set(placeOf.get(unit) ?? -1, (counts.get(placeOf.get(unit) ?? -1) ?? 0) + 1)
      const within = [...counts].flatMap(([child, count]) => (child >= 0 && child !== parent && count === places[child]?.units.length && count > 1 && count < place.units.length ? [child] : []))
      if (within.length === 0) continue
      const taken = new Set(within)
      take({ parent, places: within, units: [...place.units].filter((unit) => !taken.has(placeOf.get(unit) ?? -1)) })
    }
  })
  return [...found.values()]
}

/** Combinations as sums of others, by their parts. */
const splitsOf = ({ combinations, parts }: Breakdown): readonly { readonly parent: number; readonly children: readonly number[] }[] =>
  combinations.flatMap((members, parent) => {
    const own = new Set(members.map((one) => one.join(':')))
    const kinds = new Map<string, number[]>()
    combinations.forEach((finer, child) => {
      if (finer.length <= members.length || members.some((one) => !finer.some((other) => other.join(':') === one.join(':')))) return
      const kind = finer.filter((one) => !own.has(one.join(':'))).map(([dimension]) => dimension).join(' ')
      kinds.set(kind, [...(kinds.get(kind) ?? []), child])
    })
    const size = parts[parent]?.length ?? 0
    return [...kinds.values()].filter((children) => children.reduce((all, child) => all + (parts[child]?.length ?? 0), 0) === size).map((children) => ({ parent, children }))
  })

/** All sums that hold between cells, places within places and members within members. */
export const linesOf = (table: Table): readonly Line[] => {
  const { places, breakdown, spaces, firstOf, at } = table
  const lines: Line[] = []
  const add = (parent: number, children: readonly number[]) => {
    const some = children.filter((cell) => cell >= 0)
    if (parent >= 0 && some.length > 0 && !some.includes(parent) && addsUp(parent, some)) lines.push({ parent, children: Int32Array.from(some) })
  }
  // A unit may state a whole and none of its parts.
  const addsUp = (parent: number, children: readonly number[]): boolean =>
    table.prints.every((prints) => children.reduce((sum, cell) => plus(sum, prints[cell] ?? 0), 0) === prints[parent])
  const unitCell = (unit: number, combination: number): number => {
    const local = spaces[unit]?.cellOf[combination] ?? -1
    return local < 0 || Number.isNaN(table.stated[combination]?.[unit] ?? Number.NaN) ? -1 : (firstOf[unit] ?? 0) + local
  }
  const splits = splitsOf(breakdown)
  for (let unit = 0; unit < table.units; unit += 1)
    for (const { parent, children } of splits) add(unitCell(unit, parent), children.map((child) => unitCell(unit, child)))
  const publishable = splits.filter(({ children }) => children.every((child) => child < breakdown.publishable))
  places.forEach(({ units }, place) => {
    if (units.length > 1) for (const { parent, children } of publishable) add(at(place, parent), children.map((child) => at(place, child)))
  })
  for (const { parent, places: within, units } of divisionsOf(places))
    for (let combination = 0; combination < breakdown.publishable; combination += 1)
      add(at(parent, combination), [...within.map((place) => at(place, combination)), ...units.map((unit) => unitCell(unit, combination))])
  return lines
}
