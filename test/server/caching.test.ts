import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { buildRelease } from '../../src/ingest/build.ts'
import { createLog } from '../../src/server/log.ts'
import { addKey } from '../../src/server/keys.ts'
import { serve, type Served } from '../../src/server/serve.ts'
import { createWarehouseEndpoint } from '../../src/server/warehouse-endpoint.ts'
import { clinics } from '../disclosure/clinics.ts'
import { writeFolder } from '../world/write-seeds.ts'

const seeds = writeFolder(clinics)
const data = mkdtempSync(join(tmpdir(), 'kartlag-'))
const lines: string[] = []
const servers: Served[] = []
let key: string
const serving = async (settings: Record<string, unknown> = {}): Promise<string> => {
  const config = readConfig({ seeds, data, port: 0, ...settings }, {})
  const served = await serve(await createWarehouseEndpoint(data, config), config, createLog('info', { write: (line) => void lines.push(line) }))
  servers.push(served)
  return served.url
}
let url: string
beforeAll(async () => {
  await buildRelease({ seeds, data })
  key = await addKey(data, 'ada')
  url = await serving()
})
afterAll(async () => {
  for (const served of servers) await served.close()
  for (const folder of [seeds, data]) rmSync(folder, { recursive: true })
})

type Answer = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly bytes: Buffer; readonly text: string }
const send = async (path: string, headers: Record<string, string> = {}, body?: string, to = url): Promise<Answer> => {
  const asked = request(to + path, { method: body === undefined ? 'GET' : 'POST', headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers } })
  asked.end(body)
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  const bytes = await buffer(answer)
  return { status: answer.statusCode ?? 0, headers: answer.headers, bytes, text: bytes.toString() }
}
const table = (args: string, more = '') => `{ care(where: { year: { in: [2023] } }) { table(${args}) { records ${more} } } }`
const patients = table('indicators: [PATIENTS], by: [GRADE, AGE], at: PLACE')
const asGet = (query: string, variables?: object) => `/graphql?query=${encodeURIComponent(query)}${variables ? `&variables=${encodeURIComponent(JSON.stringify(variables))}` : ''}`
const ask = (query: string, headers: Record<string, string> = {}, to = url) => send(asGet(query), headers, undefined, to)
const researcher = () => ({ authorization: `Bearer ${key}` })
/** How many statements a request took, by its line in the log. */
const statements = async ({ headers }: Answer): Promise<number> => {
  const id = String(headers['x-request-id'])
  const own = () => lines.find((line) => line.includes(id) && line.includes('answered'))
  while (own() === undefined) await new Promise((resolve) => setImmediate(resolve))
  return (JSON.parse(own() ?? '') as { statements?: number }).statements ?? -1
}
const whole = (all: Answer): Answer => {
  expect([all.status, all.text]).toEqual([200, expect.stringContaining('care') as string])
  return all
}

