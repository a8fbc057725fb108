import type { Answer, Fact, Gives, Model, Question } from '../model/model.ts'
import { namedIn } from './cell.ts'
import { plainRecipe } from './plain-recipe.ts'
import type { Quantity, Recipes } from './recipe.ts'

export type Members = Readonly<Record<string, string>>
/** A recipe with its dimensions: those it names, then those that only questions name. */
export type Entry = { readonly name: string; readonly recipe: Quantity; readonly dimensions: ReadonlyMap<string, readonly string[]> }
/** What a question asks for; `option` is the dimension that its options are members of. */
export type Target = { readonly entry: Entry; readonly fact: string; readonly members: Members; readonly option: string | null }
export type Book = {
  readonly entries: ReadonlyMap<string, Entry>
  readonly claims: ReadonlyMap<string, readonly Claim[]>
  /** Facts that no recipe tells of, which get answers after their kind alone. */
  readonly notes: readonly string[]
}
/** A quantity's word on a fact: members that hold for all of it, `*` for any member. */
export type Claim = { readonly name: string; readonly fixed: Members }

/** The recipes by name and by fact. A fact without one gets a plain recipe after its kind, so that a new question never breaks the demo. */
export function bookOf(model: Model, recipes: Recipes): Book {
  const quantities = new Map(Object.entries(recipes.quantities))
  const claims = new Map<string, Claim[]>()
  const claim = (name: string, recipe: Quantity) => {
    for (const [fact, fixed] of Object.entries(factsOf(recipe))) claims.set(fact, [...(claims.get(fact) ?? []), { name, fixed }])
  }
  quantities.forEach((recipe, name) => claim(name, recipe))
  const notes: string[] = []
  const asked = new Map<string, Gives[]>()
  for (const question of syntheticQuestions(model)) {
    for (const gives of question.gives) {
      const key = `${gives.subject}.${gives.fact}`
      const fact = factOf(model, key)
      if (fact === null) throw new Error(`question ${question.id} gives ${key}, which is no fact of the model`)
      if (claimOf(claims, gives) === null) {
        const recipe = plainRecipe(key, fact, question)
        quantities.set(key, recipe)
        claim(key, recipe)
        notes.push(`no recipe tells of ${key} (asked by ${question.id}): its answers are made after its kind alone`)
      }
      const name = claimOf(claims, gives)?.name ?? key
      asked.set(name, [...(asked.get(name) ?? []), gives])
    }
  }
  const entries = [...quantities].map(
    ([name, recipe]) => [name, { name, recipe, dimensions: dimensionsOf(model, recipe, asked.get(name) ?? []) }] as const,
  )
  return { entries: new Map(entries), claims, notes }
}

/** What a question asks for: the first of its facts that tells of the options, else its first. */
export function targetOf(book: Book, question: Question): Target {
  const gives = question.gives.find((one) => Object.values(one.members).includes('$option')) ?? question.gives[0]
  const claim = gives === undefined ? null : claimOf(book.claims, gives)
  const entry = claim === null ? undefined : book.entries.get(claim.name)
  if (gives === undefined || claim === null || entry === undefined)
    throw new Error(`question ${question.id} gives nothing that a recipe tells of`)
  const option = Object.entries(gives.members).find(([, member]) => member === '$option')?.[0] ?? null
  return {
    entry,
    fact: `${gives.subject}.${gives.fact}`,
    members: { ...without(gives.members, '$option'), ...without(claim.fixed, '*') },
    option,
  }
}

/** `subject.fact` -> the members that hold for all of it. */
export function factsOf(recipe: Quantity): Readonly<Record<string, Members>> {
  return Array.isArray(recipe.facts) ? Object.fromEntries(recipe.facts.map((key) => [key, {}])) : recipe.facts
}

/** The fact of a `subject.fact`, or null. */
export function factOf(model: Model, key: string): Fact | null {
  const [subject, fact] = key.split('.')
  return model.subjects.find((one) => one.id === subject)?.facts.find((one) => one.id === fact) ?? null
}

/** The declared members of a dimension; empty where there are none. */
export function membersOf(model: Model, dimension: string): readonly string[] {
  const members = model.dimensions.find((one) => one.id === dimension)?.members ?? []
  return members === 'found' ? [] : members.map((member) => member.id)
}

/** Whether the options of a choice stand for yes and no. */
export function optionsAreYesNo(answer: Answer & { kind: 'choice' }): boolean {
  return Object.values(answer.options).every((option) => typeof option === 'boolean')
}

/** The questions whose answers are made up. */
export function syntheticQuestions(model: Model): Question[] {
  return model.surveys.filter((survey) => survey.waves.synthetic).flatMap((survey) => survey.questions)
}

// The claim that names most of the question's dimensions as its own; one that asks for a dimension the question lacks does not fit.
function claimOf(claims: ReadonlyMap<string, readonly Claim[]>, { subject, fact, members }: Gives): Claim | null {
  const stars = ({ fixed }: Claim) => Object.keys(fixed).filter((dimension) => fixed[dimension] === '*')
  const fitting = (claims.get(`${subject}.${fact}`) ?? []).filter((claim) => stars(claim).every((dimension) => dimension in members))
  return fitting.reduce<Claim | null>((best, claim) => (best === null || stars(claim).length > stars(best).length ? claim : best), null)
}

function without(members: Members, word: string): Members {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== word))
}

function dimensionsOf(model: Model, recipe: Quantity, asked: readonly Gives[]): Map<string, readonly string[]> {
  const named = namedMembers(recipe)
  // Effects need not name every member.
  for (const dimension of Object.keys('effects' in recipe ? (recipe.effects ?? {}) : {})) {
    if (!named.has(dimension)) named.set(dimension, new Set(membersOf(model, dimension)))
  }
  for (const { subject, fact, members } of asked) {
    const fixed = factsOf(recipe)[`${subject}.${fact}`] ?? {}
    for (const [dimension, member] of Object.entries(members)) {
      if (dimension in fixed && fixed[dimension] !== '*') continue
      if (recipe.kind === 'choice' && member === '$option') continue
      if (!named.has(dimension)) named.set(dimension, new Set(membersOf(model, dimension)))
      else if (member !== '$option') named.get(dimension)?.add(member)
    }
  }
  return new Map([...named].map(([dimension, members]) => [dimension, [...members]]))
}

/** The members that a recipe names, by dimension, in its order. */
export function namedMembers(recipe: Quantity): Map<string, Set<string>> {
  const named = new Map<string, Set<string>>()
  const add = (dimension: string, members: Iterable<string>) => named.set(dimension, new Set([...(named.get(dimension) ?? []), ...members]))
  const tables =
    recipe.kind === 'amount'
      ? [recipe.rate]
      : recipe.kind === 'yes' || recipe.kind === 'words'
        ? [recipe.likely]
        : recipe.kind === 'measure'
          ? [recipe.level]
          : []
  for (const table of tables) namedIn(table).forEach((members, dimension) => add(dimension, members))
  if (recipe.kind === 'amount') {
    for (const [dimension, split] of Object.entries(recipe.split ?? {})) {
      const inner =
        'by' in split && 'of' in split ? Object.values(split.of as object).flatMap((one: object) => Object.keys(one)) : Object.keys(split)
      add(dimension, inner)
    }
  }
  return named
}
