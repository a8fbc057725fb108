import type { Gives, Model, Question, Text } from '../model/model.ts'
import { words } from '../model/names.ts'
import type { AnswerShape } from '../model/shapes/question-shape.ts'
import { answerOf } from './answer-kind.ts'
import { givesLike } from './gives.ts'
import { idMaker } from './ids.ts'
import { finderOf, type Finder } from './nearest-question.ts'
import { listed, type Profile } from './profile.ts'
import { groupTicks, type Group } from './ticks.ts'

/** A question as it is proposed: what goes into the file, and `notes` for the person who finishes it. */
export type Proposal = {
  readonly id: string
  readonly text: Text
  readonly column: string | null
  /** Column -> what its option stands for and its words in the file. */
  readonly columns: Readonly<Record<string, { readonly option: string; readonly words: string }>> | null
  readonly answer: AnswerShape
  readonly gives: Gives | null
  readonly missing: readonly string[]
  readonly notes: readonly string[]
}

// From here on a question is taken for that of the model, if no other is as near; below the other bound none is worth a word.
const same = 0.6
const worthwhile = 0.35
const apart = 0.02
const certain = 0.98

/** Questions for columns that are none of the design, nor set aside. */
export const proposalsOf = (model: Model, profiles: readonly Profile[]): Proposal[] => {
  const [find, id] = [finderOf(model), idMaker('q')]
  const drafts = groupTicks(profiles, model).map((group) => draftOf(model, group, id, find))
  const wanted = new Map<string, number>()
  for (const { key, near } of drafts) if (key !== null) wanted.set(key, Math.max(near, wanted.get(key) ?? 0))
  // What two questions would give is given by the nearer one, or the first.
  const taken = new Set<string>()
  return drafts.map(({ key, near, proposal, without }) => {
    if (key === null) return proposal
    if (taken.has(key) || near < (wanted.get(key) ?? 0)) return without
    taken.add(key)
    return proposal
  })
}

type Draft = { readonly key: string | null; readonly near: number; readonly proposal: Proposal; readonly without: Proposal }

const draftOf = (model: Model, group: Group, id: (text: string) => string, find: Finder): Draft => {
  const [first] = group.profiles
  if (!first) throw new Error('a group without columns')
  const several = group.options.length > 0
  const { answer: guessed, labels, missing, notes } = several ? ticked(group) : answerOf(first)
  const name = several ? common(group.profiles.map(({ column }) => column.name)) : first.column.name
  const inWords = words(name.replaceAll(/[_.]+/g, '_'))
  const optionWords = several
    ? Object.fromEntries(group.profiles.map(({ column }, i) => [column.name, group.options[i] ?? column.name]))
    : wordsOf(guessed, labels)
  const found = find([...(group.text === null ? [] : [group.text]), ...group.profiles.map(({ column }) => column.name), name])
  // A column of that very name: its question has the words that the file lacks.
  const lent = group.text === null && (found[0]?.near ?? 0) > certain ? (found[0]?.question ?? null) : null
  const option = idMaker('option')
  const own = Object.fromEntries(Object.entries(optionWords).map(([key, word]) => [key, option(word)]))
  const base = { id: id(name), column: several ? null : first.column.name, missing }
  const finished = (members: Readonly<Record<string, string>> | null, gives: Gives | null, ...more: string[]): Proposal => ({
    ...base,
    text:
      lent?.wording.at(-1)?.text ?? lent?.text ?? Object.fromEntries(model.languages.map((language) => [language, group.text ?? inWords])),
    columns: several
      ? Object.fromEntries(
          Object.entries(optionWords).map(([key, word]) => [key, { option: members?.[key] ?? own[key] ?? 'option', words: word }]),
        )
      : null,
    answer: withLabels(
      members === null || several
        ? gives && found[0]
          ? measured(guessed, found[0].question.answer)
          : guessed
        : withOptions(guessed, members),
      labels,
      model,
    ),
    gives,
    notes: [...(group.text === null && !lent ? ['the file has no words for it'] : []), ...notes, ...more],
  })
  const [best, next] = found
  if (!best || best.near < worthwhile) return { key: null, near: 0, proposal: finished(null, null), without: finished(null, null) }
  const like = givesLike(model, best, guessed, optionWords)
  const nearest = `${best.survey.id}.${best.question.id}, ${best.near.toFixed(2)} near, ${JSON.stringify(Object.values(best.question.text)[0] ?? '')}`
  // Free text that gives a fact may become public: only where it is that very question.
  const clear = best.near >= (guessed.kind === 'text' ? certain : same) && (!next || best.near - next.near >= apart || best.near > certain)
  const mention =
    like === null
      ? `nearest question: ${nearest}; its answers are of another kind`
      : `nearest question: ${nearest}; if it is the same, gives: ${flow(like.gives)}`
  const without = finished(null, null, mention)
  if (like === null || !clear) return { key: null, near: 0, proposal: without, without }
  const proposal = finished(
    like.members,
    like.gives,
    `${lent ? 'text and gives are' : 'gives is'} taken from the nearest question: ${nearest}; is it the same?`,
  )
  return { key: flow(like.gives), near: best.near, proposal, without }
}

const ticked = ({ profiles }: Group) => ({
  answer: { kind: 'multi' } as const,
  labels: {},
  missing: [] as readonly string[],
  notes: [`ticks: ${listed(new Map(profiles.map(({ column, filled }) => [column.name, filled])), 8)}`],
})

const wordsOf = (answer: AnswerShape, labels: Readonly<Record<string, string>>): Record<string, string> =>
  'options' in answer ? Object.fromEntries(Object.keys(answer.options ?? {}).map((text) => [text, labels[text] ?? text])) : {}

/** A number is of the measure of the question that it is taken for. */
const measured = (answer: AnswerShape, other: Question['answer']): AnswerShape =>
  answer.kind === 'number' && other.kind === 'number' && other.unit !== null ? { ...answer, unit: other.unit } : answer

const withOptions = (answer: AnswerShape, members: Readonly<Record<string, string>>): AnswerShape =>
  answer.kind === 'choice' || answer.kind === 'multi' ? { ...answer, options: { ...members } } : answer

const withLabels = (answer: AnswerShape, labels: Readonly<Record<string, string>>, { languages }: Model): AnswerShape =>
  answer.kind !== 'choice' || Object.keys(labels).length === 0
    ? answer
    : {
        ...answer,
        labels: Object.fromEntries(
          Object.entries(labels).map(([text, label]) => [text, Object.fromEntries(languages.map((language) => [language, label]))]),
        ),
      }

/** What names of columns begin with; the first name where that is nothing. */
const common = (names: readonly string[]): string => {
  const [first = ''] = names
  let end = 0
  while (end < first.length && names.every((name) => name[end] === first[end])) end += 1
  const stem = first.slice(0, end).replace(/[_.-]+$/, '')
  return names.length > 1 && stem !== '' ? stem : first
}

/** `{ fact: subject.fact, dimension: member }`, as YAML and as a key. */
const flow = ({ subject, fact, members }: Gives): string =>
  `{ ${[`fact: ${subject}.${fact}`, ...Object.entries(members).map(([dimension, member]) => `${dimension}: ${member}`)].join(', ')} }`
