import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file of data/, as text. */
export const readData = (name: string): string => readFileSync(join(import.meta.dirname, 'data', `${name}.csv`), 'utf8')

/** The rows of a file of data/, by column. */
export const rowsOf = (name: string): readonly Readonly<Record<string, string>>[] => {
  const [header = [], ...rows] = readData(name).trimEnd().split('\n').map((line) => line.split(','))
  return rows.map((cells) => Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])))
}
