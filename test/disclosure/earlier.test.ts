import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/database/database.ts'
import { sql } from '../../src/database/sql.ts'
import { createWriter } from '../../src/database/writer.ts'
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

const basisOf = async (key: string): Promise<unknown[][]> => {
  const database = await openDatabase(join(releasePath(data, key), 'warehouse.duckdb'))
  const { values } = await database.all(sql`select subject || ' ' || fact || ' ' || year, basis, pattern, bound from suppression_basis order by 1`)
  await database.close()
  return (values[0] ?? []).map((_, row) => values.map((column) => column[row]))
}

test('a wave that is as it was is hidden as it was, and the key tells nothing of releases that bind nothing', async () => {
  const [there, elsewhere] = [mkdtempSync(join(tmpdir(), 'kartlag-')), mkdtempSync(join(tmpdir(), 'kartlag-'))]
  const folder = writeFolder(clinics)
  const before = await buildRelease({ seeds: folder, data: there })
  writeFileSync(join(folder, 'note.txt'), 'Another input.')
  const [after, anew] = [await buildRelease({ seeds: folder, data: there }), await buildRelease({ seeds: folder, data: elsewhere })]
  expect([after.made, after.key]).toEqual([true, anew.key])
  expect(after.key).not.toBe(before.key)
  for (const folder of [there, elsewhere]) rmSync(folder, { recursive: true })
  rmSync(folder, { recursive: true })
})

test('what is hidden of a wave that is as it was is taken over, not worked out again', async () => {
  const [folder, there] = [writeFolder(clinics), mkdtempSync(join(tmpdir(), 'kartlag-'))]
  const { key } = await buildRelease({ seeds: folder, data: there })
  const writer = await createWriter(join(releasePath(there, key), 'warehouse.duckdb'))
  await writer.run(sql`update suppression set kind = 'secondary' where year = 2023`)
  await writer.close()
  const kindsIn = async (release: string) => {
    const database = await openDatabase(join(releasePath(there, release), 'warehouse.duckdb'))
    const { values } = await database.all(sql`select distinct year, kind from suppression where kind <> 'secondary' order by all`)
    await database.close()
    return values[0]?.map(Number)
  }
  writeFileSync(join(folder, 'note.txt'), 'Another input.')
  const after = await buildRelease({ seeds: folder, data: there })
  expect([after.made, await kindsIn(after.key)]).toEqual([true, [2022]])
  for (const one of [folder, there]) rmSync(one, { recursive: true })
})

test('what binds a release is told, and binds those that follow no further', async () => {
  const bound = async () => {
    const key = (await buildRelease({ seeds, data })).key
    return (await basisOf(key)).filter(([, , , one]) => one === true).map(([wave, , pattern]) => [wave, pattern])
  }
  writeFileSync(join(seeds, 'note.txt'), 'A third input.')
  const one = await bound()
  writeFileSync(join(seeds, 'note.txt'), 'A fourth input.')
  expect(one.length).toBeGreaterThan(0)
  expect(await bound()).toEqual(one)
})

test('the same inputs give the same key wherever nothing was hidden before', async () => {
  writeFileSync(join(seeds, 'note.txt'), 'A fifth input.')
  const elsewhere = mkdtempSync(join(tmpdir(), 'kartlag-'))
  const keys = [await buildRelease({ seeds, data: elsewhere }), await buildRelease({ seeds, data, unpublished: true })].map(({ key }) => key)
  rmSync(elsewhere, { recursive: true })
  expect(keys[0]).toBe(keys[1])
})

test('where an earlier release cannot be read nothing is made that may show what it hid, but that release itself', async () => {
  const [folder, there] = [writeFolder(clinics), mkdtempSync(join(tmpdir(), 'kartlag-'))]
  const file = 'waves/form/2023.csv'
  const changed = (clinics[file] ?? '').replace('\nP1,21,3,0,', '\nP1,21,30,40,')
  const { key } = await buildRelease({ seeds: folder, data: there })
  const path = join(releasePath(there, key), 'warehouse.duckdb')
  const whole = readFileSync(path)
  const canRead = async (): Promise<boolean> => {
    try {
      const database = await openDatabase(path)
      try {
        await database.all(sql`select count(hash(t)) from suppression t`)
      } finally {
        await database.close()
      }
      return true
    } catch {
      return false
    }
  }
  let refused = 0
  for (let at = 12_288 + 400; at < whole.length; at += 262_144) {
    writeFileSync(path, Buffer.concat([whole.subarray(0, at), Buffer.alloc(64, 'Z'), whole.subarray(at + 64)]))
    if (await canRead()) continue
    writeFileSync(join(folder, file), changed)
    await expect(buildRelease({ seeds: folder, data: there })).rejects.toThrow(new RegExp(`^release ${key} is damaged: what it hid cannot be read, and could become public; .*delete .*${key}$`))
    writeFileSync(join(folder, file), clinics[file] ?? '')
    expect(await buildRelease({ seeds: folder, data: there })).toMatchObject({ key, made: true })
    refused += 1
  }
  expect(refused).toBeGreaterThan(0)
  writeFileSync(join(folder, file), changed)
  const bound = await buildRelease({ seeds: folder, data: there })
  rmSync(releasePath(there, key), { recursive: true })
  truncateSync(join(releasePath(there, bound.key), 'warehouse.duckdb'), 400_000)
  await expect(buildRelease({ seeds: folder, data: there })).rejects.toThrow(`release ${bound.key} is damaged: what it hid cannot be read`)
  for (const one of [folder, there]) rmSync(one, { recursive: true })
})
