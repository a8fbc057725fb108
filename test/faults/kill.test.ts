import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uniforms } from '../../src/demo/random.ts'
import { commands, makeKillWorld, runWriter, type KillWorld, type Moment } from './kill-world.ts'

const wanted = Number(process.env['KILLS'] ?? 20)
const seed = Number(process.env['KILL_SEED'] ?? 1)
const random = uniforms(seed, 'kills')

let world: KillWorld
beforeAll(async () => {
  world = await makeKillWorld()
}, 300_000)
afterAll(() => world?.remove())

/** Every step of every command in turn: as it begins, at some time in it, and at one of its changes of files. */
const momentOf = (nth: number): Moment => {
  const steps = commands.flatMap((command) => {
    const own = world.steps(command).filter(({ step }) => !['start', 'done'].includes(step)).map((step) => ({ command, ...step }))
    return own.length > 1 ? own : [...own, ...own, ...own] // one step, of many changes
  })
  const round = Math.floor(nth / steps.length)
  const { command, step, ms, calls } = steps[(nth * 7) % steps.length] as (typeof steps)[number]
  if (calls > 0 && (ms < 100 || round % 3 === 2)) return { command, step, call: 1 + Math.floor(random() * calls) }
  return { command, step, afterMs: round % 3 === 0 ? 0 : random() * ms }
}

test(`${wanted} kills in every phase of build, load, use and prune leave the release before or after, whole, and nothing in the way of the next`, async () => {
  const killed = new Map<string, number>()
  const faults: string[] = []
  let kills = 0
  for (let nth = 0; kills < wanted && nth < wanted * 3; nth += 1) {
    const moment = momentOf(nth)
    const data = world.copy()
    const { ending } = await runWriter(world.orderOf(moment.command, data), moment)
    const phase = `${moment.command}${moment.step === moment.command ? '' : ` ${moment.step}`}`
    if (ending === 'killed') {
      kills += 1
      killed.set(phase, (killed.get(phase) ?? 0) + 1)
    }
    faults.push(...(await world.faultsOf(moment.command, data)).map((fault) => `${JSON.stringify(moment)}: ${fault}`))
    rmSync(data, { recursive: true, force: true })
  }
  console.log(`${kills} kills (seed ${seed}): ${[...killed].sort().map(([phase, count]) => `${phase} ${count}`).join(', ')}`)
  expect(faults).toEqual([])
  expect(kills).toBe(wanted)
}, 60_000 + wanted * 30_000)
