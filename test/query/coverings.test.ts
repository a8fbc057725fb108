import { describe, expect, it } from 'vitest'
import type { Cell } from '../../src/query/cells.ts'
import { coveringsOf, type Covering } from '../../src/query/coverings.ts'

const cell = (members: Record<string, string>): Cell =>
  ({ survey: { id: 's' }, question: {}, fact: 'f', members: new Map(Object.entries(members).map(([dimension, member]) => [dimension, new Set([member])])) }) as unknown as Cell

const sizes = new Map([['age', 2], ['severity', 3]])
const free = ['age', 'severity']
const [mild, moderate, severe] = ['mild', 'moderate', 'severe'].map((severity) => cell({ severity })) as [Cell, Cell, Cell]
const child = ['mild', 'moderate', 'severe'].map((severity) => cell({ age: 'child', severity }))
const adult = cell({ age: 'adult' })
const whole = cell({})

const told = (coverings: readonly Covering[]) => coverings.map((parts) => parts.map(({ wholes, cells }) => `${wholes.join('+') || 'none'} ${cells === null ? 'all' : cells.length}`))

describe('how a fact is put together from its cells', () => {
  it('takes the whole before the parts', () => {
    expect(told(coveringsOf([mild, moderate, severe, whole], free, sizes))).toEqual([['age+severity all'], ['age all']])
  })
  it('adds the whole of one member to the parts of another', () => {
    expect(told(coveringsOf([...child, adult], free, sizes))).toEqual([['severity all', 'none all']])
  })
  it('does not count two splits of the same whole both, nor a part beside what contains it', () => {
    const children = cell({ age: 'child' })
    expect(told(coveringsOf([children, mild, moderate, severe], free, sizes))).toEqual([['age all']])
    expect(told(coveringsOf([children, adult, mild, moderate, severe], free, sizes))).toEqual([['severity all'], ['age all']])
  })
  it('takes of a kind only the cells that do not overlap', () => {
    const grown = cell({ age: 'adult', severity: 'mild' })
    expect(told(coveringsOf([...child, grown, adult], free, sizes))).toEqual([['severity all', 'none 3']])
  })
})
