import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dataOf, openWorld, type World } from '../world/open-world.ts'
import { parishes } from '../world/parishes.ts'
import { writeFolder } from '../world/write-seeds.ts'

type Point = { status: string; flags: string[]; allocatedShare: number; breakBefore: boolean }
type Line = {
  area: { code: string }
  clusterAreas: { code: string }[]
  values: (number | null)[]
  points: Point[]
  breaks: { year: number; kind: string; reason: string | null; source: string | null }[]
}
const fields = `{ area { code } clusterAreas { code } values points { status flags allocatedShare breakBefore }
  breaks { year kind reason(language: EN) source } }`

let world: World
let seeds: string
beforeAll(async () => {
  seeds = writeFolder(parishes)
  world = await openWorld(seeds)
})
afterAll(async () => {
  await world.close()
  rmSync(seeds, { recursive: true })
})

const lines = async (where: string, args: string, more = fields): Promise<Record<string, Line>> => {
  const query = `{ work(where: { ${where} }) { series(${args}) ${more} } }`
  const { series } = (await dataOf<{ work: { series: Line[] } }>(world.ask(query))).work
  return Object.fromEntries(series.map((line) => [line.area.code, line]))
}
const rounded = (value: number | null) => (value === null ? null : Number(value.toFixed(9)))
const values = async (where: string, args: string): Promise<Record<string, (number | null)[]>> =>
  Object.fromEntries(Object.values(await lines(where, args)).map((line) => [line.area.code, line.values.map(rounded)]))
const statuses = async (where: string, args: string): Promise<Record<string, string>> =>
  Object.fromEntries(Object.values(await lines(where, args)).map((line) => [line.area.code, line.points.map(({ status }) => status).join(' ')]))
const allocate = 'areaPolicy: ALLOCATE'

describe('merged places', () => {
  test('are one place in the years before: growth is that of both together, and the rate one sum over the other', async () => {
    expect(await values('area: ["C"]', 'indicator: POSTS')).toEqual({ C: [110, 120, 130, 140] })
    expect(await values('area: ["C"], year: { from: 2019, to: 2020 }', 'indicator: POSTS_PER_10000')).toEqual({
      C: [80, rounded((130 / 15_200) * 10_000)],
    })
    const query = '{ work(where: { area: ["C"] }) { series(indicator: POSTS) { values(transform: { growth: 1 }) } } }'
    const { work } = await dataOf<{ work: { series: { values: number[] }[] } }>(world.ask(query))
    expect(100 * (work.series[0]?.values[2] ?? 0)).toBeCloseTo(8.333333333333325, 12)
  })

  test('answer together as the fact says: added, any, all, the largest', async () => {
    const of = async (indicator: string, where = 'area: ["C"], year: { in: [2019] }') => (await values(where, `indicator: ${indicator}`))['C']
    expect(await of('MEAN_POSTS')).toEqual([120])
    expect(await of('MEDIAN_POSTS')).toEqual([120])
    expect(await of('SHARE_HAS')).toEqual([1])
    expect(await of('PLACES_WITH')).toEqual([1])
    expect(await of('SHARE_ALWAYS')).toEqual([1])
    expect(await of('MEAN_PEAK')).toEqual([9])
    expect(await of('MEAN_WEEKS')).toEqual([rounded((6 * 10 + 9 * 20) / 30)])
    expect(await of('YOUNG_POSTS', 'area: ["C"], year: { in: [2019] }, ageGroup: [YOUNG]')).toEqual([rounded(50 / 120)])
    expect(await of('POSTS_PER_WAITING')).toEqual([4])
    expect(await of('POSTS_PER_SIZE')).toEqual([80])
    expect(await values('vintage: 2020, area: ["M"], year: { in: [2019] }', 'indicator: SHARE_ALWAYS')).toEqual({ M: [0] })
  })

  test('lack what one of them lacks, unless a yes or no is certain without it', async () => {
    const where = 'vintage: 2020, area: ["M"], year: { in: [2018, 2019] }'
    expect(await values(where, 'indicator: MEAN_WEEKS, estimator: REPORTED')).toMatchObject({ M: [expect.any(Number), 4] })
    expect((await values(where, 'indicator: MEAN_WEEKS'))['M']?.[1]).toBe(null)
    expect(await statuses(where, 'indicator: MEAN_WEEKS')).toEqual({ M: 'NORMAL MISSING' })
  })

  test('are no break, and nothing is estimated', async () => {
    const found = await lines(`${allocate}, area: ["C"]`, 'indicator: POSTS')
    expect(found['C']?.breaks).toEqual([])
    expect(found['C']?.points.map(({ flags }) => flags)).toEqual([['NORMAL'], ['NORMAL'], ['NORMAL'], ['NORMAL']])
  })
})

