import { inverse, minus, times } from './field.ts'
import type { Breakdown } from './breakdown.ts'

/** What a unit's cells are to one another: two combinations of the same parts are one cell. */
export type UnitSpace = {
  /** Cell of each combination; -1 where it is known to be nothing. */
  readonly cellOf: Int32Array
  readonly cells: number
  /** Each cell as a sum of as few numbers as tell all of them, modulo the prime. */
  readonly vectors: readonly Float64Array[]
}

/** Numbers from which all rows can be told: the columns that lead in an echelon form. */
const leadingColumns = (rows: readonly Int32Array[], width: number): readonly number[] => {
  const echelon: { lead: number; row: Float64Array }[] = []
  for (const parts of rows) {
    const row = new Float64Array(width)
    for (const part of parts) row[part] = 1
    for (const known of echelon) subtract(row, known.row, row[known.lead] ?? 0)
    const lead = row.findIndex((value) => value !== 0)
    if (lead < 0) continue
    const scale = inverse(row[lead] ?? 1)
    echelon.push({ lead, row: row.map((value) => times(value, scale)) })
  }
  return echelon.map(({ lead }) => lead)
}

const subtract = (row: Float64Array, other: Float64Array, factor: number): void => {
  if (factor === 0) return
  for (let column = 0; column < row.length; column += 1) row[column] = minus(row[column] ?? 0, times(factor, other[column] ?? 0))
}

/**
 * `zeros`: combinations that are known to be nothing, so that none of their parts is anything. What is something all the same has a
 * part of its own: such a unit contradicts itself.
 */
const spaceOf = ({ parts, finest }: Breakdown, zeros: readonly number[]): UnitSpace => {
  const gone = new Set(zeros.flatMap((combination) => [...(parts[combination] ?? [])]))
  const left = Array.from({ length: finest }, (_, part) => part).filter((part) => !gone.has(part))
  const positions = new Map(left.map((part, position) => [part, position]))
  const cellOf = new Int32Array(parts.length).fill(-1)
  const known = new Map<string, number>()
  const sets: Int32Array[] = []
  let alone = 0
  for (const [combination, all] of parts.entries()) {
    if (zeros.includes(combination)) continue
    let set: Int32Array = Int32Array.from([...all].flatMap((part) => positions.get(part) ?? []))
    if (set.length === 0) set = Int32Array.of(positions.size + alone++)
    const id = set.join()
    const cell = known.get(id) ?? sets.push(set) - 1
    known.set(id, cell)
    cellOf[combination] = cell
  }
  const columns = leadingColumns(sets, left.length + alone)
  return { cellOf, cells: sets.length, vectors: sets.map((set) => Float64Array.from(columns, (column) => (set.includes(column) ? 1 : 0))) }
}

/** Spaces by what is known to be nothing, each worked out once. */
export const unitSpaces = (breakdown: Breakdown): ((zeros: readonly number[]) => UnitSpace) => {
  const known = new Map<string, UnitSpace>()
  return (zeros) => {
    const id = zeros.join()
    const space = known.get(id) ?? spaceOf(breakdown, zeros)
    known.set(id, space)
    return space
  }
}

/**
 * What is still open in a unit's cells when some are published: each as a sum of free numbers. Those of cell c are numbered `columns`, with
 * factors `values`, both from `starts[c]` to before `starts[c + 1]`.
 */
export type Open = { readonly starts: Int32Array; readonly columns: Int32Array; readonly values: Float64Array }

