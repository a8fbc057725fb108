import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { libraries } from '../world/libraries.ts'
import { dataOf, openWorld, type Asking, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'

type Line = {
  area: { code: string; level: string; vintage: number }
  years: number[]
  values: (number | null)[]
  points: { status: string; respondents: number; frame: number | null }[]
}
const fields = '{ area { code level vintage } years values points { status respondents frame } }'

let world: World
let seeds: string
beforeAll(async () => {
  seeds = writeFolder(libraries)
  world = await openWorld(seeds)
})
afterAll(async () => {
  await world.close()
  rmSync(seeds, { recursive: true })
})

const lines = async (where: string, args: string, options?: Asking): Promise<Line[]> => {
  const query = `{ lending(where: { ${where} }) { series(${args}) ${fields} } }`
  return (await dataOf<{ lending: { series: Line[] } }>(world.ask(query, options))).lending.series
}
const values = async (where: string, args: string, options?: Asking): Promise<Record<string, (number | null)[]>> =>
  Object.fromEntries((await lines(where, args, options)).map((line) => [line.area.code, line.values]))
const codes = async (where: string, args: string): Promise<string[]> => (await lines(where, args)).map(({ area }) => area.code)

const asked = 'year: { from: 2020 }'
const reported = 'indicator: LOANS, estimator: REPORTED'
const children = 'ageGroup: [CHILDREN]'

describe('areas without `at`', () => {
  test('none listed is the country', async () => {
    const [line, ...others] = await lines(asked, reported)
    expect(others).toEqual([])
    expect(line?.area).toEqual({ code: 'XX', level: 'COUNTRY', vintage: 2023 })
    // 40+40+90+100+100+20; 48+44+132+110+110+12+24; 99+100+143+120+120+28+8; 101+120+150+130+130+30
    expect(line?.values).toEqual([390, 480, 618, 661])
  })

  test('a series per listed code, in the order listed, each once', async () => {
    expect(await values(`${asked}, area: ["BB", "A3", "west", "BB"]`, reported)).toEqual({
      BB: [100 + 100 + 20, 110 + 110 + 12 + 24, 120 + 120 + 28 + 8, 130 + 130 + 30],
      A3: [90, null, 99, 101],
      west: [40 + 40 + 90 + 100, 48 + 44 + 110, 99 + 100 + 120, 101 + 120 + 130],
    })
    expect(await codes('area: ["BB", "A3", "west", "BB"]', reported)).toEqual(['BB', 'A3', 'west'])
  })
})

describe('areas with `at`', () => {
  test('all areas of the level where none is listed', async () => {
    expect(await codes('', `${reported}, at: COUNTY`)).toEqual(['AA', 'BB'])
    expect(await codes('', `${reported}, at: PLACE`)).toEqual(['A3', 'A5', 'A6', 'B1', 'B2', 'B4', 'B5'])
    expect(await codes('', `${reported}, at: COUNTRY`)).toEqual(['XX'])
  })

  test('those that lie in a listed area, once', async () => {
    expect(await codes('area: ["AA"]', `${reported}, at: PLACE`)).toEqual(['A3', 'A5', 'A6'])
    expect(await codes('area: ["AA", "A3", "west"]', `${reported}, at: PLACE`)).toEqual(['A3', 'A5', 'A6', 'B1'])
    expect(await codes('area: ["A3"]', `${reported}, at: PLACE`)).toEqual(['A3'])
  })

  test('levels that do not nest meet in the places they share', async () => {
    expect(await codes('area: ["west"]', `${reported}, at: COUNTY`)).toEqual(['AA', 'BB'])
    expect(await codes('area: ["west"]', `${reported}, at: PLACE`)).toEqual(['A3', 'A5', 'B1'])
    expect(await codes('area: ["BB"]', `${reported}, at: DISTRICT`)).toEqual(['east', 'west'])
    // All of west and east, not the part of them that lies in BB.
    expect(await values(`year: { in: [2022] }, area: ["BB"]`, `${reported}, at: DISTRICT`)).toEqual({
      east: [143 + 120 + 28 + 8],
      west: [99 + 100 + 120],
    })
  })

  test('the areas of a level add up to the country, by whichever level', async () => {
    const sum = async (level: string) =>
      Object.values(await values(asked, `${reported}, at: ${level}`)).reduce<number[]>(
        (all, one) => all.map((value, year) => value + (one[year] ?? 0)),
        [0, 0, 0, 0],
      )
    const country = [390, 480, 618, 661]
    expect(await sum('COUNTY')).toEqual(country)
    expect(await sum('DISTRICT')).toEqual(country)
    expect(await sum('SIZE_GROUP')).toEqual(country)
  })

  test('size groups are those of the year, whatever the borders', async () => {
    // 2021: small A1 48 A2 44 B3 12 B4 24; 2022: small B4 28 B5 8 (A5 is large)
    expect(await values('year: { in: [2021, 2022] }', `${reported}, at: SIZE_GROUP`)).toEqual({ '0-999': [128, 36], '1000-': [352, 582] })
  })
})

describe('borders', () => {
  test('an area that moved whole is carried to its new code, alone or merged', async () => {
    expect(await values(`${asked}, ${children}, area: ["A6", "A5"]`, reported)).toEqual({ A6: [40, 44, 44, 50], A5: [30, 34, 40, null] })
    expect(await values(`${asked}, ${children}, vintage: 2020, area: ["A4"]`, reported)).toEqual({ A4: [40, 44, 44, 50] })
  })

  test('an area is carried through several codes', async () => {
    const census = 'survey: "census", year: { in: [2019, 2021] }'
    expect(await values(`${census}, area: ["A6"]`, 'indicator: STAFF')).toEqual({ A6: [3, 7] })
    expect(await values(`${census}, vintage: 2019, area: ["A0"]`, 'indicator: STAFF')).toEqual({ A0: [3, 7] })
  })

  test('an area that was divided is missing in the borders of another year, not 0 and not a part', async () => {
    const found = await lines(`${asked}, ${children}, area: ["B2", "B5"]`, reported)
    expect(found.map(({ area, values }) => [area.code, values])).toEqual([
      ['B2', [null, null, 70, 70]],
      ['B5', [null, null, 2, null]],
    ])
    expect(found[0]?.points.map(({ status }) => status)).toEqual(['MISSING', 'MISSING', 'BREAK', 'NORMAL'])
  })

  test('in its own borders it has its values, and what it was merged into is missing there', async () => {
    const found = await values(`${asked}, ${children}, vintage: 2021, area: ["B2", "B3", "A1", "A2", "A6"]`, reported)
    expect(found).toEqual({
      B2: [60, 66, null, null],
      B3: [null, 4, null, null],
      A1: [10, 12, null, null],
      A2: [20, 22, null, null],
      A6: [40, 44, 44, 50],
    })
  })

  test('a county whose places were divided within it keeps all years', async () => {
    expect((await values(`${asked}, ${children}, area: ["BB"]`, reported))['BB']).toEqual([
      50 + 60 + 5,
      55 + 66 + 4 + 6,
      60 + 70 + 8 + 2,
      66 + 70 + 9,
    ])
  })

  test('a merged place of which one part did not answer has no total, unless what was reported is asked for', async () => {
    const where = 'year: { in: [2020, 2021] }, area: ["A5"]'
    const [weighted] = await lines(where, 'indicator: VISITORS')
    expect(weighted?.values).toEqual([100 + 200, null])
    expect(weighted?.points[1]).toEqual({ status: 'MISSING', respondents: 1, frame: 2 })
    expect(await values(where, 'indicator: VISITORS, estimator: REPORTED', { role: 'researcher' })).toEqual({ A5: [300, 110] })
  })

  test('the country has all its places whatever the borders', async () => {
    for (const vintage of [2019, 2020, 2021, 2022, 2023])
      expect((await values(`${asked}, vintage: ${vintage}`, reported))['XX']).toEqual([390, 480, 618, 661])
  })

  test('the series of an area names it in the borders asked for', async () => {
    const [line] = await lines('vintage: 2021, area: ["A1"]', reported)
    expect(line?.area).toEqual({ code: 'A1', level: 'PLACE', vintage: 2021 })
  })
})

describe('subjects narrowed to an area', () => {
  const narrowed = async (area: string, where: string, args: string) =>
    (
      await dataOf<{ area: { lending: { series: Line[] } } }>(
        world.ask(`{ area(${area}) { lending(where: { ${where} }) { series(${args}) ${fields} } } }`),
      )
    ).area.lending.series

  test('without more they are of the area itself, in its borders', async () => {
    const [line, ...others] = await narrowed('code: "A1", vintage: 2021', asked, reported)
    expect(others).toEqual([])
    expect(line?.area).toEqual({ code: 'A1', level: 'PLACE', vintage: 2021 })
    expect(line?.values).toEqual([40, 48, null, null])
  })

  test('`at` gives the areas within it', async () => {
    expect((await narrowed('code: "AA"', '', `${reported}, at: PLACE`)).map(({ area }) => area.code)).toEqual(['A3', 'A5', 'A6'])
  })

  test('`area` picks some within it', async () => {
    expect((await narrowed('code: "AA"', 'area: ["A5"]', reported)).map(({ area }) => area.code)).toEqual(['A5'])
  })
})

describe('years', () => {
  const years = async (year: string) => (await lines(`year: { ${year} }`, reported))[0]?.years

  test('`in` are these, `from` and `to` are both included, and all that is given must hold', async () => {
    expect(await years('in: [2023, 2020]')).toEqual([2020, 2023])
    expect(await years('from: 2021')).toEqual([2021, 2022, 2023])
    expect(await years('to: 2020')).toEqual([2019, 2020])
    expect(await years('from: 2020, to: 2021')).toEqual([2020, 2021])
    expect(await years('from: 2021, to: 2022, in: [2020, 2022]')).toEqual([2022])
  })

  test('left out they are those in which the subject was asked about, each with its point', async () => {
    const [line] = await lines('', reported)
    expect(line?.years).toEqual([2019, 2020, 2021, 2022, 2023])
    expect(line?.points).toHaveLength(5)
  })
})
