import type { Sheet } from './sheet.ts'

type Cell = Sheet['rows'][number][number]

/** Columns under one another for a terminal: numbers to the right with at most six digits of precision, a missing value as `-`. */
export const alignedText = ({ columns, rows }: Sheet): string => {
  if (columns.length === 0) return 'no rows\n'
  const lines = [columns, ...rows.map((row) => columns.map((_, at) => shown(row[at] ?? null)))]
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  const numeric = columns.map((_, at) => rows.every((row) => row[at] === null || typeof row[at] === 'number') && rows.some((row) => row[at] !== null))
  const aligned = (line: readonly string[]) =>
    line.map((text, at) => (numeric[at] ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0))).join('  ').trimEnd()
  return `${lines.map(aligned).join('\n')}\n`
}

const shown = (cell: Cell): string => {
  if (cell === null) return '-'
  if (typeof cell === 'number') return String(Number.isInteger(cell) ? cell : Number(cell.toPrecision(6)))
  return String(cell).replaceAll(/\s*\n\s*/g, ' ')
}
