// Run as a process of its own by moving.test.ts: loads every version of the answers, one after another; says a dot at every
// step, then `version key` of the release it made, and makes the next when it is told to.
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildRelease } from '../../src/ingest/build.ts'
import { compareReleases } from '../../src/revision/compare-releases.ts'
import { answers } from './moving-world.ts'

const [seeds = '', data = '', from = '', to = ''] = process.argv.slice(2)
const lines = createInterface({ input: process.stdin })
for (let version = Number(from); version <= Number(to); version += 1) {
  const path = join(seeds, '.answers.csv')
  writeFileSync(path, answers(version))
  const { key } = await buildRelease({
    seeds,
    data,
    load: { survey: 'form', year: 2020, path, file: path },
    compare: compareReleases,
    progress: () => process.stdout.write('.\n'),
  })
  const told = once(lines, 'line')
  process.stdout.write(`${version} ${key}\n`)
  await told
}
lines.close()