const openIn = ({ vectors }: UnitSpace, isPublished: (cell: number) => boolean): Open => {
  const order = [...vectors.keys()].sort((a, b) => Number(isPublished(b)) - Number(isPublished(a)))
  const echelon: { lead: number; row: Float64Array; free: Float64Array }[] = []
  const open: Float64Array[] = []
  const width = vectors[0]?.length ?? 0
  let free = 0
  for (const cell of order) {
    const row = Float64Array.from(vectors[cell] ?? [])
    const sum = new Float64Array(width)
    for (const known of echelon) {
      const factor = row[known.lead] ?? 0
      if (factor === 0) continue
      subtract(row, known.row, factor)
      for (let index = 0; index < free; index += 1) sum[index] = minus(sum[index] ?? 0, minus(0, times(factor, known.free[index] ?? 0)))
    }
    const lead = row.findIndex((value) => value !== 0)
    if (lead >= 0) {
      const scale = inverse(row[lead] ?? 1)
      const own = new Float64Array(width)
      if (!isPublished(cell)) {
        sum[free] = row[lead] ?? 1
        own[free] = 1
        free += 1
      }
      echelon.push({ lead, row: row.map((value) => times(value, scale)), free: own })
    }
    open[cell] = sum
  }
  const starts = new Int32Array(vectors.length + 1)
  const columns: number[] = []
  const values: number[] = []
  open.forEach((sum, cell) => {
    for (let index = 0; index < free; index += 1)
      if (sum[index] !== 0) {
        columns.push(index)
        values.push(sum[index] ?? 0)
      }
    starts[cell + 1] = columns.length
  })
  return { starts, columns: Int32Array.from(columns), values: Float64Array.from(values) }
}

/** Rows in echelon form, each with the cells it was made of. */
type Known = readonly { readonly lead: number; readonly row: Float64Array; readonly made: Float64Array }[]

const knownFrom = ({ vectors }: UnitSpace, isPublished: (cell: number) => boolean): Known => {
  const echelon: { lead: number; row: Float64Array; made: Float64Array }[] = []
  for (const cell of [...vectors.keys()].filter(isPublished)) {
    const row = Float64Array.from(vectors[cell] ?? [])
    const made = new Float64Array(vectors.length)
    made[cell] = 1
    for (const known of echelon) {
      const factor = row[known.lead] ?? 0
      subtract(row, known.row, factor)
      subtract(made, known.made, factor)
    }
    const lead = row.findIndex((value) => value !== 0)
    if (lead < 0) continue
    const scale = inverse(row[lead] ?? 1)
    echelon.push({ lead, row: row.map((value) => times(value, scale)), made: made.map((value) => times(value, scale)) })
  }
  return echelon
}

const behind = (known: Known, cells: number, target: Float64Array): readonly number[] => {
  const left = Float64Array.from(target)
  const made = new Float64Array(cells)
  for (const one of known) {
    const factor = left[one.lead] ?? 0
    subtract(left, one.row, factor)
    subtract(made, one.made, factor)
  }
  return left.some((value) => value !== 0) ? [] : [...made.keys()].filter((cell) => made[cell] !== 0)
}

export type Reckoner = {
  readonly open: (space: UnitSpace, isPublished: (cell: number) => boolean) => Open
  /** Some published cells whose sum, with some factors, is the target; empty where there are none. */
  readonly behind: (space: UnitSpace, isPublished: (cell: number) => boolean, target: Float64Array) => readonly number[]
}

/** Many units have the same space and the same published cells: what follows of these is worked out once. */
export const createReckoner = (): Reckoner => ({
  open: remembered(openIn),
  behind: ((known) => (space, isPublished, target) => behind(known(space, isPublished), space.cells, target))(remembered(knownFrom)),
})

type OfPublished<T> = (space: UnitSpace, isPublished: (cell: number) => boolean) => T

const remembered = <T>(work: OfPublished<T>): OfPublished<T> => {
  const spaces = new Map<UnitSpace, Map<string, T>>()
  return (space, isPublished) => {
    const found = spaces.get(space) ?? new Map<string, T>()
    spaces.set(space, found)
    const id = idOf(space.cells, isPublished)
    const known = found.get(id) ?? work(space, isPublished)
    found.set(id, known)
    return known
  }
}

/** Sixteen cells a character. */
const idOf = (cells: number, isPublished: (cell: number) => boolean): string => {
  const codes: number[] = []
  for (let first = 0; first < cells; first += 16) {
    let bits = 0
    for (let cell = first; cell < first + 16 && cell < cells; cell += 1) bits = (bits << 1) | Number(isPublished(cell))
    codes.push(bits)
  }
  return String.fromCharCode(...codes)
}
