import { numbersFrom, plus, prime, times } from './field.ts'
import { createSystem, type Row } from './system.ts'
import { termsOf, type Table } from './table.ts'
import { createReckoner, type Open } from './unit-space.ts'

const nothing = new Float64Array(0)

export type Audited = {
  /** Whether a hidden cell can be computed from the published ones: it is a linear combination of them. */
  readonly disclosed: (cell: number) => boolean
  /** Published cells that a disclosed cell can be computed from. */
  readonly from: (cell: number) => readonly number[]
}

/**
 * Finds hidden cells that follow from the published ones. It takes a random assignment of numbers to units that makes every published
 * cell 0: a hidden cell that is 0 too follows from them. `followed`: published cells that are the sum of published cells.
 */
export const createAudit = (table: Table) => {
  const { spaces, firstOf, unitOf, unitCells, cells } = table
  const open: (Open | undefined)[] = spaces.map(() => undefined)
  const starts = startsOf(table)
  const terms = Array.from({ length: cells }, (_, cell) => (cell < unitCells ? ([[cell, 1]] as const) : termsOf(table, table.nameOf[cell] ?? -1)))
  const rowsOfUnit = spaces.map((): number[] => [])
  terms.forEach((some, cell) => {
    for (const [unitCell] of some) rowsOfUnit[unitOf[unitCell] ?? 0]?.push(cell)
  })
  const rows: (Row | undefined)[] = terms.map(() => undefined)
  const random = numbersFrom(7)
  const reckoner = createReckoner()

  /** What is not published yet of a cell, in the free numbers of its units. */
  const rowOf = (cell: number, isPublished: (cell: number) => boolean): Row => {
    const some = terms[cell] ?? []
    let size = 0
    for (const [unitCell] of some) {
      const unit = unitOf[unitCell] ?? 0
      const space = spaces[unit]
      const first = firstOf[unit] ?? 0
      if (!space) continue
      const { starts: from } = (open[unit] ??= reckoner.open(space, (one) => isPublished(first + one)))
      size += from[unitCell - first + 1]! - from[unitCell - first]!
    }
    const columns = new Int32Array(size)
    const values = new Float64Array(size)
    let place = 0
    for (const [unitCell, share] of some) {
      const unit = unitOf[unitCell] ?? 0
      const known = open[unit]
      if (!known) continue
      const own = unitCell - (firstOf[unit] ?? 0)
      for (let index = known.starts[own]!; index < known.starts[own + 1]!; index += 1) {
        columns[place] = starts[unit]! + known.columns[index]!
        values[place++] = share === 1 ? known.values[index]! : times(share, known.values[index]!)
      }
    }
    return { columns, values }
  }

  /** Published cells of units that make up a sum of cells. */
  const unitCellsBehind = (sum: readonly (readonly [number, number])[], isPublished: (cell: number) => boolean): readonly number[] => {
    const targets = new Map<number, Float64Array>()
    for (const [cell, factor] of sum)
      for (const [unitCell, share] of terms[cell] ?? []) {
        const unit = unitOf[unitCell] ?? 0
        const vector = spaces[unit]?.vectors[unitCell - (firstOf[unit] ?? 0)] ?? nothing
        const target = targets.get(unit) ?? new Float64Array(vector.length)
        targets.set(unit, target)
        const scaled = times(factor, share)
        for (let index = 0; index < vector.length; index += 1) if (vector[index] !== 0) target[index] = plus(target[index]!, times(scaled, vector[index]!))
      }
    return [...targets].flatMap(([unit, target]) => {
      const space = spaces[unit]
      const first = firstOf[unit] ?? 0
      if (!space || target.every((value) => value === 0)) return []
      return reckoner.behind(space, (cell) => isPublished(first + cell), target).map((cell) => first + cell)
    })
  }

  return {
    termsOf: (cell: number): readonly (readonly [cell: number, share: number])[] => terms[cell] ?? [],
    /** To be called of every cell of a unit that is hidden or published. */
    forget: (cell: number): void => {
      const unit = unitOf[cell]
      if (unit === undefined || !open[unit]) return
      open[unit] = undefined
      for (const row of rowsOfUnit[unit] ?? []) rows[row] = undefined
    },
    run: (isPublished: (cell: number) => boolean, followed: (cell: number) => boolean): Audited => {
      const rowAt = (cell: number): Row => (rows[cell] ??= rowOf(cell, isPublished))
      const equations: number[] = []
      for (let cell = unitCells; cell < cells; cell += 1) if (isPublished(cell) && !followed(cell) && rowAt(cell).columns.length > 0) equations.push(cell)
      equations.sort((a, b) => rowAt(a).columns.length - rowAt(b).columns.length)
      const system = createSystem(starts.at(-1) ?? 0)
      for (const cell of equations) system.add(rowAt(cell))
      const solutions = [system.solve(random), system.solve(random)]
      const isZero = ({ columns, values }: Row, solution: Float64Array): boolean => {
        let sum = 0
        for (let index = 0; index < columns.length; index += 1) sum = plus(sum, times(values[index] ?? 0, solution[columns[index] ?? 0] ?? 0))
        return sum === 0
      }
      return {
        disclosed: (cell) => solutions.every((solution) => isZero(rowAt(cell), solution)),
        from: (cell) => {
          const above = system.explain(rowAt(cell)).map(([equation, factor]) => [equations[equation] ?? -1, factor] as const)
          return [...above.map(([source]) => source), ...unitCellsBehind([[cell, prime - 1], ...above], isPublished)]
        },
      }
    },
  }
}

/** First column of each unit, and after the last the number of all. */
const startsOf = ({ spaces }: Table): readonly number[] =>
  spaces.reduce<number[]>((starts, { vectors }) => [...starts, (starts.at(-1) ?? 0) + (vectors[0]?.length ?? 0)], [0])
