import { expect, test } from 'vitest'
import { recovered, type Sum } from './recover.ts'

const sum = (...names: readonly string[]): Sum => new Map(names.map((name) => [name, 1]))

test('a total less its other part tells a part', () => {
  expect(recovered([sum('a', 'b'), sum('b')], [sum('a'), sum('b'), sum('c'), sum('a', 'c')])).toEqual([0, 1])
})

test('four hidden in a square are told by no margin, and by any one of them', () => {
  const margins = [sum('a', 'b'), sum('c', 'd'), sum('a', 'c'), sum('b', 'd')]
  const cells = ['a', 'b', 'c', 'd'].map((name) => sum(name))
  expect(recovered(margins, cells)).toEqual([])
  expect(recovered([...margins, sum('d')], cells)).toEqual([0, 1, 2, 3])
})

test('parts of divided units count with their factors', () => {
  expect(recovered([new Map([['a', 0.3], ['b', 1]]), new Map([['a', 0.7]])], [sum('a'), sum('b')])).toEqual([0, 1])
})
