import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveSmall } from './small-server.ts'

let server: Awaited<ReturnType<typeof serveSmall>>
beforeAll(async () => {
  server = await serveSmall()
})
afterAll(() => server.close())

describe('what went wrong inside', () => {
  for (const field of ['secret', 'secretInGraphQL', 'notANumber'])
    test(`${field}: no SQL, path or stack leaves, but the reference of the request does`, async () => {
      const { status, headers, text, json } = await server.post({ query: `{ role ${field} }` })
      expect(status).toBe(200)
      expect(text).not.toMatch(/SELECT|fact_secret|\/srv|warehouse\.duckdb|\.ts/)
      expect(json.data).toEqual({ role: 'public', [field]: null })
      expect(json.errors?.[0]).toMatchObject({
        path: [field],
        extensions: { code: 'INTERNAL_SERVER_ERROR', reference: headers.get('x-request-id') },
      })
    })

  test('a value that may not be null is a fault of ours, not of the user', async () => {
    const { json } = await server.post({ query: '{ mandatory }' })
    expect([json.data, json.errors?.[0]?.extensions.code]).toEqual([null, 'INTERNAL_SERVER_ERROR'])
  })

  test('a context that cannot be made is a masked 500', async () => {
    const broken = await serveSmall(
      {},
      {
        context: () => {
          throw new Error('/srv/secret/warehouse.duckdb is gone')
        },
      },
    )
    const { status, text, json } = await broken.post({ query: '{ role }' })
    await broken.close()
    expect([status, json.errors?.[0]?.extensions.code]).toEqual([500, 'INTERNAL_SERVER_ERROR'])
    expect(text).not.toContain('/srv')
  })
})

describe('what the user did wrong', () => {
  test('is told in full', async () => {
    const { status, json } = await server.post({ query: '{ wrongUse }' })
    expect(status).toBe(200)
    expect(json.errors?.[0]).toMatchObject({
      message: "Unknown member 'mlid' in `severity`; did you mean 'mild'?",
      path: ['wrongUse'],
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })

  test('is BAD_USER_INPUT too where graphql-js finds it while running', async () => {
    const { json } = await server.post({ query: 'query ($c: Boolean = true) { role @skip(if: $c) }', variables: { c: null } })
    expect(json.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })

  test('is 400 for clients of application/graphql-response+json and 200 for others', async () => {
    const strict = await server.post({ query: '{ nothing }' }, { accept: 'application/graphql-response+json' })
    const lax = await server.post({ query: '{ nothing }' }, { accept: 'application/json' })
    expect([strict.status, lax.status]).toEqual([400, 200])
    expect(strict.json.errors).toEqual(lax.json.errors)
  })
})

describe('too much to do', () => {
  test('an overload is 503 with Retry-After where nothing else was answered', async () => {
    const { status, headers, json } = await server.post({ query: '{ overloaded more: overloaded }' })
    expect([status, headers.get('retry-after')]).toEqual([503, '1'])
    expect(json.data).toBeUndefined()
    expect(json.errors?.map((one) => one.extensions.code)).toEqual(['OVERLOADED', 'OVERLOADED'])
    expect(json.errors?.[0]?.message).toMatch(/Try again in a second/)
  })

  test('an overload is an error beside the data where something else was answered', async () => {
    const { status, json } = await server.post({ query: '{ role overloaded }' })
    expect([status, json.data, json.errors?.[0]?.extensions.code]).toEqual([200, { role: 'public', overloaded: null }, 'OVERLOADED'])
  })

  test('a statement over its time says the limit and the way out', async () => {
    const { status, json } = await server.post({ query: '{ slowStatement }' })
    expect(status).toBe(504)
    expect(json.errors?.[0]).toMatchObject({
      message: expect.stringMatching(/limit of 30 seconds\. Ask for fewer/),
      extensions: { code: 'TIMEOUT' },
    })
  })
})
