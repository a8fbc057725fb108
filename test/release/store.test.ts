import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { currentRelease, listReleases, pruneReleases, releasePath, releasesFolder, useRelease } from '../../src/release/store.ts'

let data = ''
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'data-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

const put = (key: string, createdAt: string, more: object = {}) => {
  const path = releasePath(data, key)
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'warehouse.duckdb'), '')
  writeFileSync(
    join(path, 'manifest.json'),
    JSON.stringify({ format: 1, key, createdAt, checksum: '', program: '1', duckdb: 'v1', inputs: [], rows: {}, ...more }),
  )
}

test('a data directory without releases has none, and none is current', () => {
  expect(listReleases(data)).toEqual([])
  expect(currentRelease(data)).toBeNull()
  expect(() => useRelease(data, 'abc')).toThrow('no release "abc"; none has been built')
})

test('releases are listed newest first; what cannot be read or is being built is left out', () => {
  put('aaa', '2024-01-01T00:00:00.000Z')
  put('bbb', '2025-01-01T00:00:00.000Z')
  put('new', '2026-01-01T00:00:00.000Z', { format: 99 })
  mkdirSync(releasePath(data, '.building-1-x'))
  mkdirSync(releasePath(data, 'torn'))
  useRelease(data, 'aaa')
  expect(listReleases(data).map(({ key, current }) => [key, current])).toEqual([
    ['bbb', false],
    ['aaa', true],
  ])
})

test('use switches to a release and keeps nothing else in the folder; an unknown one names the nearest', () => {
  put('a1b2c3', '2024-01-01T00:00:00.000Z')
  put('d4e5f6', '2025-01-01T00:00:00.000Z')
  useRelease(data, 'a1b2c3')
  useRelease(data, 'd4e5f6')
  expect(currentRelease(data)).toBe('d4e5f6')
  expect(readFileSync(join(data, 'current'), 'utf8')).toBe('d4e5f6\n')
  expect(readdirSync(data).sort()).toEqual(['current', 'releases'])
  expect(() => useRelease(data, 'a1b2c4')).toThrow('no release "a1b2c4"; there are a1b2c3, d4e5f6; nearest: a1b2c3')
  put('fresh1', '2026-01-01T00:00:00.000Z', { format: 99 })
  expect(() => useRelease(data, 'fresh1')).toThrow(/made by a newer program/)
  expect(currentRelease(data)).toBe('d4e5f6')
})

test('prune keeps the newest and the current one', () => {
  put('one', '2021-01-01T00:00:00.000Z')
  put('two', '2022-01-01T00:00:00.000Z')
  put('three', '2023-01-01T00:00:00.000Z')
  put('four', '2024-01-01T00:00:00.000Z')
  useRelease(data, 'one')
  expect(pruneReleases(data, 2)).toEqual(['two'])
  expect(readdirSync(releasesFolder(data)).sort()).toEqual(['four', 'one', 'three'])
  expect(pruneReleases(data, 0)).toEqual(['four', 'three'])
  expect(readdirSync(releasesFolder(data))).toEqual(['one'])
})
