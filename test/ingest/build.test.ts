import { appendFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { sql } from '../../src/database/sql.ts'
import { buildInProcess } from '../../src/ingest/build-in-process.ts'
import { buildRelease } from '../../src/ingest/build.ts'
import { RefusedInput } from '../../src/model/refused-input.ts'
import { openRelease } from '../../src/release/open.ts'
import { databaseFile, readManifest } from '../../src/release/manifest.ts'
import { currentRelease, listReleases, releasePath, releasesFolder } from '../../src/release/store.ts'
import { ofPlaces, places, question, survey, wave, writeSeeds, type Files } from './small-seeds.ts'

const number = question('q', { kind: 'number' }, { fact: 'things.n', kind: 'alpha' })
const folder: readonly Files[] = [
  places,
  survey([number], { ...ofPlaces, waves: { years: [2020, 2022] } }),
  wave('id,q\n01,1\n03,2.5\n'),
  wave('id,q\n06,4\n', 2022),
]

const made: (() => void)[] = []
afterEach(() => made.splice(0).forEach((remove) => remove()))

const seedsOf = (...files: readonly Files[]): string => {
  const { dir, remove } = writeSeeds(...files)
  made.push(remove)
  return dir
}
const dataFolder = (): string => {
  const data = mkdtempSync(join(tmpdir(), 'data-'))
  made.push(() => rmSync(data, { recursive: true, force: true }))
  return data
}
const leftovers = (data: string) => readdirSync(releasesFolder(data)).filter((name) => name.startsWith('.'))
const contents = async (data: string, key: string) => {
  const release = await openRelease(releasePath(data, key))
  const tables = [
    'area',
    'area_base',
    'area_correspondence',
    'area_place',
    'population',
    'unit',
    'unit_wave',
    'stratum',
    'wave',
    'answer',
    'fact_things',
    'release',
  ]
  const rows = []
  for (const table of tables) rows.push(await release.database.all(sql`select * from ${{ text: [table], parameters: [] }}`))
  await release.close()
  return rows
}

test('a build makes a release, switches to it and leaves nothing else behind', async () => {
  const data = dataFolder()
  const steps = new Set<string>()
  const { key, made: isNew } = await buildRelease({ seeds: seedsOf(...folder), data, progress: ({ step }) => steps.add(step) })
  expect(isNew).toBe(true)
  expect(key).toMatch(/^[0-9a-f]{12}$/)
  expect([...steps]).toEqual(['model', 'answers', 'facts', 'checks', 'verify', 'publish'])
  expect(currentRelease(data)).toBe(key)
  expect(readdirSync(data).sort()).toEqual(['current', 'lock.duckdb', 'releases', 'staged'])
  expect(readdirSync(releasesFolder(data))).toEqual([key])
  expect(readdirSync(releasePath(data, key)).sort()).toEqual(['manifest.json', 'warehouse.duckdb'])
  const manifest = readManifest(releasePath(data, key))
  expect(manifest).toMatchObject({ key, format: 2, parent: null, note: null, loaded: [], accepted: [], rows: { fact_things: 3, wave: 2, release: 1 } })
  expect(manifest.inputs.map(({ file }) => file)).toContain('waves/form/2022.csv')
  expect(manifest.duckdb).toMatch(/^v1\./)
})

test('the same inputs make the same release with the same contents', async () => {
  const [one, other] = [dataFolder(), dataFolder()]
  const first = await buildRelease({ seeds: seedsOf(...folder), data: one })
  const second = await buildRelease({ seeds: seedsOf(...folder), data: other })
  expect(second.key).toBe(first.key)
  expect(await contents(other, second.key)).toEqual(await contents(one, first.key))
})

test('a build of inputs that have been built is used as it is; a changed file makes another release', async () => {
  const data = dataFolder()
  const seeds = seedsOf(...folder)
  const first = await buildRelease({ seeds, data })
  const before = readFileSync(join(releasePath(data, first.key), 'manifest.json'), 'utf8')
  appendFileSync(join(seeds, 'waves/form/2020.csv'), '02,3\n')
  const second = await buildRelease({ seeds, data })
  expect(second.key).not.toBe(first.key)
  expect(currentRelease(data)).toBe(second.key)
  writeFileSync(join(seeds, 'waves/form/2020.csv'), 'id,q\n01,1\n03,2.5\n')
  expect(await buildRelease({ seeds, data })).toMatchObject({ key: first.key, made: false, published: true })
  expect(currentRelease(data)).toBe(first.key)
  expect(readFileSync(join(releasePath(data, first.key), 'manifest.json'), 'utf8')).toBe(before)
})

test('a release whose file was damaged is built again', async () => {
  const data = dataFolder()
  const seeds = seedsOf(...folder)
  const { key } = await buildRelease({ seeds, data })
  const file = join(releasePath(data, key), databaseFile)
  const bytes = readFileSync(file)
  bytes[bytes.length - 5000] = (bytes[bytes.length - 5000] ?? 0) ^ 1
  writeFileSync(file, bytes)
  expect(await buildRelease({ seeds, data })).toMatchObject({ key, made: true })
  expect(readdirSync(releasePath(data, key)).sort()).toEqual(['manifest.json', 'warehouse.duckdb'])
})

test('a data directory in the seeds folder is no input', async () => {
  const seeds = seedsOf(...folder)
  const data = join(seeds, 'data')
  const { key } = await buildRelease({ seeds, data })
  expect(readManifest(releasePath(data, key)).inputs.filter(({ file }) => file.startsWith('data'))).toEqual([])
  expect(await buildRelease({ seeds, data })).toMatchObject({ key, made: false })
})

test('refused input lists every mistake, of the model and of the answers, and leaves the release before current', async () => {
  const data = dataFolder()
  const seeds = seedsOf(...folder)
  const { key } = await buildRelease({ seeds, data })
  writeFileSync(join(seeds, 'waves/form/2020.csv'), 'id,q\n01,x\n99,1\n')
  await expect(buildRelease({ seeds, data })).rejects.toMatchObject({
    name: 'RefusedInput',
    findings: [
      { file: 'waves/form/2020.csv', line: 2, column: 2, rule: 'not-a-number' },
      { file: 'waves/form/2020.csv', line: 3, column: 1, rule: 'unknown-unit' },
    ],
  })
  appendFileSync(join(seeds, 'subjects/things.yaml'), 'colour: red\n')
  const error = await buildRelease({ seeds, data }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(RefusedInput)
  expect((error as RefusedInput).findings.map(({ file }) => file)).toEqual([
    'subjects/things.yaml',
    'waves/form/2020.csv',
    'waves/form/2020.csv',
  ])
  expect(currentRelease(data)).toBe(key)
  expect(leftovers(data)).toEqual([])
})

test('in a process of its own a build gives the same release, tells its progress and its mistakes', async () => {
  const data = dataFolder()
  const seeds = seedsOf(...folder)
  const steps = new Set<string>()
  const apart = await buildInProcess({ seeds, data, progress: ({ step }) => steps.add(step) })
  expect([...steps]).toEqual(['model', 'answers', 'facts', 'checks', 'verify', 'publish'])
  expect(await buildRelease({ seeds, data })).toMatchObject({ key: apart.key, made: false })
  writeFileSync(join(seeds, 'waves/form/2020.csv'), 'id,q\n01,x\n')
  await expect(buildInProcess({ seeds, data })).rejects.toMatchObject({
    name: 'RefusedInput',
    findings: [{ rule: 'not-a-number', line: 2 }],
  })
  expect(currentRelease(data)).toBe(apart.key)
})

test('a build that is killed at any step leaves the release before current, and the next build cleans up after it', async () => {
  const data = dataFolder()
  const seeds = seedsOf(...folder)
  const { key } = await buildRelease({ seeds, data })
  appendFileSync(join(seeds, 'waves/form/2020.csv'), '02,3\n')
  for (const last of ['answers', 'facts', 'checks', 'verify']) {
    const stop = new AbortController()
    const progress = ({ step }: { step: string }) => step === last && stop.abort()
    await expect(buildInProcess({ seeds, data, progress, signal: stop.signal })).rejects.toThrow(
      'the build ended with SIGKILL; the release before is still current',
    )
    expect(currentRelease(data)).toBe(key)
    expect(listReleases(data).map((release) => release.key)).toEqual([key])
    expect(leftovers(data)).toHaveLength(1)
    const release = await openRelease(releasePath(data, key))
    await release.close()
  }
  const next = await buildRelease({ seeds, data })
  expect(currentRelease(data)).toBe(next.key)
  expect(leftovers(data)).toEqual([])
  expect(existsSync(releasePath(data, key))).toBe(true)
})
