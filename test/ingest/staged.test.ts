import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkWave } from '../../src/checks/check-wave.ts'
import { openDatabase } from '../../src/database/database.ts'
import { bind, sql, type Sql } from '../../src/database/sql.ts'
import { createWriter } from '../../src/database/writer.ts'
import { buildRelease } from '../../src/ingest/build.ts'
import { readModel } from '../../src/model/read-model.ts'
import { fileChecksum } from '../../src/release/manifest.ts'
import { releasePath } from '../../src/release/store.ts'
import { clinics } from '../disclosure/clinics.ts'
import { question, survey, wave, writeSeeds } from './small-seeds.ts'
import { writeFolder } from '../world/write-seeds.ts'

const folders: string[] = []
const folderOf = (make: () => string): string => {
  const folder = make()
  folders.push(folder)
  return folder
}
const newData = () => folderOf(() => mkdtempSync(join(tmpdir(), 'kartlag-')))
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** Every row of every table, as text. */
const contentsOf = async (data: string, key: string): Promise<Record<string, readonly string[]>> => {
  const database = await openDatabase(join(releasePath(data, key), 'warehouse.duckdb'), { threads: 1 })
  try {
    const { values } = await database.all(sql`select table_name from duckdb_tables() where not temporary order by 1`)
    const contents: Record<string, readonly string[]> = {}
    for (const table of (values[0] ?? []).map(String).filter((name) => name !== 'release')) {
      const whole: Sql = { text: [`select t::varchar from "${table}" t order by all`], parameters: [] }
      contents[table] = ((await database.all(whole)).values[0] ?? []).map(String)
    }
    return contents
  } finally {
    await database.close()
  }
}

const keptIn = (data: string) => new Map(readdirSync(join(data, 'staged')).map((name) => [name, statSync(join(data, 'staged', name)).ino]))

test('a release of waves that were kept as they were staged has the rows and the key of one for which every file was read', async () => {
  const seeds = folderOf(() => writeFolder(clinics))
  const [data, elsewhere] = [newData(), newData()]
  const first = await buildRelease({ seeds, data })
  const kept = keptIn(data)
  expect([...kept.keys()].filter((name) => name.endsWith('.json')).length).toBeGreaterThan(1)
  writeFileSync(join(seeds, 'note.txt'), 'Another input.')
  const second = await buildRelease({ seeds, data })
  expect(keptIn(data)).toEqual(kept)
  const anew = await buildRelease({ seeds, data: elsewhere })
  expect([second.key === first.key, second.key]).toEqual([false, anew.key])
  expect(await contentsOf(data, second.key)).toEqual(await contentsOf(elsewhere, anew.key))
})

test('a wave more leaves the files of other years as they are kept', async () => {
  const seeds = folderOf(() => writeFolder(clinics))
  const data = newData()
  const { model } = readModel(seeds)
  const [of, file] = model?.surveys.flatMap(({ id, waves }) => waves.files.map((one) => [id, one.file] as const)).at(-1) ?? []
  await buildRelease({ seeds, data })
  const kept = keptIn(data)
  await buildRelease({ seeds, data, load: { survey: of ?? '', year: 2030, path: join(seeds, file ?? ''), file: 'more.csv' } })
  expect([...keptIn(data).keys()].filter((name) => name.endsWith('.json') && !kept.has(name))).toHaveLength(1)
})

test('a file that changed is read, and so is one whose question is read otherwise', async () => {
  const seeds = folderOf(() => writeFolder(clinics))
  const data = newData()
  const { key } = await buildRelease({ seeds, data })
  const before = await contentsOf(data, key)
  const file = 'waves/form/2023.csv'
  writeFileSync(join(seeds, file), (clinics[file] ?? '').replace('\nP1,21,3,0,', '\nP1,21,30,40,'))
  expect((await contentsOf(data, (await buildRelease({ seeds, data })).key))['answer']).not.toEqual(before['answer'])
  writeFileSync(join(seeds, file), clinics[file] ?? '')
  appendFileSync(join(seeds, 'surveys/form.yaml'), 'missing: ["", "0"]\n')
  expect((await contentsOf(data, (await buildRelease({ seeds, data })).key))['answer']).not.toEqual(before['answer'])
})

