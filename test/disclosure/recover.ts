/** A number as a sum of unknowns, each with a factor. */
export type Sum = ReadonlyMap<string, number>

type Matrix = { readonly starts: Int32Array; readonly columns: Int32Array; readonly values: Float64Array; readonly width: number }

const matrixOf = (sums: readonly Sum[], columnOf: ReadonlyMap<string, number>): Matrix => {
  const rows = sums
    .map((sum) => [...sum].flatMap(([unknown, factor]): [number, number][] => (columnOf.has(unknown) ? [[columnOf.get(unknown) ?? 0, factor]] : [])))
    .filter(({ length }) => length > 0)
  const starts = new Int32Array(rows.length + 1)
  rows.forEach((row, index) => (starts[index + 1] = (starts[index] ?? 0) + row.length))
  return {
    starts,
    columns: Int32Array.from(rows.flatMap((row) => row.map(([column]) => column))),
    values: Float64Array.from(
      rows.flatMap((row) => {
        const length = Math.hypot(...row.map(([, factor]) => factor))
        return row.map(([, factor]) => factor / length)
      }),
    ),
    width: columnOf.size,
  }
}

const product = ({ starts, columns, values }: Matrix, vector: Float64Array): Float64Array => {
  const result = new Float64Array(starts.length - 1)
  for (let row = 0; row < result.length; row += 1) {
    let sum = 0
    for (let index = starts[row]!; index < starts[row + 1]!; index += 1) sum += values[index]! * vector[columns[index]!]!
    result[row] = sum
  }
  return result
}

const transposed = ({ starts, columns, values, width }: Matrix, vector: Float64Array): Float64Array => {
  const result = new Float64Array(width)
  for (let row = 0; row < starts.length - 1; row += 1)
    for (let index = starts[row]!; index < starts[row + 1]!; index += 1) result[columns[index]!]! += values[index]! * vector[row]!
  return result
}

const square = (vector: Float64Array): number => vector.reduce((all, value) => all + value * value, 0)

/** The part of a vector that no combination of the rows makes, by conjugate gradients on the least squares. */
const beside = (matrix: Matrix, vector: Float64Array): Float64Array => {
  const left = Float64Array.from(vector)
  let gradient = product(matrix, left)
  const direction = Float64Array.from(gradient)
  const first = square(gradient)
  let size = first
  for (let step = 0; step < 20_000 && size > first * 1e-26; step += 1) {
    const move = transposed(matrix, direction)
    const rate = size / square(move)
    for (let index = 0; index < left.length; index += 1) left[index]! -= rate * move[index]!
    gradient = product(matrix, left)
    const next = square(gradient)
    for (let index = 0; index < direction.length; index += 1) direction[index] = gradient[index]! + (next / size) * direction[index]!
    size = next
  }
  return left
}

const randomFrom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647 - 0.5
  }
}

/** Unknowns that a sum tells when all its others are told, over and over. */
const toldAlone = (known: readonly Sum[]): ReadonlySet<string> => {
  const sumsWith = new Map<string, number[]>()
  known.forEach((sum, position) => {
    for (const unknown of sum.keys()) sumsWith.set(unknown, [...(sumsWith.get(unknown) ?? []), position])
  })
  const open = known.map(({ size }) => size)
  const told = new Set<string>()
  const waiting = [...known.keys()].filter((position) => open[position] === 1)
  for (let position = waiting.pop(); position !== undefined; position = waiting.pop()) {
    const unknown = [...(known[position]?.keys() ?? [])].find((one) => !told.has(one))
    if (unknown === undefined) continue
    told.add(unknown)
    for (const other of sumsWith.get(unknown) ?? []) {
      open[other]! -= 1
      if (open[other] === 1) waiting.push(other)
    }
  }
  return told
}

/**
 * Positions of the secrets that the known sums tell. A random assignment of numbers to the unknowns is freed of whatever the known sums
 * tell of it; a secret that sums it to nothing is told too.
 */
export const recovered = (known: readonly Sum[], secrets: readonly Sum[]): readonly number[] => {
  const told = toldAlone(known)
  const columnOf = new Map<string, number>()
  for (const sum of [...known, ...secrets]) for (const unknown of sum.keys()) if (!told.has(unknown) && !columnOf.has(unknown)) columnOf.set(unknown, columnOf.size)
  const matrix = matrixOf(known, columnOf)
  const free = [11, 12].map((seed) => beside(matrix, Float64Array.from({ length: columnOf.size }, randomFrom(seed))))
  return [...secrets.keys()].filter((position) => {
    const secret = [...(secrets[position] ?? [])].filter(([unknown]) => !told.has(unknown))
    const length = Math.hypot(...secret.map(([, factor]) => factor))
    return free.every((numbers) => Math.abs(secret.reduce((all, [unknown, factor]) => all + factor * (numbers[columnOf.get(unknown) ?? 0] ?? 0), 0)) <= 1e-7 * length)
  })
}