describe('an answer that was given before', () => {
  test('is given again, byte for byte, without a statement', async () => {
    const first = whole(await ask(patients))
    expect(first.headers).toMatchObject({ 'cache-status': 'kartlag; fwd=miss', 'cache-control': 'public, max-age=60', etag: expect.stringMatching(/^"[0-9a-f]{64}"$/) as string })
    expect(await statements(first)).toBeGreaterThan(0)
    const again = await ask(patients)
    expect(again.headers['cache-status']).toBe('kartlag; hit')
    expect(await statements(again)).toBe(0)
    const stable = ({ headers, text }: Answer) => [text, ...['content-type', 'cache-control', 'etag', 'vary', 'kartlag-release', 'content-length'].map((name) => headers[name])]
    expect(stable(again)).toEqual(stable(first))
  })

  test('is the same by POST and GET, with variables as well', async () => {
    const query = 'query ($place: [ID!]) { care(where: { area: $place }) { table(indicators: [BEDS]) { records } } }'
    const of = (place: string) => ({ place: [place] })
    const posted = whole(await send('/graphql', {}, JSON.stringify({ query, variables: of('P1') })))
    const got = await send(asGet(query, of('P1')))
    expect([got.text, got.headers.etag, got.headers['cache-status']]).toEqual([posted.text, posted.headers.etag, 'kartlag; hit'])
    const browser = await send(asGet(query, of('P1')), { accept: 'application/json, */*;q=0.1' })
    expect([browser.headers.etag, (await send(asGet(query, of('P1')), { accept: 'application/graphql-response+json' })).headers.etag === got.headers.etag]).toEqual([got.headers.etag, false])
    const other = await send(asGet(query, of('P2')))
    expect([other.headers['cache-status'], other.headers.etag === got.headers.etag, other.text === got.text]).toEqual(['kartlag; fwd=miss', false, false])
  })

  test('is not sent at all to whom it is in hand, however its tag is written', async () => {
    const { headers } = whole(await ask(patients))
    const tag = headers.etag ?? ''
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, tag.replace(/"$/, '-br"')]) {
      const answer = await ask(patients, { 'if-none-match': known })
      expect([answer.status, answer.text, answer.headers['cache-control']]).toEqual([304, '', 'public, max-age=60'])
      expect(known.replace('W/', '')).toContain(answer.headers.etag)
      expect([answer.headers['content-length'], answer.headers['content-type']]).toEqual([undefined, undefined])
    }
    for (const unknown of ['"other"', '*', tag.replaceAll('"', '')]) expect((await ask(patients, { 'if-none-match': unknown })).status).toBe(200)
    expect((await send('/graphql', { 'if-none-match': tag }, JSON.stringify({ query: patients }))).status).toBe(200)
    expect((await ask(`${patients} `, { 'if-none-match': tag })).status).toBe(200)
  })

  test('has another tag in another language and for another role, and neither gets that of the other', async () => {
    const query = table('indicators: [PATIENTS], by: [GRADE, AGE], at: PLACE', 'columns { label }')
    const [english, norwegian, told] = [await ask(query), await ask(query, { 'accept-language': 'nb' }), await ask(query, researcher())].map(whole)
    expect(new Set([english, norwegian, told].map((one) => one?.headers.etag)).size).toBe(3)
    expect([told?.text.includes('SUPPRESSED'), english?.text.includes('SUPPRESSED')]).toEqual([false, true])
    for (const [headers, before] of [[{}, english], [{ 'accept-language': 'nb' }, norwegian], [researcher(), told]] as const) {
      const again = await ask(query, headers)
      expect([again.text, again.headers['cache-status']]).toEqual([before?.text, 'kartlag; hit'])
    }
    expect(told?.headers['cache-control']).toBe('no-store')
    expect((await ask(query, { 'if-none-match': told?.headers.etag ?? '' })).status).toBe(200)
    const known = await ask(query, { ...researcher(), 'if-none-match': told?.headers.etag ?? '' })
    expect([known.status, known.headers['cache-control'], known.headers['kartlag-role']]).toEqual([304, 'no-store', 'researcher'])
    expect((await ask(query, { authorization: 'Bearer none' })).status).toBe(401)
  })

  test('is waited for by who asks the same meanwhile', async () => {
    const query = table('indicators: [MEAN_PATIENTS], by: [GRADE], at: COUNTY')
    const answers = await Promise.all(Array.from({ length: 32 }, () => ask(query)))
    expect(new Set(answers.map(({ text }) => whole(answers[0] as Answer).text === text))).toEqual(new Set([true]))
    expect(answers.filter(({ headers }) => headers['cache-status'] === 'kartlag; fwd=miss')).toHaveLength(1)
  })

  test('may be kept by others for as long as its fields say: not at all where it tells which releases there are', async () => {
    const known = async (query: string) => [(await ask(query)).headers['cache-control'], (await ask(query)).headers['cache-control']]
    expect(await known('{ releases { key } }')).toEqual(['public, no-cache', 'public, no-cache'])
    expect(await known('{ warehouse { release { ...R } } } fragment R on Release { key current }')).toEqual(['public, no-cache', 'public, no-cache'])
    expect(await known('{ warehouse { release { key } } }')).toEqual(['public, max-age=60', 'public, max-age=60'])
  })

  test('is no longer given when there is a new release, and its tag is worth nothing', async () => {
    const own = await serving()
    const before = whole(await ask(patients, {}, own))
    writeFileSync(join(seeds, 'note.txt'), 'Another input.')
    const made = await buildRelease({ seeds, data })
    for (const each of [own, url])
      while (!(await send('/ready', {}, undefined, each)).text.includes(made.key)) await new Promise((resolve) => setTimeout(resolve, 50))
    const after = await ask(patients, { 'if-none-match': before.headers.etag ?? '' }, own)
    expect([after.status, after.headers['kartlag-release'], after.headers['cache-status']]).toEqual([200, made.key, 'kartlag; fwd=miss'])
    expect(after.text).toContain(made.key)
  })
})

