import type { Breakdown, Members } from '../../src/disclosure/breakdown.ts'
import { patternOf, shown } from '../../src/disclosure/pattern.ts'
import type { Place } from '../../src/disclosure/places.ts'
import { rulesOf, zerosShown } from '../../src/disclosure/rules.ts'
import { tableOf, type Table } from '../../src/disclosure/table.ts'
import type { Fact } from '../../src/model/model.ts'

const limits = { persons: 4, denominator: 10, respondents: 3, unanimous: 10 }

const fact = (disclosure: 'persons' | 'respondents', kind: 'number' | 'boolean' = 'number'): Fact => ({
  id: 'count',
  kind,
  label: null,
  description: null,
  unit: null,
  combine: 'sum',
  weight: null,
  disclosure,
  impute: 'none',
})

/** Every unit's value of each member of one dimension, and areas by the positions of their units; each unit is an area of its own. */
export type Small = {
  readonly kind?: 'number' | 'boolean'
  readonly values: readonly (readonly number[])[]; readonly areas: Readonly<Record<string, readonly number[]>>; readonly disclosure?: 'persons' | 'respondents' }

const placeOf = (area: string, units: readonly number[]): Place => ({
  vintage: 2024,
  level: area.replace(/\d+$/, ''),
  area,
  attributes: [],
  units: Int32Array.from(units),
  shares: new Int32Array(units.length).fill(1e6),
})

export const smallTable = ({ values, areas, disclosure = 'persons', kind = 'number' }: Small): Table => {
  const width = values[0]?.length ?? 0
  const members = Array.from({ length: width }, (_, index): Members => [['kind', `m${index}`]])
  const split = width > 1
  const breakdown: Breakdown = {
    combinations: split ? [[], ...members] : [[]],
    publishable: split ? width + 1 : 1,
    finest: width,
    parts: split ? [Int32Array.from(members.keys()), ...members.map((_, index) => Int32Array.of(index))] : [Int32Array.of(0)],
  }
  const sum = (row: readonly number[]) => row.reduce((all, value) => all + value, 0)
  const stated = [Float64Array.from(values, sum), ...(split ? members.map((_, index) => Float64Array.from(values, (row) => row[index] ?? 0)) : [])]
  const units = values.map((_, unit) => placeOf(`unit${unit}`, [unit]))
  return tableOf({
    breakdown,
    places: [...Object.entries(areas).map(([area, some]) => placeOf(area, some)), ...units],
    stated,
    estimated: stated.map((row) => new Uint8Array(row.length)),
    secret: stated.map((row) => new Uint8Array(row.length)),
    units: values.length,
    showsZero: zerosShown(fact(disclosure, kind), limits),
  })
}

/** Names of what is hidden: `area` or `area m1`, sorted. */
export const hiddenIn = (small: Small): readonly string[] => {
  const table = smallTable(small)
  const state = patternOf(table, rulesOf(table, fact(small.disclosure ?? 'persons', small.kind), [], limits))
  return table.places
    .flatMap(({ area }, place) =>
      table.breakdown.combinations.flatMap((members, combination) => {
        const cell = table.at(place, combination)
        return cell >= 0 && state[cell] !== shown ? [[area, ...members.map(([, member]) => member)].join(' ')] : []
      }),
    )
    .sort()
}
