import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../src/database/sql.ts'
import { buildRelease } from '../../src/ingest/build.ts'
import { readModel } from '../../src/model/read-model.ts'
import { openRelease } from '../../src/release/open.ts'
import { releasePath } from '../../src/release/store.ts'
import { ofPlaces, places, question, survey, wave, writeSeeds } from '../ingest/small-seeds.ts'

const { dir, remove } = writeSeeds(
  places,
  survey([question('q', { kind: 'multi', separator: '|' }, { fact: 'things.has', topic: '$option' })], ofPlaces),
  wave('id,q\n01,song|dance\n03,\n'),
)
const data = mkdtempSync(join(tmpdir(), 'data-'))
let path = ''
beforeAll(async () => {
  path = releasePath(data, (await buildRelease({ seeds: dir, data })).key)
})
afterAll(() => {
  remove()
  rmSync(data, { recursive: true, force: true })
})

test('a release serves without the folder it was made from', async () => {
  const release = await openRelease(path)
  try {
    expect(release.model).toEqual(readModel(dir).model)
    expect(release.createdAt).toMatch(/^\d{4}-\d\d-\d\dT/)
    expect(release.waves).toMatchObject([
      { survey: 'form', year: 2020, file: 'waves/form/2020.csv', synthetic: false, frame: 3, sampled: 3, respondents: 2 },
    ])
    expect(release.members).toEqual({ grade: ['g1', 'g2', 'g5'], kind: ['alpha', 'beta', 'gamma'], topic: ['dance', 'song'] })
    expect(release.geography.areas).toContainEqual({ level: 'place', code: '04', name: 'Damson', validFrom: 2021, validTo: null })
    expect(release.geography.members).toContainEqual({ child: '01', parent: 'N', validFrom: null, validTo: null, share: 1, divided: false })
    expect(release.geography.changes).toContainEqual({ year: 2021, from: '03', to: '04', share: 0.75 })
    expect((await release.database.all(sql`select count(*)::integer from fact_things`)).values).toEqual([[4]])
  } finally {
    await release.close()
  }
})

const changed = (change: (copy: string) => void): string => {
  const copy = mkdtempSync(join(data, 'copy-'))
  cpSync(path, copy, { recursive: true })
  change(copy)
  return copy
}

test.each<[string, (copy: string) => void, RegExp]>([
  [
    'a folder without a manifest',
    (copy) => rmSync(join(copy, 'manifest.json')),
    /there is no manifest.json; build one with: kartlag build/,
  ],
  [
    'a manifest that is no JSON',
    (copy) => writeFileSync(join(copy, 'manifest.json'), '{"format": 1'),
    /is damaged: manifest.json cannot be read; build it again/,
  ],
  ['a release without its file', (copy) => rmSync(join(copy, 'warehouse.duckdb')), /is damaged: warehouse.duckdb is missing/],
  [
    'a file cut short',
    (copy) => truncateSync(join(copy, 'warehouse.duckdb'), 20_000),
    /is damaged: warehouse.duckdb \(20000 bytes\) cannot be read; build it again/,
  ],
  [
    'a file that is no database',
    (copy) => writeFileSync(join(copy, 'warehouse.duckdb'), 'hello'),
    /is damaged: warehouse.duckdb \(5 bytes\)/,
  ],
  [
    'a release of a newer program',
    (copy) => edit(copy, { format: 3, program: '9.0' }),
    /was made by a newer program \(9.0, format 3; this one reads 2\)/,
  ],
  ['the file of another release', (copy) => edit(copy, { key: '000000000000' }), /release 000000000000 is damaged/],
])('%s is refused with what is wrong and the way out', async (_, change, message) => {
  await expect(openRelease(changed(change))).rejects.toThrow(message)
  await expect(openRelease(changed(change))).rejects.toMatchObject({ name: 'ReleaseError' })
})

const edit = (copy: string, fields: object) => {
  const file = join(copy, 'manifest.json')
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...fields }))
}
