/** A number, or numbers by year: a straight line between two years, constant before the first and after the last. */
export type Level = number | Readonly<Record<string, number>>

/** The level of a year. */
export function levelAt(level: Level, year: number): number {
  if (typeof level === 'number') return level
  const known = Object.keys(level)
    .map(Number)
    .sort((a, b) => a - b)
  const after = known.findIndex((at) => at >= year)
  if (after === -1) return valueOf(level, known.at(-1))
  if (after === 0) return valueOf(level, known[0])
  const [left, right] = [known[after - 1] ?? year, known[after] ?? year]
  const part = (year - left) / (right - left)
  return valueOf(level, left) * (1 - part) + valueOf(level, right) * part
}

function valueOf(level: Readonly<Record<string, number>>, year: number | undefined): number {
  const value = year === undefined ? undefined : level[String(year)]
  if (value === undefined) throw new RangeError('a level by year needs at least one year')
  return value
}
