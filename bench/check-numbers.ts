import type { Columns } from '../src/database/database.ts'
import type { Numbers, Question } from './questions.ts'

const tolerance = 1e-9

const numbersOf = ({ values, rowCount }: Columns): Numbers => {
  const places = values.slice(0, -1)
  const last = values.at(-1) ?? []
  const rows = Array.from({ length: rowCount }, (_, row) => [places.map((column) => String(column[row])).join(' '), last[row]] as const)
  return new Map(rows.flatMap(([place, value]) => (value === null || value === undefined ? [] : [[place, Number(value)] as const])))
}

/** Asserts that both ways give the same numbers at the same places, and gives how many there are. Throws on the first that differs. */
export const checkNumbers = ({ id }: Question, ours: Numbers, columns: Columns): number => {
  const peer = numbersOf(columns)
  for (const place of new Set([...ours.keys(), ...peer.keys()])) {
    const [a, b] = [ours.get(place), peer.get(place)]
    if (a === undefined || b === undefined || !(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b))))
      throw new Error(`${id}, ${place}: kartlag says ${a ?? 'nothing'}, ${id}.sql ${b ?? 'nothing'}`)
  }
  if (ours.size === 0) throw new Error(`${id}: no numbers`)
  return ours.size
}
