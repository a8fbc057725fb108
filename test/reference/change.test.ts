import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dataOf, openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'
import { answersOf, trendsOf, type Trend } from './answers.ts'
import { differs, expectSame } from './ask.ts'
import { census } from './census-world.ts'
import { panel } from './panel-world.ts'

type TrendNode = { readonly slope: number; readonly slopeStandardError: number; readonly slopeDesignError: number | null }

const trendIn = async (world: World, { survey, subject, indicator, at, where, area }: Trend): Promise<TrendNode | null | undefined> => {
  const query = `{ ${subject}(where: { survey: "${survey}"${where ? `, ${where}` : ''} }) { series(indicator: ${indicator}${at ? `, at: ${at}` : ''}, estimator: WEIGHTED) {
    area { code } trend { slope slopeStandardError slopeDesignError } } } }`
  const data = await dataOf<Record<string, { series: { area: { code: string }; trend: TrendNode | null }[] }>>(world.ask(query))
  return data[subject]?.series.find((one) => !area || one.area.code === area)?.trend
}

describe.each([
  ['panel', panel],
  ['census changes', census],
])('change and trend: %s', (name, files) => {
  const seeds = writeFolder(files)
  let world: World
  beforeAll(async () => {
    world = await openWorld(seeds)
  })
  afterAll(async () => {
    await world.close()
    rmSync(seeds, { recursive: true })
  })

  test.each(answersOf(name))('%s', (_, answers) => expectSame(world, answers))

  test.each(trendsOf(name))('%s', async (_, expected) => {
    const trend = await trendIn(world, expected)
    const found = [trend?.slope, trend?.slopeStandardError, trend?.slopeDesignError]
    const wanted = [expected.slope, expected.line_se, expected.sampling_se]
    expect(found.map((one, index) => (differs(one, wanted[index] ?? null) ? one : wanted[index]))).toEqual(wanted)
  })
})
