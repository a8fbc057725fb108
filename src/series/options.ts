import type { Model, Question, Text } from '../model/model.ts'
import { inLanguage } from './labels.ts'

/** The options of a question as the answer files write them: texts of cells, or columns where each option has one. Empty where the answer is free. */
export const optionCodes = ({ answer, columns }: Question): readonly string[] => {
  if (answer.kind === 'choice' || (answer.kind === 'multi' && answer.options)) return Object.keys(answer.options ?? {})
  return columns.kind === 'options' ? Object.keys(columns.options) : []
}

/** What an option stands for: a member, yes or no, or a number. */
export const optionMeaning = ({ answer, columns }: Question, code: string): string => {
  if (answer.kind === 'choice' || (answer.kind === 'multi' && answer.options)) return String(answer.options?.[code] ?? code)
  return columns.kind === 'options' ? (columns.options[code] ?? code) : code
}

/** How an option is called: its own label, or that of the member it stands for; null where nobody named it. */
export const optionText = (model: Model, question: Question, code: string): Text | null => {
  const own = question.answer.kind === 'choice' ? question.answer.labels[code] : undefined
  if (inLanguage(own, 'en')) return own ?? null
  const meaning = optionMeaning(question, code)
  const dimensions = question.gives.flatMap(({ members }) => Object.entries(members).flatMap(([dimension, member]) => (member === '$option' ? [dimension] : [])))
  for (const { id, members } of model.dimensions) {
    const member = dimensions.includes(id) && members !== 'found' ? members.find((one) => one.id === meaning) : undefined
    if (member) return member.label
  }
  return null
}
