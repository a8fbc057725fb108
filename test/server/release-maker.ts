// Run as a process of its own by moving.test.ts: makes a release of every version of the answers, one after another; says `version key`
// of each, and makes the next when it is told to.
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { buildRelease } from '../../src/ingest/build.ts'
import { rewriteAnswers } from './moving-world.ts'

const [seeds = '', data = '', from = '', to = ''] = process.argv.slice(2)
const lines = createInterface({ input: process.stdin })
for (let version = Number(from); version <= Number(to); version += 1) {
  rewriteAnswers(seeds, version)
  const { key } = await buildRelease({ seeds, data })
  const told = once(lines, 'line')
  process.stdout.write(`${version} ${key}\n`)
  await told
}
lines.close()
