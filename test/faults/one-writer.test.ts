import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildRelease } from '../../src/ingest/build.ts'
import { readManifest } from '../../src/release/manifest.ts'
import { asOneWriter, tidy } from '../../src/release/one-writer.ts'
import { currentRelease, releasePath, releasesFolder } from '../../src/release/store.ts'
import { ofPlaces, places, question, survey, wave, writeSeeds } from '../ingest/small-seeds.ts'
import { start } from '../cli/run.ts'

const { dir: seeds, remove } = writeSeeds(
  places,
  survey([question('q', { kind: 'number' }, { fact: 'things.n', kind: 'alpha' })], { ...ofPlaces, waves: { years: [2020, 2021, 2022] } }),
  wave('id,q\n01,1\n03,2.5\n'),
  wave('id,q\n01,2\n', 2021),
  wave('id,q\n06,4\n', 2022),
)
const folder = mkdtempSync(join(tmpdir(), 'kartlag-writers-'))
let data = ''
const fileOf = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const file = (year: number): string => fileOf(`${year}.csv`, `id,q\n${year < 2022 ? '01' : '06'},${year}\n`)
const load = (year: number) => buildRelease({ seeds, data, load: { survey: 'form', year, path: file(year), file: file(year) } })
const loadedNow = () => readManifest(releasePath(data, currentRelease(data) ?? '')).loaded?.map(({ year }) => year)

beforeAll(() => void (data = join(folder, 'none')))
beforeEach(() => void (data = mkdtempSync(join(folder, 'data-'))))
afterAll(() => {
  remove()
  rmSync(folder, { recursive: true })
})

/** A command of the program, and a promise of its ending; `said` waits for something on its stderr. */
const run = (...args: string[]) => {
  const child = start([...args, '--seeds', seeds, '--data', data])
  const ended = once(child, 'close').then(([code]) => code as number | null)
  let err = ''
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
    child.emit('said')
  })
  const said = async (words: RegExp): Promise<void> => {
    while (!words.test(err)) if ((await Promise.race([once(child, 'said'), ended.then(() => 'ended')])) === 'ended') throw new Error(`it ended and said ${err}`)
  }
  return { child, said, err: () => err, ended }
}
const loadByHand = (year: number) => run('load', file(year), '--survey', 'form', '--wave', String(year))

describe('two that write to one data directory', { timeout: 240_000 }, () => {
  test('wait for one another: loads at the same time, of this process and of others, are all there', async () => {
    const hands = [loadByHand(2020), loadByHand(2021)]
    await load(2022)
    expect(await Promise.all(hands.map(({ ended }) => ended)), hands.map(({ err }) => err()).join('')).toEqual([0, 0])
    expect(loadedNow()).toEqual([2020, 2021, 2022])
    await Promise.all([2020, 2021].map((year) => buildRelease({ seeds, data, remove: { survey: 'form', year } })))
    expect(loadedNow()).toEqual([2022])
  })

  test('who waits says for whom, and goes on when that one has ended', async () => {
    await buildRelease({ seeds, data })
    let end = (): void => {}
    const writing = asOneWriter(data, () => new Promise<void>((resolve) => void (end = resolve)))
    const waiter = loadByHand(2022)
    await waiter.said(new RegExp(`^waiting for process ${process.pid}, which writes to the data directory\n`))
    expect(loadedNow()).toEqual([])
    end()
    await writing
    expect(await waiter.ended).toBe(0)
    expect(loadedNow()).toEqual([2022])
  })

  test('one that is killed keeps nobody waiting, and what it left is cleared away by the next', async () => {
    await buildRelease({ seeds, data })
    const first = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', holding(data)], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(first.stdout, 'data')
    mkdirSync(join(releasesFolder(data), '.building-left'))
    const waiting: (number | null)[] = []
    const next = asOneWriter(data, () => readdirSync(releasesFolder(data)), (pid) => {
      waiting.push(pid)
      first.kill('SIGKILL')
    })
    expect(await next).toEqual([currentRelease(data)])
    expect(waiting).toEqual([first.pid])
  })
})

const holding = (path: string): string => `
  const { asOneWriter } = await import(${JSON.stringify(new URL('../../src/release/one-writer.ts', import.meta.url).href)})
  await asOneWriter(${JSON.stringify(path)}, () => { console.log('writing'); return new Promise(() => setInterval(() => {}, 1000)) })`

describe('what was left half done', { timeout: 240_000 }, () => {
  const leave = () => {
    for (const name of ['.building-1', '.deleted-abc']) mkdirSync(join(releasesFolder(data), name), { recursive: true })
    for (const name of ['current.part', 'current.123']) writeFileSync(join(data, name), 'abc\n')
  }

  test('is gone when the next one writes, also in the way of the version before', async () => {
    leave()
    await load(2022)
    expect([readdirSync(data).sort(), readdirSync(releasesFolder(data))]).toEqual([['current', 'lock.duckdb', 'releases', 'staged', 'waves'], [currentRelease(data)]])
  })

  test('is gone when a server starts, but for what is being written', async () => {
    await buildRelease({ seeds, data })
    leave()
    await asOneWriter(data, async () => {
      leave()
      await tidy(data)
      expect(existsSync(join(releasesFolder(data), '.building-1'))).toBe(true)
    })
    const server = run('serve', '--port', '0')
    await once(server.child.stdout, 'data')
    server.child.kill('SIGTERM')
    await server.ended
    expect([readdirSync(data).sort(), readdirSync(releasesFolder(data))]).toEqual([['current', 'lock.duckdb', 'releases', 'staged'], [currentRelease(data)]])
  })
})
