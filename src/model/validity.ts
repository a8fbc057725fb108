type Cell = (column: string) => string

/** The years of valid_from and valid_to, inclusive; an empty one is open. */
export function validYears(cell: Cell): { from: number; to: number } {
  const [from, to] = [cell('valid_from'), cell('valid_to')]
  return { from: from === '' ? -Infinity : Number(from), to: to === '' ? Infinity : Number(to) }
}

/** True where the row is valid in the year. */
export function isValid(cell: Cell, year: number): boolean {
  const { from, to } = validYears(cell)
  return from <= year && year <= to
}
