import type { Segment } from '../model/model.ts'
import { inLanguage } from '../series/labels.ts'
import type { Codebook, DesignColumn } from './codebook.ts'
import type { FactEntry, FilterEntry, OptionEntry, QuestionEntry } from './question-entry.ts'
import type { Words } from './words.ts'

/** What an option or a yes means, in a language. */
export const optionLabel = ({ label, meaning }: OptionEntry, words: Words, language: string): string =>
  inLanguage(label, language) ?? (meaning === 'true' ? words.yes : meaning === 'false' ? words.no : meaning)

/** `2015–2019`, or `2020 on`. */
export const yearsOf = ({ from, to }: Segment, words: Words): string => (to === null ? `${from} ${words.onwards}` : from === to ? String(from) : `${from}–${to}`)

/** What a question answers, as `0 to 3000 fte`; '' where nothing bounds it. */
export const rangeOf = ({ answer }: QuestionEntry, words: Words): string => {
  if (answer.kind !== 'number') return ''
  const { min, max, unit } = answer
  const bounds = min !== null && max !== null ? `${min} ${words.to} ${max}` : min !== null ? `${words.from} ${min}` : max !== null ? `${words.to} ${max}` : ''
  return [bounds, unit].filter(Boolean).join(' ')
}

export const missingsOf = ({ missing }: QuestionEntry, words: Words): { code: string; meaning: string }[] =>
  missing.map(({ code, meaning }) => ({ code: code === '' ? `(${words.empty})` : code, meaning: words.missings[meaning] }))

/** `Asked only of those who answered Yes to has_list: Is there a list?` */
export const filterSaid = ({ question, text, is }: FilterEntry, words: Words, language: string): string =>
  `${words.filter} ${is.map((option) => optionLabel(option, words, language)).join(', ')} ${words.filterTo} ${question}: ${inLanguage(text, language) ?? ''}`

/** `staffing.posts: Staffing (Staff group: Teacher)`. */
export const factSaid = ({ id, subject, label, members }: FactEntry, words: Words, language: string): string => {
  const of = members.map(({ dimension, member }) => `${inLanguage(dimension, language)}: ${inLanguage(member, language) ?? words.chosen}`)
  const name = [inLanguage(subject, language), inLanguage(label, language)].filter(Boolean).join(', ')
  return `${id}: ${name}${of.length === 0 ? '' : ` (${of.join('; ')})`}`
}

/** What a segment of years is, as sentences, and who says so. */
export const segmentSaid = ({ note, reason, source }: Segment, language: string): string => {
  const sentences = [inLanguage(note, language), inLanguage(reason, language)].flatMap((text) => (text ? [text.trim().replace(/[^.!?]$/, '$&.')] : []))
  return [...sentences, ...(source === null ? [] : [`(${source})`])].join(' ')
}

/** What a column holds that answers no question: `District: a trait of the unit`. */
export const columnSaid = ({ role, label }: DesignColumn, words: Words, language: string): string =>
  [inLanguage(label, language), words.roles[role]].filter(Boolean).join(': ')

/** Whose the words of a question are, where they are not whose those of the survey are; null elsewhere. */
export const designedSaid = ({ designed }: QuestionEntry, survey: Pick<Codebook, 'designed'>, words: Words): string | null =>
  designed === survey.designed ? null : designed ? words.designed : words.formal
