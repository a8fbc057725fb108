import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endOf } from '../../src/commands/ending.ts'
import { readConfig } from '../../src/config.ts'
import { buildRelease } from '../../src/ingest/build.ts'
import { databaseFile, manifestFile } from '../../src/release/manifest.ts'
import { asOneWriter, lockName } from '../../src/release/one-writer.ts'
import { brokenReleases, currentRelease, listReleases, releasePath, useRelease } from '../../src/release/store.ts'
import { queryLocally } from '../../src/server/local-query.ts'
import { kartlag } from '../cli/run.ts'
import { makeDiskWorld, type DiskWorld } from './disk-world.ts'

const folder = mkdtempSync(join(tmpdir(), 'kartlag-damage-'))
let world: DiskWorld
let answer = ''
beforeAll(async () => {
  world = await makeDiskWorld()
  answer = await ask(world.data)
}, 240_000)
afterAll(() => {
  world?.remove()
  rmSync(folder, { recursive: true })
})

const copy = (): string => {
  const data = mkdtempSync(join(folder, 'data-'))
  cpSync(world.data, data, { recursive: true })
  return data
}
const inRelease = (data: string, name: string): string => join(releasePath(data, world.keys[1]), name)
const ask = async (data: string): Promise<string> => {
  const query = { source: '{ things { series(indicator: N) { points { year value } } } }', variables: {}, operation: null, release: null }
  const said = await queryLocally(readConfig({ seeds: world.seeds, data }, {}), 'public', query)
  if (said?.errors.length !== 0) throw new Error(said?.errors.join())
  return JSON.stringify(said.data)
}
const load = (data: string) => buildRelease({ seeds: world.seeds, data, load: { survey: 'form', year: 2022, path: world.file, file: world.file } })
const build = (data: string) => buildRelease({ seeds: world.seeds, data })
/** What a command says that ends so. */
const told = async (task: Promise<unknown>): Promise<string> => endOf(await task.then(() => new Error('it went well'), (error: unknown) => error)).message ?? ''

describe('a damaged database file', { timeout: 120_000 }, () => {
  test.each<[string, (file: string) => void]>([
    ['cut short', (file) => truncateSync(file, 400_000)],
    ['empty', (file) => truncateSync(file, 0)],
    ['another file', (file) => writeFileSync(file, 'not a database')],
  ])('%s: a query says so and the way out, other releases can be used, and building makes it again', async (_, damage) => {
    const data = copy()
    damage(inRelease(data, databaseFile))
    expect(await told(ask(data))).toMatch(/^error: release [0-9a-f]{12} is damaged: warehouse\.duckdb \(\d+ bytes\) cannot be read; build it again with: kartlag build$/)
    useRelease(data, world.keys[0])
    await ask(data)
    useRelease(data, world.keys[1])
    expect(await build(data)).toMatchObject({ key: world.keys[1], made: true })
    expect(await ask(data)).toBe(answer)
  })

  test('changed by one bit: a server does not start with it, and says the way out', async () => {
    const data = copy()
    const file = inRelease(data, databaseFile)
    const bytes = readFileSync(file)
    bytes[bytes.length - 5000] = (bytes[bytes.length - 5000] ?? 0) ^ 1
    writeFileSync(file, bytes)
    const { code, err } = await kartlag(['serve', '--port', '0', '--data', data, '--seeds', world.seeds])
    expect([code, err]).toEqual([1, expect.stringMatching(/^error: release .* is damaged: .*warehouse\.duckdb is not the file that was made .*build it again.*releases use ID\n$/)])
  })

  test('of a release that is not in use: it is not switched to', async () => {
    const data = copy()
    truncateSync(join(releasePath(data, world.keys[0]), databaseFile), 400_000)
    const { code, out, err } = await kartlag(['releases', 'use', world.keys[0], '--data', data])
    expect([code, out, err]).toEqual([1, '', expect.stringMatching(new RegExp(`^error: release ${world.keys[0]} is damaged: .* is not the file that was made`))])
    expect([currentRelease(data), await ask(data)]).toEqual([world.keys[1], answer])
  })
})

