import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { buildRelease } from '../../src/ingest/build.ts'
import { fileChecksum, readManifest, requireWhole } from '../../src/release/manifest.ts'
import { asOneWriter } from '../../src/release/one-writer.ts'
import { currentRelease, listReleases, pruneReleases, releasePath, releasesFolder, useRelease } from '../../src/release/store.ts'
import { ofPlaces, places, question, survey, wave, writeSeeds } from '../ingest/small-seeds.ts'
import { openData } from '../world/open-world.ts'
import type { Order } from './writer.ts'

const tsx = import.meta.resolve('tsx')
const program = fileURLToPath(new URL('writer.ts', import.meta.url))

const files = [
  places,
  survey([question('q', { kind: 'number' }, { fact: 'things.n', kind: 'alpha' })], { ...ofPlaces, waves: { years: [2020, 2022] } }),
  wave('id,q\n01,1\n03,2.5\n'),
  wave('id,q\n06,4\n', 2022),
]
const query = '{ things { series(indicator: N, by: [KIND]) { points { year value standardError respondents } } } surveys { waves { year respondents } } }'

/** What the public is told by the release in use. */
export const answersOf = async (seeds: string, data: string): Promise<string> => {
  const world = openData(seeds, data, currentRelease(data) ?? '')
  try {
    return JSON.stringify((await world.ask(query)).result)
  } finally {
    await world.close()
  }
}

/** Where a process is killed: so long after it began a step, or at the nth change of a file in it. */
export type Moment = { readonly command: Order['command']; readonly step: string } & ({ readonly afterMs: number } | { readonly call: number })

/** A step of a command: how long it took, and how many changes of files it made. */
export type Step = { readonly step: string; readonly ms: number; readonly calls: number }

/** How a run ended: killed, or done before its moment came. */
export type Ending = 'killed' | 'done'

