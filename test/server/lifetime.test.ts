import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql'
import { afterEach, describe, expect, test } from 'vitest'
import type { Endpoint } from '../../src/server/endpoint.ts'
import { serveSmall } from './small-server.ts'

let server: Awaited<ReturnType<typeof serveSmall>> | undefined
afterEach(() => server?.close().then(() => (server = undefined)))
const start = async (...how: Parameters<typeof serveSmall>) => (server = await serveSmall(...how))

describe('a request ends', () => {
  test('when the client hangs up: its signal is aborted and it is finished once', async () => {
    let finished = 0
    const { graphql, watch } = await start(
      {},
      {
        context: (asking) => ({ ...asking, release: { key: 'r1' }, statements: () => 0, finished: () => void (finished += 1) }),
      },
    )
    const hangUp = new AbortController()
    const asked = fetch(graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ waits }"}',
      signal: hangUp.signal,
    })
    await watch.running
    hangUp.abort()
    await expect(asked).rejects.toThrow()
    expect(await watch.aborted).toMatchObject({ message: expect.stringMatching(/hung up/) })
    await server?.close()
    expect(finished).toBe(1)
  })

  test('when its time is over: 504 with the limit, and its signal is aborted', async () => {
    const { post, watch } = await start({ requestSeconds: 1 })
    const { status, headers, json } = await post({ query: '{ waits }' })
    expect([status, json.errors?.[0]?.extensions.code, headers.get('kartlag-release')]).toEqual([504, 'TIMEOUT', 'r1'])
    expect(json.errors?.[0]?.message).toMatch(/longer than 1 seconds, which is the limit\. Ask for fewer/)
    await watch.aborted
  })

  test('when its headers do not come: 408', async () => {
    const { url } = await start({ headerSeconds: 1 })
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname).setEncoding('utf8')
    socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\nX-Slow: ')
    let answer = ''
    socket.on('data', (chunk: string) => (answer += chunk))
    await once(socket, 'close')
    expect(answer).toMatch(/^HTTP\/1\.1 408 .*REQUEST_TIMEOUT/s)
  })
})

describe('the server ends', () => {
  test('after running requests are answered, and refuses new ones meanwhile', async () => {
    let closed = false
    const { post, close, url, watch } = await start({}, { close: async () => void (closed = true) })
    const running = post({ query: '{ takes(ms: 300) }' })
    await watch.running
    const closing = close()
    expect((await running).json.data).toEqual({ takes: 'done' })
    await closing
    expect(closed).toBe(true)
    await expect(fetch(url)).rejects.toThrow()
    server = undefined
  })

  test('in spite of a request that does not, when its patience is over', async () => {
    const { post, close, watch } = await start({ shutdownSeconds: 1 })
    const running = post({ query: '{ waits }' }).catch((error: Error) => error)
    await watch.running
    const started = performance.now()
    await close()
    expect(performance.now() - started).toBeLessThan(5000)
    expect(await running).toBeInstanceOf(Error)
    server = undefined
  })

  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    test(`on ${signal}, once the running request is answered, with exit code 0`, async () => {
      const program = fileURLToPath(new URL('stoppable-server.ts', import.meta.url))
      const child = spawn(process.execPath, ['--import', 'tsx', program], { stdio: ['ignore', 'pipe', 'inherit'] })
      const ended = once(child, 'exit')
      const [url] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
      const answered = new Promise<string>((resolve, reject) => {
        const sent = request(`${url.trim()}/graphql?query=%7Btakes(ms%3A500)%7D`, (response) => {
          response.setEncoding('utf8').once('data', resolve)
        })
        sent.on('error', reject).end()
      })
      await once(child.stdout, 'data')
      child.kill(signal)
      expect(await answered).toContain('"done"')
      expect(await ended).toEqual([0, null])
    })
})

describe('releases', () => {
  test('a new release is served from its own schema, while the request before keeps its own', async () => {
    const schemaOf = (answer: string) =>
      new GraphQLSchema({
        query: new GraphQLObjectType({ name: 'Query', fields: { which: { type: GraphQLString, resolve: () => answer } } }),
      })
    let key = 'r1'
    const schemas: Record<string, GraphQLSchema> = { r1: schemaOf('one'), r2: schemaOf('two') }
    const overrides: Partial<Endpoint> = {
      schema: () => schemas[key] as GraphQLSchema,
      release: () => ({ key }),
      context: (asking) => ({ ...asking, release: { key }, statements: () => 0 }),
    }
    const { post } = await start({}, overrides)
    const asked = Array.from({ length: 40 }, (_, at) => {
      if (at === 20) key = 'r2'
      return post({ query: '{ which }' })
    })
    const answers = await Promise.all(asked)
    expect(
      new Set(answers.map(({ json, headers }) => `${json.data?.which} ${json.extensions?.release} ${headers.get('kartlag-release')}`)),
    ).toEqual(new Set(['two r2 r2']))
    key = 'r1'
    expect((await post({ query: '{ which }' })).text).toBe('{"data":{"which":"one"},"extensions":{"release":"r1"}}\n')
  })

  test('without a release nothing is answered but 503', async () => {
    const { post, url } = await start({}, { release: () => null })
    const { status, json } = await post({ query: '{ role }' })
    expect([status, json.errors?.[0]?.extensions.code]).toEqual([503, 'NOT_READY'])
    expect((await fetch(`${url}/ready`)).status).toBe(503)
    expect((await fetch(`${url}/schema.graphql`)).status).toBe(503)
    expect((await fetch(`${url}/health`)).status).toBe(200)
    expect((await fetch(`${url}/`)).status).toBe(200)
  })
})
