import { inverse, numbersFrom, plus, prime, times } from './field.ts'
import { mostDimensions, type Breakdown } from './breakdown.ts'
import type { Place } from './places.ts'
import { unitSpaces, type UnitSpace } from './unit-space.ts'

/** What is known of one fact in one wave, before anything is hidden. */
export type Given = {
  readonly breakdown: Breakdown
  readonly places: readonly Place[]
  /** By combination and unit; NaN where nothing was stated. */
  readonly stated: readonly Float64Array[]
  /** 1 where that is an estimate which has nothing of the unit's own answers, and 1 where nobody may know it. */
  readonly estimated: readonly Uint8Array[]
  readonly secret: readonly Uint8Array[]
  readonly units: number
  /** Whether a 0 of so many units is shown, and tells that all of them are 0. */
  readonly showsZero: (units: number) => boolean
}

/**
 * The cells of a fact in one wave. Cells that always have the same value but for a known factor are one cell, whatever they are called.
 * The cells of single units come first, whether they may be published or not.
 */
export type Table = Given & {
  readonly spaces: readonly UnitSpace[]
  /** First cell of each unit; its cells follow in the order of its space. */
  readonly firstOf: Int32Array
  readonly unitCells: number
  /** Of each unit cell. */
  readonly unitOf: Int32Array
  readonly cells: number
  /** Cell of each place and combination that may be published (`at(place, combination)`); -1 where it is nothing. */
  readonly cellAt: Int32Array
  readonly at: (place: number, combination: number) => number
  /** Sum and number of units by place and combination. */
  readonly sums: Float64Array
  readonly counts: Int32Array
  /** A place and combination that the cell is; -1 where it may not be published. */
  readonly nameOf: Int32Array
  /** Cells of units: whether it is an estimate, and whether nobody may know it. */
  readonly isEstimate: Uint8Array
  readonly isSecret: Uint8Array
  /** Sum over the units of a cell, and how many they are. */
  readonly valueOf: Float64Array
  readonly unitsOf: Int32Array
  /** Two numbers of each cell that add up as the cells do, modulo the prime. */
  readonly prints: readonly (readonly number[])[]
}

const sumsOf = ({ places, stated, breakdown }: Given) => {
  const width = breakdown.publishable
  const sums = new Float64Array(places.length * width)
  const counts = new Int32Array(places.length * width)
  places.forEach(({ units, shares }, place) => {
    for (let combination = 0; combination < width; combination += 1) {
      const values = stated[combination]
      for (let index = 0; index < units.length; index += 1) {
        const value = values?.[units[index] ?? 0] ?? Number.NaN
        if (Number.isNaN(value)) continue
        sums[place * width + combination]! += (value * (shares[index] ?? 0)) / 1e6
        counts[place * width + combination]! += 1
      }
    }
  })
  return { sums, counts }
}

/** By unit, the combinations that are seen to be nothing: at the unit itself or somewhere it lies. */
const zerosOf = ({ places, stated, breakdown, units, showsZero }: Given, sums: Float64Array, counts: Int32Array): readonly (readonly number[])[] => {
  const zeros = Array.from({ length: units }, () => new Set<number>())
  places.forEach((place, position) => {
    for (let combination = 0; combination < breakdown.publishable; combination += 1) {
      const name = position * breakdown.publishable + combination
      if (sums[name] === 0 && showsZero(counts[name] ?? 0)) for (const unit of place.units) if (stated[combination]?.[unit] === 0) zeros[unit]?.add(combination)
    }
  })
  return zeros.map((some) => [...some].sort((a, b) => a - b))
}

