import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'
import { answersOf } from './answers.ts'
import { expectSame } from './ask.ts'
import { calibrated } from './calibrated-world.ts'
import { clusters } from './clusters-world.ts'
import { lonely } from './lonely-world.ts'
import { samples } from './samples-world.ts'

describe.each([
  ['samples', samples],
  ['clusters', clusters],
  ['calibrated', calibrated],
  ['lonely', lonely],
])('%s, as R counts them', (name, files) => {
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
})
