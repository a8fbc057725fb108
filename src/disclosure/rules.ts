import type { DisclosureLimits, Fact } from '../model/model.ts'
import type { Rules } from './pattern.ts'
import type { Given, Table } from './table.ts'

/** A 0 of how many units is shown: no persons always, that nobody said yes only of many. */
export const zerosShown = ({ disclosure, kind }: Fact, { denominator, unanimous }: DisclosureLimits): Given['showsZero'] => {
  if (kind === 'number') return () => disclosure === 'persons'
  return (units) => (disclosure === 'persons' ? units > denominator : units >= unanimous)
}

/** What is too little to be published of a fact. `over`: dimensions it is a composition over. */
export const rulesOf = (table: Table, fact: Fact, over: readonly string[], limits: DisclosureLimits): Rules => {
  if (fact.disclosure === 'respondents') return rulesOfRespondents(table, limits)
  return fact.kind === 'boolean' ? rulesOfPersons(table, limits) : rulesOfCounts(table, over, limits)
}

/** A cell is hidden if any number that it stands for is. */
const anyName = ({ cellAt, cells }: Table, isHidden: (name: number) => boolean): ((cell: number) => boolean) => {
  const hidden = new Uint8Array(cells)
  cellAt.forEach((cell, name) => {
    if (cell >= 0 && isHidden(name)) hidden[cell] = 1
  })
  return (cell) => hidden[cell] === 1
}

/** What nobody may know, whatever it is. */
const orSecret = ({ unitCells, isSecret }: Table, isHidden: (cell: number) => boolean) => (cell: number): boolean => (cell < unitCells && isSecret[cell] === 1) || isHidden(cell)

const addUp = (cells: readonly number[], values: Float64Array | Int32Array): number => cells.reduce((all, cell) => all + (values[cell] ?? 0), 0)

/** Units count persons. */
const rulesOfCounts = (table: Table, over: readonly string[], { persons, denominator }: DisclosureLimits): Rules => {
  const { breakdown, sums, valueOf } = table
  const width = breakdown.publishable
  const isFew = (count: number) => persons > 0 && count > 0 && count < persons + 1
  const isPartOfFew = (part: number, of: number) => part > 0 && of >= part && (isFew(of - part) || of <= denominator)
  const wholes = breakdown.combinations.slice(0, width).map((members) =>
    over
      .filter((dimension) => members.some(([id]) => id === dimension))
      .map((dimension) => JSON.stringify(members.filter(([id]) => id !== dimension)))
      .map((whole) => breakdown.combinations.findIndex((other) => JSON.stringify(other) === whole)),
  )
  return {
    primary: orSecret(table, anyName(table, (name) => {
      const value = sums[name] ?? 0
      return isFew(value) || (wholes[name % width] ?? []).some((whole) => isPartOfFew(value, sums[name - (name % width) + whole] ?? 0))
    })),
    private: (cell) => cell < table.unitCells && isFew(valueOf[cell] ?? 0),
    weight: (cell) => valueOf[cell] ?? 0,
    enough: (cells) => addUp(cells, valueOf) >= persons + 1 && addUp(cells, valueOf) > cells.length,
  }
}

/** Units are persons, who said yes or no. */
const rulesOfPersons = (table: Table, { persons, denominator }: DisclosureLimits): Rules => {
  const { sums, counts, valueOf, unitsOf } = table
  const isFew = (count: number) => persons > 0 && count > 0 && count <= persons
  const isTooLittle = (yes: number, all: number) => isFew(yes) || isFew(all - yes) || all <= denominator
  return {
    primary: orSecret(table, anyName(table, (name) => isTooLittle(sums[name] ?? 0, counts[name] ?? 0))),
    private: (cell) => cell < table.unitCells && isTooLittle(valueOf[cell] ?? 0, 1),
    weight: (cell) => unitsOf[cell] ?? 0,
    enough: (cells) => !isTooLittle(addUp(cells, valueOf), addUp(cells, unitsOf)),
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
    primary: orSecret(table, anyName(table, (name) => (counts[name] ?? 0) < respondents || ((counts[name] ?? 0) < unanimous && agree(name)))),
    private: (cell) => cell < table.unitCells && 1 < respondents,
    weight: (cell) => unitsOf[cell] ?? 0,
    enough: (cells) => addUp(cells, unitsOf) >= respondents,
  }
}
