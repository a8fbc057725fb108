import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manyUnits } from '../world/many-units.ts'
import { openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'

let world: World
let seeds: string
beforeAll(async () => {
  seeds = writeFolder(manyUnits)
  world = await openWorld(seeds)
})
afterAll(async () => {
  await world.close()
  rmSync(seeds, { recursive: true })
})

const indicators = ['TOTAL', 'MEAN', 'MEDIAN', 'PARTS', 'PER_SIZE']
const all = (by: string, estimator = '') =>
  indicators
    .map((one) => `${one.toLowerCase()}: series(indicator: ${one}, by: [${by}]${estimator}) { points { value status respondents } }`)
    .join(' ')
const queries: readonly (readonly [string, string])[] = [
  ['floating point, the whole', `{ rivers { ${all('')} } }`],
  ['floating point, reported', `{ rivers { ${all('', ', estimator: REPORTED')} } }`],
  ['floating point, by lane', '{ rivers(where: { year: { in: [2020] } }) { series(indicator: TOTAL, by: [LANE]) { values } } }'],
  [
    'floating point, by lane and by an attribute of the unit',
    `{ rivers(where: { year: { in: [2021] }, lane: [P1, P2, P3] }) { ${all('LANE, SIDE')} } }`,
  ],
  ['exact decimals', `{ roads { ${all('SIDE')} } }`],
  [
    'a table of size groups',
    '{ rivers { table(indicators: [TOTAL, MEAN], by: [SIDE], at: SIZE_GROUP, orderBy: [{ column: "total" }]) { rows } } }',
  ],
]

test('the facts fill several row groups, so that threads have something to share', async () => {
  const rows = await world.within(async ({ warehouse }) => {
    const { values } = await warehouse.database.all({ text: ['select count(*)::integer from fact_rivers'], parameters: [] })
    return values[0]?.[0]
  })
  expect(rows).toBeGreaterThan(122_880 + 50_000)
})

test.each(queries)('the same bytes on 1, 2 and 4 threads, and again: %s', async (_, query) => {
  const answers: string[] = []
  for (const threads of ['1', '2', '4', '4'])
    answers.push(JSON.stringify((await world.ask(query, { environment: { KARTLAG_DATABASE_THREADS: threads } })).result))
  expect(answers[0]).toMatch(/\d\.\d/)
  expect(answers[0]).not.toContain('errors')
  expect(new Set(answers).size).toBe(1)
})
