import type { Question, Survey } from '../model/model.ts'
import { columnIn } from '../model/question-columns.ts'
import { targetOf } from './book.ts'
import type { Members, Target } from './book.ts'
import type { Also } from './quantity.ts'
import type { World } from './world.ts'
import { remembered } from './world.ts'

/**
 * What a form has no question for is reported under its rest: the members of each dimension that are counted in with the rest
 * member asked for, because no other question of the survey asks for them in that year.
 */
export function askedTogether(world: World, survey: Survey, target: Target, members: Members, year: number): Also {
  const { recipe, dimensions } = target.entry
  if (recipe.kind !== 'amount' || recipe.rest === undefined) return {}
  const also: Record<string, readonly string[]> = {}
  for (const [dimension, rest] of Object.entries(recipe.rest)) {
    if (members[dimension] !== rest) continue
    const asked = askedMembers(world, survey, target, dimension, members, year)
    also[dimension] = (dimensions.get(dimension) ?? []).filter((member) => !asked.has(member))
  }
  return also
}

function askedMembers(world: World, survey: Survey, target: Target, dimension: string, members: Members, year: number): Set<string> {
  const others = JSON.stringify(without(members, dimension))
  return remembered(world, year, `asked ${survey.id} ${target.fact} ${dimension} ${others}`, () => {
    const targets = survey.questions.filter((question) => question.gives.length > 0 && isAsked(question, year)).map((question) => targetOf(world.book, question))
    return new Set(
      targets
        .filter((other) => other.fact === target.fact && JSON.stringify(without(other.members, dimension)) === others)
        .flatMap((other) => other.members[dimension] ?? []),
    )
  })
}

/** Whether a question is in the form of a year. */
export function isAsked({ from, until, columns }: Question, year: number): boolean {
  const inTime = year >= (from ?? year) && year <= (until ?? year)
  return inTime && (columns.kind === 'options' || columnIn(columns, year) !== null)
}

function without(members: Members, dimension: string): [string, string][] {
  return Object.entries(members)
    .filter(([id]) => id !== dimension)
    .sort(([a], [b]) => (a < b ? -1 : 1))
}
