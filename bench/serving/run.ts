import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon' // MIT, the usual load generator for HTTP in Node
import { buildRelease } from '../../src/ingest/build.ts'
import { median } from '../measure.ts'
import { openData } from '../open-data.ts'
import { questions, type Question } from '../questions.ts'
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

const pathOf = (query: string) => `/graphql?query=${encodeURIComponent(query)}`
/** Queries as large as one, each with an answer of its own. */
const differentFrom = ({ query }: Question) => Array.from({ length: 100 }, (_, index) => pathOf(`# ${index}\n${query}`))

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
  const others = Object.keys(found.statusCodeStats ?? {}).filter((code) => Number(code) !== status)
  if (found.errors > 0 || others.length > 0) throw new Error(`${found.errors} errors, and answers ${JSON.stringify(found.statusCodeStats)}`)
  return { perSecond: found.requests.average, p99: found.latency.p99 }
}

/** As many statements at a time on the database itself. */
const loadDuckDB = async (data: string, { statement }: Question): Promise<Rate> => {
  const open = await openData(data)
  const taken: number[] = []
  const until = performance.now() + seconds * 1000
  const ask = async () => {
    while (performance.now() < until) {
      const began = performance.now()
      await open.sql(statement)
      taken.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: connections }, ask))
  await open.close()
  return { perSecond: taken.length / seconds, p99: taken.toSorted((a, b) => a - b)[Math.floor(taken.length * 0.99)] ?? NaN }
}

const medianOf = (rates: readonly Rate[]): Rate => ({ perSecond: median(rates.map(({ perSecond }) => perSecond)), p99: median(rates.map(({ p99 }) => p99)) })

const measure = async (question: Question, data: string, kept: string, uncached: string, folder: string): Promise<string> => {
  const answer = await fetch(kept + pathOf(question.query), { headers: { 'accept-encoding': 'identity' } })
  const bytes = Buffer.from(await answer.arrayBuffer())
  writeFileSync(join(folder, 'body'), bytes)
  const plain = await bare(join(folder, 'body'), answer.headers.get('content-type') ?? '')
  const tag = answer.headers.get('etag') ?? ''
  const [one, different] = [[pathOf(question.query)], differentFrom(question)]
  await load(kept, different)
  const ways: readonly (readonly [string, () => Promise<Rate>])[] = [
    ['a bare server with the same bytes', () => load(plain.url, one)],
    ['one query, asked before', () => load(kept, one)],
    ['one query, whose answer is in hand: 304', () => load(kept, one, { 'if-none-match': tag }, 304)],
    ['a hundred different queries, asked before', () => load(kept, different)],
    ['a hundred different queries, nothing kept', () => load(uncached, different)],
    ['DuckDB itself, the statement of one query', () => loadDuckDB(data, question)],
  ]
  const rates = ways.map(([name, way]) => ({ name, way, found: [] as Rate[] }))
  for (let round = 0; round < Number(options.rounds); round += 1) for (const { way, found } of rates) found.push(await way())
  plain.stop()
  const [first, last] = [rates[0], rates.at(-1)].map((one) => medianOf(one?.found ?? []).perSecond)
  const lines = rates.map(({ name, found }) => {
    const { perSecond, p99 } = medianOf(found)
    return `| ${name} | ${Math.round(perSecond)} | ${(perSecond / (first ?? NaN)).toFixed(2)} | ${(perSecond / (last ?? NaN)).toFixed(1)} | ${Math.round(p99)} |`
  })
  return `## ${question.title}: ${bytes.length} bytes\n\n| | requests a second | of the bare server | of DuckDB | p99, ms |\n|---|---|---|---|---|\n${lines.join('\n')}\n`
}

const folder = mkdtempSync(join(tmpdir(), 'kartlag-serving-'))
const running: Started[] = []
try {
  const data = options.data ?? join(folder, 'shipped')
  if (!options.data) await buildRelease({ seeds: join(root, 'seeds'), data })
  const [kept, uncached] = [await kartlag(data), await kartlag(data, 'uncached')]
  running.push(kept, uncached)
  const parts: string[] = []
  for (const question of questions.slice(0, 2)) parts.push(await measure(question, data, kept.url, uncached.url, folder))
  const { cores, memory, node, duckdb, date } = machineOf()
  const report = `# How fast answers are given

Made by \`npm run bench:serving -- --save\`: ${connections} connections on a query of a dashboard, medians of ${options.rounds} rounds of ${seconds} s. The load comes from the same machine, so
that every server has what the generator leaves it; nothing is logged. Aim: what was asked before at half of the bare server's rate or better, and 304 above it.

${parts.join('\n')}
Measured on ${date}: ${cores} cores, ${memory} GiB, Node ${node}, DuckDB ${duckdb}.
`
  process.stdout.write(report)
  if (options.save) writeFileSync(join(import.meta.dirname, 'RESULTS.md'), report)
} finally {
  for (const { stop } of running) stop()
  rmSync(folder, { recursive: true, force: true })
}
