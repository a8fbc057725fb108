import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { endOf } from '../../src/commands/ending.ts'
import { buildRelease } from '../../src/ingest/build.ts'
import { requireWhole } from '../../src/release/manifest.ts'
import { asOneWriter } from '../../src/release/one-writer.ts'
import { currentRelease, releasePath } from '../../src/release/store.ts'

/** In a namespace of its own: loads a file with less and less room, until none is left. What each attempt said and left, as JSON. */
const [from = '', seeds = '', file = '', mount = ''] = process.argv.slice(2)
mkdirSync(mount, { recursive: true })
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1g', 'none', mount])
const data = join(mount, 'data')
const usedKiB = (): number => {
  const { blocks, bfree, bsize } = statfsSync(mount)
  return Math.ceil(((blocks - bfree) * bsize) / 1024)
}
const limit = (kiB: number) => execFileSync('mount', ['-o', `remount,size=${kiB}k`, mount])
const load = () => buildRelease({ seeds, data, load: { survey: 'form', year: 2022, path: file, file } })

cpSync(from, data, { recursive: true })
const before = currentRelease(data) ?? ''
const used = usedKiB()
const attempts = []
for (const room of [0, 2000, 4500, 5300]) {
  limit(used + room)
  const ended = await load().then(({ key }) => `made ${key}`, (error: unknown) => endOf(error).message)
  requireWhole(releasePath(data, before))
  attempts.push({ room, ended, isBefore: currentRelease(data) === before })
}
limit(1 << 20)
const cleared = await asOneWriter(data, () => [...readdirSync(data), ...readdirSync(join(data, 'releases'))].filter((name) => /^\.|part$/.test(name)))
const { key } = await load()
process.stdout.write(JSON.stringify({ attempts, cleared, key, isCurrent: currentRelease(data) === key, usedKiB: usedKiB() - used }))
