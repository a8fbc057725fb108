import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveSmall } from './small-server.ts'

let server: Awaited<ReturnType<typeof serveSmall>>
beforeAll(async () => {
  server = await serveSmall()
})
afterAll(() => server.close())

describe('other origins', () => {
  test('a browser on any page may ask, with a key', async () => {
    const { status, headers } = await fetch(server.graphql, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://elsewhere.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    })
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, '*'])
    expect(headers.get('access-control-allow-headers')).toMatch(/Authorization/)
    expect(headers.get('access-control-allow-credentials')).toBeNull()
  })

  test('a plain GET works without extra headers, and its answer may be read, release included', async () => {
    const response = await fetch(`${server.graphql}?query=${encodeURIComponent('{ role }')}`, {
      headers: { origin: 'https://elsewhere.example' },
    })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-expose-headers')).toMatch(/Kartlag-Release/)
    expect(await response.json()).toEqual({ data: { role: 'public' }, extensions: { release: 'r1' } })
  })
})

describe('the release', () => {
  for (const query of ['{ role }', '{', '{ nothing }', '{ secret }', '{ overloaded }', 'query ($l: Int!) { area(level: $l) { code } }'])
    test(`is named in header and body of the answer to ${query}`, async () => {
      const { headers, json } = await server.post({ query })
      expect([headers.get('kartlag-release'), json.extensions?.release]).toEqual(['r1', 'r1'])
    })
  for (const body of ['nonsense', '[]', 'null'])
    test(`is named in header and body of the answer to the body ${body}`, async () => {
      const { headers, json } = await server.post(body)
      expect([headers.get('kartlag-release'), json.extensions?.release]).toEqual(['r1', 'r1'])
    })
})

describe('the language', () => {
  const languages: [string | undefined, string][] = [
    [undefined, 'en'],
    ['*', 'en'],
    ['nb', 'nb'],
    ['nb-NO,en;q=0.5', 'nb'],
    ['no', 'nb'],
    ['nn-NO, de;q=0.1', 'nb'],
    ['en-GB;q=0.4, nn;q=0.6', 'nb'],
    ['de, fr', 'en'],
    ['nb;q=0, en', 'en'],
    ['not a header;;q=', 'en'],
  ]
  for (const [header, expected] of languages)
    test(`of a reader who accepts '${header}' is ${expected}`, async () => {
      const { json } = await server.post(
        { query: '{ language }' },
        header === undefined ? { 'accept-language': '' } : { 'accept-language': header },
      )
      expect(json.data).toEqual({ language: expected })
    })
})

test('health and readiness are told, with the release', async () => {
  expect(await (await fetch(`${server.url}/health`)).json()).toEqual({ status: 'ok' })
  const ready = await fetch(`${server.url}/ready`)
  expect([ready.status, ready.headers.get('kartlag-release'), await ready.json()]).toEqual([200, 'r1', { status: 'ready', release: 'r1' }])
})

test('metrics count requests by route and status, GraphQL errors by code, and statements', async () => {
  await server.post({ query: '{ secret }' })
  const text = await (await fetch(`${server.url}/metrics`)).text()
  expect(text).toMatch(/kartlag_request_seconds_count\{route="\/graphql",method="POST",status="200"\} [1-9]/)
  expect(text).toMatch(/kartlag_errors_total\{code="INTERNAL_SERVER_ERROR"\} [1-9]/)
  expect(text).toMatch(/kartlag_statements_sum [1-9]/)
  expect(text).toMatch(/kartlag_requests_running 1\b/)
  expect(text).toMatch(/process_resident_memory_bytes [1-9]/)
})

test('a log line tells what happened and nothing of who asked what', async () => {
  server.lines.length = 0
  const query = 'query ($t: String) { echo(text: $t) secret role @skip(if: false) }'
  const url = `${server.graphql}?query=${encodeURIComponent(query)}&variables=${encodeURIComponent('{"t":"private-value"}')}`
  const response = await fetch(url, { headers: { 'user-agent': 'private-agent', 'x-forwarded-for': '203.0.113.7', cookie: 'private=1' } })
  await response.text()
  await server.post({ query: '{ role }' }, { authorization: 'Bearer private-key' })
  await server.post('{"query": private-body')
  await fetch(`${server.url}/metrics`)
  const lines = server.lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines).toContainEqual(
    expect.objectContaining({
      level: 'info',
      request: response.headers.get('x-request-id'),
      route: '/graphql',
      status: 200,
      statements: 3,
      codes: ['INTERNAL_SERVER_ERROR'],
    }),
  )
  expect(lines).toContainEqual(
    expect.objectContaining({
      level: 'error',
      reference: response.headers.get('x-request-id'),
      err: expect.objectContaining({ name: 'Error' }),
    }),
  )
  expect(server.lines.join('')).not.toMatch(/private|203\.0\.113|127\.0\.0\.1|echo\(/)
})

test('a port that is taken is refused with the way out', async () => {
  await expect(serveSmall({ port: new URL(server.url).port })).rejects.toThrow(
    /Port \d+ of 127\.0\.0\.1 is in use by another program\. Take another one: --port N/,
  )
})
