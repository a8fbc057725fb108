import type { Model } from '../../src/model/model.ts'
import type { Told } from './outlets.ts'
import { recovered, type Sum } from './recover.ts'

/** What an attacker knows of the world beside what is told: who lies where, and who answered which cells. */
export type World = {
  /** Shares of units by vintage, level and area: `2024 county 46`. */
  readonly places: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** Units that state a cell, and what they state: by members. */
  readonly stated: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** Cells of units that are estimates without anything the unit itself answered: unit, blank, members. */
  readonly estimated: ReadonlySet<string>
}

export const cellId = (members: readonly (readonly [string, string])[]): string => JSON.stringify([...members].sort(([a], [b]) => (a < b ? -1 : 1)))

/** Sums that hold within each unit: a cell is the sum of its parts by one more dimension, where all of them are stated. */
const partitions = (model: Model, { stated }: World): readonly { readonly unit: string; readonly whole: string; readonly parts: readonly string[] }[] => {
  const cells = [...stated.keys()].map((id) => JSON.parse(id) as [string, string][])
  return cells.flatMap((members) =>
    model.dimensions.flatMap(({ id: dimension }) => {
      const whole = cellId(members)
      const parts = cells.filter((other) => other.length === members.length + 1 && other.some(([id]) => id === dimension) && members.every(([id, member]) => other.some(([a, b]) => a === id && b === member))).map(cellId)
      if (parts.length === 0) return []
      return [...(stated.get(whole) ?? [])].flatMap(([unit, value]) => {
        const values = parts.map((part) => stated.get(part)?.get(unit))
        const sum = values.reduce<number>((all, one) => all + (one ?? Number.NaN), 0)
        return Math.abs(sum - value) < 1e-9 ? [{ unit, whole, parts }] : []
      })
    }),
  )
}

/** What is told and hidden, as sums of what units state; what is known to be nothing is left out. */
export const sumsOf = (model: Model, world: World, told: readonly Told[]) => {
  const unknown = (unit: string, cell: string) => `${unit} ${cell}`
  const nothing = new Set<string>()
  const unitsIn = ({ vintage, level, area, members }: Told) => {
    const stated = world.stated.get(cellId(members))
    return [...(world.places.get(`${vintage} ${level} ${area}`) ?? [])].filter(([unit]) => stated?.has(unit))
  }
  for (const one of told) if (one.value === 0) for (const [unit] of unitsIn(one)) nothing.add(unknown(unit, cellId(one.members)))
  const all = partitions(model, world)
  for (let size = -1; size !== nothing.size; ) {
    size = nothing.size
    for (const { unit, whole, parts } of all) {
      if (nothing.has(unknown(unit, whole))) for (const part of parts) nothing.add(unknown(unit, part))
      else if (parts.every((part) => nothing.has(unknown(unit, part)))) nothing.add(unknown(unit, whole))
    }
  }
  const sumOf = (one: Told): Sum => new Map(unitsIn(one).flatMap(([unit, share]) => (nothing.has(unknown(unit, cellId(one.members))) ? [] : [[unknown(unit, cellId(one.members)), share] as const])))
  const relations = all.flatMap(({ unit, whole, parts }): Sum[] => {
    const terms = [[unknown(unit, whole), -1] as const, ...parts.map((part) => [unknown(unit, part), 1] as const)].filter(([name]) => !nothing.has(name))
    return terms.length === 0 ? [] : [new Map(terms)]
  })
  const known = told.filter(({ value }) => value !== null).map(sumOf).filter(({ size }) => size > 0)
  const secrets = told.filter(({ value }) => value === null)
  return { known: [...known, ...relations], secrets, secretSums: secrets.map(sumOf) }
}

/** The hidden numbers that what is told gives away to one who adds and subtracts. */
export const attack = (model: Model, world: World, told: readonly Told[]): readonly Told[] => {
  const { known, secrets, secretSums } = sumsOf(model, world, told)
  return recovered(known, secretSums).flatMap((position) => secrets[position] ?? [])
}
