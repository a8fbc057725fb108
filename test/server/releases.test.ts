import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { sql } from '../../src/database/sql.ts'
import { buildRelease } from '../../src/ingest/build.ts'
import { pruneReleases, useRelease } from '../../src/release/store.ts'
import { openReleases, type Held, type Releases } from '../../src/server/releases.ts'
import { createContext } from '../../src/server/request-context.ts'
import { rewriteAnswers, writeShops } from './moving-world.ts'

const seeds = writeShops(1)
const data = mkdtempSync(join(tmpdir(), 'kartlag-'))
const config = readConfig({ seeds, data }, {})
const keys: string[] = []
let releases: Releases
beforeAll(async () => {
  for (const version of [1, 2, 3]) {
    rewriteAnswers(seeds, version)
    keys.push((await buildRelease({ seeds, data })).key)
  }
  releases = await openReleases(data, {})
})
afterAll(async () => {
  await releases.close()
  for (const folder of [seeds, data]) rmSync(folder, { recursive: true })
})

const [one, two, three] = [0, 1, 2].map((place) => () => keys[place] ?? '') as [() => string, () => string, () => string]
const there = <T>(found: T | null): T => {
  if (found === null) throw new Error('a release expected')
  return found
}
const reads = async ({ warehouse }: Held) => (await warehouse.database.all(sql`select key from release`)).values[0]?.[0]
const contextOf = (held: Held) =>
  createContext(releases, config, held, { role: 'public', language: 'en', signal: new AbortController().signal })

describe('releases that are open', () => {
  test('a release is opened while its last reader lets go of it: it stays open', async () => {
    const reader = there(await releases.open(one()))
    const next = releases.open(one())
    reader.letGo()
    reader.letGo()
    const held = there(await next)
    expect(await reads(held)).toBe(one())
    held.letGo()
    await vi.waitFor(() => expect(reads(held)).rejects.toThrow())
  })

  test('the one that was current is read to the end, then closed', async () => {
    const held = there(releases.current())
    useRelease(data, two())
    await releases.refresh()
    expect([there(releases.current()).warehouse.key, await reads(held)]).toEqual([two(), three()])
    held.letGo()
    await vi.waitFor(() => expect(reads(held)).rejects.toThrow())
    useRelease(data, three())
    await releases.refresh()
  })

  test('many moves at once end on the release that is named last', async () => {
    const moves = [one(), two(), one(), three()].map((key) => {
      useRelease(data, key)
      return releases.refresh()
    })
    await Promise.all(moves)
    const held = there(releases.current())
    expect([held.warehouse.key, await reads(held)]).toEqual([three(), three()])
    held.letGo()
  })
})

describe('a request', () => {
  test('sees the same releases throughout, and its own as the current one, whatever is made current or deleted meanwhile', async () => {
    const context = contextOf(there(releases.current()))
    const before = context.releases()
    useRelease(data, two())
    await releases.refresh()
    expect(context.releases()).toBe(before)
    expect(before.filter(({ current }) => current).map(({ key }) => key)).toEqual([three()])
    const late = contextOf(there(releases.current()))
    expect(
      late
        .releases()
        .filter(({ current }) => current)
        .map(({ key }) => key),
    ).toEqual([two()])
    useRelease(data, three())
    expect(pruneReleases(data, 1)).toEqual([two(), one()])
    expect(
      contextOf(there(releases.current()))
        .releases()
        .map(({ key, current }) => [key, current]),
    ).toEqual([
      [two(), true],
      [three(), false],
    ])
    await releases.refresh()
    expect(await late.openRelease(one())).toBeNull()
    for (const each of [context, late]) each.finished?.()
  })

  test('that has ended opens nothing any more', async () => {
    const context = contextOf(there(releases.current()))
    context.finished?.()
    await expect(context.openRelease(three())).rejects.toMatchObject({ code: 'ABORTED' })
  })
})
