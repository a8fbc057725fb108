import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { currentRelease } from '../../src/release/store.ts'
import { makeDiskWorld, type DiskWorld } from './disk-world.ts'

const program = fileURLToPath(new URL('../../bin/kartlag.cjs', import.meta.url))
const tsx = import.meta.resolve('tsx')
const folder = mkdtempSync(join(tmpdir(), 'kartlag-disks-'))
const mounted = join(folder, 'mount')
let world: DiskWorld
beforeAll(async () => void (world = await makeDiskWorld()), 240_000)
afterAll(() => {
  world?.remove()
  rmSync(folder, { recursive: true })
})

const run = (command: string, ...args: readonly string[]) => spawnSync(command, args, { encoding: 'utf8', cwd: folder })
const copy = (): string => {
  const data = mkdtempSync(join(folder, 'data-'))
  cpSync(world.data, data, { recursive: true })
  return data
}
const load = (data: string) => ['load', world.file, '--survey', 'form', '--wave', '2022', '--seeds', world.seeds, '--data', data]

const mounts = run('unshare', '-rm', 'mount', '-t', 'tmpfs', 'none', folder).status === 0
if (!mounts) console.warn('NOT TESTED: a full and a read-only disk, because `unshare -rm mount` does not work here')

describe('a disk that', { timeout: 240_000 }, () => {
  test.runIf(mounts)('is full at whatever moment: the load says so, the release in use is as it was, and it goes on where there is room', () => {
    const script = fileURLToPath(new URL('full-disk.ts', import.meta.url))
    const { stdout, stderr } = run('unshare', '-rm', process.execPath, '--import', tsx, script, world.data, world.seeds, world.file, mounted)
    const { attempts, ...after } = JSON.parse(stdout || JSON.stringify({ attempts: stderr })) as { attempts: { ended: string; isBefore: boolean }[] }
    expect(attempts).toHaveLength(4)
    const told = /^error: the data directory .* cannot be written: there is no space left \(.*\)\. The release in use is as it was\. Make room.*prune/
    for (const attempt of attempts) expect(attempt).toMatchObject({ isBefore: true, ended: expect.stringMatching(told) })
    expect(after).toMatchObject({ cleared: [], isCurrent: true })
  })

  test.runIf(mounts)('can only be read: what writes says so with the way out, what reads and serves goes on', () => {
    const data = copy()
    const script = `mount --bind ${data} ${data} && mount -o remount,bind,ro ${data} && "$0" "$@"; echo "ended with $?" >&2`
    const readOnly = (...args: readonly string[]) => run('unshare', '-rm', 'sh', '-c', script, process.execPath, program, ...args)
    const told = /^error: the data directory .* cannot be written: it is on a file system that can only be read .*--data or KARTLAG_DATA.*\nended with 1\n$/
    expect(readOnly(...load(data)).stderr).toMatch(told)
    expect(readOnly('releases', 'use', world.keys[0], '--data', data).stderr).toMatch(told)
    expect(readOnly('releases', 'prune', '--keep', '1', '--data', data).stderr).toMatch(told)
    const query = ['query', '-e', '{ warehouse { release { key } } }', '--data', data]
    expect(readOnly(...query)).toMatchObject({ stdout: expect.stringContaining(world.keys[1]), stderr: 'ended with 0\n' })
  })

  test('lets no file grow beyond a limit: the same', () => {
    const data = copy()
    const { stderr, status } = run('sh', '-c', 'ulimit -f 6000; exec "$0" "$@"', process.execPath, program, ...load(data))
    expect([stderr, status]).toEqual([expect.stringMatching(/^error: the data directory .* cannot be written: a file grew larger than files may be here/), 1])
    expect(currentRelease(data)).toBe(world.keys[1])
  })

  test('belongs to another user: the same', () => {
    const data = copy()
    for (const path of [data, join(data, 'releases')]) chmodSync(path, 0o555)
    for (const path of [folder, join(data, 'lock.duckdb')]) chmodSync(path, path === folder ? 0o755 : 0o444)
    const uid = process.getuid?.() === 0 ? { uid: 65534 } : {} // who may do anything is refused nothing
    const { stderr, status } = spawnSync(process.execPath, [program, 'releases', 'use', world.keys[0], '--data', data], { encoding: 'utf8', cwd: folder, ...uid })
    for (const path of [data, join(data, 'releases')]) chmodSync(path, 0o755)
    expect([stderr, status]).toEqual([expect.stringMatching(/^error: the data directory .* cannot be written: this user may not write to it .*the right to write/), 1])
    expect(currentRelease(data)).toBe(world.keys[1])
  })
})

test('a file of answers that may not be read is not taken for the data directory', () => {
  const data = copy()
  const { mode } = statSync(world.file)
  chmodSync(world.file, 0)
  const uid = process.getuid?.() === 0 ? { uid: 65534 } : {}
  for (const path of readdirSync(data, { recursive: true, encoding: 'utf8' })) chmodSync(join(data, path), 0o777)
  for (const path of [folder, data, join(world.file, '..'), world.seeds]) chmodSync(path, 0o777)
  const { stderr, status } = spawnSync(process.execPath, [program, ...load(data)], { encoding: 'utf8', cwd: folder, ...uid })
  chmodSync(world.file, mode)
  expect([stderr, status]).toEqual([expect.stringMatching(/^error: EACCES: permission denied, .*second\.csv/), 1])
}, 120_000)