describe('divided places', () => {
  test('leave areas of the base level without a value, others not', async () => {
    expect(await values('area: ["U", "X", "Y"]', 'indicator: POSTS')).toEqual({
      U: [null, null, null, 21],
      X: [60, 70, null, 80],
      Y: [10, 10, null, 12],
    })
    expect(await statuses('area: ["U", "X"]', 'indicator: POSTS')).toEqual({
      U: 'MISSING MISSING MISSING NORMAL',
      X: 'NORMAL NORMAL MISSING NORMAL',
    })
  })

  test('are shared out by inhabitants where that is asked for; the rate is made of the shares and stays', async () => {
    expect(await values(`${allocate}, area: ["U", "V", "X", "Y"]`, 'indicator: POSTS')).toEqual({
      U: [18, 18, 19.8, 21],
      V: [12, 12, 13.2, 15],
      X: [60, 70, 63, 80],
      Y: [10, 10, 27, 12],
    })
    expect(await values(`${allocate}, area: ["U", "V"], year: { in: [2019] }`, 'indicator: POSTS_PER_10000')).toEqual({ U: [100], V: [100] })
    expect(await values(`${allocate}, area: ["U"], year: { in: [2019] }`, 'indicator: POSTS_PER_SIZE')).toEqual({ U: [100] })
    expect(await values(`${allocate}, area: ["U"], year: { in: [2019] }`, 'indicator: MEAN_POSTS')).toEqual({ U: [18] })
    expect(await values(`${allocate}, area: ["U"], year: { in: [2019] }`, 'indicator: MEAN_WEEKS')).toEqual({ U: [5] })
    const { U } = await lines(`${allocate}, area: ["U"]`, 'indicator: POSTS')
    expect(U?.points.map(({ flags, allocatedShare }) => [flags.join(' '), allocatedShare])).toEqual([
      ['ESTIMATED', 1],
      ['ESTIMATED', 1],
      ['ESTIMATED', 1],
      ['BREAK', 0],
    ])
  })

  test('lie whole where a later change says so, not by the shares of what they were merged with', async () => {
    expect((await values(`${allocate}, area: ["X"], year: { in: [2018, 2019] }`, 'indicator: POSTS'))['X']).toEqual([60, 70])
    expect((await values(`${allocate}, vintage: 2019, area: ["P", "Q"]`, 'indicator: POSTS'))).toEqual({ P: [60, 70, 63, 80], Q: [10, 10, 27, 12] })
  })

  test('have no part of a yes, of the largest or of a median', async () => {
    for (const indicator of ['SHARE_HAS', 'PLACES_WITH', 'SHARE_ALWAYS', 'MEAN_PEAK', 'MEDIAN_POSTS'])
      expect([indicator, (await lines(`${allocate}, area: ["U"], year: { in: [2019] }`, `indicator: ${indicator}`))['U']?.points[0]?.status]).toEqual([
        indicator,
        'MISSING',
      ])
  })

  test('count above the base level with their share, in the sum and in what it is divided by', async () => {
    expect(await values('year: { in: [2020] }', 'indicator: POSTS, at: COUNTY')).toEqual({ E: [60], N: [199] })
    expect(await values('year: { in: [2020] }', 'indicator: SHARE_HAS, at: COUNTY')).toEqual({ E: [rounded(0.3 / 1.3)], N: [1] })
    expect(await values('year: { in: [2020] }', 'indicator: SHARE_HAS')).toEqual({ XX: [0.75] })
    expect(await values('areaPolicy: WITHHOLD', 'indicator: POSTS, at: COUNTY')).toMatchObject({ E: [40, 40, null, 48] })
    const { E } = await lines('year: { in: [2020] }', 'indicator: POSTS, at: COUNTY')
    expect(E?.points[0]?.allocatedShare).toBeCloseTo(27 / 60, 12)
  })

  test('are inhabited in parts, above the base level', async () => {
    const query = '{ x: area(code: "X") { population(year: 2020) } n: area(code: "N") { population(year: 2020) } }'
    expect(await dataOf(world.ask(query))).toEqual({ x: { population: null }, n: { population: 15_200 + 7000 + 1000 } })
  })
})

