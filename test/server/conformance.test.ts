import { auditServer } from 'graphql-http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveSmall } from './small-server.ts'

let server: Awaited<ReturnType<typeof serveSmall>>
beforeAll(async () => {
  server = await serveSmall()
})
afterAll(() => server.close())

test('every audit of GraphQL over HTTP passes, without a header that browsers do not send', async () => {
  const results = await auditServer({ url: server.graphql })
  const failed = results.filter((one) => one.status !== 'ok').map((one) => `${one.id} ${one.name}: ${'reason' in one ? one.reason : ''}`)
  expect(failed).toEqual([])
  expect(results).toHaveLength(61)
})
