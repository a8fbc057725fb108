import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uniforms } from '../../src/demo/random.ts'
import { commands, makeKillWorld, runWriter, type KillWorld, type Moment } from './kill-world.ts'

const wanted = Number(process.env['KILLS'] ?? 20)
const seed = Number(process.env['KILL_SEED'] ?? 1)
const mostInARow = 4
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
  // Each command is killed several times in one data directory, then done.
  const open = new Map<Moment['command'], { data: string; kills: number }>()
  let kills = 0
  const finish = async (command: Moment['command']): Promise<void> => {
    const { data } = open.get(command) ?? { data: '' }
    faults.push(...(await world.faultsAfter(command, data)).map((fault) => `${command}: ${fault}`))
    open.delete(command)
    rmSync(data, { recursive: true, force: true })
  }
  for (let nth = 0; kills < wanted && nth < wanted * 3; nth += 1) {
    const moment = momentOf(nth)
    const { command, step } = moment
    const at = open.get(command) ?? { data: world.copy(), kills: 0 }
    open.set(command, at)
    const { ending } = await runWriter(world.orderOf(command, at.data), moment)
    faults.push(...(await world.faultsIn(command, at.data)).map((fault) => `${JSON.stringify(moment)}: ${fault}`))
    if (ending === 'killed') {
      kills += 1
      at.kills += 1
      const phase = command === step ? command : `${command} ${step}`
      killed.set(phase, (killed.get(phase) ?? 0) + 1)
    }
    if (ending === 'done' || at.kills === mostInARow) await finish(command)
  }
  for (const command of [...open.keys()]) await finish(command)
  console.log(`${kills} kills (seed ${seed}): ${[...killed].sort().map(([phase, count]) => `${phase} ${count}`).join(', ')}`)
  expect(faults).toEqual([])
  expect(kills).toBe(wanted)
}, 60_000 + wanted * 30_000)
