import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLibraries, type Libraries } from '../world/libraries-world.ts'

let world: Libraries
beforeAll(async () => {
  world = await openLibraries()
})
afterAll(() => world.close())

/** How many SQL statements a query takes; it must have no errors. */
const statements = async (query: string): Promise<number> => {
  const { result, statements } = await world.ask(query, { role: 'researcher' })
  expect(result.errors).toBeUndefined()
  return statements
}

const totals = [
  'LOANS',
  'STAFF',
  'MEAN_STAFF',
  'MEDIAN_STAFF',
  'LOANS_PER_PERSON',
  'LOANS_PER_STAFF',
  'SHARE_OF_LOANS',
  'SHARE_OFFERING',
  'VISITORS',
  'STAFF_PER_SIZE',
]

describe('one statement answers', () => {
  test('a hundred series of one place: other indicators, years and estimators, the same split', async () => {
    const aliases = Array.from({ length: 100 }, (_, index) => {
      const from = 2019 + (index % 5)
      const estimator = index % 3 === 0 ? ', estimator: REPORTED' : ''
      return `s${index}: lending(where: { year: { from: ${from} } }) { series(indicator: ${totals[index % 10]}${estimator}) { values points { status } } }`
    })
    expect(await statements(`{ area(code: "B1") { ${aliases.join(' ')} } }`)).toBe(1)
  })

  test('three indicators of all places, each through its own area', async () => {
    const three = ['LOANS', 'STAFF', 'SHARE_OFFERING'].map(
      (indicator) => `${indicator.toLowerCase()}: series(indicator: ${indicator}) { points { value } }`,
    )
    expect(await statements(`{ areas(level: PLACE) { code lending { ${three.join(' ')} } } }`)).toBe(1)
  })

  test('estimators of one indicator, and keeps them apart', async () => {
    const of = (estimator: string) =>
      `lending(where: { year: { in: [2020] } }) { series(indicator: STAFF, estimator: ${estimator}) { values } }`
    const query = `{ reported: ${of('REPORTED')} weighted: ${of('WEIGHTED')} }`
    expect(await statements(query)).toBe(1)
    expect((await world.ask(query)).result.data).toEqual({
      reported: { series: [{ values: [15] }] },
      weighted: { series: [{ values: [22] }] },
    })
  })

  test('areas of several levels', async () => {
    expect(
      await statements(
        `{ country: lending { series(indicator: LOANS) { values } }
           county: lending { series(indicator: LOANS, at: COUNTY) { values } }
           some: lending(where: { area: ["west", "A3"] }) { series(indicator: LOANS) { values } } }`,
      ),
    ).toBe(1)
  })

  test('a table of many indicators, whatever its order and length', async () => {
    expect(
      await statements(
        `{ lending { table(indicators: [${totals.join(', ')}], by: [AGE_GROUP], at: PLACE, orderBy: [{ column: "loans" }], limit: 3) { rows records columnar } } }`,
      ),
    ).toBe(1)
  })

  test('a series with its points, values, other transforms and trend', async () => {
    expect(
      await statements(
        `{ lending { series(indicator: LOANS, by: [AGE_GROUP]) {
           values growth: values(transform: { growth: 1 })
           points { value } index: points(transform: { indexTo: 2020 }) { value } trend { slope } } } }`,
      ),
    ).toBe(1)
  })

  test('the population of all areas', async () => {
    expect(
      await statements(
        '{ areas(level: PLACE) { population } counties: areas(level: COUNTY) { population } area(code: "XX") { population } }',
      ),
    ).toBe(1)
  })

  test('the answers of all places', async () => {
    expect(await statements('{ areas(level: PLACE) { answers { question { key } text value } } }')).toBe(1)
    expect(await statements('{ areas(level: PLACE) { answers(year: 2022, survey: "form") { value } } }')).toBe(1)
  })
})

describe('more statements are taken only where the question differs', () => {
  test('one per split, per filter of members, per borders', async () => {
    expect(
      await statements(
        '{ a: lending { series(indicator: LOANS) { values } } b: lending { series(indicator: LOANS, by: [AGE_GROUP]) { values } } }',
      ),
    ).toBe(2)
    expect(
      await statements(
        '{ a: lending { series(indicator: LOANS) { values } } b: lending(where: { ageGroup: [CHILDREN] }) { series(indicator: LOANS) { values } } }',
      ),
    ).toBe(2)
    expect(
      await statements(
        '{ a: lending { series(indicator: LOANS) { values } } b: lending(where: { vintage: 2020 }) { series(indicator: LOANS) { values } } }',
      ),
    ).toBe(2)
    expect(
      await statements(
        '{ lending { series(indicator: LOANS) { values } } events(where: { survey: "census" }) { series(indicator: SEATS) { values } } }',
      ),
    ).toBe(2)
  })

  test('one per year or member of the population', async () => {
    expect(
      await statements(
        '{ areas(level: PLACE) { a: population(year: 2020) b: population(year: 2021) c: population(year: 2021, ageGroup: ADULTS) } }',
      ),
    ).toBe(3)
  })
})

describe('no statement is taken', () => {
  test('by what is known of the model and the areas', async () => {
    expect(
      await statements(
        `{ areas(level: PLACE) { name parents { name } children { name } predecessors { from } }
           indicators { edges { node { definition years questions { text } } } } surveys { waves { responseRate } } }`,
      ),
    ).toBe(0)
  })

  test('by series of which only the years are asked', async () => {
    expect(await statements('{ lending { series(indicator: LOANS, at: PLACE) { years area { code } label breaks { year } } } }')).toBe(0)
  })

  test('by years in which nobody asked', async () => {
    expect(await statements('{ lending(where: { year: { in: [2019] } }) { series(indicator: LOANS) { points { status } } } }')).toBe(0)
  })
})

test('a request asks the database by itself: nothing is kept for the next', async () => {
  const query = '{ lending { series(indicator: LOANS) { values } } }'
  expect([await statements(query), await statements(query)]).toEqual([1, 1])
})
