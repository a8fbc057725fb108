import type { Answer, Gives, MissingMeaning, Model, Question, Text, Wording } from '../model/model.ts'
import { columnsOf } from '../model/question-columns.ts'
import { tickWord, yesNoWords } from '../model/yes-no.ts'
import { optionCodes, optionMeaning, optionText } from '../series/options.ts'
import { wordingIn, wordingsOf } from '../series/wording.ts'
import type { CodebookSource } from './codebook.ts'
import type { Counts } from './response.ts'

export type OptionEntry = { readonly code: string; readonly meaning: string; readonly label: Text | null }
/** Only those were asked who answered another question so. */
export type FilterEntry = { readonly question: string; readonly text: Text; readonly is: readonly OptionEntry[] }
/** A fact that the answer gives; `members` null: the option that was chosen. */
export type FactEntry = {
  readonly id: string
  readonly subject: Text
  readonly label: Text | null
  readonly members: readonly { readonly dimension: Text; readonly member: Text | null }[]
}

/** A question as it was asked in a year. */
export type QuestionEntry = {
  readonly id: string
  readonly text: Text
  /** All there have been, in order, with how each relates to the one before. */
  readonly wordings: readonly Wording[]
  readonly designed: boolean
  readonly note: Text | null
  readonly columns: readonly { readonly column: string; readonly option: OptionEntry | null }[]
  readonly answer: Answer
  /** Texts of cells, several for the same where they may be written so; empty where the answer is free. */
  readonly options: readonly OptionEntry[]
  readonly missing: readonly { readonly code: string; readonly meaning: MissingMeaning }[]
  readonly filter: FilterEntry | null
  readonly facts: readonly FactEntry[]
  readonly indicators: readonly { readonly id: string; readonly label: Text }[]
  /** Null without a release. */
  readonly counts: Counts | null
}

export const questionEntry = ({ model, survey, year, waves, response }: CodebookSource, question: Question): QuestionEntry => {
  const optionOf = (code: string) => optionEntry(model, question, code)
  return {
    id: question.id,
    text: wordingIn(question, year),
    wordings: wordingsOf({ waves }, survey, question),
    designed: question.designed ?? survey.designed,
    note: question.note,
    columns: columnsOf(question, year).map(({ name, option }) => ({ column: name, option: option === null ? null : optionOf(name) })),
    answer: question.answer,
    options: cellOptions(question) ?? optionCodes(question).map(optionOf),
    missing: Object.entries(question.missing).map(([code, meaning]) => ({ code, meaning })),
    filter: filterOf(model, survey.questions, question, year),
    facts: question.gives.map((gives) => factOf(model, gives)),
    indicators: indicatorsOf(model, question),
    counts: response === null ? null : (response.counts[question.id] ?? { answered: 0, not_answered: 0, not_asked: response.respondents, suppressed: 0 }),
  }
}

const optionEntry = (model: Model, question: Question, code: string): OptionEntry => ({
  code,
  meaning: optionMeaning(question, code),
  label: optionText(model, question, code),
})

/** Cells that say yes or no: the answer itself, or whether an option is ticked that has a column of its own. */
const cellOptions = ({ answer, columns }: Question): OptionEntry[] | null => {
  const ticks = columns.kind === 'options' ? [tickWord] : []
  if (answer.kind !== 'boolean' && columns.kind !== 'options') return null
  const said = (words: readonly string[], meaning: string) => words.map((code) => ({ code, meaning, label: null }))
  return [...said([...ticks, ...yesNoWords.true], 'true'), ...said(yesNoWords.false, 'false')]
}

// Models of older releases lack filters.
const filterOf = (model: Model, questions: readonly Question[], { filter }: Question, year: number): FilterEntry | null => {
  const other = questions.find(({ id }) => id === filter?.question)
  if (!filter || !other) return null
  const is = filter.is.map((meaning): OptionEntry => {
    const code = optionCodes(other).find((one) => optionMeaning(other, one) === String(meaning))
    return code === undefined ? { code: String(meaning), meaning: String(meaning), label: null } : optionEntry(model, other, code)
  })
  return { question: other.id, text: wordingIn(other, year), is }
}

const factOf = ({ subjects, dimensions }: Model, gives: Gives): FactEntry => {
  const subject = subjects.find(({ id }) => id === gives.subject)
  return {
    id: `${gives.subject}.${gives.fact}`,
    subject: subject?.label ?? { en: gives.subject },
    label: subject?.facts.find(({ id }) => id === gives.fact)?.label ?? null,
    members: Object.entries(gives.members).map(([id, member]) => {
      const dimension = dimensions.find((one) => one.id === id)
      const named = dimension && dimension.members !== 'found' ? dimension.members.find((one) => one.id === member)?.label : undefined
      return { dimension: dimension?.label ?? { en: id }, member: member === '$option' ? null : (named ?? { en: member }) }
    }),
  }
}

const indicatorsOf = ({ subjects }: Model, { gives }: Question): QuestionEntry['indicators'] =>
  subjects.flatMap((subject) =>
    subject.indicators
      .filter(({ of, to }) => gives.some((one) => one.subject === subject.id && (one.fact === of || one.fact === to)))
      .map(({ id, label }) => ({ id: `${subject.id}.${id}`, label })),
  )
