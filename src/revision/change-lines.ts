import type { NationalChange, NationalFigure } from '../release/national-change.ts'

const short = (value: number): string => String(Number(value.toPrecision(6)))

/** As few digits as tell the two apart. */
const bothShort = (a: number, b: number): readonly [string, string] =>
  short(a) === short(b) ? [String(a), String(b)] : [short(a), short(b)]

/** By how much of what it was: 0.02 is 2 %; infinite where a value came, went or was 0. */
const moveOf = ({ before, after }: NationalChange): number => {
  const [a, b] = [before?.value ?? null, after?.value ?? null]
  return a === b ? 0 : a === null || b === null || a === 0 ? Infinity : (b - a) / Math.abs(a)
}

const percent = (move: number): string => {
  const size = Math.abs(move * 100)
  return `${move < 0 ? '-' : '+'}${size < 0.1 ? size.toPrecision(1) : size.toFixed(1)} %`
}

const movedWords = (change: NationalChange, before: NationalFigure, after: NationalFigure): string => {
  if (before.value === null || after.value === null)
    return [before, after].map(({ value, status }) => (value === null ? status : short(value))).join(' -> ')
  if (before.value === after.value) return `${short(after.value)}, ${before.status} -> ${after.status}`
  const move = moveOf(change)
  return `${bothShort(before.value, after.value).join(' -> ')}${Number.isFinite(move) ? ` (${percent(move)})` : ''}`
}

const plainName = ({ indicator, survey, year }: NationalChange): string => `${indicator}${survey === null ? '' : ` (${survey})`} ${year}`

/** `2025 is new: 83 indicators`, a line a year. */
const yearLines = (changes: readonly NationalChange[], word: string): readonly string[] => {
  const years = [...new Set(changes.map(({ year }) => year))].sort((a, b) => a - b)
  return years.map((year) => {
    const names = [...new Set(changes.filter((one) => one.year === year).map(({ indicator }) => indicator))]
    return `${year} ${word}: ${names.length > 3 ? `${names.length} indicators` : names.join(', ')}`
  })
}

/**
 * Changes in short lines for a terminal: years that are new or gone, then what was revised, most first, `most` of them and how many
 * more. One line that says so where nothing moved.
 */
export const changeLines = (changes: readonly NationalChange[], most = 12): readonly string[] => {
  if (changes.length === 0) return ['no indicator moved nationally']
  const revised = changes
    .flatMap((change, place) =>
      change.before && change.after
        ? [{ place, size: Math.abs(moveOf(change)), words: `${plainName(change)}: ${movedWords(change, change.before, change.after)}` }]
        : [],
    )
    .sort((a, b) => (a.size === b.size ? a.place - b.place : b.size - a.size))
    .map(({ words }) => words)
  return [
    ...yearLines(
      changes.filter(({ before }) => before === null),
      'is new',
    ),
    ...yearLines(
      changes.filter(({ after }) => after === null),
      'is gone',
    ),
    ...revised.slice(0, most),
    ...(revised.length > most ? [`and ${revised.length - most} more figures were revised`] : []),
  ]
}
