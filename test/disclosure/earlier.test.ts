import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/database/database.ts'
import { sql } from '../../src/database/sql.ts'
import { buildRelease } from '../../src/ingest/build.ts'
import { releasePath } from '../../src/release/store.ts'
import { writeFolder } from '../world/write-seeds.ts'
import { clinics } from './clinics.ts'

const seeds = writeFolder(clinics)
const data = mkdtempSync(join(tmpdir(), 'kartlag-'))
afterAll(() => [seeds, data].forEach((folder) => rmSync(folder, { recursive: true })))

const hiddenIn = async (key: string): Promise<Map<string, string>> => {
  const database = await openDatabase(join(releasePath(data, key), 'warehouse.duckdb'))
  const { values } = await database.all(sql`select level || ' ' || area || ' ' || members, kind from suppression where subject = 'care' and year = 2023 and vintage = 2023`)
  await database.close()
  return new Map((values[0] ?? []).map((cell, row) => [String(cell), String(values[1]?.[row])]))
}
const cell = 'place P1 [["grade","low"],["age","young"]]'

test('what was hidden once stays hidden, unless nothing was ever public', async () => {
  const first = await buildRelease({ seeds, data })
  const before = await hiddenIn(first.key)
  expect(before.get(cell)).toBe('primary')
  const file = 'waves/form/2023.csv'
  writeFileSync(join(seeds, file), (clinics[file] ?? '').replace('\nP1,21,3,0,', '\nP1,21,30,40,'))

  const second = await buildRelease({ seeds, data })
  const after = await hiddenIn(second.key)
  expect([after.get(cell), [...before.keys()].filter((one) => !after.has(one))]).toEqual(['earlier', []])
  expect(await buildRelease({ seeds, data })).toMatchObject({ key: second.key, made: false })

  writeFileSync(join(seeds, 'note.txt'), 'Another input.')
  const third = await buildRelease({ seeds, data, unpublished: true })
  expect((await hiddenIn(third.key)).has(cell)).toBe(false)
})

test('the same inputs give the same key wherever nothing was hidden before', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'kartlag-'))
  const keys = [await buildRelease({ seeds, data: elsewhere }), await buildRelease({ seeds, data, unpublished: true })].map(({ key }) => key)
  rmSync(elsewhere, { recursive: true })
  expect(keys[0]).toBe(keys[1])
})
