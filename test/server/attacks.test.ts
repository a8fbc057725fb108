import { request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveSmall, type Answer } from './small-server.ts'

let server: Awaited<ReturnType<typeof serveSmall>>
beforeAll(async () => {
  server = await serveSmall()
})
afterAll(() => server.close())

type Sent = { method?: string; path?: string; body?: string | Buffer; headers?: Record<string, string> }
type Attack = Sent & { name: string; status: number; code?: string; says: RegExp }

const query = (text: string, variables?: unknown): string => JSON.stringify({ query: text, variables })
const nested = (field: string, levels: number) => `{ ${`${field} { `.repeat(levels)}code${' }'.repeat(levels)} }`
const doubling = (times: number) =>
  `{ area { ...f0 } } ${Array.from({ length: times }, (_, i) => `fragment f${i} on Area { a: parent { ...f${i + 1} } b: parent { ...f${i + 1} } }`).join(' ')} fragment f${times} on Area { code }`

const attacks: readonly Attack[] = [
  { name: 'a body that is not JSON', body: '{"query": ', status: 400, code: 'BAD_REQUEST', says: /not valid JSON/ },
  { name: 'no body', body: '', status: 400, code: 'BAD_REQUEST', says: /empty/ },
  { name: 'null', body: 'null', status: 400, code: 'BAD_REQUEST', says: /body missing/ },
  { name: 'an empty list', body: '[]', status: 400, code: 'BAD_REQUEST', says: /batch/i },
  { name: 'an object without a query', body: '{}', status: 400, code: 'BAD_REQUEST', says: /no keys/ },
  { name: 'a number for a query', body: '{"query": 1}', status: 400, code: 'BAD_REQUEST', says: /must be strings/ },
  { name: 'a text for variables', body: '{"query": "{ role }", "variables": "{}"}', status: 400, code: 'BAD_REQUEST', says: /object/ },
  { name: '__proto__ in variables', body: '{"query": "{ role }", "variables": {"__proto__": {"polluted": 1}}}', status: 400, code: 'BAD_REQUEST', says: /__proto__/ },
  { name: 'constructor.prototype in variables', body: '{"query": "{ role }", "variables": {"constructor": {"prototype": {"polluted": 1}}}}', status: 400, code: 'BAD_REQUEST', says: /forbidden/ },
  { name: '50 000 lists within lists', body: `{"query": "{ role }", "variables": {"a": ${'['.repeat(50_000)}${']'.repeat(50_000)}}}`, status: 200, says: /public/ },
  { name: 'a batch of 100 queries', body: JSON.stringify(Array(100).fill({ query: '{ role }' })), status: 400, code: 'BAD_REQUEST', says: /batch/i },
  { name: 'a body of 2 MB', body: query(`{ role } #${'x'.repeat(2_000_000)}`), status: 413, code: 'BODY_TOO_LARGE', says: /1048576 bytes/ },
  { name: 'a list of 200 000 codes', body: query('{ role }', { a: Array(200_000).fill('0301-x') }), status: 413, code: 'BODY_TOO_LARGE', says: /1048576 bytes/ },
  { name: 'a packed body', body: gzipSync(query('{ role }')), headers: { 'content-encoding': 'gzip' }, status: 415, code: 'UNSUPPORTED_ENCODING', says: /gzip/ },
  { name: 'plain text', body: query('{ role }'), headers: { 'content-type': 'text/plain' }, status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', says: /application\/json/ },
  { name: 'a form', body: 'query={role}', headers: { 'content-type': 'application/x-www-form-urlencoded' }, status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', says: /application\/json/ },
  { name: 'a form with parts', body: '--x--', headers: { 'content-type': 'multipart/form-data; boundary=x' }, status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', says: /application\/json/ },
  { name: 'PUT', method: 'PUT', body: query('{ role }'), status: 405, code: 'METHOD_NOT_ALLOWED', says: /GET or POST/ },
  { name: 'DELETE', method: 'DELETE', status: 405, code: 'METHOD_NOT_ALLOWED', says: /GET or POST/ },
  { name: 'PATCH with plain text', method: 'PATCH', body: 'x', headers: { 'content-type': 'text/plain' }, status: 405, code: 'METHOD_NOT_ALLOWED', says: /GET or POST/ },
  { name: 'a mutation by GET', method: 'GET', path: '/graphql?query=mutation%7Brole%7D', status: 405, code: 'BAD_REQUEST', says: /only support query/ },
  { name: 'GET without a query', method: 'GET', path: '/graphql', status: 400, code: 'BAD_REQUEST', says: /query/ },
  { name: 'GET with two queries', method: 'GET', path: '/graphql?query=%7Brole%7D&query=%7Blanguage%7D', status: 400, code: 'BAD_REQUEST', says: /once/ },
  { name: 'an address that is not well-formed', method: 'GET', path: '/graphql%', status: 400, code: 'BAD_REQUEST', says: /url/i },
  { name: 'a host that is none', body: query('{ role }'), headers: { host: 'a b[:' }, status: 400, code: 'BAD_REQUEST', says: /host/i },
  { name: 'an unknown page', method: 'GET', path: '/../../etc/passwd', status: 404, code: 'NOT_FOUND', says: /no such page/ },
  { name: 'a file beside the bundle', method: 'GET', path: '/assets/..%2fbuild.mjs', status: 404, code: 'NOT_FOUND', says: /no such page/ },
  { name: 'a wrong key', body: query('{ role }'), headers: { authorization: 'Bearer kartlag_wrong' }, status: 401, code: 'UNAUTHENTICATED', says: /not known/ },
  { name: 'another kind of authorization', body: query('{ role }'), headers: { authorization: 'Basic eDp5' }, status: 401, code: 'UNAUTHENTICATED', says: /Bearer/ },
  { name: 'a key of 10 kB', body: query('{ role }'), headers: { authorization: `Bearer ${'x'.repeat(10_000)}` }, status: 401, code: 'UNAUTHENTICATED', says: /not known/ },
  { name: '20 001 words', body: query(`{ ${'role '.repeat(20_001)} }`), status: 400, code: 'GRAPHQL_PARSE_FAILED', says: /more than 20000 words and signs, which is the limit\. Pass lists/ },
  { name: '10 000 aliases', body: query(`{ ${Array.from({ length: 10_000 }, (_, i) => `a${i}: role`).join(' ')} }`), status: 400, code: 'GRAPHQL_PARSE_FAILED', says: /which is the limit/ },
  { name: '9000 directives', body: query(`{ role ${'@x '.repeat(9000)} }`), status: 400, code: 'GRAPHQL_VALIDATION_FAILED', says: /Unknown directive/ },
  { name: 'a field 19 000 times', body: query(`{ ${'role '.repeat(19_000)} }`), status: 400, code: 'GRAPHQL_VALIDATION_FAILED', says: /repeats the same fields too often/ },
  { name: 'fragments that double 19 times', body: query(doubling(19)), status: 400, code: 'QUERY_TOO_COMPLEX', says: /the limit is/ },
  { name: 'fragments in a circle', body: query('{ area { ...a } } fragment a on Area { ...b } fragment b on Area { ...a }'), status: 400, code: 'GRAPHQL_VALIDATION_FAILED', says: /within itself/ },
  { name: 'a list of a list of a list … of 10^6 objects', body: query(nested('children', 7).replace('children', 'areas')), status: 400, code: 'QUERY_TOO_COMPLEX', says: /about \d+ values; the limit is 1000000\. Nest fewer/ },
  { name: 'a page of 2 147 483 647', body: query('{ area { children(first: 2147483647) { code } } }'), status: 400, code: 'QUERY_TOO_COMPLEX', says: /smaller pages/ },
  { name: 'the same in a variable', body: query('query ($n: Int) { area { children(first: $n) { code } } }', { n: 2147483647 }), status: 400, code: 'QUERY_TOO_COMPLEX', says: /smaller pages/ },
  { name: 'the same in the default of a variable', body: query('query ($n: Int = 2147483647) { area { children(first: $n) { code } } }'), status: 400, code: 'QUERY_TOO_COMPLEX', says: /smaller pages/ },
  { name: '16 levels', body: query(nested('parent', 16).replace('parent', 'area')), status: 400, code: 'QUERY_TOO_COMPLEX', says: /17 levels deep; the limit is 15/ },
  { name: '5000 levels', body: query(nested('parent', 5000)), status: 400, code: 'QUERY_TOO_COMPLEX', says: /more than 200 deep/ },
  { name: '9000 lists within lists in an argument', body: query(`{ echo(text: ${'['.repeat(9000)}${']'.repeat(9000)}) }`), status: 400, code: 'QUERY_TOO_COMPLEX', says: /more than 200 deep/ },
  { name: 'introspection in circles', body: query(`{ __schema { types { ${'fields { type { '.repeat(6)} name ${'} } '.repeat(6)} } } }`), status: 400, code: 'GRAPHQL_VALIDATION_FAILED', says: /introspection depth/i },
  { name: 'a number that is no Int', body: query('{ area(level: 2147483648) { code } }'), status: 400, code: 'GRAPHQL_VALIDATION_FAILED', says: /Int cannot represent/ },
  { name: 'SQL for a number', body: query('query ($l: Int) { area(level: $l) { code } }', { l: "1' OR 1=1" }), status: 400, code: 'BAD_USER_INPUT', says: /\$l/ },
  { name: 'an operation that is not there', body: JSON.stringify({ query: 'query A { role }', operationName: 'B' }), status: 400, code: 'OPERATION_RESOLUTION_FAILURE', says: /Unknown operation named \\"B\\"/ },
  { name: 'a persisted query', body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }), status: 200, code: 'PERSISTED_QUERY_NOT_SUPPORTED', says: /Persisted/ },
]

describe('attacks', () => {
  for (const attack of attacks) {
    test(`${attack.name} gives ${attack.status}${attack.code ? ` ${attack.code}` : ''} in a few words of JSON`, async () => {
      const { status, type, text } = await send(attack)
      expect({ status, text: status === attack.status ? '' : text }).toEqual({ status: attack.status, text: '' })
      expect(type).toMatch(/^application\/(graphql-response\+)?json/)
      const answer = JSON.parse(text) as Answer
      if (attack.code) expect(answer.errors?.[0]?.extensions.code).toBe(attack.code)
      expect(text).toMatch(attack.says)
      expect(text.length).toBeLessThan(2000)
      expect(text).not.toMatch(/node_modules|\.ts:\d|\bat \w+ \(/)
      expect(answer.extensions?.release ?? 'r1').toBe('r1')
    })
  }

  test('none of them ran a resolver of a list, changed a prototype or stopped the server', async () => {
    expect(server.watch.resolved).toBe(0)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    expect((await server.post({ query: '{ role }' })).json.data).toEqual({ role: 'public' })
  })

  test('fragments that double 2^19 times are refused within 50 ms', async () => {
    const times: number[] = []
    for (const spaces of [1, 2, 3, 4, 5, 6]) {
      const started = performance.now()
      await send({ body: query(doubling(19) + ' '.repeat(spaces)) })
      times.push(performance.now() - started)
    }
    expect(Math.min(...times)).toBeLessThan(50)
  })

  test('an address or headers of 20 kB are refused, with the way out', async () => {
    const { status, text } = await send({ method: 'GET', path: `/graphql?query=%7Brole%7D${'%20'.repeat(7000)}` })
    expect([status, JSON.parse(text).errors[0].message]).toEqual([431, expect.stringMatching(/16384 bytes, which is the limit\. Send a long query with POST/)])
  })
})

describe('what researchers ask is no attack', () => {
  test('100 aliases of one shape pass', async () => {
    const aliases = Array.from({ length: 100 }, (_, i) => `a${i}: area(code: "${i}") { code parent { code } children { code } }`)
    const { status, json } = await server.post({ query: `{ ${aliases.join(' ')} }` })
    expect([status, json.errors, Object.keys(json.data ?? {}).length]).toEqual([200, undefined, 100])
  })

  test('357 areas by alias, each with three lists of lists, pass', async () => {
    const aliases = Array.from({ length: 357 }, (_, i) => `a${i}: area(code: "${i}") { ...S }`)
    const shape = 'fragment S on Area { a: children { children { code } } b: children { children { code } } c: children { children { code } } }'
    const { status, json } = await server.post({ query: `{ ${aliases.join(' ')} } ${shape}` })
    expect([status, json.errors, Object.keys(json.data ?? {}).length]).toEqual([200, undefined, 357])
  })

  test('357 areas in one list, each with three lists of lists of four values, pass', async () => {
    const lists = ['a', 'b', 'c'].map((name) => `${name}: children { children(first: 20) { code parent { code } } }`)
    const { status, json } = await server.post({ query: `{ areas { code ${lists.join(' ')} } }` })
    expect([status, json.errors]).toEqual([200, undefined])
  })

  test('introspection and suggestions are on', async () => {
    expect((await server.post({ query: '{ __schema { queryType { name } } }' })).json.data).toEqual({ __schema: { queryType: { name: 'Query' } } })
    expect((await server.post({ query: '{ areaz { code } }' })).text).toMatch(/Did you mean .*areas/)
  })
})

/** Without fetch, which puts addresses and hosts right before it sends them. */
const send = ({ method = 'POST', path = '/graphql', body, headers = {} }: Sent): Promise<{ status: number; type: string; text: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url)
    const sent = request({ hostname, port, method, path, headers: { accept: 'application/graphql-response+json', 'content-type': 'application/json', ...headers } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