describe('an address that can be read in two ways', () => {
  const query = 'query ($grades: [Grade!]) { care(where: { grade: $grades, year: { in: [2023] } }) { table(indicators: [PATIENTS], by: [GRADE]) { rowCount } } }'
  const variables = encodeURIComponent('{"grades":["LOW"]}')
  const asked = `/graphql?query=${encodeURIComponent(query)}`
  /** As it stands: clients mend addresses. */
  const raw = async (path: string): Promise<string> => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.end(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`)
    return (await buffer(socket)).toString()
  }

  test('is refused, so that none is answered as the other', async () => {
    expect(await raw(`${asked}&x=#&variables=${variables}`)).toMatch(/^HTTP\/1.1 400 [\s\S]*has no #/)
    const { headers, text } = await send(`${asked}&variables=${variables}`)
    expect([headers['cache-status'], text]).toEqual(['kartlag; fwd=miss', expect.stringContaining('"rowCount":1')])
  })

  test('with a parameter twice is never answered from what is kept', async () => {
    await send(asked)
    expect((await send(asked)).headers['cache-status']).toBe('kartlag; hit')
    const { status, headers } = await send(`${asked}&variables=${variables}&variables=${variables}`)
    expect([status, headers['cache-status']]).toEqual([400, undefined])
    const infinite = await send('/graphql', {}, `{"query":${JSON.stringify(query)},"variables":{"grades":1e999}}`)
    expect(infinite.headers['cache-status']).toBeUndefined()
  })
})

describe('a mistake', () => {
  test('is not kept, and has no tag', async () => {
    for (const query of ['{ care { nothing } }', '{ care(where: { year: { in: [1800] } }) { table(indicators: [BEDS]) { rowCount } } }', '{']) {
      await ask(query)
      const { headers } = await ask(query)
      expect([headers.etag, headers['cache-status']]).toEqual([undefined, undefined])
    }
  })
})

describe('the result of a statement', () => {
  test('serves another query with the same plan without SQL, for the same role only', async () => {
    const first = whole(await ask(table('indicators: [PATIENTS], by: [WAY], at: DISTRICT')))
    expect(await statements(first)).toBeGreaterThan(0)
    const other = whole(await ask(table('indicators: [PATIENTS], by: [WAY], at: DISTRICT', 'rowCount')))
    expect([other.headers['cache-status'], await statements(other)]).toEqual(['kartlag; fwd=miss', 0])
    const told = whole(await ask(table('indicators: [PATIENTS], by: [WAY], at: DISTRICT', 'rowCount'), researcher()))
    expect(await statements(told)).toBeGreaterThan(0)
  })

  test('is worked out each time where nothing is to be kept', async () => {
    const own = await serving({ cacheMegabytes: '0' })
    for (const _ of [1, 2]) {
      const answer = whole(await ask(patients, {}, own))
      expect([answer.headers['cache-status'], (await statements(answer)) > 0]).toEqual(['kartlag; fwd=miss', true])
    }
  })

  test('gives way to newer ones where there is room for few', async () => {
    const own = await serving({ cacheMegabytes: '1' })
    await ask(patients, {}, own)
    expect((await ask(patients, {}, own)).headers['cache-status']).toBe('kartlag; hit')
    for (let limit = 100; limit < 160; limit += 1) whole(await ask(table(`indicators: [PATIENTS], by: [GRADE, AGE], at: PLACE, limit: ${limit}`), {}, own))
    expect((await ask(patients, {}, own)).headers['cache-status']).toBe('kartlag; fwd=miss')
  })
})

