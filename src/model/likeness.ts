import type { Question } from './model.ts'

/** Triples of letters of a text, all else blanks. */
export const triples = (text: string): ReadonlySet<string> => {
  const bare = ` ${text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `
  return new Set(Array.from({ length: Math.max(0, bare.length - 2) }, (_, at) => bare.slice(at, at + 3)))
}

/** Short words are alike by chance. */
export const fewTriples = 12

/** How alike two texts are, from 0 to 1: by triples of letters (Dice). */
export const likeness = (one: string, other: string): number => dice(triples(one), triples(other))

const dice = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  let common = 0
  for (const triple of a) if (b.has(triple)) common += 1
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size)
}

/** A question in the words of any year and language. */
export const textsOf = ({ text, wording }: Pick<Question, 'text' | 'wording'>): string[] => [text, ...wording.map((one) => one.text)].flatMap((one) => Object.values(one))

const alike = 0.6
const shortAlike = 0.9

/** Finds, of things that may have a label, the one whose label is most like one of some texts; null where none is like it. */
export const labelFinder = <T extends { readonly label: string | null }>(things: readonly T[]): ((texts: readonly string[]) => T | null) => {
  const labelled = things.flatMap((thing) => (thing.label === null ? [] : [{ thing, own: triples(thing.label) }]))
  return (texts) => {
    let best: T | null = null
    let most = 0
    for (const text of labelled.length === 0 ? [] : texts.map(triples))
      for (const { thing, own } of labelled) {
        const near = dice(text, own)
        if (near > most && near >= (Math.min(text.size, own.size) < fewTriples ? shortAlike : alike)) [best, most] = [thing, near]
      }
    return best
  }
}
