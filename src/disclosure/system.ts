import { inverse, minus, plus, prime, times } from './field.ts'

/** A row of a homogeneous system: columns, each once, with coefficients from 0 to prime - 1. */
export type Row = { readonly columns: Int32Array; readonly values: Float64Array }

/** A homogeneous system of equations over `width` unknowns. */
export type System = {
  /** Adds an equation; one that follows from those before changes nothing. */
  readonly add: (row: Row) => void
  /** A random solution: whatever it gives a sum of 0 follows from the equations, but for one chance in tens of millions. */
  readonly solve: (random: () => number) => Float64Array
  /** The equations, by the order in which they were added, whose sum with these factors is the row. Empty also where none is. */
  readonly explain: (row: Row) => readonly (readonly [equation: number, factor: number])[]
}
/** scaled: the equation less its steps, multiplied so that its leading column has 1. */
type Echelon = Row & { readonly leader: number; readonly origin: number; readonly scale: number; readonly steps: readonly Step[] }
type Step = readonly [row: number, factor: number]

/** Rows are kept in echelon form: none has the leading column of one before it. */
export const createSystem = (width: number): System => {
  const rows: Echelon[] = []
  const leads = new Int32Array(width).fill(-1)
  const work = new Float64Array(width)
  const touched = new Uint8Array(width)
  let added = 0

  /** What is left of a row, and the rows that were taken away from it. */
  const reduce = ({ columns, values }: Row): { left: readonly number[]; numbers: readonly number[]; steps: readonly Step[] } => {
    const seen: number[] = []
    const steps: Step[] = []
    const waiting = createQueue()
    const put = (column: number, value: number) => {
      if (touched[column] === 0) {
        touched[column] = 1
        seen.push(column)
        const row = leads[column] ?? -1
        if (row >= 0) waiting.push(row)
      }
      work[column] = value
    }
    columns.forEach((column, index) => put(column, values[index] ?? 0))
    for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
      const known = rows[row]
      const factor = known ? (work[known.leader] ?? 0) : 0
      if (!known || factor === 0) continue
      steps.push([row, factor])
      for (let index = 0; index < known.columns.length; index += 1) {
        const column = known.columns[index] ?? 0
        put(column, minus(work[column] ?? 0, times(factor, known.values[index] ?? 0)))
      }
    }
    const left = seen.filter((column) => work[column] !== 0)
    const numbers = left.map((column) => work[column] ?? 0)
    for (const column of seen) {
      work[column] = 0
      touched[column] = 0
    }
    return { left, numbers, steps }
  }

  const add = (row: Row): void => {
    const origin = added++
    const { left, numbers, steps } = reduce(row)
    const leader = left.reduce((most, column) => Math.max(most, column), -1)
    if (leader < 0) return
    const scale = inverse(numbers[left.indexOf(leader)] ?? 1)
    leads[leader] = rows.length
    rows.push({ columns: Int32Array.from(left), values: Float64Array.from(numbers, (value) => times(value, scale)), leader, origin, scale, steps })
  }

  const solve = (random: () => number): Float64Array => {
    const solution = new Float64Array(width)
    for (let column = 0; column < width; column += 1) if ((leads[column] ?? -1) < 0) solution[column] = random()
    for (const { columns, values, leader } of rows.toReversed()) {
      let sum = 0
      for (let index = 0; index < columns.length; index += 1)
        if (columns[index] !== leader) sum += times(values[index] ?? 0, solution[columns[index] ?? 0] ?? 0)
      solution[leader] = minus(0, sum % prime)
    }
    return solution
  }

  const explain: System['explain'] = (row) => {
    const { left, steps } = reduce(row)
    if (left.length > 0) return []
    const parts = new Map<number, number>(steps)
    const origins: [number, number][] = []
    for (let position = rows.length - 1; position >= 0; position -= 1) {
      const part = parts.get(position) ?? 0
      const known = rows[position]
      if (part === 0 || !known) continue
      const scaled = times(part, known.scale)
      origins.push([known.origin, scaled])
      for (const [before, factor] of known.steps) parts.set(before, plus(parts.get(before) ?? 0, minus(0, times(scaled, factor))))
    }
    return origins
  }
  return { add, solve, explain }
}

/** The least first. */
const createQueue = () => {
  const heap: number[] = []
  const push = (value: number): void => {
    let place = heap.push(value) - 1
    while (place > 0) {
      const above = (place - 1) >> 1
      if ((heap[above] ?? 0) <= value) break
      heap[place] = heap[above] ?? 0
      place = above
    }
    heap[place] = value
  }
  const pop = (): number | undefined => {
    const least = heap[0]
    const last = heap.pop()
    if (least === undefined || last === undefined || heap.length === 0) return least
    let place = 0
    for (;;) {
      const left = 2 * place + 1
      if (left >= heap.length) break
      const next = left + 1 < heap.length && (heap[left + 1] ?? 0) < (heap[left] ?? 0) ? left + 1 : left
      if ((heap[next] ?? 0) >= last) break
      heap[place] = heap[next] ?? 0
      place = next
    }
    heap[place] = last
    return least
  }
  return { push, pop }
}
