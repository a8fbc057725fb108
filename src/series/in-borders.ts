import type { Area } from '../geography/geography.ts'
import { policyAt } from '../geography/policy.ts'
import type { Fact, Indicator } from '../model/model.ts'
import type { Base, Estimate } from '../query/run.ts'
import type { Selection } from '../query/selection.ts'

/** The areas whose numbers an area shows: its own, or those of all that it stands together with. */
export const togetherWith = ({ areaPolicy, warehouse: { geography } }: Selection, area: Area): readonly Area[] =>
  areaPolicy === 'cluster' ? geography.cluster(area) : [area]

/** Under which code an area is asked for: that of the first of these. */
export const codeOf = (selection: Selection, area: Area): string => togetherWith(selection, area)[0]?.code ?? area.code

const isBase = ({ warehouse: { geography } }: Selection, { level }: Area): boolean => level === geography.base

const factOf = ({ subject }: Selection, id: string | null): Fact | undefined => subject.facts.find((fact) => fact.id === id)

/** Whether a part of a unit has a part of its value: what is added up or averaged, but not a yes, a largest value or a quantile. */
const isDivisible = (selection: Selection, { of, to, p }: Indicator): boolean => {
  const facts = [factOf(selection, of), factOf(selection, to)].flatMap((fact) => fact ?? [])
  return p === null && facts.every(({ kind, combine }) => kind === 'number' && (combine === 'sum' || combine === 'mean'))
}

/** Whether the area has its share of units that were divided. Above the base level it has a share of whatever they said. */
export const isAllocated = (selection: Selection, area: Area, indicator: Indicator): boolean =>
  policyAt(area.level, selection.warehouse.geography.base, selection.areaPolicy) === 'allocate' &&
  (!isBase(selection, area) || isDivisible(selection, indicator))

/** Whether units that were divided leave the area without a value. */
export const isWithheld = (selection: Selection, area: Area, indicator: Indicator, { partial, divided }: Base): boolean =>
  partial + divided > 0 && selection.areaPolicy !== 'cluster' && !isAllocated(selection, area, indicator)

/**
 * Whether an area of the base level that several units became has no value of its own, because one of them has none (and no
 * estimate); a yes of any, or a no where all must, is known without the others. `parts`: units it was made of.
 */
export const lacksPart = (selection: Selection, area: Area, { of }: Indicator, { n, filled, unasked, numerator }: Estimate, parts: number): boolean => {
  if (!isBase(selection, area) || n + filled + unasked >= parts) return false
  const fact = factOf(selection, of)
  return !(fact?.kind === 'boolean' && ((fact.combine === 'any' && numerator === 1) || (fact.combine === 'all' && numerator === 0)))
}
