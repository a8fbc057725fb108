import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'
import { answersOf } from './answers.ts'
import { expectSame, seriesOf } from './ask.ts'
import { imputed } from './imputed-world.ts'

describe('numbers with what is missing estimated', () => {
  const seeds = writeFolder(imputed)
  let world: World
  beforeAll(async () => {
    world = await openWorld(seeds)
  })
  afterAll(async () => {
    await world.close()
    rmSync(seeds, { recursive: true })
  })

  test.each(answersOf('imputed'))('%s', (_, answers) => expectSame(world, answers))

  test('observed and estimated by ratio is the separate ratio estimator', async () => {
    const years = [2021, 2022, 2023, 2024, 2025]
    const ask = { subject: 'staffing', indicator: 'STAFF_RATIO' }
    const [[filled] = [], [ratio] = []] = await seriesOf(world, [
      { ask: { ...ask, survey: 'form', estimator: 'IMPUTED' }, years },
      { ask: { ...ask, survey: 'calibrated', estimator: 'WEIGHTED' }, years },
    ])
    expect(filled?.points).toHaveLength(years.length)
    filled?.points.forEach(({ value }, index) => expect((value ?? NaN) / (ratio?.points[index]?.value ?? NaN)).toBeCloseTo(1, 12))
  })
})
