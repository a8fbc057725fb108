import type { AnswerShape } from '../model/shapes/question-shape.ts'
import { idMaker } from './ids.ts'
import { isFew, listed, type Profile } from './profile.ts'

/** What kind of answers a column holds, by what stands in it. */
export type AnswerGuess = {
  readonly answer: AnswerShape
  /** Text of an option -> its words for people, where the file has them. */
  readonly labels: Readonly<Record<string, string>>
  /** Words of this column that are no answer. */
  readonly missing: readonly string[]
  /** For a person to decide. */
  readonly notes: readonly string[]
}

const yes = /^(1|true|ja|yes)$/i
const no = /^(0|false|nei|no)$/i
const isYesNo = (text: string): boolean => yes.test(text) || no.test(text)

export const answerOf = (profile: Profile): AnswerGuess => {
  const declared = [...profile.missing].map(([text, count]) => `${declaredWord(profile, text)} (${count})`)
  const notes =
    declared.length > 0 ? [`the file declares as missing: ${declared.join(', ')}; is that not_answered, not_asked or suppressed?`] : []
  const guess = labelled(profile) ?? counted(profile) ?? worded(profile)
  return { ...guess, missing: [...profile.missing.keys(), ...guess.missing], notes: [...notes, ...guess.notes] }
}

const declaredWord = ({ column }: Profile, text: string): string =>
  column.labels[text] === undefined ? text : `${text} ${JSON.stringify(column.labels[text])}`

type Guess = AnswerGuess | null
const plain = (answer: AnswerShape, ...notes: string[]): AnswerGuess => ({ answer, labels: {}, missing: [], notes })

/** By the labels of values; null where there are none but of a few values of a number. */
const labelled = (profile: Profile): Guess => {
  const { column, texts, missing, many } = profile
  const labels = Object.fromEntries(Object.entries(column.labels).filter(([text]) => !missing.has(text)))
  const codes = Object.keys(labels)
  const bare = [...texts.keys()].filter((text) => !(text in labels))
  if (codes.length === 0 || many || bare.length > codes.length) return null
  const notes = bare.length > 0 ? [`values without a label: ${listed(new Map(bare.map((text) => [text, texts.get(text) ?? 0])))}`] : []
  const unseen = codes.filter((code) => !texts.has(code)).map((code) => `${code} ${JSON.stringify(labels[code])}`)
  if (unseen.length > 0 && profile.filled > 0)
    notes.push(`nobody answered: ${unseen.join(', ')}; if one of these is no answer, move it to missing`)
  if (bare.length === 0 && codes.length === 2 && codes.every((code) => isYesNo(labels[code] ?? '')))
    return {
      answer: { kind: 'choice', options: Object.fromEntries(codes.map((code) => [code, yes.test(labels[code] ?? '')])) },
      labels,
      missing: [],
      notes,
    }
  const id = idMaker('option')
  const options = Object.fromEntries([...codes, ...bare].map((code) => [code, id(labels[code] ?? code)]))
  return { answer: { kind: 'choice', options }, labels, missing: [], notes }
}

/** Days, yes and no, and numbers; null where it is none of these. */
const counted = (profile: Profile): Guess => {
  const { texts, many, filled, days, numbers, column } = profile
  if (filled === 0) return null
  const values = [...texts.keys()]
  if (days === filled) return plain({ kind: 'date' })
  if (!many && values.every(isYesNo)) {
    const seen = values.length > 1 ? [] : [`only ${listed(texts)} and empty cells: if empty means no, it is a multi with one column`]
    return plain({ kind: 'boolean' }, ...seen)
  }
  const others = values.filter((text) => !/\d/.test(text))
  const few = !many && others.length <= 3 && others.every((text) => text.length <= 40) && numbers.count >= filled * 0.8
  if (numbers.count < filled && !(few && others.reduce((sum, text) => sum + (texts.get(text) ?? 0), 0) === filled - numbers.count))
    return null
  const notes = [`${numbers.min} to ${numbers.max} in the file`]
  const labels = Object.entries(column.labels)
    .filter(([text]) => !profile.missing.has(text))
    .map(([text, label]) => `${text} ${JSON.stringify(label)}`)
  if (labels.length > 0) notes.push(`labels of single values: ${labels.slice(0, 5).join(', ')}; numbers, or words for a missing answer?`)
  else if (isFew(profile) && texts.size <= 7 && numbers.max <= 10) notes.push(`few values: ${listed(texts, 7)}; a choice?`)
  if (others.length > 0)
    notes.push(`words among the numbers: ${others.map((text) => JSON.stringify(text)).join(', ')}; not_answered, not_asked or suppressed?`)
  return {
    answer: { kind: 'number', ...(numbers.min >= 0 ? { min: 0 } : {}), ...(numbers.max < 1e15 ? { max: roomFor(numbers.max) } : {}) },
    labels: {},
    missing: others,
    notes,
  }
}

/** A round number well above those seen, so that next year's still fit; 100 for what may be a percentage. */
const roomFor = (max: number): number => {
  if (max <= 100) return 100
  const power = 10 ** Math.floor(Math.log10(max * 2))
  return ([1, 2, 5, 10].find((step) => step * power >= max * 2) ?? 10) * power
}

const worded = (profile: Profile): AnswerGuess => {
  const { texts, filled, column, longest, ticks } = profile
  if (filled === 0) return plain({ kind: column.kind ?? 'text' }, 'no answer in the file: a guess by what the file says of the column')
  // Some words come again: they are options, and not the parts of sentences.
  const options = ticks === null ? [] : [...ticks.words.keys()]
  if (
    ticks !== null &&
    options.length <= 20 &&
    options.every((word) => word.length <= 80) &&
    options.length * 1.5 <= [...ticks.words.values()].reduce((sum, count) => sum + count, 0)
  ) {
    const id = idMaker('option')
    return plain(
      { kind: 'multi', separator: ticks.separator, options: Object.fromEntries(options.map((word) => [word, id(word)])) },
      'several ticks in one column',
    )
  }
  if (isFew(profile)) {
    const id = idMaker('option')
    const notes = [...texts.keys()].some(isYesNo)
      ? ['for a yes or no: options { <yes>: true, <no>: false }, and the other words in missing']
      : []
    return plain({ kind: 'choice', options: Object.fromEntries([...texts.keys()].map((text) => [text, id(text)])) }, ...notes)
  }
  const clock = [...texts.keys()].every((text) => /^\d{4}-\d\d-\d\d(T|$)/.test(text))
    ? 'days with a clock; a date has none'
    : `free text, up to ${longest} characters: it may tell of persons; delete the question unless it is wanted`
  return plain({ kind: 'text' }, clock)
}
