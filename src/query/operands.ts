import type { Fact, Model } from '../model/model.ts'
import type { Cell } from './cells.ts'
import { isImputed } from './imputable.ts'
import type { Measure, Plan } from './plan.ts'

/** What an indicator is made of, per unit: a fact's value, inhabitants, the frame's size, or simply one per unit. */
export type Operand =
  | {
      readonly kind: 'fact'
      readonly fact: Fact
      readonly by: readonly string[]
      readonly where: ReadonlyMap<string, readonly string[]>
      /** Dimensions whose parts are added up, even where the whole was stated too. */
      readonly split: readonly string[]
      /** With estimates for what was not answered. */
      readonly completed: boolean
    }
  | { readonly kind: 'population'; readonly by: readonly string[]; readonly where: ReadonlyMap<string, readonly string[]> }
  | { readonly kind: 'size' }
  | { readonly kind: 'one' }
export type Operands = { readonly of: Operand & { kind: 'fact' }; readonly to: Operand }

const only = (plan: Plan, dimensions: ReadonlySet<string>) => ({
  by: plan.by.filter((dimension) => dimensions.has(dimension)),
  where: new Map([...plan.where].filter(([dimension]) => dimensions.has(dimension))),
})

const factOf = (plan: Plan, id: string): Fact => {
  const fact = plan.subject.facts.find((candidate) => candidate.id === id)
  if (!fact) throw new Error(`no fact ${id} in ${plan.subject.id}`)
  return fact
}

/** The operands of a measure under a plan. A denominator is combined over the dimensions it lacks. */
export const operandsOf = (model: Model, plan: Plan, cells: readonly Cell[], measure: Measure): Operands => {
  const { indicator } = measure
  const completed = isImputed(plan.subject, measure)
  const own = new Set(plan.subject.dimensions)
  const of = { kind: 'fact' as const, fact: factOf(plan, indicator.of), split: [], completed, ...only(plan, own) }
  if (indicator.kind === 'composition') {
    const rest = new Set([...own].filter((dimension) => dimension !== indicator.over))
    return { of, to: { kind: 'fact', fact: of.fact, split: indicator.over === null ? [] : [indicator.over], completed, ...only(plan, rest) } }
  }
  if (indicator.kind !== 'ratio') return { of, to: { kind: 'one' } }
  if (indicator.to === 'size') return { of, to: { kind: 'size' } }
  if (indicator.to === 'population')
    return { of, to: { kind: 'population', ...only(plan, new Set(model.geography?.populationDimensions ?? [])) } }
  const fact = factOf(plan, indicator.to ?? '')
  const has = new Set(cells.filter((cell) => cell.fact === fact.id).flatMap((cell) => [...cell.members.keys()]))
  return { of, to: { kind: 'fact', fact, split: [], completed, ...only(plan, has) } }
}
