import { optionWord } from '../model/given.ts'
import type { Gives, Model, Question } from '../model/model.ts'
import type { AnswerShape } from '../model/shapes/question-shape.ts'
import { likeness } from '../model/likeness.ts'
import type { Near } from './nearest-question.ts'

export type GivesGuess = {
  readonly gives: Gives
  /** Texts of options (or columns) -> members, where they stand for these. */
  readonly members: Readonly<Record<string, string>> | null
}

/**
 * What a column may give, as the nearest question does; null where its answers are of another kind, or its options are no members there.
 * `words`: text of an option (or column) -> its words.
 */
export const givesLike = (
  model: Model,
  { question }: Near,
  answer: AnswerShape,
  words: Readonly<Record<string, string>>,
): GivesGuess | null => {
  const optioned =
    answer.kind === 'multi' || (answer.kind === 'choice' && Object.values(answer.options).every((value) => typeof value === 'string'))
  for (const gives of question.gives) {
    const dimension = Object.keys(gives.members).find((id) => gives.members[id] === optionWord)
    const fact = model.subjects.find(({ id }) => id === gives.subject)?.facts.find(({ id }) => id === gives.fact)
    if (fact === undefined || (dimension !== undefined) !== optioned) continue
    if (dimension === undefined) {
      const kind = answer.kind === 'choice' ? 'boolean' : answer.kind
      if (fact.kind === kind) return { gives, members: null }
      continue
    }
    const members = membersOf(model, dimension, words, knownTo(question))
    if (members !== null) return { gives, members }
  }
  return null
}

/** Texts of options and columns that a question knows, in small letters -> what they stand for. */
const knownTo = ({ answer, columns }: Question): ReadonlyMap<string, string> => {
  const options = columns.kind === 'options' ? columns.options : 'options' in answer ? (answer.options ?? {}) : {}
  return new Map(Object.entries(options).map(([text, member]) => [text.trim().toLowerCase(), String(member)]))
}

/** Null where an option is like no declared member. */
const membersOf = (
  model: Model,
  dimension: string,
  words: Readonly<Record<string, string>>,
  known: ReadonlyMap<string, string>,
): Record<string, string> | null => {
  const declared = model.dimensions.find(({ id }) => id === dimension)?.members ?? []
  if (declared === 'found') return null
  const chosen = Object.entries(words).map(([text, word]): [string, string] | null => {
    const told = known.get(text.toLowerCase()) ?? known.get(word.toLowerCase())
    if (told !== undefined && declared.some(({ id }) => id === told)) return [text, told]
    const [best] = declared
      .map(({ id, label }) => ({ id, near: Math.max(...[id, ...Object.values(label)].map((name) => likeness(word, name))) }))
      .sort((a, b) => b.near - a.near)
    return best && best.near >= 0.6 ? [text, best.id] : null
  })
  if (chosen.length === 0 || chosen.some((one) => one === null)) return null
  const members = Object.fromEntries(chosen.filter((one) => one !== null))
  return new Set(Object.values(members)).size === chosen.length ? members : null
}
