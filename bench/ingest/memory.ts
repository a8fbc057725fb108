import { readFileSync } from 'node:fs'
import { buildRelease } from '../../src/ingest/build.ts'

/** Builds a seeds folder and says how much memory the process took at most, in MiB, and how long it was, in seconds. */
const [seeds = '', data = ''] = process.argv.slice(2)
const start = performance.now()
await buildRelease({ seeds, data })
const peak = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
process.stdout.write(JSON.stringify({ mebibytes: Math.round(Number(peak) / 1024), seconds: (performance.now() - start) / 1000 }))
