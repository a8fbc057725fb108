import { createAudit, type Audited } from './audit.ts'
import { linesOf, type Line } from './lines.ts'
import { lastStage, stagesOf } from './stages.ts'
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

const mostAtOnce = 48

/**
 * Hides cells until none that must not be told can be computed. From the widest areas to single units, so that totals are kept: in every
 * sum that has one hidden part another is hidden, the smallest; then cells are hidden until no linear combination of what is published
 * tells one that must not be told, not even to those who know how estimates were made. What turns out to be hidden in vain is shown
 * again; where nothing helps, all is hidden. Gives `shown`, `primary` or `secondary` by cell.
 */
export const patternOf = (table: Table, rules: Rules): Uint8Array => {
  const { cells, nameOf, unitCells } = table
  const stages = stagesOf(table)
  const wanted = Uint8Array.from({ length: cells }, (_, cell) => ((nameOf[cell] ?? -1) < 0 ? undecided : rules.primary(cell) ? primary : shown))
  const isProtected = (cell: number) => wanted[cell] === primary || (wanted[cell] === undecided && rules.private(cell))
  const protectedCells = [...wanted.keys()].filter(isProtected)
  if (protectedCells.length === 0) return new Uint8Array(cells)
  const state = new Uint8Array(cells).fill(undecided)
  const lines = linesOf(table)
  const [linesAt, sumsOf] = indexOf(lines, cells)
  /** How often a cell was found disclosed: the more often, the more is hidden. */
  const tries = new Map<number, number>()
  let stage = 0

  const isHidden = (cell: number) => state[cell] !== shown
  const isEstimate = (cell: number) => cell < unitCells && table.isEstimate[cell] === 1
  const matters = (cell: number) => state[cell] === secondary || isProtected(cell)
  const mayHide = (cell: number) => state[cell] === shown && stages[cell] === stage && rules.weight(cell) > 0
  const lightest = (some: readonly number[]): readonly number[] => [...some].sort((a, b) => Number(isEstimate(a)) - Number(isEstimate(b)) || rules.weight(a) - rules.weight(b))

  const readers = readersOf(table, { isHidden, isEstimate, isFollowed: (cell) => sumsOf(cell).some((line) => !lines[line]?.children.some(isHidden)) })
  const waiting: number[] = []
  const isWaiting = new Uint8Array(lines.length)
  const touch = (cell: number): void => {
    for (const line of linesAt(cell))
      if (isWaiting[line] === 0) {
        isWaiting[line] = 1
        waiting.push(line)
      }
  }
  const put = (cell: number, one: number): void => {
    state[cell] = one
    readers.forEach(({ forget }) => forget(cell))
    if (one !== shown) touch(cell)
  }
  /** The cell that a sum needs hidden beside those that are; undefined where it needs none, or nothing helps. */
  const missingIn = ({ parent, children }: Line): number | undefined => {
    let wanting = matters(parent) && isHidden(parent)
    let answering = wanting && !isEstimate(parent)
    for (const cell of children)
      if (isHidden(cell) && matters(cell)) {
        wanting = true
        answering ||= !isEstimate(cell)
      }
    if (!wanting) return undefined
    const counts = (cell: number) => isHidden(cell) && !(answering && isEstimate(cell))
    let hidden = Number(counts(parent))
    for (const cell of children) if (counts(cell)) hidden += 1
    if (hidden > 1 && (isHidden(parent) || rules.enough([...children].filter(counts)))) return undefined
    return lightest([...children].filter(mayHide))[0] ?? (mayHide(parent) ? parent : undefined)
  }
  const settle = (): void => {
    for (let line = waiting.pop(); line !== undefined; line = waiting.pop()) {
      isWaiting[line] = 0
      const cell = missingIn(lines[line] as Line)
      if (cell !== undefined) put(cell, secondary)
    }
  }
  /** Hides some of what the reader computes hidden cells from. False where there is nothing to hide, or nothing left to be hidden. */
  const repair = ({ disclosed, from }: Audited, isKnown: (cell: number) => boolean): { readonly open: boolean; readonly changed: boolean } => {
    const open = protectedCells.filter((cell) => !isKnown(cell) && disclosed(cell)).slice(0, mostAtOnce).map((cell) => ({ cell, sources: from(cell) }))
    const done = new Set<number>()
    for (const { cell, sources } of open) {
      if (sources.some((source) => done.has(source))) continue
      const count = (tries.get(cell) ?? 0) + 1
      tries.set(cell, count)
      for (const one of lightest(sources.filter(mayHide)).slice(0, 2 ** (count - 1))) {
        put(one, secondary)
        done.add(one)
      }
    }
    return { open: open.length > 0, changed: done.size > 0 }
  }

  for (stage = 0; stage <= lastStage; stage += 1) {
    for (const cell of state.keys()) if (stages[cell] === stage) put(cell, wanted[cell] ?? undecided)
    for (const cell of state.keys()) if (state[cell] === secondary || isProtected(cell)) touch(cell)
    let first: Audited | undefined
    for (let reader = 0; reader < readers.length; ) {
      settle()
      const { run, isKnown } = readers[reader] as Reader
      const audited = run()
      const { open, changed } = repair(audited, isKnown)
      if (open && !changed && reader === 0) return wanted.map((one) => (one === shown ? secondary : one === undecided ? shown : one))
      if (reader === 0) first = audited
      reader = changed ? 0 : reader + 1
    }
    const inVain = [...state.keys()].filter((cell) => state[cell] === secondary && (stages[cell] === stage || stage === lastStage) && first?.disclosed(cell))
    for (const cell of inVain) put(cell, shown)
  }
  return state.map((one, cell) => (wanted[cell] === undecided ? shown : one))
}

/** Someone who computes: `isKnown` are cells that need no hiding from them. */
type Reader = { readonly run: () => Audited; readonly forget: (cell: number) => void; readonly isKnown: (cell: number) => boolean }
type Seen = { readonly isHidden: (cell: number) => boolean; readonly isEstimate: (cell: number) => boolean; readonly isFollowed: (cell: number) => boolean }

/** One who adds and subtracts, and where something is estimated one who can reckon the estimates too. */
const readersOf = (table: Table, { isHidden, isEstimate, isFollowed }: Seen): readonly Reader[] => {
  const plain = createAudit(table)
  const first: Reader = { run: () => plain.run((cell) => !isHidden(cell), isFollowed), forget: plain.forget, isKnown: () => false }
  if (!table.isEstimate.includes(1)) return [first]
  const reckoning = createAudit(table)
  const isKnown = (cell: number) => reckoning.termsOf(cell).every(([part]) => isEstimate(part))
  return [first, { run: () => reckoning.run((cell) => !isHidden(cell) || isEstimate(cell), isFollowed), forget: reckoning.forget, isKnown }]
}

type OfCell = (cell: number) => readonly number[]

/** The lines that each cell stands in, and those of which it is the sum. */
const indexOf = (lines: readonly Line[], cells: number): readonly [OfCell, OfCell] => {
  const all: number[][] = Array.from({ length: cells }, () => [])
  const sums = new Map<number, number[]>()
  lines.forEach(({ parent, children }, line) => {
    all[parent]?.push(line)
    sums.set(parent, [...(sums.get(parent) ?? []), line])
    for (const child of children) all[child]?.push(line)
  })
  return [(cell) => all[cell] ?? [], (cell) => sums.get(cell) ?? []]
}
