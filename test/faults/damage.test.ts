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
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')
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

  test('gone: what the release was made of is known, and building makes it again', async () => {
    const data = copy()
    rmSync(inRelease(data, databaseFile))
    expect(await told(ask(data))).toMatch(/^error: release .* is damaged: warehouse\.duckdb is missing in .*; build it again with: kartlag build$/)
    expect(await build(data)).toMatchObject({ key: world.keys[1], made: true })
    expect(await ask(data)).toBe(answer)
  })

  test('under a load: it says that nothing is compared and that there is no way back; without damage both are there', async () => {
    const more = ['--survey', 'form', '--wave', '2022', '--note', 'asked again', '--data', '', '--seeds', world.seeds]
    const loadOn = (data: string, ...flags: string[]) => kartlag(['load', world.file, ...more.map((word) => (word === '' ? data : word)), ...flags])
    const data = copy()
    truncateSync(inRelease(data, databaseFile), 400_000)
    const dry = await loadOn(data, '--dry-run')
    expect([dry.code, oneLine(dry.out)]).toEqual([0, expect.stringContaining(`Release ${world.keys[1]}, which is in use, is damaged: what would change nationally is not told. `)])
    const { code, out } = await loadOn(data, '--report', join(data, 'page.html'), '--language', 'nb')
    expect([code, oneLine(out)]).toEqual([
      0,
      expect.stringContaining(`Release ${world.keys[1]}, which was in use, is damaged: what changed nationally is not told, and this cannot be undone by going back to it; kartlag releases lists those there are. `),
    ])
    expect(out).not.toMatch(/To undo|What changed/)
    expect(readFileSync(join(data, 'page.html'), 'utf8')).toContain(`Det er ikke kjent: utgivelsen som var i bruk (${world.keys[1]}), er skadet og kan ikke leses.`)
    const whole = await loadOn(copy())
    expect(whole.out).toMatch(new RegExp(`What changed nationally\\n[^]*To undo it:\\n  kartlag releases use ${world.keys[1]} `))
    expect(whole.out).not.toContain('damaged')
  })

  test('under a build: the same', async () => {
    const data = copy()
    truncateSync(inRelease(data, databaseFile), 400_000)
    const { out } = await kartlag(['build', '--seeds-only', '--data', data, '--seeds', world.seeds])
    expect(out).toMatch(new RegExp(`\nRelease ${world.keys[1]}, which was in use, is damaged: what changed nationally is not told, and this cannot be undone`))
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
    const wayOut = `use the newest whole release with: kartlag releases use ${world.keys[0]}; or begin again without loaded waves: kartlag build --seeds-only`
    expect(await told(ask(data))).toMatch(new RegExp(`^error: the release in .* is damaged: manifest\\.json .*; ${wayOut}$`))
    for (const task of [build, load])
      expect(await told(task(data))).toMatch(new RegExp(`^error: which waves are loaded is told by the release in use, and it cannot be read: .*; ${wayOut}$`))
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
    for (const task of [ask, build])
      expect(await told(task(data))).toMatch(new RegExp(`^error: .*was made by a newer program \\(7\\.0, format 99; this one reads 2\\); update this program, or use .* use ${world.keys[0]};`))
    manifest(data, made(0, '0.0.1'))
    for (const task of [ask, build]) expect(await told(task(data))).toMatch(/^error: .*was made by an older program \(0\.0\.1, format 0; this one reads 1 to 2\); use the newest whole release with: kartlag releases use/)
  })
})

describe('the files beside', { timeout: 120_000 }, () => {
  test('current, damaged: it says which releases there are, and use mends it', async () => {
    const data = copy()
    writeFileSync(join(data, 'current'), '\0\0\0\0')
    for (const task of [ask, build])
      expect(await told(task(data))).toMatch(new RegExp(`current is damaged: it names no release; use the newest whole release with: kartlag releases use ${world.keys[1]}; .kartlag releases. lists all$`))
    const { out, err } = await kartlag(['releases', '--data', data])
    expect([out.match(/^ +([0-9a-f]{12}) /gm)?.length, err]).toEqual([2, expect.stringMatching(/^warning: .*current is damaged/)])
    const { code } = await kartlag(['releases', 'use', world.keys[1], '--data', data])
    expect([code, await ask(data)]).toEqual([0, answer])
  })

  test('current, damaged, without a whole release: one can be begun anew, and the files that were loaded are there', async () => {
    const data = copy()
    writeFileSync(join(data, 'current'), '')
    for (const key of world.keys) truncateSync(join(releasePath(data, key), databaseFile), 100)
    expect(await told(build(data))).toMatch(/current is damaged: it names no release; begin again with: kartlag build --seeds-only$/)
    expect(await kartlag(['build', '--seeds-only', '--data', data, '--seeds', world.seeds])).toMatchObject({ code: 0 })
    expect([currentRelease(data), readdirSync(join(data, 'waves/form')).length]).toEqual([world.keys[0], 1])
  })

  test('current, naming a release that is gone: the same', async () => {
    const data = copy()
    rmSync(releasePath(data, world.keys[1]), { recursive: true })
    const wayOut = `no release in .*/${world.keys[1]}: there is no manifest.json; use the newest whole release with: kartlag releases use ${world.keys[0]}; or begin .*--seeds-only$`
    expect(await told(ask(data))).toMatch(new RegExp(`^error: ${wayOut}`))
    expect(await told(build(data))).toMatch(new RegExp(`^error: which waves are loaded .*: ${wayOut}`))
    useRelease(data, world.keys[0])
    await ask(data)
    rmSync(releasePath(data, world.keys[0]), { recursive: true })
    expect(await told(build(data))).toMatch(/there is no manifest\.json; begin again without loaded waves: kartlag build --seeds-only$/)
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
