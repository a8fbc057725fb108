import { expect, test } from 'vitest'
import { createBudget } from '../../src/query/cost.ts'

const limits = { maxStatements: 2, maxCellsScanned: 1000, maxCellsReturned: 100 }

test('a budget adds up what is spent, up to its limits', () => {
  const budget = createBudget(limits)
  budget.spend({ statements: 1, cellsScanned: 600 })
  budget.spend({ statements: 1, cellsScanned: 400, cellsReturned: 100 })
  expect(budget.spent()).toEqual({ statements: 2, cellsScanned: 1000, cellsReturned: 100 })
})

for (const [what, spending, said] of [
  ['statements', { statements: 3 }, /needs 3 distinct statements; the limit is 2\. Ask for the same indicators/],
  ['cells scanned', { cellsScanned: 1001 }, /needs 1001 stored values to read; the limit is 1000\. Narrow the years/],
  ['cells returned', { cellsReturned: 101 }, /needs 101 values from the database; the limit is 100\. Leave out a dimension/],
] as const)
  test(`too many ${what} are a mistake of the user, with the limit and the way to stay under it`, () => {
    expect(() => createBudget(limits).spend(spending)).toThrow(said)
    expect(() => createBudget(limits).spend(spending)).toThrow(
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'QUERY_TOO_COMPLEX' }) }),
    )
  })
