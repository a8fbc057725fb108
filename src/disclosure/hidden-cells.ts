import type { DisclosureLimits, Fact, Model, Subject } from '../model/model.ts'
import { breakdownOf, membersId, mostDimensions } from './breakdown.ts'
import { patternOf, secondary, shown } from './pattern.ts'
import { borderYear, placesOf } from './places.ts'
import { rulesOf, zerosShown } from './rules.ts'
import { tableOf } from './table.ts'
import { readGrown, readUnitCells, readUnits, type Reading, type Wave } from './unit-cells.ts'

/** A number that is not public: a row of the table `suppression`. */
export type HiddenCell = {
  readonly vintage: number
  readonly level: string
  readonly area: string
  readonly dimensions: string
  readonly members: string
  readonly kind: 'primary' | 'secondary' | 'earlier'
}
/** What decides what is hidden, beside the answers. */
export type Circumstances = {
  readonly model: Model
  readonly read: Reading
  readonly borders: readonly [first: number, last: number] | null
  readonly membersOf: (dimension: string) => readonly string[]
}

export type Past = {
  /** Units whose own number of the year before is not public; an estimate made of it is not either. */
  readonly hiddenBefore: (unit: string) => boolean
  /** Numbers that an earlier release hid; they stay hidden. */
  readonly hiddenEarlier: (cell: Omit<HiddenCell, 'kind' | 'dimensions'>) => boolean
}

/** Facts whose numbers are not all public, with the waves that ask for them. */
export const guardedWaves = (model: Model, waves: readonly { readonly survey: string; readonly year: number }[]): readonly Wave[] =>
  model.subjects.flatMap((subject) =>
    subject.facts.filter(({ disclosure, kind }) => disclosure !== 'none' && (kind === 'number' || kind === 'boolean')).flatMap((fact) => waves.map(({ survey, year }) => ({ subject, fact, survey, year }))),
  )

/** Dimensions of compositions of the fact: each part stands beside the rest. */
const composedOver = ({ indicators }: Subject, fact: Fact): readonly string[] =>
  indicators.flatMap(({ kind, of, over }) => (kind === 'composition' && of === fact.id && over !== null ? [over] : []))

/** Every number of a fact in one wave that is not public, in the order of places and members. */
export const hiddenCellsOf = async ({ model, read, borders, membersOf }: Circumstances, wave: Wave, { hiddenBefore, hiddenEarlier }: Past): Promise<readonly HiddenCell[]> => {
  const { subject, fact, survey, year } = wave
  const breakdown = breakdownOf(model, { subject: subject.id, fact: fact.id, survey, year }, membersOf)
  if (!breakdown) return []
  const { units, positions } = await readUnits(read, model, wave)
  const { numbers, estimated, withheld } = await readUnitCells(read, model, wave, breakdown, positions)
  const grown = estimated.some((some) => some.includes(1)) ? await readGrown(read, wave) : new Set<string>()
  const tellsBefore = Uint8Array.from(units, ({ code }) => (grown.has(code) && hiddenBefore(code) ? 1 : 0))
  const isSilent = Uint8Array.from(units, (_, unit) => (numbers.every((some, combination) => Number.isNaN(some[unit]) || estimated[combination]?.[unit] === 1) ? 1 : 0))
  const reckoned = estimated.map((some) => some.map((one, unit) => one & (isSilent[unit] ?? 0)))
  // An estimate made of what the unit did answer tells that.
  const secret = withheld.map((some, combination) =>
    some.map((one, unit) => one | ((estimated[combination]?.[unit] ?? 0) & ((tellsBefore[unit] ?? 0) | (1 - (isSilent[unit] ?? 0))))),
  )
  const own = borders ? borderYear(year, borders) : year
  const vintages = [...new Set([model.geography?.vintage ?? own, own])]
  const ofAreas = model.surveys.some(({ id, unit }) => id === survey && unit.kind === 'area')
  const places = await placesOf(read, model, units, { year, vintages, borders, ofAreas })
  const limits: DisclosureLimits = model.disclosure
  const table = tableOf({ breakdown, places, stated: numbers, estimated: reckoned, secret, units: units.length, showsZero: zerosShown(fact, limits) })
  const rules = rulesOf(table, fact, composedOver(subject, fact), limits)
  const names = places.flatMap(({ vintage, level, area, attributes }, place) =>
    breakdown.combinations.slice(0, breakdown.publishable).flatMap((members, combination) => {
      const all = [...members, ...attributes]
      const cell = all.length > mostDimensions ? -1 : table.at(place, combination)
      return cell < 0 ? [] : [{ cell, vintage, level, area, dimensions: all.map(([id]) => id).join(' '), members: membersId(all) }]
    }),
  )
  const earlier = new Set(names.filter(hiddenEarlier).map(({ cell }) => cell))
  const state = patternOf(table, { ...rules, primary: (cell) => earlier.has(cell) || rules.primary(cell) })
  const kindOf = (cell: number): HiddenCell['kind'] => (state[cell] === secondary ? 'secondary' : rules.primary(cell) ? 'primary' : 'earlier')
  return names.flatMap(({ cell, ...name }) => (state[cell] === shown ? [] : [{ ...name, kind: kindOf(cell) }]))
}
