import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLibraries, type Libraries } from '../world/libraries-world.ts'
import { dataOf } from '../world/open-world.ts'

let world: Libraries
beforeAll(async () => {
  world = await openLibraries()
})
afterAll(() => world.close())

type Told = { standardError: number | null; degreesOfFreedom: number | null }
const told = async (args: string, where: string): Promise<Told[]> => {
  const query = `{ lending(where: { ${where} }) { series(${args}) { points { standardError degreesOfFreedom } } } }`
  const { lending } = await dataOf<{ lending: { series: { points: Told[] }[] } }>(world.ask(query))
  return lending.series.flatMap(({ points }) => points)
}

test('degrees of freedom are units less strata, of those in the area', async () => {
  // 2021: seven of eight places answered, of two strata; in west A1 and A2 of the one, B1 of the other.
  const staff = 'indicator: MEAN_STAFF'
  expect((await told(staff, 'year: { in: [2021] }'))[0]?.degreesOfFreedom).toBe(5)
  expect((await told(staff, 'year: { in: [2021] }, vintage: 2021, area: ["west"]'))[0]?.degreesOfFreedom).toBe(1)
})

test('there are none where nothing is estimated: a full count, a single place, a number that is missing', async () => {
  expect(await told('indicator: STAFF', 'year: { in: [2022] }')).toEqual([{ standardError: 0, degreesOfFreedom: null }])
  expect(await told('indicator: STAFF', 'year: { in: [2021] }, area: ["B1"]')).toEqual([{ standardError: 0, degreesOfFreedom: null }])
  expect(await told('indicator: STAFF', 'year: { in: [2021] }, area: ["A3"]')).toEqual([{ standardError: null, degreesOfFreedom: null }])
})
