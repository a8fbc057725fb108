import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createWriter } from '../../src/database/writer.ts'
import { bind, join, sql } from '../../src/database/sql.ts'
import { influences } from '../../src/statistics/studentised.ts'

type Case = { name: string; x: number[]; y: number[]; residual: number[]; leverage: number[]; fitted: number[] }
const { cases, spreads } = JSON.parse(readFileSync(new URL('../reference/influence.json', import.meta.url), 'utf8')) as {
  cases: Case[]
  spreads: { x: number[]; median: number; mad: number }[]
}

const close = (ours: number | null | undefined, theirs: number | undefined): void => {
  expect(Math.abs(((ours ?? NaN) - (theirs ?? NaN)) / Math.max(1, Math.abs(theirs ?? NaN)))).toBeLessThan(1e-10)
}

test.each(cases)('residuals and hat values are those of R: $name', ({ x, y, residual, leverage, fitted }) => {
  const found = influences(x, y)
  expect(found).toHaveLength(x.length)
  for (const [at, one] of found.entries()) {
    close(one.residual, residual[at])
    close(one.leverage, leverage[at])
    close(one.fitted, fitted[at])
  }
})

test('where no line can be drawn, or the others lie on theirs, there is no residual', () => {
  expect(influences([1, 2, 3], [1, 2, 4])).toEqual([])
  expect(influences([2, 2, 2, 2, 2], [1, 2, 3, 4, 5])).toEqual([])
  expect(influences([1, 2, 3, 4, 5], [2, 4, 6, 8, 10]).map(({ residual }) => residual)).toEqual([null, null, null, null, null])
  // all others of one size: the line goes through the only other one
  const [, , , , alone] = influences([2, 2, 2, 2, 9], [1, 2, 3, 4, 5])
  expect(alone).toMatchObject({ residual: null, leverage: 1 })
})

test('the spread of changes, 1.4826 times the median absolute deviation, is that of R', async () => {
  const writer = await createWriter(':memory:')
  for (const { x, median, mad } of spreads) {
    const rows = x.map((value) => sql`(${bind('double', value)})`)
    const { values } = await writer.all(sql`select median(x), 1.4826 * mad(x) from (values ${join(rows)}) t(x)`)
    close(Number(values[0]?.[0]), median)
    close(Number(values[1]?.[0]), mad)
  }
  await writer.close()
})
