import { distance } from 'fastest-levenshtein' // MIT, the usual edit distance, without dependencies

/** The candidate nearest to a word, or null where none is near (over half of the letters differ, and neither is short for the other). */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const limit = Math.max(2, Math.floor(word.length / 2))
  let best: string | null = null
  let fewest = limit + 1
  for (const candidate of candidates) {
    const [a, b] = [word.toLowerCase(), candidate.toLowerCase()]
    const shortened = Math.min(a.length, b.length) > 2 && (a.startsWith(b) || b.startsWith(a))
    // A word cut short is near, but anything truly alike is nearer.
    const edits = shortened ? Math.min(limit, distance(a, b)) : distance(a, b)
    if (edits < fewest) [best, fewest] = [candidate, edits]
  }
  return best
}

/** The code that another may be a slip for: at most one sign in four is wrong, or two are swapped; null where there is none. */
export function nearestCode(code: string, candidates: Iterable<string>): string | null {
  const letters = (word: string) => [...word.toLowerCase()].sort().join('')
  const limit = Math.max(1, Math.floor(code.length / 4))
  const near = [...candidates].map((candidate) => ({ candidate, edits: distance(code.toLowerCase(), candidate.toLowerCase()) }))
  const slips = near.filter(({ candidate, edits }) => edits <= limit || (edits === 2 && letters(candidate) === letters(code)))
  return slips.sort((a, b) => a.edits - b.edits)[0]?.candidate ?? null
}

const words = {
  en: { none: 'there are none', nearest: 'nearest', allowed: 'allowed', more: (rest: number) => `and ${rest} more` },
  nb: { none: 'det finnes ingen', nearest: 'nærmest', allowed: 'tillatt', more: (rest: number) => `og ${rest} til` },
}

/** `nearest: x; allowed: x, y, z` for a message; at most 12 are listed, the rest counted. `meant`: what is nearest, where it is known otherwise than by its letters. */
export function allowed(word: string, candidates: Iterable<string>, language: keyof typeof words = 'en', meant: string | null = null): string {
  const { none, nearest: near, allowed: all, more } = words[language]
  const known = [...candidates]
  if (known.length === 0) return none
  const closest = meant ?? nearest(word, known)
  const listed = known.slice(0, 12).join(', ') + (known.length > 12 ? ` ${more(known.length - 12)}` : '')
  return (closest === null ? '' : `${near}: ${closest}; `) + `${all}: ${listed}`
}
