import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { buildRelease } from '../../src/ingest/build.ts'
import { pruneReleases, useRelease } from '../../src/release/store.ts'
import { serve, type Served } from '../../src/server/serve.ts'
import { createWarehouseEndpoint } from '../../src/server/warehouse-endpoint.ts'
import { kinds, soldOf, writeShops } from './moving-world.ts'

const releases = Number(process.env['RELEASES'] ?? 5)
const connections = 4
const seeds = writeShops(1)
const data = mkdtempSync(join(tmpdir(), 'kartlag-'))
/** Key -> version of the answers it was made of. */
const versions = new Map<string, number>()
let first: string
const serveData = async (settings: Readonly<Record<string, unknown>> = {}): Promise<Served> => {
  const config = readConfig({ seeds, data, port: 0, logLevel: 'silent', requestSeconds: 600, statementSeconds: 600, ...settings }, {})
  return serve(await createWarehouseEndpoint(data, config), config)
}
beforeAll(async () => {
  first = (await buildRelease({ seeds, data })).key
  versions.set(first, 1)
})
afterAll(() => {
  for (const folder of [seeds, data]) rmSync(folder, { recursive: true })
})

type Reply = { readonly status: number; readonly header: string | undefined; readonly body: string }
/** A connection that is kept: whoever moves to a new release must not notice on it. */
const connection = ({ url }: Served) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const send = (path: string, body?: unknown): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const sent = request(
        `${url}${path}`,
        {
          agent,
          method: body === undefined ? 'GET' : 'POST',
          headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
        },
        (response) => {
          let text = ''
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, header: response.headers['kartlag-release'] as string | undefined, body: text }),
          )
          response.on('error', reject)
        },
      )
      sent.on('error', reject)
      sent.end(body === undefined ? undefined : JSON.stringify(body))
    })
  return {
    post: (query: string) => send('/graphql', { query }),
    get: (query: string) => send(`/graphql?query=${encodeURIComponent(query)}`),
    data: (path: string) => send(path),
    close: () => agent.destroy(),
  }
}

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0)
type Whole = { series: { values: number[] }[] }
type Answer = {
  data?: {
    whole: Whole
    parts: Whole
    table: { table: { columnar: { sold: number[] } } }
    old: Whole
    revised: { series: { points: { revisions: { value: number; release: { key: string } }[] }[] }[] }
    warehouse: { release: { key: string } }
    releases: { key: string; current: boolean }[]
  }
  errors?: { message: string }[]
  extensions?: { release?: string }
}

/** Sums that only agree within one release, beside what releases there are. */
const question = `{
  whole: sales { series(indicator: SOLD) { values } }
  parts: sales { series(indicator: SOLD, by: [KIND], at: PLACE) { values } }
  table: sales { table(indicators: [SOLD], at: COUNTY) { columnar } }
  warehouse { release { key } }
  releases { key current }
}`
const asOf = (key: string) =>
  `{ old: sales(release: "${key}") { series(indicator: SOLD, at: COUNTY) { values } } whole: sales { series(indicator: SOLD) { values } } }`
const revised =
  '{ revised: sales { series(indicator: SOLD) { points { revisions(first: 3) { value release { key } } } } } whole: sales { series(indicator: SOLD) { values } } }'

/** What an answer says, and which release it says it is from. Mixed answers name one and have the numbers of another. */
type Seen = { readonly what: string; readonly release: string; readonly numbers: readonly (readonly [key: string, sold: number])[] }

const seenIn = (what: string, { status, header, body }: Reply): Seen => {
  if (status !== 200) throw new Error(`${what}: ${status} ${body}`)
  const { data, errors, extensions } = JSON.parse(body) as Answer
  const release = extensions?.release ?? ''
  if (errors || !data || header !== release) throw new Error(`${what}: header ${header}, ${body}`)
  const whole = (found: Whole) => sum(found.series.flatMap(({ values }) => values))
  const numbers: [string, number][] = [[release, whole(data.whole)]]
  if (data.parts) {
    numbers.push([release, whole(data.parts)], [release, sum(data.table.table.columnar.sold)])
    const current = data.releases.filter((one) => one.current).map(({ key }) => key)
    if (data.warehouse.release.key !== release || current.join() !== release) throw new Error(`${what}: of ${release}, ${body}`)
  }
  if (data.old) numbers.push([first, whole(data.old)])
  for (const { value, release } of data.revised?.series[0]?.points[0]?.revisions ?? []) numbers.push([release.key, value])
  return { what, release, numbers }
}

