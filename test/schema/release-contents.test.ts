import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildRelease } from '../../src/ingest/build.ts'
import { releasePath } from '../../src/release/store.ts'
import { compareReleases } from '../../src/revision/compare-releases.ts'
import { libraries } from '../world/libraries.ts'
import { dataOf, openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'

const seeds = writeFolder(libraries)
const scratch = mkdtempSync(join(tmpdir(), 'kartlag-'))
let world: World
let second: string
beforeAll(async () => {
  world = await openWorld(seeds)
  const path = join(scratch, 'answers.csv')
  writeFileSync(path, (libraries['waves/census/2021.csv'] ?? '').replace('A1;3;11;music', 'A1;3;1011;music'))
  const load = { survey: 'census', year: 2021, path, file: path }
  second = (await buildRelease({ seeds, data: world.data, load, note: 'A1 had forgotten the hall', compare: compareReleases })).key
})
afterAll(async () => {
  await world.close()
  for (const folder of [seeds, scratch]) rmSync(folder, { recursive: true })
})

type Release = {
  key: string
  program: string
  before: string | null
  notes: string | null
  inputs: { file: string; checksum: string }[]
  loaded: { survey: string; year: number; file: string; checksum: string; corrections: unknown }[] | null
  accepted: unknown[]
  counts: { waves: number; units: number; answers: number; facts: number }
  changes:
    | {
        indicator: string
        survey: string | null
        year: number
        before: number | null
        after: number | null
        statusBefore: string | null
        status: string | null
      }[]
    | null
}
const contents = `{ releases { key program before notes inputs { file checksum } loaded { survey year file checksum corrections { file } }
  accepted { survey year rule findings note } counts { waves units answers facts } changes { indicator survey year before after statusBefore status } } }`
const releases = async () => (await dataOf<{ releases: Release[] }>(world.ask(contents))).releases

test('a release tells what it was made of, by which note, and what it changed', async () => {
  const [loaded, built] = await releases()
  expect(loaded).toMatchObject({ key: second, before: world.key, notes: 'A1 had forgotten the hall', counts: { waves: 8 } })
  expect(loaded?.program).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{8}$/)
  expect(loaded?.loaded).toEqual([
    {
      survey: 'census',
      year: 2021,
      file: expect.stringMatching(/2021-[0-9a-f]{12}\.csv$/),
      checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
      corrections: null,
    },
  ])
  expect(loaded?.inputs.map(({ file }) => file)).toContain('model.yaml')
  expect(loaded?.inputs.every(({ checksum }) => /^[0-9a-f]{64}$/.test(checksum))).toBe(true)
  expect(loaded?.changes).toEqual([
    { indicator: 'events.seats', survey: null, year: 2021, before: 368, after: 1368, statusBefore: 'NORMAL', status: 'NORMAL' },
  ])
  expect(Object.values(loaded?.counts ?? {}).every((count) => count > 0)).toBe(true)
  expect(built).toMatchObject({ key: world.key, before: null, notes: null, loaded: [], accepted: [], changes: null })
})

test('one of an older program says what it knows, and null for what nobody recorded', async () => {
  const file = join(releasePath(world.data, world.key), 'manifest.json')
  const manifest = readFileSync(file, 'utf8')
  const {
    loaded: _,
    parent: __,
    note: ___,
    accepted: ____,
    changes: _____,
    waves: ______,
    ...old
  } = JSON.parse(manifest) as Record<string, unknown>
  writeFileSync(file, JSON.stringify({ ...old, format: 1 }))
  const found = (await releases()).find(({ key }) => key === world.key)
  writeFileSync(file, manifest)
  expect(found).toMatchObject({ before: null, notes: null, loaded: null, accepted: [], changes: null, program: old['program'] })
})
