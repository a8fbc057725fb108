import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/database/database.ts'
import { sql } from '../../src/database/sql.ts'
import { root } from '../shipped/build.ts'
import { buildTime, shippedData } from '../shipped/shipped.ts'
import { dataOf, openData, type World } from '../world/open-world.ts'

type Line = { area: { code: string }; years: number[]; values: (number | null)[]; points: { status: string; flags: string[]; allocatedShare: number }[] }

let world: World
let data: string
let key: string
beforeAll(async () => {
  data = await shippedData()
  key = readFileSync(join(data, 'current'), 'utf8').trim()
  world = openData(join(root, 'seeds'), data, key)
}, buildTime)
afterAll(() => world.close())

const vintages = Array.from({ length: 20 }, (_, index) => 2007 + index)
const lines = async (where: string, args = ''): Promise<Record<string, Line>> => {
  const query = `{ workforce(where: { year: { from: 2007, to: 2025 } ${where} }) {
    series(indicator: FTE, estimator: REPORTED ${args}) { area { code } years values points { status flags allocatedShare } } } }`
  const { series } = (await dataOf<{ workforce: { series: Line[] } }>(world.ask(query))).workforce
  return Object.fromEntries(series.map((line) => [line.area.code, line]))
}
/** What an area reported, by year; null where it has no value. */
const valuesOf = async (vintage: number, code: string, more = 'areaPolicy: ALLOCATE'): Promise<ReadonlyMap<number, number | null>> => {
  const line = (await lines(`, vintage: ${vintage}, area: ["${code}"] ${more}`))[code]
  return new Map(line?.years.map((year, index) => [year, line.values[index] ?? null]))
}
const added = (parts: readonly (readonly [ReadonlyMap<number, number | null>, number])[], year: number): number | null => {
  const values = parts.map(([values, share]) => ((value) => (value == null ? null : value * share))(values.get(year)))
  return values.every((value) => value === null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
}
const expectSame = (found: ReadonlyMap<number, number | null>, years: readonly number[], expected: (year: number) => number | null) => {
  for (const year of years) {
    const value = expected(year)
    if (value === null) expect([year, found.get(year)]).toEqual([year, null])
    else expect(found.get(year), String(year)).toBeCloseTo(value, 9)
  }
}
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index)

describe('the whole', () => {
  test('every municipality of every year counts once in the areas of each level, in the borders of any year', async () => {
    const database = await openDatabase(join(data, 'releases', key, 'warehouse.duckdb'))
    const { values } = await database.all(sql`
      select count(*)::double, min(share), max(share), count(distinct vintage)::double, count(distinct level)::double
      from (select vintage, year, code, level, sum(share) as share from area_place group by all)`)
    await database.close()
    const [[rows], [least], [most], [borders], [levels]] = values as [[number], [number], [number], [number], [number]]
    expect(rows).toBe(20 * 6 * (431 + 4 * 430 + 429 + 4 * 428 + 426 + 2 * 422 + 4 * 356 + 3 * 357))
    expect([borders, levels]).toEqual([20, 6])
    expect([least, most].map((share) => Number(share.toFixed(12)))).toEqual([1, 1])
  })

  test('the country is the same in the borders of every year, and so is what its counties and DPS areas add up to', async () => {
    const whole = (await lines(''))['NO']?.values ?? []
    expect(whole.filter((value) => value === null)).toEqual([])
    for (const vintage of vintages) {
      expect((await lines(`, vintage: ${vintage}`))['NO']?.values).toEqual(whole)
      if (![2007, 2012, 2019, 2021, 2026].includes(vintage)) continue
      for (const level of ['COUNTY', 'DPS_AREA']) {
        const areas = Object.values(await lines(`, vintage: ${vintage}`, `, at: ${level}`))
        whole.forEach((value, index) =>
          expect(areas.reduce((sum, { values }) => sum + (values[index] ?? 0), 0), `${vintage} ${level} ${index}`).toBeCloseTo(value ?? 0, 6),
        )
      }
    }
  })

  test('counties have a number in every year from 2007 to 2025, in the borders of 2019 and of today', async () => {
    for (const vintage of [2019, 2024]) {
      const counties = Object.values(await lines(`, vintage: ${vintage}`, ', at: COUNTY'))
      expect(counties).toHaveLength(vintage === 2019 ? 18 : 15)
      expect(counties.filter(({ values }) => values.includes(null))).toEqual([])
    }
  })
})

describe('Ålesund and Haram, one municipality from 2020 to 2023', () => {
  test('in today’s borders each has what it had before and after, and between its share of the whole', async () => {
    const [haram, whole, before] = await Promise.all([valuesOf(2024, '1580'), valuesOf(2023, '1507'), valuesOf(2019, '1534')])
    expectSame(haram, from(2007, 2019), (year) => before.get(year) ?? null)
    expectSame(haram, from(2020, 2023), (year) => added([[whole, 0.137875]], year))
    expect(haram.get(2024)).toBeGreaterThan(0)
    const parts = await Promise.all(['1504', '1523', '1529', '1546'].map((code) => valuesOf(2019, code)))
    expectSame(await valuesOf(2024, '1508'), from(2007, 2019), (year) => added(parts.map((part) => [part, 1]), year))
    expectSame(await valuesOf(2024, '1508'), from(2020, 2023), (year) => added([[whole, 0.862125]], year))
  })

  test('without allocation the years between are missing, and nothing else is', async () => {
    const { 1580: haram } = await lines(', area: ["1580"]')
    expect(haram?.points.map(({ status }, index) => [haram.years[index], status]).filter(([, status]) => status === 'MISSING')).toEqual(
      from(2020, 2023).map((year) => [year, 'MISSING']),
    )
  })

  test('in the borders of 2019 Haram goes on as Haram', async () => {
    const [old, today, whole] = await Promise.all([valuesOf(2019, '1534'), valuesOf(2024, '1580'), valuesOf(2021, '1507')])
    expectSame(old, from(2024, 2025), (year) => today.get(year) ?? null)
    const persons = { 1504: 47_871, 1534: 9357 }
    expect((old.get(2021) ?? 0) / (whole.get(2021) ?? 1)).toBeCloseTo(persons[1534] / 67_000, 1)
    const all = await Promise.all(['1504', '1523', '1529', '1534', '1546'].map((code) => valuesOf(2019, code)))
    expectSame(whole, from(2007, 2025), (year) => added(all.map((part) => [part, 1]), year))
  })
})

