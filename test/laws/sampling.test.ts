import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dataOf, openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'
import { makeSamples, regions } from './sampling-world.ts'

// LAWS_SEED makes the samples again, LAWS_RUNS=10 draws ten times as many.
const seed = Number(process.env['LAWS_SEED'] ?? Math.floor(Math.random() * 1e9))
const drawings = Number(process.env['LAWS_RUNS'] ?? 1)

type Point = { value: number | null; standardError: number | null; interval: { lower: number; upper: number; method: string } | null; respondents: number }
const indicators = ['TOTAL', 'MEAN', 'RATIO', 'SHARE', 'OPPOSITE', 'COUNT', 'MEDIAN'] as const
type Indicator = (typeof indicators)[number]
type Points = Readonly<Record<Indicator, Point>>

const near = (value: number | null | undefined, expected: number | null | undefined) => {
  if (expected === null || expected === undefined) expect(value ?? null).toBeNull()
  else expect(Math.abs((value ?? NaN) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)))
}
const same = (point: Point, expected: Point, times = 1) => {
  const scaled = (number: number | null | undefined) => (number == null ? null : number * times)
  near(point.value, scaled(expected.value))
  near(point.standardError, scaled(expected.standardError))
  near(point.interval?.lower, scaled(expected.interval?.lower))
  near(point.interval?.upper, scaled(expected.interval?.upper))
  expect(point.respondents).toBe(expected.respondents)
}

describe.each(Array.from({ length: drawings }, (_, drawing) => seed + drawing))('laws of sampling (LAWS_SEED=%s)', (drawn) => {
  const seeds = writeFolder(makeSamples(drawn))
  let world: World
  beforeAll(async () => {
    world = await openWorld(seeds)
  })
  afterAll(async () => {
    await world.close()
    rmSync(seeds, { recursive: true })
  })

  const ask = async (survey: string, where = ''): Promise<Points> => {
    const series = indicators.map((id) => `${id}: series(indicator: ${id}) { points { value standardError interval { lower upper method } respondents } }`)
    const { things } = await dataOf<{ things: Record<string, { points: Point[] }[]> }>(world.ask(`{ things(where: { survey: "${survey}"${where} }) { ${series.join(' ')} } }`))
    return Object.fromEntries(indicators.map((id) => [id, things[id]?.[0]?.points[0]])) as Points
  }
  const everywhere = async (law: (where: string) => Promise<void>) =>
    fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(regions), (some) => law(some.length === 0 ? '' : `, region: [${some.map((one) => one.toUpperCase()).join(', ')}]`)),
      { seed: drawn, numRuns: 2 },
    )

  test('a domain that is everything is everything', async () => {
    const [all, whole] = [await ask('drawn'), await ask('drawn', `, region: [${regions.map((one) => one.toUpperCase()).join(', ')}]`)]
    for (const id of indicators) same(whole[id], all[id])
  })

  test('a stratum in which everybody was asked adds no variance to a total', async () => {
    const [less, more] = [await ask('drawn'), await ask('extended')]
    for (const id of ['TOTAL', 'COUNT'] as const) near(more[id].standardError, less[id].standardError)
    expect(more.TOTAL.value).toBeGreaterThan(less.TOTAL.value ?? NaN)
  })

  test('where everybody answered there is no error', () =>
    everywhere(async (where) => {
      for (const point of Object.values(await ask('everyone', where)))
        if (point.value !== null) expect(point).toMatchObject({ standardError: 0 })
    }))

  test('clusters of one are no clusters; a cluster asked whole has no second stage', () =>
    everywhere(async (where) => {
      const [units, ones] = [await ask('drawn', where), await ask('one_each', where)]
      const [pairs, whole] = [await ask('pairs', where), await ask('pairs_whole', where)]
      for (const id of indicators) {
        same(ones[id], units[id])
        same(whole[id], pairs[id])
      }
    }))

  test('all weights times eight give eight times the totals, with eight times the error, and the same rates', () =>
    everywhere(async (where) => {
      const [light, heavy] = [await ask('light', where), await ask('heavy', where)]
      for (const id of indicators) same(heavy[id], light[id], id === 'TOTAL' || id === 'COUNT' ? 8 : 1)
    }))

  test('drawn with replacement is drawn from without end', () =>
    everywhere(async (where) => {
      const [light, replaced, without] = [await ask('light', where), await ask('replaced', where), await ask('drawn', where)]
      for (const id of indicators) {
        same(replaced[id], light[id])
        if (without[id].standardError !== null) expect(without[id].standardError).toBeLessThanOrEqual((replaced[id].standardError ?? NaN) * (1 + 1e-9))
      }
    }))

  test('a share and its opposite mirror each other', () =>
    everywhere(async (where) => {
      const { SHARE: share, OPPOSITE: opposite } = await ask('drawn', where)
      near(opposite.value, share.value === null ? null : 1 - share.value)
      near(opposite.standardError, share.standardError)
      near(opposite.interval?.lower, share.interval && 1 - share.interval.upper)
      near(opposite.interval?.upper, share.interval && 1 - share.interval.lower)
    }))

  test('an interval holds its estimate', () =>
    everywhere(async (where) => {
      for (const survey of ['drawn', 'pairs'])
        for (const { value, interval } of Object.values(await ask(survey, where)))
          if (interval) expect([value, interval.lower <= (value ?? NaN) + 1e-9, interval.upper >= (value ?? NaN) - 1e-9]).toEqual([value, true, true])
    }))
})