describe('a damaged manifest', { timeout: 120_000 }, () => {
  const manifest = (data: string, change: (text: string) => string) => writeFileSync(inRelease(data, manifestFile), change(readFileSync(inRelease(data, manifestFile), 'utf8')))

  test.each<[string, (text: string) => string]>([
    ['cut short', (text) => text.slice(0, 300)],
    ['without its lists', (text) => JSON.stringify({ ...(JSON.parse(text) as object), loaded: undefined, inputs: undefined })],
    ['zeros', (text) => '\0'.repeat(text.length)],
  ])('%s: nothing is built over waves that nobody knows of; another release can be used, or one begun without them', async (_, damage) => {
    const data = copy()
    manifest(data, damage)
    expect(await told(ask(data))).toMatch(/^error: the release in .* is damaged: manifest\.json .*build it again.*releases use ID$/)
    for (const task of [build, load]) expect(await told(task(data))).toMatch(/^error: which waves are loaded is told by the release in use, and it cannot be read: .*releases use ID.*--seeds-only$/)
    expect([listReleases(data).map(({ key }) => key), brokenReleases(data).map(({ key }) => key)]).toEqual([[world.keys[0]], [world.keys[1]]])
    await buildRelease({ seeds: world.seeds, data, seedsOnly: true })
    expect(currentRelease(data)).toBe(world.keys[0])
    const path = join(data, 'waves/form', readdirSync(join(data, 'waves/form'))[0] ?? '')
    expect(await buildRelease({ seeds: world.seeds, data, load: { survey: 'form', year: 2022, path, file: path } })).toMatchObject({ key: world.keys[1], made: true })
    expect(await ask(data)).toBe(answer)
  })

  test('of a newer or a much older program: it says which, and what to do', async () => {
    const data = copy()
    const made = (format: number, program: string) => (text: string) => JSON.stringify({ ...(JSON.parse(text) as object), format, program })
    manifest(data, made(99, '7.0'))
    for (const task of [ask, build]) expect(await told(task(data))).toMatch(/^error: .*was made by a newer program \(7\.0, format 99; this one reads 2\); update this program, or build again with it/)
    manifest(data, made(0, '0.0.1'))
    for (const task of [ask, build]) expect(await told(task(data))).toMatch(/^error: .*was made by an older program \(0\.0\.1, format 0; this one reads 1 to 2\); build it again/)
  })
})

describe('the files beside', { timeout: 120_000 }, () => {
  test('current, damaged: it says which releases there are, and use mends it', async () => {
    const data = copy()
    writeFileSync(join(data, 'current'), '\0\0\0\0')
    for (const task of [ask, build]) expect(await told(task(data))).toMatch(new RegExp(`current is damaged: it names no release; choose one of .*${world.keys[1]}.* with: kartlag releases use ID`))
    const { code } = await kartlag(['releases', 'use', world.keys[1], '--data', data])
    expect([code, await ask(data)]).toEqual([0, answer])
  })

  test('current, naming a release that is gone: the same', async () => {
    const data = copy()
    rmSync(releasePath(data, world.keys[1]), { recursive: true })
    expect(await told(ask(data))).toMatch(/^error: no release in .*build one with: kartlag build/)
    expect(await told(build(data))).toMatch(new RegExp(`cannot be read: no release "${world.keys[1]}"; there are ${world.keys[0]}.*releases use ID`))
    useRelease(data, world.keys[0])
    await ask(data)
  })

  test('the lock, damaged: it says which file to delete', async () => {
    const data = copy()
    writeFileSync(join(data, lockName), 'no lock')
    expect(await told(build(data))).toMatch(/^error: .*lock\.duckdb, which keeps writers apart, cannot be opened; delete it while no other kartlag writes there/)
    expect(await ask(data)).toBe(answer)
    rmSync(join(data, lockName))
    expect(await asOneWriter(data, () => 'written')).toBe('written')
  })

  test('answers kept staged, damaged: they are read again', async () => {
    const data = copy()
    for (const name of readdirSync(join(data, 'staged'))) if (name.endsWith('.parquet')) truncateSync(join(data, 'staged', name), 100)
    await load(data)
    expect(currentRelease(data)).not.toBe(world.keys[1])
  })
})