describe('a file', () => {
  const path = '/data/care.csv?indicators=patients&by=grade,age&at=place&year=2023'

  test('is kept as it was sent, headers and all, and has a tag', async () => {
    const [first, again] = [await send(path), await send(path)]
    expect([first.status, first.headers['cache-status'], again.headers['cache-status']]).toEqual([200, 'kartlag; fwd=miss', 'kartlag; hit'])
    expect(again.text).toBe(first.text)
    for (const name of ['content-type', 'content-disposition', 'kartlag-citation', 'kartlag-row-count', 'etag', 'link']) expect([name, again.headers[name]]).toEqual([name, first.headers[name]])
    expect((await send(path, { 'if-none-match': first.headers.etag ?? '' })).status).toBe(304)
    const told = await send(path, researcher())
    expect([told.text === first.text, told.headers['cache-control'], told.headers['kartlag-role'], again.headers['kartlag-role']]).toEqual([false, 'no-store', 'researcher', undefined])
  })
})

describe('a packed answer', () => {
  test('is the same, as br where that is taken, else gzip, under a tag of its own', async () => {
    const plain = whole(await ask(patients))
    for (const [taken, encoding, unpack] of [['gzip, deflate, br', 'br', brotliDecompressSync], ['gzip', 'gzip', gunzipSync], ['br;q=0, gzip', 'gzip', gunzipSync], ['br;q=0.1, gzip;q=1', 'gzip', gunzipSync]] as const)
      for (const path of [asGet(patients), '/data/care.csv?indicators=patients&by=grade,age&at=place&year=2023']) {
        const [unpacked, packed] = [await send(path), await send(path, { 'accept-encoding': taken })]
        expect([packed.headers['content-encoding'], unpack(packed.bytes).toString() === unpacked.text, packed.bytes.length < unpacked.bytes.length]).toEqual([encoding, true, true])
        expect(packed.headers.etag).toBe(unpacked.headers.etag?.replace(/"$/, `-${encoding}"`))
        expect([packed.headers.vary, unpacked.headers.vary]).toEqual([unpacked.headers.vary, expect.stringContaining('Accept-Encoding') as string])
        expect((await send(path, { 'accept-encoding': taken, 'if-none-match': packed.headers.etag ?? '' })).status).toBe(304)
      }
    expect(plain.headers['content-encoding']).toBeUndefined()
  })

  test('who would rather have it as it is gets that, and so does who asks for a part or for the headers alone', async () => {
    const taken = { 'accept-encoding': 'identity, br;q=0.1' }
    expect((await ask(patients, taken)).headers['content-encoding']).toBeUndefined()
    const sheet = (await send('/assets/graphiql.css', { range: 'bytes=0-1999', 'accept-encoding': 'br' }))
    expect([sheet.status, sheet.headers['content-encoding'], sheet.bytes.length]).toEqual([206, undefined, 2000])
  })

  test('small ones, and files that are packed already, are sent as they are', async () => {
    const encodingOf = async (path: string) => (await send(path, { 'accept-encoding': 'gzip, br' })).headers['content-encoding']
    expect(await encodingOf(asGet('{ __typename }'))).toBeUndefined()
    for (const ending of ['parquet', 'xlsx']) expect(await encodingOf(`/data/care.${ending}?indicators=patients&by=grade,age&at=place&year=2023`)).toBeUndefined()
  })
})
