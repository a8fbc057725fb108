import { numberOf } from '../ingest/number.ts'
import type { FileColumn, Reading } from '../reading/reading.ts'

/**
 * What stands in a column. Cells that are empty, declared missing or a word for that are in `empty`, `missing` and `words` and nowhere
 * else.
 */
export type Profile = {
  readonly column: FileColumn
  readonly empty: number
  readonly filled: number
  /** Values that the file itself declares as missing -> how often. */
  readonly missing: ReadonlyMap<string, number>
  /** Texts such as `..` -> how often. */
  readonly words: ReadonlyMap<string, number>
  /** Distinct texts -> how often, in the order they came; the first 60. `many`: there are more. */
  readonly texts: ReadonlyMap<string, number>
  readonly many: boolean
  readonly unique: boolean
  /** Where several cells have it: a separator of ticks, and the words between, each with how often. */
  readonly ticks: { readonly separator: string; readonly words: ReadonlyMap<string, number> } | null
  readonly longest: number
  readonly numbers: { readonly count: number; readonly min: number; readonly max: number }
  readonly days: number
  /** Cells that look like an address of e-mail, or a long number such as that of a person. */
  readonly mail: number
  readonly longNumbers: number
  /** Cells that are among each of the given sets of codes. */
  readonly among: readonly number[]
}

export type Contents = { readonly rows: number; readonly profiles: readonly Profile[] }

const mostTexts = 60
const separators = [';', '|']
// Beyond these nobody asks whether a column names each row.
const mostSeen = 1_000_000
const missingWord = /^(\.{1,3}|:|-+|\u2013|\u2014|\*+|#?n\/?a|null|nan|missing)$/i
const day = /^(\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})$/

/** Reads a file to its end and tells what each column holds. */
export const contentsOf = async (reading: Reading, codes: readonly ReadonlySet<string>[]): Promise<Contents> => {
  const tallies = reading.columns.map((column) => tally(column, codes))
  let rows = 0
  for await (const batch of reading.rows)
    for (const { cells, missing = [] } of batch) {
      rows += 1
      tallies.forEach(({ add }, index) => add(cells[index] ?? '', missing.includes(index)))
    }
  return { rows, profiles: tallies.map(({ profile }) => profile()) }
}

const tally = (column: FileColumn, codes: readonly ReadonlySet<string>[]) => {
  const [texts, missing, words] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
  const among = codes.map(() => 0)
  const ticks = separators.map((separator) => ({ separator, cells: 0, words: new Map<string, number>(), many: false }))
  let seen: Set<string> | null = new Set()
  let [empty, filled, longest, days, mail, longNumbers, count] = [0, 0, 0, 0, 0, 0, 0]
  let [min, max, many] = [Infinity, -Infinity, false]
  const more = (counts: Map<string, number>, text: string) => void counts.set(text, (counts.get(text) ?? 0) + 1)
  const add = (text: string, isMissing: boolean): void => {
    if (text === '') return void (empty += 1)
    if (isMissing) return more(missing, text)
    if (missingWord.test(text)) return more(words, text)
    filled += 1
    longest = Math.max(longest, text.length)
    if (texts.has(text) || texts.size < mostTexts) more(texts, text)
    else many = true
    if (seen?.has(text) || (seen?.size ?? 0) >= mostSeen) seen = null
    seen?.add(text)
    codes.forEach((set, index) => (among[index] = (among[index] ?? 0) + (set.has(text) ? 1 : 0)))
    for (const tick of ticks) {
      if (tick.many) continue
      if (text.includes(tick.separator)) tick.cells += 1
      for (const word of text.split(tick.separator).map((part) => part.trim())) if (word !== '') more(tick.words, word)
      tick.many = tick.words.size > mostTexts
    }
    const number = numberOf(text)
    if (number !== null) {
      count += 1
      min = Math.min(min, number)
      max = Math.max(max, number)
    }
    if (day.test(text)) days += 1
    if (/^\S+@\S+\.\S+$/.test(text)) mail += 1
    if (/^\d{6} ?\d{5}$/.test(text)) longNumbers += 1
  }
  const profile = (): Profile => ({
    column,
    empty,
    filled,
    missing,
    words,
    texts,
    many,
    ticks: ticks.find((tick) => !tick.many && tick.cells >= 2) ?? null,
    unique: seen !== null && filled > 0,
    longest,
    numbers: { count, min, max },
    days,
    mail,
    longNumbers,
    among,
  })
  return { add, profile }
}

/** Whether a column has few distinct values, which come again and again. */
export const isFew = ({ texts, many, filled, longest }: Profile): boolean =>
  !many && texts.size <= 12 && filled >= texts.size * 2 && longest <= 80

/** `a (12), b (3)`: texts and how often they came; the first ones, by how often. */
export const listed = (texts: ReadonlyMap<string, number>, most = 5): string => {
  const all = [...texts].sort(([, a], [, b]) => b - a)
  const rest = all.length > most ? ` and ${all.length - most} more` : ''
  return (
    all
      .slice(0, most)
      .map(([text, count]) => `${JSON.stringify(text)} (${count})`)
      .join(', ') + rest
  )
}
