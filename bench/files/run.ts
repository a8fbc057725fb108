import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { formats } from '../../src/export/formats.ts'
import { buildRelease } from '../../src/ingest/build.ts'
import { machineOf, table } from '../report.ts'
import { writePlaces } from './places.ts'
import { download } from './memory.ts'

const { values: options } = parseArgs({
  options: {
    places: { type: 'string', default: '1000' }, // with 100 numbers in each of 10 years
    save: { type: 'boolean', default: false }, // writes RESULTS.md
  },
})
const folder = mkdtempSync(join(tmpdir(), 'kartlag-files-'))
const [seeds, data] = [join(folder, 'seeds'), join(folder, 'data')]
/** Heap that the smaller servers have, in MiB. */
const heap = 512

try {
  writePlaces(seeds, { places: Number(options.places), years: 10, kinds: 100 })
  await buildRelease({ seeds, data })
  const lines: string[][] = []
  for (const { id } of formats.filter(({ id }) => id !== 'svg' && id !== 'csv-metadata.json')) {
    const path = `counts.${id}?indicators=n&by=kind&at=place`
    const { rows, megabytes, first, seconds, before, peak, longest } = await download(data, path)
    const small = await download(data, path, [`--max-old-space-size=${heap}`])
    lines.push([id, String(rows), megabytes.toFixed(1), first.toFixed(1), seconds.toFixed(1), longest.toFixed(2), String(before), String(peak), String(small.peak), small.seconds.toFixed(1)])
    process.stdout.write(`${lines.at(-1)?.join('\t')}\n`)
  }
  const { cores, memory, node, duckdb, date } = machineOf()
  const report = `# What a large file costs

Made by \`npm run bench:files -- --save\`. A table of one indicator for ${options.places} places, 10 years and 100 members is taken from \`/data\` of a server of its own, which has answered
nothing else: seconds until the first byte and until the last, how long another request (\`/health\`) waited at most meanwhile, and what the process had in memory at most (resident, DuckDB's too), in MiB. \`before\`: as it
started. The last two columns are those of a server whose heap is ${heap} MiB (\`NODE_OPTIONS=--max-old-space-size=${heap}\`).

${table(['format', 'rows', 'MB', 'first s', 's', 'wait s', 'before', 'most', `most, heap ${heap}`, `s, heap ${heap}`], lines)}

Until the first byte the table is worked out, and then held as columns until the last; the files are not held. Measured on ${date}: ${cores} cores, ${memory} GiB, Node ${node}, DuckDB ${duckdb}.
`
  if (options.save) writeFileSync(join(import.meta.dirname, 'RESULTS.md'), report)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
