import { createAudit } from './audit.ts'
import { linesOf, type Line } from './lines.ts'
import type { Table } from './table.ts'

/** What must not be told of the cells of a table. */
export type Rules = {
  /** The cell may not be published. */
  readonly primary: (cell: number) => boolean
  /** Nobody may be able to compute it, though it is not among the cells that are published. */
  readonly private: (cell: number) => boolean
  /** How much a cell adds to what hides others; what weighs nothing hides nothing. */
  readonly weight: (cell: number) => number
  /** Whether the sum of some hidden cells tells little enough of each. */
  readonly enough: (cells: readonly number[]) => boolean
}
export const shown = 0
export const primary = 1
export const secondary = 2
/** Not published: not yet, or never. */
const undecided = 3

/**
 * Hides cells until none that must not be told can be computed. From the widest areas to single units, so that totals are kept: in every
 * sum that has one hidden part another is hidden, the smallest; then cells are hidden until no linear combination of what is published
 * tells one that must not be told. What turns out to be hidden in vain is shown again; where nothing helps, all is hidden. Gives
 * `shown`, `primary` or `secondary` by cell.
 */
export const patternOf = (table: Table, rules: Rules): Uint8Array => {
  const { cells, nameOf } = table
  const stages = stagesOf(table)
  const wanted = Uint8Array.from({ length: cells }, (_, cell) => ((nameOf[cell] ?? -1) < 0 ? undecided : rules.primary(cell) ? primary : shown))
  const isProtected = (cell: number) => wanted[cell] === primary || (wanted[cell] === undecided && rules.private(cell))
  const protectedCells = [...wanted.keys()].filter(isProtected)
  if (protectedCells.length === 0) return new Uint8Array(cells)
  const state = new Uint8Array(cells).fill(undecided)
  const lines = linesOf(table)
  const linesAt = indexOf(lines, cells)
  const audit = createAudit(table)
  /** How often a cell was found disclosed: the more often, the more is hidden. */
  const tries = new Map<number, number>()
  let stage = 0

  const isHidden = (cell: number) => state[cell] !== shown
  const matters = (cell: number) => state[cell] === secondary || isProtected(cell)
  const mayHide = (cell: number) => state[cell] === shown && stages[cell] === stage && rules.weight(cell) > 0
  const smallest = (some: readonly number[]): number | undefined =>
    some.reduce<number | undefined>((least, cell) => (least === undefined || rules.weight(cell) < rules.weight(least) ? cell : least), undefined)

  const waiting: number[] = []
  const isWaiting = new Uint8Array(lines.length)
  const touch = (cell: number): void => {
    for (const line of linesAt(cell))
      if (isWaiting[line] === 0) {
        isWaiting[line] = 1
        waiting.push(line)
      }
  }
  const show = (cell: number): void => {
    state[cell] = shown
    audit.forget(cell)
  }
  const hide = (cell: number): void => {
    state[cell] = secondary
    audit.forget(cell)
    touch(cell)
  }
  /** The cell that a sum needs hidden beside those that are; undefined where it needs none, or nothing helps. */
  const missingIn = ({ parent, children }: Line): number | undefined => {
    const hidden = [...children].filter(isHidden)
    const all = isHidden(parent) ? [...hidden, parent] : hidden
    if (!all.some(matters) || (all.length > 1 && (isHidden(parent) || rules.enough(hidden)))) return undefined
    return smallest([...children].filter(mayHide)) ?? (mayHide(parent) ? parent : undefined)
  }
  const settle = (): void => {
    for (let line = waiting.pop(); line !== undefined; line = waiting.pop()) {
      isWaiting[line] = 0
      const cell = missingIn(lines[line] as Line)
      if (cell !== undefined) hide(cell)
    }
  }

  for (stage = 0; stage <= lastStage; stage += 1) {
    for (const cell of state.keys())
      if (stages[cell] === stage) {
        state[cell] = wanted[cell] ?? undecided
        audit.forget(cell)
      }
    for (const cell of protectedCells) touch(cell)
    for (const cell of state.keys()) if (state[cell] === secondary) touch(cell)
    for (;;) {
      settle()
      const followed = (cell: number) => linesAt(cell).some((line) => lines[line]?.parent === cell && !lines[line].children.some(isHidden))
      const { disclosed, from } = audit.run((cell) => !isHidden(cell), followed)
      const open = protectedCells.filter(disclosed).slice(0, 48).map((cell) => ({ cell, sources: from(cell) }))
      const done = new Set<number>()
      for (const { cell, sources } of open) {
        if (sources.some((source) => done.has(source))) continue
        const times = (tries.get(cell) ?? 0) + 1
        tries.set(cell, times)
        const more = sources.filter(mayHide).sort((a, b) => rules.weight(a) - rules.weight(b)).slice(0, Math.ceil(2 ** (times - 1)))
        for (const one of more) {
          hide(one)
          done.add(one)
        }
      }
      if (done.size > 0) continue
      if (open.length > 0) return wanted.map((one) => (one === shown ? secondary : one === undecided ? shown : one))
      const inVain = [...state.keys()].filter((cell) => state[cell] === secondary && (stages[cell] === stage || stage === lastStage) && disclosed(cell))
      for (const cell of inVain) show(cell)
      break
    }
  }
  return state.map((one, cell) => (wanted[cell] === undecided ? shown : one))
}

const lastStage = 2
/** 0: everything; 1: areas and attributes; 2: single units. A cell of several names belongs to the first. */
const stagesOf = ({ places, breakdown, cellAt, cells, units }: Table): Uint8Array => {
  const stages = new Uint8Array(cells).fill(lastStage)
  const isBase = basesOf(places)
  cellAt.forEach((cell, name) => {
    const place = places[Math.floor(name / breakdown.publishable)]
    if (cell < 0 || !place) return
    stages[cell] = Math.min(stages[cell] ?? 0, place.units.length === units ? 0 : isBase(place.level) ? 2 : 1)
  })
  return stages
}

/** The level with the most areas is that of single units. */
const basesOf = (places: Table['places']) => {
  const counts = new Map<string, number>()
  for (const { level } of places) counts.set(level, (counts.get(level) ?? 0) + 1)
  const [base] = [...counts].sort(([, a], [, b]) => b - a)
  return (level: string): boolean => level === base?.[0]
}

/** The lines that each cell stands in. */
const indexOf = (lines: readonly Line[], cells: number): ((cell: number) => readonly number[]) => {
  const index: number[][] = Array.from({ length: cells }, () => [])
  lines.forEach(({ parent, children }, line) => {
    index[parent]?.push(line)
    for (const child of children) index[child]?.push(line)
  })
  return (cell) => index[cell] ?? []
}
