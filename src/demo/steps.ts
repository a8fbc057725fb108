import type { Gate } from './gate.ts'

/**
 * Rounds amounts to whole steps: a running total over the cells of a unit, so that its sum is right within one step, and so is any
 * run of cells. A run that adds up to a whole number keeps it. `start` is where in a step each unit begins, 0..1.
 */
export function rounded(exact: readonly Float64Array[], start: Float64Array): Int32Array[] {
  const steps = exact.map((column) => new Int32Array(column.length))
  // A billionth covers what adding up floating numbers loses.
  start.forEach((share, i) => {
    let running = Math.min(0.999, share) + 1e-9
    exact.forEach((column, c) => {
      const before = Math.floor(running)
      running += column[i] ?? 0
      const counts = steps[c]
      if (counts !== undefined) counts[i] = Math.floor(running) - before
    })
  })
  return steps
}

/**
 * Where a gate is open there is something: the likeliest cell behind it gets what is lacking. Within `wholes` it is taken from the
 * largest cell that can spare it, for their sum stands.
 */
export function withLeast(
  steps: readonly Int32Array[],
  exact: readonly Float64Array[],
  gates: readonly (Gate | null)[],
  least: number,
  wholes: readonly (readonly number[])[],
): void {
  const behind = new Map<string, number[]>()
  gates.forEach((gate, c) => gate !== null && behind.set(gate.key, [...(behind.get(gate.key) ?? []), c]))
  const wholeOf = new Map(wholes.flatMap((whole) => whole.map((c) => [c, whole] as const)))
  for (const cells of behind.values()) {
    gates[cells[0] ?? 0]?.open.forEach((open, i) => {
      const lacking = least - cells.reduce((sum, c) => sum + (steps[c]?.[i] ?? 0), 0)
      if (!open || lacking <= 0) return
      const to = largest(cells, exact, i)
      const whole = wholeOf.get(to)
      if (whole === undefined) add(steps, to, i, lacking)
      else if (spare(steps, whole, i, lacking + least)) add(steps, to, i, lacking)
    })
  }
}

function spare(steps: readonly Int32Array[], whole: readonly number[], i: number, atLeast: number): boolean {
  const from = largest(whole, steps, i)
  if ((steps[from]?.[i] ?? 0) < atLeast) return false
  add(steps, from, i, -1)
  return true
}

function largest(cells: readonly number[], columns: readonly ArrayLike<number>[], i: number): number {
  return cells.reduce((best, c) => ((columns[c]?.[i] ?? 0) > (columns[best]?.[i] ?? 0) ? c : best), cells[0] ?? 0)
}

function add(steps: readonly Int32Array[], c: number, i: number, count: number): void {
  steps[c]?.fill((steps[c][i] ?? 0) + count, i, i + 1)
}
