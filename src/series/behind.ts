import type { Indicator, Survey } from '../model/model.ts'
import { isAskedIn, speaksOf, type Cell, type Members } from '../query/cells.ts'
import { sizesOf } from '../query/compile.ts'
import { cellsIn, coveringsOf, mayOverlap } from '../query/coverings.ts'
import type { Selection } from '../query/selection.ts'
import { subjectCells } from '../query/warehouse.ts'

/** `used`: the cells a number is put together from; `instead`: those that step in where a unit left one of these blank. */
export type Behind = { readonly used: readonly Cell[]; readonly instead: readonly Cell[] }

/** A fact that a number rests on, with the members spoken of. */
type Operand = { readonly fact: string; readonly wanted: Members }

/** The fact of an indicator, what weights it and its denominator; of a composition all parts. */
const operandsOf = ({ facts }: Selection['subject'], { of, to, over }: Indicator, wanted: Members, cells: readonly Cell[]): readonly Operand[] => {
  const weight = facts.find(({ id }) => id === of)?.weight ?? null
  const beside = [weight, to].flatMap((fact) => {
    const has = new Set(cells.filter((cell) => cell.fact === fact).flatMap((cell) => [...cell.members.keys()]))
    return fact === null ? [] : [{ fact, wanted: new Map([...wanted].filter(([id]) => has.has(id))) }]
  })
  return [{ fact: of, wanted: over === null ? wanted : new Map([...wanted, [over, null]]) }, ...beside]
}

/** The cells behind an indicator for these members, wave by wave. */
export const cellsBehind = ({ warehouse, subject }: Pick<Selection, 'warehouse' | 'subject'>, indicator: Indicator, members: Members) => {
  const cells = subjectCells(warehouse, subject.id)
  const sizes = sizesOf(warehouse.model)
  const operands = operandsOf(subject, indicator, members, cells).map(({ fact, wanted }) => ({
    spoken: cells.filter((cell) => cell.fact === fact && speaksOf(cell, wanted)),
    free: subject.dimensions.filter((dimension) => !wanted.has(dimension)),
  }))
  return (survey: Survey, year: number): Behind => {
    const ways = operands.map(({ spoken, free }) => {
      const asked = spoken.filter((cell) => cell.survey.id === survey.id && isAskedIn(cell, year))
      return mayOverlap(spoken, free) ? coveringsOf(asked, free, sizes).map((covering) => cellsIn(covering, asked, free)) : [asked]
    })
    return { used: ways.flatMap(([first = []]) => first), instead: ways.flatMap(([, ...rest]) => rest.flat()) }
  }
}
