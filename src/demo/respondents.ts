import type { Survey } from '../model/model.ts'
import { levelAt } from './level.ts'
import { uniforms } from './random.ts'
import type { World } from './world.ts'
import { remembered, responseOf } from './world.ts'

export type Respondents = {
  /** Per unit of the year: asked, and answered. */
  readonly asked: readonly boolean[]
  readonly answered: readonly boolean[]
  /** Size group of each unit; its weight is the units of the group over those that answered. */
  readonly stratum: readonly number[]
  readonly frame: readonly number[]
}

const draws = 30

/**
 * Who is asked and who answers a survey in a year. Of several draws the one is kept whose weighted population lies nearest the
 * true one in every size group, for what is weighted up is to come out near the country's.
 */
export function respondentsOf(world: World, survey: Survey, year: number): Respondents {
  return remembered(world, year, `respondents ${survey.id}`, () => {
    const units = world.lineage.unitsOf(year)
    const stratum = Array.from(units.persons, (size) => world.model.sizeGroups.filter((bound) => size >= bound).length)
    const frame = world.model.sizeGroups.concat(0).map((_, group) => stratum.filter((one) => one === group).length)
    const recipe = responseOf(world.recipes, survey)
    const everyone = units.codes.map((_, i) => i)
    const sure = (i: number) => (units.persons[i] ?? 0) >= (recipe.certain ?? Infinity)
    const without = (pool: readonly number[], count: number, what: string, gone: ReadonlySet<number>) => {
      const chances = pool.filter((i) => !sure(i))
      const badness = (more: readonly number[]) => imbalance(units.persons, stratum, frame, new Set([...gone, ...more]))
      return new Set(balanced(world, `${survey.id} ${year} ${what}`, chances, count, badness))
    }
    const unasked = without(everyone, recipe.sample === undefined ? 0 : everyone.length - recipe.sample, 'not asked', new Set())
    const asked = everyone.filter((i) => !unasked.has(i))
    const missing = levelAt(recipe.missing ?? 0, year)
    const silent = without(asked, Math.round(missing < 1 ? missing * asked.length : missing), 'silent', unasked)
    return {
      asked: everyone.map((i) => !unasked.has(i)),
      answered: everyone.map((i) => !unasked.has(i) && !silent.has(i)),
      stratum,
      frame,
    }
  })
}

function balanced(
  world: World,
  key: string,
  pool: readonly number[],
  count: number,
  badness: (gone: readonly number[]) => number,
): number[] {
  let best: { gone: number[]; bad: number } = { gone: [], bad: Infinity }
  for (let draw = 0; count > 0 && draw < draws; draw++) {
    const uniform = uniforms(world.seed, `${key} ${draw}`)
    const gone = pool
      .map((i) => ({ i, u: uniform() }))
      .sort((a, b) => a.u - b.u)
      .slice(0, count)
      .map(({ i }) => i)
    const bad = badness(gone)
    if (bad < best.bad) best = { gone, bad }
  }
  return best.gone
}

// How far the weighted population of each size group lies from its own, as a share of the country's.
function imbalance(persons: Float64Array, stratum: readonly number[], frame: readonly number[], gone: ReadonlySet<number>): number {
  const left = frame.map((count, group) => count - [...gone].filter((i) => stratum[i] === group).length)
  if (left.some((count, group) => count === 0 && (frame[group] ?? 0) > 0)) return Infinity
  const off = frame.map(() => 0)
  persons.forEach((size, i) => {
    const group = stratum[i] ?? 0
    const weight = gone.has(i) ? 0 : (frame[group] ?? 0) / (left[group] ?? 1)
    off[group] = (off[group] ?? 0) + size * (weight - 1)
  })
  return off.reduce((sum, one) => sum + Math.abs(one), 0)
}