describe('memberships that divide', () => {
  test('give each parent its part', async () => {
    expect(await values('', 'indicator: POSTS, at: CLINIC')).toEqual({
      k1: [125, 137.5, 145.75, 160],
      k2: [90, 97.5, 113.25, 115],
    })
  })

  test('with shares nobody knows count whole in one, which is then an estimate', async () => {
    const { k1, k2 } = await lines('year: { in: [2021] }', 'indicator: POSTS, at: CLINIC')
    expect(k1?.points[0]).toMatchObject({ flags: ['BREAK', 'ESTIMATED'], allocatedShare: 1 })
    expect(k2?.points[0]).toMatchObject({ flags: ['BREAK', 'ESTIMATED'] })
    expect(k2?.points[0]?.allocatedShare).toBeCloseTo(60 / 115, 12)
    expect(await statuses('year: { in: [2019] }', 'indicator: POSTS, at: CLINIC')).toEqual({ k1: 'ESTIMATED', k2: 'ESTIMATED' })
    expect(await statuses('year: { in: [2019] }', 'indicator: POSTS, at: COUNTY')).toEqual({ E: 'NORMAL', N: 'NORMAL' })
  })
})

describe('clusters', () => {
  test('join areas until no place is divided, each with the numbers of all', async () => {
    const found = await lines('areaPolicy: CLUSTER, area: ["X", "Y", "U", "C"]', 'indicator: POSTS')
    expect(Object.values(found).map(({ area, clusterAreas, values }) => [area.code, clusterAreas.map(({ code }) => code).join(' '), ...values])).toEqual([
      ['X', 'X Y', 70, 80, 90, 92],
      ['Y', 'X Y', 70, 80, 90, 92],
      ['U', 'U V', 30, 30, 33, 36],
      ['C', 'C', 110, 120, 130, 140],
    ])
    expect(Object.values(found).flatMap(({ breaks }) => breaks)).toEqual([])
    expect(Object.values(found).flatMap(({ points }) => points.flatMap(({ flags }) => flags)).filter((flag) => flag !== 'NORMAL')).toEqual([])
  })

  test('have a yes or no, a largest and a median', async () => {
    const where = 'areaPolicy: CLUSTER, area: ["X", "U"]'
    expect(await values(where, 'indicator: SHARE_HAS')).toEqual({ X: [1, 1, 1, 1], U: [1, 1, 0, 1] })
    expect(await values(where, 'indicator: SHARE_ALWAYS')).toEqual({ X: [0, 0, 0, 0], U: [1, 1, 1, 1] })
    expect(await values(where, 'indicator: MEAN_PEAK')).toEqual({ X: [7, 7, 7, 7], U: [6, 6, 6, 6] })
  })

  test('are those of the borders asked for, at every level', async () => {
    expect(await values('areaPolicy: CLUSTER, vintage: 2019, area: ["A", "B", "W"]', 'indicator: POSTS')).toEqual({
      A: [110, 120, 130, 140],
      B: [110, 120, 130, 140],
      W: [30, 30, 33, 36],
    })
    expect(await values('areaPolicy: CLUSTER, area: ["k1"]', 'indicator: POSTS')).toEqual({ k1: [215, 235, 259, 275] })
    const table = '{ work(where: { areaPolicy: CLUSTER, year: { in: [2020] } }) { table(indicators: [POSTS], at: PLACE) { rows } } }'
    const { work } = await dataOf<{ work: { table: { rows: (string | number)[][] } } }>(world.ask(table))
    expect(work.table.rows.map((row) => [row[2], row[4]])).toEqual([['C', 130], ['S', 6], ['U', 33], ['V', 33], ['X', 90], ['Y', 90]])
  })

  test('without them an area stands for itself', async () => {
    expect((await lines('area: ["X"]', 'indicator: POSTS'))['X']?.clusterAreas).toEqual([{ code: 'X' }])
  })
})

