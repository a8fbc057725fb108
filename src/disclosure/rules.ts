import type { DisclosureLimits, Fact } from '../model/model.ts'
import type { Rules } from './pattern.ts'
import type { Table } from './table.ts'

/** What is too little to be published of a fact. `over`: dimensions it is a composition over. */
export const rulesOf = (table: Table, fact: Fact, over: readonly string[], limits: DisclosureLimits): Rules =>
  fact.disclosure === 'persons' ? rulesOfPersons(table, fact, over, limits) : rulesOfRespondents(table, limits)

/** A cell is hidden if any number that it stands for is. */
const anyName = ({ cellAt, cells }: Table, isHidden: (name: number) => boolean): ((cell: number) => boolean) => {
  const hidden = new Uint8Array(cells)
  cellAt.forEach((cell, name) => {
    if (cell >= 0 && isHidden(name)) hidden[cell] = 1
  })
  return (cell) => hidden[cell] === 1
}

const rulesOfPersons = (table: Table, { kind }: Fact, over: readonly string[], { persons, denominator }: DisclosureLimits): Rules => {
  const { breakdown, sums, counts, valueOf } = table
  const width = breakdown.publishable
  const isFew = (count: number) => persons > 0 && count > 0 && count < persons + 1
  const isPartOfFew = (part: number, of: number) => part > 0 && of >= part && (isFew(of - part) || of <= denominator)
  const wholes = breakdown.combinations.slice(0, width).map((members) =>
    over
      .filter((dimension) => members.some(([id]) => id === dimension))
      .map((dimension) => JSON.stringify(members.filter(([id]) => id !== dimension)))
      .map((whole) => breakdown.combinations.findIndex((other) => JSON.stringify(other) === whole)),
  )
  const primary = anyName(table, (name) => {
    const value = sums[name] ?? 0
    if (isFew(value)) return true
    if (kind === 'boolean') return isPartOfFew(value, counts[name] ?? 0)
    return (wholes[name % width] ?? []).some((whole) => isPartOfFew(value, sums[name - (name % width) + whole] ?? 0))
  })
  return {
    primary,
    private: (cell) => cell < table.unitCells && isFew(valueOf[cell] ?? 0),
    weight: (cell) => valueOf[cell] ?? 0,
    enough: (cells) => {
      const sum = cells.reduce((all, cell) => all + (valueOf[cell] ?? 0), 0)
      return sum >= persons + 1 && sum > cells.length
    },
    known: () => false,
  }
}

const rulesOfRespondents = (table: Table, { respondents, unanimous }: DisclosureLimits): Rules => {
  const { places, breakdown, stated, counts, unitsOf } = table
  const width = breakdown.publishable
  const agree = (name: number): boolean => {
    const values = stated[name % width]
    const said = [...(places[Math.floor(name / width)]?.units ?? [])].map((unit) => values?.[unit] ?? Number.NaN).filter((value) => !Number.isNaN(value))
    return said.every((value) => value === said[0])
  }
  return {
    primary: anyName(table, (name) => (counts[name] ?? 0) < respondents || ((counts[name] ?? 0) < unanimous && agree(name))),
    private: (cell) => cell < table.unitCells && 1 < respondents,
    weight: (cell) => unitsOf[cell] ?? 0,
    enough: (cells) => cells.reduce((all, cell) => all + (unitsOf[cell] ?? 0), 0) >= respondents,
    known: () => false,
  }
}
