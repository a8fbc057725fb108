import { fewTriples, textsOf, triples } from '../model/likeness.ts'
import type { Model, Question, Survey } from '../model/model.ts'
import { columnNames } from '../model/question-columns.ts'

export type Near = {
  readonly survey: Survey
  readonly question: Question
  /** 1: the same words; 0: nothing in common. By triples of letters (Dice). */
  readonly near: number
}
export type Finder = (words: readonly string[], most?: number) => readonly Near[]

const uncertain = 0.5

/** Finds the questions of a model whose wording, in any language and year, or whose column is most like given words; the nearest first. */
export const finderOf = (model: Model): Finder => {
  const phrases = model.surveys.flatMap((survey) =>
    survey.questions.flatMap((question) =>
      [
        ...new Set([...textsOf(question), ...columnNames(question)]),
      ].map((text) => ({ survey, question, size: triples(text).size, text })),
    ),
  )
  const having = new Map<string, number[]>()
  phrases.forEach(({ text }, index) => {
    for (const triple of triples(text)) having.set(triple, [...(having.get(triple) ?? []), index])
  })
  return (words, most = 2) => {
    const best = new Map<Question, Near>()
    for (const word of words) {
      const own = triples(word)
      const common = new Map<number, number>()
      for (const triple of own) for (const index of having.get(triple) ?? []) common.set(index, (common.get(index) ?? 0) + 1)
      for (const [index, count] of common) {
        const phrase = phrases[index]
        if (!phrase) continue
        const alike = (2 * count) / (own.size + phrase.size)
        const near = own.size < fewTriples && alike < 0.9 ? Math.min(alike, uncertain) : alike
        if (near > (best.get(phrase.question)?.near ?? 0))
          best.set(phrase.question, { survey: phrase.survey, question: phrase.question, near })
      }
    }
    // Sorting keeps the model's order among equals.
    return [...best.values()].sort((a, b) => b.near - a.near).slice(0, most)
  }
}
