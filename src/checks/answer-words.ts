import type { Model, Question } from '../model/model.ts'
import type { Language, Offence } from './check.ts'

/** The column and the question that it answers. */
export const askedIn = ({ header, question }: Offence, language: Language = 'en'): string =>
  question ? `${header} (${language === 'nb' ? 'spørsmål' : 'question'} ${question.id})` : header

/** What came, in quotes. */
export const came = ({ text }: Offence): string => JSON.stringify(text)

/** A word for a missing answer, and which ones there are. */
export const missingWord = ({ question }: Offence, language: Language = 'en'): string =>
  `${language === 'nb' ? 'et ord for manglende svar' : 'a word for a missing answer'} (${wordsOf(question)})`

export const orMissing = (offence: Offence, language: Language = 'en'): string =>
  `${language === 'nb' ? 'skriv en av dem, eller' : 'write one of those, or'} ${missingWord(offence, language)}`

const wordsOf = (question: Question | null): string =>
  Object.keys(question?.missing ?? {})
    .map((word) => JSON.stringify(word))
    .join(', ')

/** Texts of the file that a question takes; empty where it has no options, or takes any. */
export const optionsOf = (model: Model, { answer, gives }: Question): string[] => {
  if (answer.kind === 'choice') return Object.keys(answer.options)
  if (answer.kind !== 'multi') return []
  if (answer.options !== null) return Object.keys(answer.options)
  const dimension = gives.flatMap(({ members }) => Object.keys(members).filter((id) => members[id] === '$option'))[0]
  return membersOf(model, dimension ?? '')
}

/** Ids of the declared members of a dimension; empty where they are found. */
export const membersOf = (model: Model, dimension: string): string[] =>
  model.dimensions.flatMap(({ id, members }) => (id !== dimension || members === 'found' ? [] : members.map((member) => member.id)))