describe('breaks of borders', () => {
  test('stand where what is shared out changes, and say what happened', async () => {
    const { X, U } = await lines(`${allocate}, area: ["X", "U"]`, 'indicator: POSTS')
    expect(X?.breaks).toEqual([
      {
        year: 2020,
        kind: 'BORDERS',
        reason: 'M Mulberry came into being in 2020 from P Pine and Q Quince and lies in several areas of the borders of 2021, so figures from then on are shared out by inhabitants',
        source: 'The map office',
      },
      {
        year: 2021,
        kind: 'BORDERS',
        reason: 'M Mulberry was divided in 2021 between X Pine and Y Quince, and figures before are shared out by inhabitants',
        source: 'The map office',
      },
    ])
    expect(X?.points.map(({ flags }) => flags.join(' '))).toEqual(['NORMAL', 'NORMAL', 'BREAK ESTIMATED', 'BREAK'])
    expect(U?.breaks.map(({ year }) => year)).toEqual([2021])
  })

  test('are of areas above the base level too, where a place lies on both sides of a border', async () => {
    const of = async (level: string) =>
      Object.fromEntries(Object.values(await lines('', `indicator: POSTS, at: ${level}`)).map(({ area, breaks }) => [area.code, breaks.map(({ year }) => year)]))
    expect(await of('COUNTY')).toEqual({ E: [2020, 2021], N: [2020, 2021] })
    expect(await of('CLINIC')).toEqual({ k1: [2020, 2021], k2: [2020, 2021] })
    expect(await of('COUNTRY')).toEqual({ XX: [] })
  })

  test('stop transforms unless these may cross', async () => {
    const growth = async (where: string) => {
      const query = `{ work(where: { ${where}, ${allocate}, area: ["U"] }) { series(indicator: POSTS) { values(transform: { growth: 1 }) } } }`
      return (await dataOf<{ work: { series: { values: (number | null)[] }[] } }>(world.ask(query))).work.series[0]?.values.map(rounded)
    }
    expect(await growth('acrossBreaks: false')).toEqual([null, 0, 0.1, null])
    expect(await growth('acrossBreaks: true')).toEqual([null, 0, 0.1, rounded(21 / 19.8 - 1)])
  })

  test('are none where nothing is shared out', async () => {
    expect((await lines('area: ["X"]', 'indicator: POSTS'))['X']?.breaks).toEqual([])
    expect((await lines(`${allocate}, area: ["X"]`, 'indicator: SHARE_HAS'))['X']?.breaks).toEqual([])
    expect((await lines('areaPolicy: WITHHOLD', 'indicator: POSTS, at: COUNTY'))['E']?.breaks).toEqual([])
  })
})

describe('sums', () => {
  const vintages = [2018, 2019, 2020, 2021]

  test('the country is the same in the borders of every year, and so are its counties, clinics and places together', async () => {
    for (const vintage of vintages) {
      expect((await values(`vintage: ${vintage}`, 'indicator: POSTS'))['XX']).toEqual([215, 235, 259, 275])
      for (const level of ['COUNTY', 'CLINIC', 'PLACE']) {
        const found = Object.values(await values(`vintage: ${vintage}, ${allocate}`, `indicator: POSTS, at: ${level}`))
        const sums = vintages.map((_, year) => rounded(found.reduce((sum, line) => sum + (line[year] ?? 0), 0)))
        expect([vintage, level, ...sums]).toEqual([vintage, level, 215, 235, 259, 275])
      }
    }
  })
})

describe('parts too small to count', () => {
  test('are left to the area that has nearly all, which then has it whole; what has nothing else is missing, not asked in vain', async () => {
    const changes = parishes['geography/area_changes.csv'] ?? ''
    const slight = writeFolder({
      ...parishes,
      'geography/area_changes.csv': changes.replace('2021,W,U,0.6\n2021,W,V,0.4', '2021,W,U,0.991\n2021,W,V,0.009'),
    })
    const other = await openWorld(slight)
    const query = '{ work(where: { area: ["U", "V"] }) { series(indicator: POSTS) { area { code } values points { status } } } }'
    const { work } = await dataOf<{ work: { series: Line[] } }>(other.ask(query))
    await other.close()
    rmSync(slight, { recursive: true })
    expect(work.series.map(({ area, values, points }) => [area.code, values, points.map(({ status }) => status).join(' ')])).toEqual([
      ['U', [30, 30, 33, 21], 'NORMAL NORMAL NORMAL NORMAL'],
      ['V', [null, null, null, 15], 'MISSING MISSING MISSING NORMAL'],
    ])
  })
})
