import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon' // MIT, the usual load generator for HTTP in Node
import { buildRelease } from '../../src/ingest/build.ts'
import { median } from '../measure.ts'
import { openData } from '../open-data.ts'
import { questions } from '../questions.ts'
import { machineOf } from '../report.ts'

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' }, // a data directory built before; else one is built from seeds/
    seconds: { type: 'string', default: '5' }, // of each round
    rounds: { type: 'string', default: '3' },
    save: { type: 'boolean', default: false }, // writes RESULTS.md
  },
})
const connections = 32
const seconds = Number(options.seconds)
const root = join(import.meta.dirname, '../..')

const question = questions[0]
if (!question) throw new Error('there is no question to ask')
const pathOf = (query: string) => `/graphql?query=${encodeURIComponent(query)}`
/** The dashboard's query over other years and with other limits: as large, each with an answer of its own. */
const different = Array.from({ length: 100 }, (_, index) => pathOf(`# ${index}\n${question.query}`))

type Started = { readonly url: string; readonly stop: () => void }
const started = (child: ChildProcess, read: (said: string) => string | null): Promise<Started> =>
  new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const url = read(said)
      if (url !== null) resolve({ url, stop: () => void child.kill() })
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)))
  })
const kartlag = (data: string, ...flags: readonly string[]): Promise<Started> => {
  const environment = { ...process.env, KARTLAG_LOG_LEVEL: 'warn', KARTLAG_CACHE_MEGABYTES: flags.includes('uncached') ? '0' : '128' }
  const child = spawn(process.execPath, [join(root, 'bin/kartlag.cjs'), 'serve', '--seeds', join(root, 'seeds'), '--data', data, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'], env: environment })
  return started(child, (said) => /at (http:\S+)/.exec(said)?.[1] ?? null)
}
const bare = (file: string, type: string): Promise<Started> =>
  started(spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'bare.ts'), file, type], { stdio: ['ignore', 'pipe', 'inherit'], cwd: root }), (said) =>
    /^\d+/.test(said) ? `http://127.0.0.1:${said.trim()}` : null,
  )

/** Requests per second, and milliseconds within which 99 of 100 are answered. */
type Rate = { readonly perSecond: number; readonly p99: number }

const load = async (url: string, paths: readonly string[], headers: Record<string, string> = {}, status = 200): Promise<Rate> => {
  const found = await autocannon({ url, connections, duration: seconds, headers, requests: paths.map((path) => ({ method: 'GET' as const, path })) })
  const [others] = [Object.entries(found.statusCodeStats ?? {}).filter(([code]) => Number(code) !== status)]
  if (found.errors > 0 || others.length > 0) throw new Error(`${found.errors} errors, and answers ${JSON.stringify(found.statusCodeStats)}`)
  return { perSecond: found.requests.average, p99: found.latency.p99 }
}

/** As many statements at a time on the database itself. */
const loadDuckDB = async (data: string): Promise<Rate> => {
  const open = await openData(data)
  const taken: number[] = []
  const until = performance.now() + seconds * 1000
  const ask = async () => {
    while (performance.now() < until) {
      const began = performance.now()
      await open.sql(question.statement)
      taken.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: connections }, ask))
  await open.close()
  return { perSecond: taken.length / seconds, p99: taken.toSorted((a, b) => a - b)[Math.floor(taken.length * 0.99)] ?? NaN }
}

const folder = mkdtempSync(join(tmpdir(), 'kartlag-bench-'))
const running: Started[] = []
try {
  const data = options.data ?? join(folder, 'shipped')
  if (!options.data) await buildRelease({ seeds: join(root, 'seeds'), data })
  const [kept, uncached] = [await kartlag(data), await kartlag(data, 'uncached')]
  const answer = await fetch(kept.url + pathOf(question.query))
  const bytes = Buffer.from(await answer.arrayBuffer())
  writeFileSync(join(folder, 'body'), bytes)
  const plain = await bare(join(folder, 'body'), answer.headers.get('content-type') ?? '')
  running.push(kept, uncached, plain)
  const tag = answer.headers.get('etag') ?? ''
  const one = [pathOf(question.query)]
  await load(kept.url, different)
  const ways: readonly (readonly [string, () => Promise<Rate>])[] = [
    ['a bare server with the same bytes', () => load(plain.url, one)],
    ['one query, asked before', () => load(kept.url, one)],
    ['one query, whose answer is in hand: 304', () => load(kept.url, one, { 'if-none-match': tag }, 304)],
    ['a hundred different queries, asked before', () => load(kept.url, different)],
    ['a hundred different queries, nothing kept', () => load(uncached.url, different)],
    ['DuckDB itself, the statement of one query', () => loadDuckDB(data)],
  ]
  const rates = new Map<string, Rate[]>(ways.map(([name]) => [name, []]))
  for (let round = 0; round < Number(options.rounds); round += 1) for (const [name, way] of ways) rates.get(name)?.push(await way())
  const rateOf = (name: string): Rate => {
    const some = rates.get(name) ?? []
    return { perSecond: median(some.map(({ perSecond }) => perSecond)), p99: median(some.map(({ p99 }) => p99)) }
  }
  const [bareRate, duckdb] = [rateOf(ways[0]?.[0] ?? ''), rateOf(ways.at(-1)?.[0] ?? '')]
  const { cores, memory, node, duckdb: version, date } = machineOf()
  const line = ([name]: (typeof ways)[number]) => {
    const { perSecond, p99 } = rateOf(name)
    return `| ${name} | ${Math.round(perSecond)} | ${(perSecond / bareRate.perSecond).toFixed(2)} | ${(perSecond / duckdb.perSecond).toFixed(1)} | ${Math.round(p99)} |`
  }
  const report = `# How fast answers are given

Made by \`npm run bench:serving -- --save\`: ${connections} connections on the query of a dashboard (${question.title}; ${bytes.length} bytes), medians of ${options.rounds} rounds of ${seconds} s.
The load comes from the same machine, so that every server has what the generator leaves it.

| | requests a second | of the bare server | of DuckDB | p99, ms |
|---|---|---|---|---|
${ways.map(line).join('\n')}

Aim: what was asked before at half of the bare server's rate or better, 304 above it.

Measured on ${date}: ${cores} cores, ${memory} GiB, Node ${node}, DuckDB ${version}.
`
  process.stdout.write(report)
  if (options.save) writeFileSync(join(import.meta.dirname, 'RESULTS.md'), report)
} finally {
  for (const { stop } of running) stop()
  rmSync(folder, { recursive: true, force: true })
}
