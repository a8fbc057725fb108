import type { Text } from '../src/model/model.ts'

/** Whether every word searched for stands somewhere in the texts, in any language. */
export const matches = (search: string | null | undefined, ...texts: readonly (string | Text | null | undefined)[]): boolean => {
  const words = search?.trim().toLowerCase().split(/\s+/).filter(Boolean) ?? []
  const all = texts.flatMap((text) => (typeof text === 'string' ? [text] : Object.values(text ?? {}))).join('\n').toLowerCase()
  return words.every((word) => all.includes(word))
}
