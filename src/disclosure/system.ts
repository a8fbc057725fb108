import { inverse, plus, prime, times } from './field.ts'

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
/** The equation less its steps, scaled so that its leading column has 1. */
type Echelon = Row & { readonly leader: number; readonly origin: number; readonly scale: number; readonly steps: Steps }
/** Rows taken away, and how often. */
type Steps = { readonly rows: Int32Array; readonly factors: Float64Array }

/** Rows are kept in echelon form: none has the leading column of one before it. */
export const createSystem = (width: number): System => {
  const rows: Echelon[] = []
  const leads = new Int32Array(width).fill(-1)
  const work = new Float64Array(width)
  const isSeen = new Uint8Array(width)
  const seen = new Int32Array(width)
  const waiting = createQueue()
  const stepRows: number[] = []
  const stepFactors: number[] = []
  let seenCount = 0
  let added = 0

  const see = (column: number): void => {
    isSeen[column] = 1
    seen[seenCount++] = column
    const row = leads[column]!
    if (row >= 0) waiting.push(row)
  }
  /** Takes away from a row what the rows before tell. What is left stands in `work`, at the columns seen. */
  const reduce = ({ columns, values }: Row): void => {
    seenCount = 0
    stepRows.length = 0
    stepFactors.length = 0
    for (let index = 0; index < columns.length; index += 1) {
      see(columns[index]!)
      work[columns[index]!] = values[index]!
    }
    for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
      const known = rows[row]!
      const factor = work[known.leader]!
      if (factor === 0) continue
      stepRows.push(row)
      stepFactors.push(factor)
      const negative = prime - factor
      for (let index = 0; index < known.columns.length; index += 1) {
        const column = known.columns[index]!
        if (isSeen[column] === 0) see(column)
        const sum = work[column]! + times(negative, known.values[index]!)
        work[column] = sum >= prime ? sum - prime : sum
      }
    }
  }
  const clear = (): void => {
    for (let index = 0; index < seenCount; index += 1) {
      work[seen[index]!] = 0
      isSeen[seen[index]!] = 0
    }
  }
  const steps = (): Steps => ({ rows: Int32Array.from(stepRows), factors: Float64Array.from(stepFactors) })

  const add = (row: Row): void => {
    const origin = added++
    reduce(row)
    let leader = -1
    let count = 0
    for (let index = 0; index < seenCount; index += 1)
      if (work[seen[index]!] !== 0) {
        count += 1
        leader = Math.max(leader, seen[index]!)
      }
    if (leader >= 0) {
      const scale = inverse(work[leader]!)
      const columns = new Int32Array(count)
      const values = new Float64Array(count)
      for (let index = 0, place = 0; index < seenCount; index += 1) {
        const column = seen[index]!
        if (work[column] === 0) continue
        columns[place] = column
        values[place++] = times(work[column]!, scale)
      }
      leads[leader] = rows.length
      rows.push({ columns, values, leader, origin, scale, steps: steps() })
    }
    clear()
  }

  const solve = (random: () => number): Float64Array => {
    const solution = new Float64Array(width)
    for (let column = 0; column < width; column += 1) if (leads[column]! < 0) solution[column] = random()
    for (const { columns, values, leader } of rows.toReversed()) {
      let sum = 0
      for (let index = 0; index < columns.length; index += 1)
        if (columns[index] !== leader) sum += times(values[index]!, solution[columns[index]!]!)
      solution[leader] = (prime - (sum % prime)) % prime
    }
    return solution
  }

  const explain: System['explain'] = (row) => {
    reduce(row)
    const follows = seen.subarray(0, seenCount).every((column) => work[column] === 0)
    const parts = new Float64Array(rows.length)
    stepRows.forEach((step, index) => (parts[step] = stepFactors[index]!))
    clear()
    if (!follows) return []
    const origins: [number, number][] = []
    for (let position = rows.length - 1; position >= 0; position -= 1) {
      if (parts[position] === 0) continue
      const known = rows[position]!
      const scaled = times(parts[position]!, known.scale)
      origins.push([known.origin, scaled])
      known.steps.rows.forEach((before, index) => (parts[before] = plus(parts[before]!, times(prime - scaled, known.steps.factors[index]!))))
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
