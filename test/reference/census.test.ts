import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'
import { answersOf } from './answers.ts'
import { expectSame } from './ask.ts'
import { census } from './census-world.ts'

describe('a yearly form that most places answer, as R counts it', () => {
  const seeds = writeFolder(census)
  let world: World
  beforeAll(async () => {
    world = await openWorld(seeds)
  })
  afterAll(async () => {
    await world.close()
    rmSync(seeds, { recursive: true })
  })

  test.each(answersOf('census'))('%s', (_, answers) => expectSame(world, answers))
})