describe('Tysfjord and Snillfjord, divided in 2020', () => {
  test('in today’s borders their neighbours have what they had, with their share', async () => {
    const [tysfjord, ...others] = await Promise.all(['1850', '1805', '1854', '1849'].map((code) => valuesOf(2019, code)))
    const [narvik, ballangen, hamaroy] = others
    if (!tysfjord || !narvik || !ballangen || !hamaroy) throw new Error('a municipality of 2019 is not there')
    expectSame(await valuesOf(2024, '1806'), from(2007, 2019), (year) => added([[narvik, 1], [ballangen, 1], [tysfjord, 0.5]], year))
    expectSame(await valuesOf(2024, '1875'), from(2007, 2019), (year) => added([[hamaroy, 1], [tysfjord, 0.5]], year))
    const [snillfjord, hemne, halsa, hitra] = await Promise.all(['5012', '5011', '1571', '5013'].map((code) => valuesOf(2019, code)))
    if (!snillfjord || !hemne || !halsa || !hitra) throw new Error('a municipality of 2019 is not there')
    expectSame(await valuesOf(2024, '5055'), from(2007, 2019), (year) => added([[hemne, 1], [halsa, 1], [snillfjord, 0.35]], year))
    expectSame(await valuesOf(2024, '5056'), from(2007, 2019), (year) => added([[hitra, 1], [snillfjord, 0.35]], year))
    expect((await valuesOf(2017, '1613')).get(2016)).toBe(snillfjord.get(2016))
  })

  test('in their own borders they are there until 2019, and joined with their neighbours in every year', async () => {
    for (const code of ['1850', '5012']) {
      const own = await valuesOf(2019, code, '')
      expect(from(2020, 2025).map((year) => own.get(year))).toEqual([null, null, null, null, null, null])
      expect([...(await valuesOf(2019, code, 'areaPolicy: CLUSTER')).values()].filter((value) => value === null)).toEqual([])
    }
  })

  test('what is shared out changes once, in 2020: the new code of Snillfjord in 2018 is no change', async () => {
    const query = '{ workforce(where: { area: ["5055", "1806"], areaPolicy: ALLOCATE }) { series(indicator: FTE) { breaks { year kind } } } }'
    const { workforce } = await dataOf<{ workforce: { series: { breaks: { year: number; kind: string }[] }[] } }>(world.ask(query))
    for (const { breaks } of workforce.series) expect(breaks.filter(({ kind }) => kind === 'BORDERS').map(({ year }) => year)).toEqual([2020])
  })

  test('the parts of Tysfjord lie in two DPS areas, each an estimate with its half', async () => {
    const found = await lines('', ', at: DPS_AREA')
    const flagged = Object.values(found).filter(({ points, years }) => points[years.indexOf(2018)]?.flags.includes('ESTIMATED'))
    expect(flagged.length).toBeGreaterThanOrEqual(9)
    const half = (await valuesOf(2019, '1850')).get(2018) ?? 0
    const shares = flagged.flatMap(({ points, values, years }) => {
      const at = years.indexOf(2018)
      return [(points[at]?.allocatedShare ?? 0) * (values[at] ?? 0)]
    })
    expect(shares.filter((share) => Math.abs(share - half / 2) < 1e-9)).toHaveLength(2)
  })
})

describe('what a code of another year is told', () => {
  test('what became of it', async () => {
    const { result } = await world.ask('{ workforce(where: { area: ["1507"] }) { series(indicator: FTE) { years } } }')
    expect(result.errors?.[0]?.message).toBe('where.area: 1507 Ålesund ended in 2023; it became 1508, 1580; name these, or ask with vintage: 2023')
    const { result: haram } = await world.ask('{ workforce(where: { area: ["1534"] }) { series(indicator: FTE) { years } } }')
    expect(haram.errors?.[0]?.message).toContain('1534 Haram ended in 2019; it became 1580;')
  })

  test('nothing far-fetched of one like no other', async () => {
    const message = async (code: string) => (await world.ask(`{ workforce(where: { area: ["${code}"] }) { series(indicator: FTE) { years } } }`)).result.errors?.[0]?.message
    expect(await message('9999')).toBe('where.area: 9999 is no area in the borders of 2024')
    expect(await message('O301')).toContain('is no area in the borders of 2024; did you mean 0301 Oslo')
    expect(await message('Alesund')).toContain('did you mean 1508 Ålesund?')
  })

  test('its whole history', async () => {
    const query = '{ area(code: "1580") { predecessors { year from to share direct } } }'
    expect(await dataOf(world.ask(query))).toEqual({
      area: {
        predecessors: [
          { year: 2020, from: '1534', to: '1507', share: 1, direct: false },
          { year: 2024, from: '1507', to: '1580', share: 0.137875, direct: false },
          { year: 2024, from: '1534', to: '1580', share: 1, direct: true },
        ],
      },
    })
  })
})