/** Runs a command in a process of its own. `steps`: each step in order, with how long it took and its changes of files. */
export const runWriter = async (order: Order, moment?: Moment): Promise<{ ending: Ending; steps: readonly Step[] }> => {
  const killAt = moment && 'call' in moment ? { killAt: { step: moment.step, call: moment.call } } : {}
  const child = spawn(process.execPath, ['--import', tsx, program, JSON.stringify({ ...order, ...killAt })], { stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = new Promise<string>((resolve) => child.on('close', (code, signal) => resolve(signal ?? String(code))))
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  const steps: Step[] = []
  let began = performance.now()
  for await (const line of createInterface({ input: child.stdout })) {
    const [, calls, step = ''] = /^(\d+) (\w+)$/.exec(line) ?? []
    if (calls === undefined) continue // what the command itself says
    const before = steps.pop()
    if (before) steps.push({ ...before, ms: performance.now() - began, calls: Number(calls) })
    began = performance.now()
    steps.push({ step, ms: 0, calls: 0 })
    if (moment && 'afterMs' in moment && step === moment.step) setTimeout(() => child.kill('SIGKILL'), moment.afterMs)
  }
  const ended = await closed
  if (ended !== 'SIGKILL' && ended !== '0') throw new Error(`${order.command} ended with ${ended}: ${complaint}`)
  return { ending: ended === '0' ? 'done' : 'killed', steps }
}

/** A data directory with three releases, the last in use with a loaded wave; what each command makes of it undisturbed. */
export type KillWorld = {
  readonly copy: () => string
  readonly orderOf: (command: Order['command'], data: string) => Order
  /** Steps of each command, with how long they take and how many changes of files. */
  readonly steps: (command: Order['command']) => readonly Step[]
  /** What is wrong with a data directory in which a command was killed. */
  readonly faultsIn: (command: Order['command'], data: string) => Promise<readonly string[]>
  /** What is wrong with it after the same command has been given again, undisturbed. */
  readonly faultsAfter: (command: Order['command'], data: string) => Promise<readonly string[]>
  readonly remove: () => void
}

export const commands: readonly Order['command'][] = ['build', 'load', 'use', 'prune']

/** Everything in a data directory that must be the same however it came about. */
const stateOf = async (seeds: string, data: string) => ({
  current: currentRelease(data),
  answers: await answersOf(seeds, data),
  names: readdirSync(data).sort(),
  releases: readdirSync(releasesFolder(data)).sort(),
  waves: readdirSync(join(data, 'waves/form')).sort(),
  unfinished: readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.part')),
})

export const makeKillWorld = async (): Promise<KillWorld> => {
  const { dir: seeds, remove: removeSeeds } = writeSeeds(...files)
  const folder = mkdtempSync(join(tmpdir(), 'kartlag-kill-'))
  const template = join(folder, 'template')
  const fileOf = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const load = (path: string) => buildRelease({ seeds, data: template, load: { survey: 'form', year: 2022, path, file: path } })
  const { key: oldest } = await buildRelease({ seeds, data: template })
  await load(fileOf('first.csv', 'id,q\n06,40\n'))
  await load(fileOf('second.csv', 'id,q\n06,41\n04,7\n'))
  const file = fileOf('third.csv', 'id,q\n06,42\n05,8.5\n')
  const changed = join(folder, 'changed')
  cpSync(seeds, changed, { recursive: true })
  writeFileSync(join(changed, 'waves/form/2020.csv'), 'id,q\n01,1\n02,9\n03,2.5\n')

  const copy = (): string => {
    const data = mkdtempSync(join(folder, 'data-'))
    cpSync(template, data, { recursive: true })
    return data
  }
  const orderOf = (command: Order['command'], data: string): Order => ({ command, data, seeds: command === 'build' ? changed : seeds, file, key: oldest })
  const again = async ({ command, key = '', ...order }: Order): Promise<void> => {
    if (command === 'build') await buildRelease(order)
    else if (command === 'load') await buildRelease({ ...order, load: { survey: 'form', year: 2022, path: file, file } })
    else await asOneWriter(order.data, () => void (command === 'use' ? useRelease(order.data, key) : pruneReleases(order.data, 1)))
  }

  const before = await stateOf(seeds, template)
  const undisturbed = new Map<string, { steps: readonly Step[]; after: Awaited<ReturnType<typeof stateOf>> }>()
  for (const command of commands) {
    const data = copy()
    const { steps } = await runWriter(orderOf(command, data))
    undisturbed.set(command, { steps, after: await stateOf(seeds, data) })
  }

  const faultsIn = async (command: Order['command'], data: string): Promise<readonly string[]> => {
    try {
      const { current, answers } = await stateOf(seeds, data)
      const known = [before, undisturbed.get(command)?.after].some((state) => state?.current === current && state?.answers === answers)
      const broken = brokenOf(data, listReleases(data).map(({ key }) => key))
      return known ? broken : [`${current} answers ${answers}, neither as before nor as after`, ...broken]
    } catch (error) {
      return [String(error)]
    }
  }
  const faultsAfter = async (command: Order['command'], data: string): Promise<readonly string[]> => {
    await again(orderOf(command, data))
    const [wanted, came] = [undisturbed.get(command)?.after, await stateOf(seeds, data)].map((state) => JSON.stringify(state))
    return wanted === came ? [] : [`done again it is ${came}, not ${wanted}`]
  }
  return {
    copy,
    orderOf,
    steps: (command) => undisturbed.get(command)?.steps ?? [],
    faultsIn,
    faultsAfter,
    remove: () => {
      removeSeeds()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Releases that are not what their manifest says, and loaded files that are not those it lists. */
const brokenOf = (data: string, keys: readonly string[]): readonly string[] =>
  keys.flatMap((key) => {
    try {
      requireWhole(releasePath(data, key))
      const { loaded } = readManifest(releasePath(data, key))
      return (loaded ?? []).flatMap(({ file, checksum }) => (fileChecksum(join(data, file)) === checksum ? [] : [`${file} is not what was loaded`]))
    } catch (error) {
      return [String(error)]
    }
  })