test('what is kept and was damaged is read again', async () => {
  const seeds = folderOf(() => writeFolder(clinics))
  const data = newData()
  const first = await buildRelease({ seeds, data })
  const names = readdirSync(join(data, 'staged'))
  const [whole, cut] = names.filter((name) => name.endsWith('.answers.parquet'))
  truncateSync(join(data, 'staged', cut ?? ''), 100)
  writeFileSync(join(data, 'staged', (whole ?? '').replace('.answers.parquet', '.json')), '{"key":')
  writeFileSync(join(data, 'staged', names.find((name) => name.endsWith('.area_base.parquet'))?.replace('.area_base.parquet', '.json') ?? ''), '{}')
  writeFileSync(join(seeds, 'note.txt'), 'Another input.')
  const second = await buildRelease({ seeds, data })
  expect((await contentsOf(data, second.key))['answer']).toEqual((await contentsOf(data, first.key))['answer'])
  expect(statSync(join(data, 'staged', cut ?? '')).size).toBeGreaterThan(100)
})

test('what a file was found to hold besides answers is told again when it is not read again', async () => {
  const { dir: seeds, remove } = writeSeeds(survey([question('persons', { kind: 'number' }, 'n')]), wave('id,persons\na,1\n'))
  const data = newData()
  const path = join(seeds, 'long.csv')
  writeFileSync(path, 'id,what,value\na,persons,5\na,person,3\n')
  const load = () => buildRelease({ seeds, data, load: { survey: 'form', year: 2020, path, file: path }, checkWave })
  const told = { findings: [{ rule: 'unknown-question', line: 3 }] }
  await expect(load()).rejects.toMatchObject(told)
  const kept = keptIn(data)
  expect(kept.size).toBe(4)
  await expect(load()).rejects.toMatchObject(told)
  expect(keptIn(data)).toEqual(kept)
  remove()
})

test('borders are kept too, as long as no area, change or number of inhabitants is another', async () => {
  const seeds = folderOf(() => writeFolder(clinics))
  const [data, elsewhere] = [newData(), newData()]
  const borders = (folder: string) => readdirSync(join(folder, 'staged')).filter((name) => name.includes('.area_')).sort()
  await buildRelease({ seeds, data })
  const first = borders(data)
  expect(first.length).toBe(3)
  writeFileSync(join(seeds, 'geography/areas.csv'), readFileSync(join(seeds, 'geography/areas.csv'), 'utf8').replace('P1,', 'P1,The new name of '))
  await buildRelease({ seeds, data })
  expect(borders(data)).toEqual(first)
  const population = join(seeds, 'geography/population.csv')
  writeFileSync(population, readFileSync(population, 'utf8').replace(/\d+(\n|$)/, '77777$1'))
  const { key } = await buildRelease({ seeds, data })
  expect(borders(data).length).toBe(6)
  const anew = await contentsOf(elsewhere, (await buildRelease({ seeds, data: elsewhere })).key)
  const now = await contentsOf(data, key)
  for (const table of ['area_correspondence', 'area_base', 'area_place']) expect(now[table]).toEqual(anew[table])
})

test('what is kept of borders is what the next release has', async () => {
  const seeds = folderOf(() => writeFolder(clinics))
  const data = newData()
  await buildRelease({ seeds, data })
  const name = readdirSync(join(data, 'staged')).find((one) => one.endsWith('.area_base.parquet')) ?? ''
  const [file, described] = [join(data, 'staged', name), join(data, 'staged', name.replace('.area_base.parquet', '.json'))]
  const writer = await createWriter(':memory:')
  await writer.run(sql`create table altered as select * replace (0.25 as share) from read_parquet(${bind('varchar', file)})`)
  await writer.copy(sql`select * from altered`, file)
  await writer.close()
  const { about, checksums } = JSON.parse(readFileSync(described, 'utf8')) as { about: unknown; checksums: Record<string, string> }
  writeFileSync(described, JSON.stringify({ about, checksums: { ...checksums, area_base: fileChecksum(file) } }))
  writeFileSync(join(seeds, 'note.txt'), 'Another input.')
  const rows = (await contentsOf(data, (await buildRelease({ seeds, data, unpublished: true })).key))['area_base'] ?? []
  expect([rows.length > 0, rows.every((row) => row.includes("'share': 0.25"))]).toEqual([true, true])
})
