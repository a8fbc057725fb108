import type { Indicator, Text } from '../model/model.ts'
import type { Warehouse } from '../query/warehouse.ts'
import { surveyDimension } from './grid.ts'

/** The words in a language, else in English, else in any there are; null where there are none. */
export const inLanguage = (text: Text | null | undefined, language: string): string | null =>
  text ? (text[language] ?? text['en'] ?? Object.values(text)[0] ?? null) : null

/** What was and what is, in every language that either has. */
export const became = (before: Text, after: Text): Text =>
  Object.fromEntries(Object.keys({ ...before, ...after }).map((id) => [id, `${inLanguage(before, id)} → ${inLanguage(after, id)}`]))

/** Texts one after another, each once, in every language that one of them has. */
export const joined = (texts: readonly Text[], between: string): Text => {
  const languages = new Set(texts.flatMap((text) => Object.keys(text)))
  return Object.fromEntries([...languages].map((id) => [id, [...new Set(texts.map((text) => inLanguage(text, id)))].join(between)]))
}

/** The measure of an indicator; `number` where the model names none. */
export const unitOf = (indicator: Indicator): string => indicator.unit ?? 'number'

/** How a member is called; its id where nobody named it. */
export const memberLabel = ({ model }: Warehouse, dimension: string, member: string, language: string): string => {
  if (dimension === surveyDimension) return inLanguage(model.surveys.find(({ id }) => id === member)?.title, language) ?? member
  const found = model.dimensions.find(({ id }) => id === dimension)?.members
  const label = Array.isArray(found) ? found.find(({ id }) => id === member)?.label : null
  return inLanguage(label, language) ?? member
}

export const dimensionLabel = ({ model }: Warehouse, dimension: string, language: string): string =>
  dimension === surveyDimension
    ? language === 'nb' ? 'Undersøkelse' : 'Survey'
    : (inLanguage(model.dimensions.find(({ id }) => id === dimension)?.label, language) ?? dimension)
