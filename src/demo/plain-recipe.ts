import type { Fact, Question } from '../model/model.ts'
import type { Quantity } from './recipe.ts'

/** The recipe of a fact that none is written for: nothing but sane for the kind of its answer. */
export function plainRecipe(key: string, fact: Fact, { answer }: Question): Quantity {
  const facts = [key]
  if (fact.kind === 'text') return { kind: 'words', facts, phrases: ['–'] }
  if (fact.kind === 'date') return { kind: 'date', facts, days: [-365, 0] }
  if (answer.kind === 'choice' && !Object.values(answer.options).every((option) => typeof option === 'boolean')) {
    return { kind: 'choice', facts, weights: Object.fromEntries(Object.values(answer.options).map((option) => [String(option), 1])) }
  }
  if (fact.kind === 'boolean') return { kind: 'yes', facts, likely: 0.4 }
  const [min, max] = answer.kind === 'number' ? [answer.min ?? 0, answer.max ?? Infinity] : [0, Infinity]
  if (fact.combine !== 'sum') return { kind: 'measure', facts, level: Math.min(10, min + (max - min) / 3), min, max }
  return { kind: 'amount', facts, rate: 5, per: 10000 }
}
