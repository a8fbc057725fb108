import type { Answer, Fact, Model, Question } from '../model/model.ts'
import type { Quantity, Recipes } from './recipe.ts'

export type Members = Readonly<Record<string, string>>
/** A recipe with the dimensions it is asked by: those of its split, then those that only questions name. */
export type Entry = { readonly name: string; readonly recipe: Quantity; readonly dimensions: ReadonlyMap<string, readonly string[]> }
/** What a question asks for; `option` is the dimension that its options are members of. */
export type Target = { readonly entry: Entry; readonly members: Members; readonly option: string | null; readonly fact: Fact }
export type Book = {
  readonly entries: ReadonlyMap<string, Entry>
  readonly facts: ReadonlyMap<string, { readonly entry: Entry; readonly members: Members }>
  /** Facts that no recipe tells of, which get answers by their kind alone. */
  readonly notes: readonly string[]
}

/** The recipes by name and by fact. A fact without one gets a plain recipe after its kind, so that a new question never breaks the demo. */
export function bookOf(model: Model, recipes: Recipes): Book {
  const asked = askedFacts(model)
  const all = new Map(Object.entries(recipes.quantities))
  const told = new Set([...all.values()].flatMap((recipe) => Object.keys(factsOf(recipe))))
  const notes: string[] = []
  for (const [key, questions] of asked) {
    const fact = factOf(model, key)
    if (told.has(key) || fact === null || questions[0] === undefined) continue
    all.set(key, plainRecipe(key, fact, questions[0]))
    notes.push(`no recipe tells of ${key} (asked by ${questions[0].id}): its answers are made after its kind alone`)
  }
  const entries = new Map([...all].map(([name, recipe]) => [name, { name, recipe, dimensions: dimensionsOf(model, recipe, asked) }]))
  const facts = new Map(
    [...entries.values()].flatMap((entry) => Object.entries(factsOf(entry.recipe)).map(([key, members]) => [key, { entry, members }] as const)),
  )
  return { entries, facts, notes }
}

/** What a question asks for: the first of its facts that tells of the options, else its first. */
export function targetOf(book: Book, model: Model, question: Question): Target {
  const gives = question.gives.find((one) => Object.values(one.members).includes('$option')) ?? question.gives[0]
  const key = `${gives?.subject}.${gives?.fact}`
  const found = book.facts.get(key)
  const fact = factOf(model, key)
  if (gives === undefined || found === undefined || fact === null) throw new Error(`question ${question.id} gives no fact of the model`)
  const option = Object.entries(gives.members).find(([, member]) => member === '$option')?.[0] ?? null
  const members = Object.fromEntries(Object.entries(gives.members).filter(([, member]) => member !== '$option'))
  return { entry: found.entry, members: { ...members, ...found.members }, option, fact }
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

function askedFacts(model: Model): Map<string, Question[]> {
  const asked = new Map<string, Question[]>()
  for (const survey of model.surveys.filter((one) => one.waves.synthetic)) {
    for (const question of survey.questions) {
      for (const { subject, fact } of question.gives) {
        const key = `${subject}.${fact}`
        asked.set(key, [...(asked.get(key) ?? []), question])
      }
    }
  }
  return asked
}

function dimensionsOf(model: Model, recipe: Quantity, asked: ReadonlyMap<string, readonly Question[]>): Map<string, readonly string[]> {
  const dimensions = new Map<string, readonly string[]>()
  if (recipe.kind === 'amount') {
    for (const [dimension, split] of Object.entries(recipe.split ?? {})) {
      const parts = 'by' in split && 'of' in split ? Object.values(split.of as object).flatMap((one: object) => Object.keys(one)) : Object.keys(split)
      dimensions.set(dimension, [...new Set(parts)])
    }
  }
  for (const [key, fixed] of Object.entries(factsOf(recipe))) {
    const gives = (asked.get(key) ?? []).flatMap((question) => question.gives.filter((one) => `${one.subject}.${one.fact}` === key))
    for (const dimension of gives.flatMap((one) => Object.keys(one.members))) {
      if (!dimensions.has(dimension) && !(dimension in fixed)) dimensions.set(dimension, membersOf(model, dimension))
    }
  }
  return dimensions
}

function plainRecipe(key: string, fact: Fact, { answer }: Question): Quantity {
  const facts = [key]
  if (fact.kind === 'text') return { kind: 'words', facts, phrases: ['–'] }
  if (fact.kind === 'date') return { kind: 'date', facts, days: [-365, 0] }
  if (answer.kind === 'choice' && !optionsAreYesNo(answer)) {
    return { kind: 'choice', facts, weights: Object.fromEntries(Object.values(answer.options).map((option) => [String(option), 1])) }
  }
  if (fact.kind === 'boolean') return { kind: 'yes', facts, likely: 0.4 }
  const top = answer.kind === 'number' ? answer.max : null
  if (fact.combine !== 'sum') return { kind: 'measure', facts, level: top === null ? 10 : top / 3 }
  return { kind: 'amount', facts, rate: fact.unit === 'fte' ? 2 : 5, per: 10000, step: fact.unit === 'fte' ? 0.1 : 1 }
}

/** Whether the options of a choice stand for yes and no. */
export function optionsAreYesNo(answer: Answer & { kind: 'choice' }): boolean {
  return Object.values(answer.options).every((option) => typeof option === 'boolean')
}