export const tableOf = (given: Given): Table => {
  const { breakdown, places, stated, units } = given
  const width = breakdown.publishable
  const { sums, counts } = sumsOf(given)
  const spaceOf = unitSpaces(breakdown)
  const spaces = zerosOf(given, sums, counts).map(spaceOf)
  const firstOf = new Int32Array(units)
  let unitCells = 0
  for (const [unit, space] of spaces.entries()) {
    firstOf[unit] = unitCells
    unitCells += space.cells
  }
  const unitOf = new Int32Array(unitCells)
  spaces.forEach((space, unit) => unitOf.fill(unit, firstOf[unit] ?? 0, (firstOf[unit] ?? 0) + space.cells))
  const prints = [unitPrints(spaces, firstOf, unitCells, 20_231), unitPrints(spaces, firstOf, unitCells, 20_233)] as const
  const known = new Map<number, number>()
  const keyOf = (one: number, two: number) => one * prime + two
  for (let cell = 0; cell < unitCells; cell += 1) known.set(keyOf(prints[0][cell] ?? 0, prints[1][cell] ?? 0), cell)
  const cellAt = new Int32Array(places.length * width).fill(-1)
  const nameOf: number[] = Array.from({ length: unitCells }, () => -1)
  const fingerprint = ({ units: members, shares }: Place, combination: number): readonly [number, number] | null => {
    let [one, two, first] = [0, 0, 0]
    for (let index = 0; index < members.length; index += 1) {
      const unit = members[index] ?? 0
      const local = spaces[unit]?.cellOf[combination] ?? -1
      if (local < 0 || Number.isNaN(stated[combination]?.[unit] ?? Number.NaN)) continue
      const cell = (firstOf[unit] ?? 0) + local
      const share = shares[index] ?? 0
      if (first === 0) first = share
      one += times(share, prints[0][cell] ?? 0)
      two += times(share, prints[1][cell] ?? 0)
    }
    const scale = first === 0 ? 0 : inverse(first)
    return first === 0 ? null : [times(one % prime, scale), times(two % prime, scale)]
  }
  places.forEach((place, position) => {
    for (let combination = 0; combination < width; combination += 1) {
      if ((breakdown.combinations[combination]?.length ?? 0) + place.attributes.length > mostDimensions) continue
      const print = fingerprint(place, combination)
      if (!print) continue
      const cell = known.get(keyOf(...print)) ?? nameOf.push(-1) - 1
      known.set(keyOf(...print), cell)
      if (cell >= prints[0].length) prints.forEach((each, index) => each.push(print[index] ?? 0))
      const name = position * width + combination
      cellAt[name] = cell
      if ((nameOf[cell] ?? -1) < 0 || isWhole(place) > isWhole(places[Math.floor((nameOf[cell] ?? 0) / width)])) nameOf[cell] = name
    }
  })
  const cells = nameOf.length

  const valueOf = new Float64Array(cells)
  const unitsOf = new Int32Array(cells)
  const isEstimate = new Uint8Array(unitCells)
  const isSecret = new Uint8Array(unitCells)
  spaces.forEach((space, unit) => {
    for (const [combination, values] of stated.entries()) {
      const local = space.cellOf[combination] ?? -1
      const value = values[unit] ?? Number.NaN
      if (local < 0 || Number.isNaN(value)) continue
      valueOf[(firstOf[unit] ?? 0) + local] = value
      unitsOf[(firstOf[unit] ?? 0) + local] = 1
      if (given.estimated[combination]?.[unit] === 1) isEstimate[(firstOf[unit] ?? 0) + local] = 1
      if (given.secret[combination]?.[unit] === 1) isSecret[(firstOf[unit] ?? 0) + local] = 1
    }
  })
  for (let cell = unitCells; cell < cells; cell += 1) {
    valueOf[cell] = sums[nameOf[cell] ?? 0] ?? 0
    unitsOf[cell] = counts[nameOf[cell] ?? 0] ?? 0
  }
  return { ...given, spaces, firstOf, unitCells, unitOf, cells, cellAt, at: (place, combination) => cellAt[place * width + combination] ?? -1, sums, counts, nameOf: Int32Array.from(nameOf), valueOf, isEstimate, isSecret, unitsOf, prints }
}

/** Random numbers for the cells of units, which add up as the cells do: what adds up to the same is the same. */
const unitPrints = (spaces: readonly UnitSpace[], firstOf: Int32Array, unitCells: number, seed: number): number[] => {
  const random = numbersFrom(seed)
  const prints = Array.from({ length: unitCells }, () => 0)
  spaces.forEach(({ vectors }, unit) => {
    const coordinates = Array.from(vectors[0] ?? [], random)
    vectors.forEach((vector, cell) => {
      prints[(firstOf[unit] ?? 0) + cell] = vector.reduce((sum, value, index) => plus(sum, times(value, coordinates[index] ?? 0)), 0)
    })
  })
  return prints
}

const isWhole = (place: Place | undefined): number => (place?.shares[0] === 1e6 ? 1 : 0)

/** The cells of units that a place and combination add up, with their shares. */
export const termsOf = ({ places, breakdown, spaces, firstOf, stated }: Table, name: number): readonly (readonly [cell: number, share: number])[] => {
  const place = places[Math.floor(name / breakdown.publishable)]
  const combination = name % breakdown.publishable
  if (!place) return []
  return [...place.units].flatMap((unit, index): [number, number][] => {
    const local = spaces[unit]?.cellOf[combination] ?? -1
    const value = stated[combination]?.[unit] ?? Number.NaN
    return local < 0 || Number.isNaN(value) ? [] : [[(firstOf[unit] ?? 0) + local, place.shares[index] ?? 0]]
  })
}