/** The column `sold` of a file. */
const seenInFile = (what: string, { status, header = '', body }: Reply, expected?: string): Seen => {
  const [head = '', ...rows] = body.trim().split('\r\n')
  const column = head.split(',').indexOf('sold')
  if (status !== 200 || column < 0 || (expected ?? header) !== header) throw new Error(`${what}: ${status} ${header} ${body}`)
  return { what, release: header, numbers: [[header, sum(rows.map((row) => Number(row.split(',')[column])))]] }
}

/** A mistake is answered by a release too. */
const seenInMistake = (what: string, { status, header, body }: Reply): Seen => {
  const { errors, extensions } = JSON.parse(body) as Answer
  if (status >= 500 || !errors || !header || header !== extensions?.release) throw new Error(`${what}: ${status} ${header} ${body}`)
  return { what, release: header, numbers: [] }
}

const seesFiles = existsSync('/proc/self/fd') // Linux
const openReleaseFiles = (): string[] =>
  (seesFiles ? readdirSync('/proc/self/fd') : []).flatMap((name) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${name}`)
      return path.startsWith(data) && path.includes('warehouse.duckdb') ? [path] : []
    } catch {
      return [] // closed since
    }
  })

/** Nothing but this release is open any more. */
const onlyOpen = (key: string) =>
  vi.waitFor(
    () => expect(new Set(openReleaseFiles())).toEqual(new Set(seesFiles ? [join(data, 'releases', key, 'warehouse.duckdb')] : [])),
    {
      timeout: 60_000,
    },
  )

describe('a server under steady queries', () => {
  test(`moves through ${releases} releases without failing or mixing an answer, and closes what nobody reads`, async () => {
    const served = await serveData()
    const seen: Seen[] = []
    let stop = false
    let mostOpen = 0
    // One request of each connection at every step of a load, and one after the other while the server is to move.
    let isLoading = true
    let go: () => void = () => undefined
    let pulse = new Promise<void>((resolve) => (go = resolve))
    const beat = () => {
      go()
      pulse = new Promise<void>((resolve) => (go = resolve))
    }
    const steady = async (kind: number): Promise<void> => {
      const { post, get, data: file, close } = connection(served)
      const ways = [
        async () => seenIn('POST', await post(question)),
        async () => seenIn('GET', await get(question)),
        async () => seenInFile('file', await file('/data/sales.csv?at=place&by=kind')),
        async () => seenIn('an earlier release', await post(asOf(first))),
        async () => seenInFile('file of an earlier release', await file(`/data/sales.csv?release=${first}`), first),
        async () => seenIn('revisions', await post(revised)),
        async () => seenInMistake('mistake', await post('{ sales(where: { area: ["nowhere"] }) { series(indicator: SOLD) { values } } }')),
        async () => seenInMistake('mistake of a file', await file('/data/sales.csv?area=nowhere')),
      ]
      for (let turn = kind; !stop; turn += 1) {
        seen.push(await ways[turn % ways.length]!())
        mostOpen = Math.max(mostOpen, new Set(openReleaseFiles()).size)
        if (isLoading && !stop) await pulse
      }
      close()
    }
    const clients = Array.from({ length: connections }, (_, kind) => steady(kind))
    const failed = Promise.all(clients).then(() => undefined)

    const maker = spawn(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('release-maker.ts', import.meta.url)), seeds, data, '2', String(releases + 1)],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    )
    const ended = once(maker, 'exit')
    const move = async () => {
      for await (const line of createInterface({ input: maker.stdout })) {
        if (line === '.') {
          beat()
          continue
        }
        const [version = '', key = ''] = line.split(' ')
        versions.set(key, Number(version))
        isLoading = false
        beat()
        await vi.waitFor(() => expect(seen.some(({ release }) => release === key)).toBe(true), { timeout: 60_000, interval: 20 })
        isLoading = true
        maker.stdin.write('next\n')
      }
      maker.stdin.end()
      expect(await ended).toEqual([0, null])
    }
    await Promise.race([move(), failed])
    stop = true
    beat()
    await failed

    const wrong = seen.filter(({ numbers }) => numbers.some(([key, sold]) => sold !== soldOf(versions.get(key) ?? Number.NaN)))
    expect(wrong).toEqual([])
    expect(new Set(seen.map(({ release }) => release))).toEqual(new Set(versions.keys()))
    expect(versions.size).toBe(releases + 1)
    expect(new Set(seen.map(({ what }) => what)).size).toBe(8)
    // The current one, the one before, the first, and one that the revisions of each connection look at.
    expect(mostOpen).toBeLessThanOrEqual(3 + connections)
    const last = [...versions.keys()].at(-1) ?? ''
    await onlyOpen(last)
    await served.close()
    expect(openReleaseFiles()).toEqual([])
  }, 600_000)
})

const readyFor = async (served: Served, key: string) => {
  const ready = async () => ((await (await fetch(`${served.url}/ready`)).json()) as { release: string }).release
  await vi.waitFor(async () => expect(await ready()).toBe(key), { timeout: 30_000, interval: 20 })
}

/** Requests that are being answered, the one that asks among them. */
const runningIn = async ({ url }: Served): Promise<number> =>
  Number(/^kartlag_requests_running (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1])

/** All the ways to ask for some of the kinds: as many SQL statements. */
const subsets = kinds
  .reduce<readonly (readonly string[])[]>((all, kind) => [...all, ...all.map((some) => [...some, kind])], [[]])
  .filter(({ length }) => length > 0)
const policies = ['', ', areaPolicy: CLUSTER']
const long = `{ ${policies
  .flatMap((policy, index) =>
    subsets.flatMap((some, place) =>
      ['', ', by: [KIND]'].map(
        (by, split) =>
          `a${index}_${place}_${split}: sales(where: { kind: [${some.join(' ').toUpperCase()}]${policy} }) { series(indicator: SOLD${by}) { values } }`,
      ),
    ),
  )
  .join(' ')} }`

const policyOf = (name: string) => Number(name.split('_')[1])

test('a long query ends on the release it began with, though the server has moved and that release is deleted meanwhile', async () => {
  const served = await serveData({ maxStatements: 1000, databaseConnections: 1, databaseQueue: 100_000 })
  const [old, next] = [...versions.keys()].slice(-2) as [string, string]
  const version = versions.get(old) ?? Number.NaN
  // As many at a time as it takes for one to be running still when the server has moved.
  for (let many = 1, moved = false; !moved; many *= 2) {
    useRelease(data, old)
    await readyFor(served, old)
    let running = many
    const clients = Array.from({ length: many }, () => connection(served))
    const asked = clients.map(({ post }) => post(long).finally(() => (running -= 1)))
    await vi.waitFor(async () => expect(running === 0 || (await runningIn(served)) > many).toBe(true), { timeout: 30_000, interval: 5 })
    useRelease(data, next)
    await readyFor(served, next)
    moved = running > 0
    if (moved) expect(pruneReleases(data, 1)).toContain(old)
    for (const { header, body } of await Promise.all(asked)) {
      const {
        data: found,
        errors,
        extensions,
      } = JSON.parse(body) as { data: Record<string, Whole>; errors?: unknown; extensions: { release: string } }
      expect([errors, header, extensions.release]).toEqual([undefined, old, old])
      const totals = Object.entries(found).map(([name, { series }]) => [name, sum(series.flatMap(({ values }) => values))])
      expect(totals).toEqual(Object.keys(found).map((name) => [name, soldOf(version, subsets[policyOf(name)])]))
    }
    for (const { close } of clients) close()
  }
  const { post, close } = connection(served)
  const gone = await post(asOf(old))
  expect((JSON.parse(gone.body) as Answer).errors?.[0]?.message).toBe(`release: there is no release "${old}"; allowed: ${next}`)
  await onlyOpen(next)
  close()
  await served.close()
}, 300_000)
