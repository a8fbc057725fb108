import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addKey } from '../../src/server/keys.ts'
import { serveSmall, type Answer } from './small-server.ts'

const folders: string[] = []
const folderOf = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'kartlag-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const echo = 'query Echo($text: String) {\n  echo(text: $text)\n}\n'
const files = {
  'echo.graphql': echo,
  'list.json': JSON.stringify({ abc123: '{ language }' }),
  'manifest.json': JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations: [{ id: 'm1', name: 'Role', type: 'query', body: 'query Role { role }' }] }),
  'notes.txt': 'not read',
}

let open: Awaited<ReturnType<typeof serveSmall>>
let locked: Awaited<ReturnType<typeof serveSmall>>
beforeAll(async () => {
  open = await serveSmall({ documents: folderOf(files) })
  locked = await serveSmall({ documents: folderOf(files), onlyPersisted: true })
})
afterAll(async () => {
  for (const server of [open, locked]) await server.close()
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const get = async (server: typeof open, search: string, headers: Record<string, string> = {}): Promise<Answer & { status: number }> => {
  const answer = await fetch(`${server.graphql}?${search}`, { headers })
  return { status: answer.status, ...((await answer.json()) as Answer) }
}
const variables = `variables=${encodeURIComponent('{"text":"hei"}')}`
const persisted = (query: string) => `extensions=${encodeURIComponent(JSON.stringify({ persistedQuery: { version: 1, sha256Hash: sha256(query) } }))}`

describe('a document', () => {
  test('is answered by its name, id or checksum, by GET and POST', async () => {
    for (const server of [open, locked])
      for (const id of ['echo', sha256(echo), `sha256:${sha256(echo)}`]) {
        expect((await get(server, `documentId=${id}&${variables}`)).data).toEqual({ echo: 'hei' })
        expect((await server.post({ documentId: id, variables: { text: 'hei' } })).json.data).toEqual({ echo: 'hei' })
      }
    expect((await get(locked, 'documentId=abc123')).data).toEqual({ language: 'en' })
    expect((await get(locked, 'documentId=m1')).data).toEqual({ role: 'public' })
    expect((await get(locked, `${persisted(echo)}&${variables}`)).data).toEqual({ echo: 'hei' })
  })

  test('that nobody knows is told, with the nearest', async () => {
    const { status, errors } = await get(open, 'documentId=ecko')
    expect([status, errors?.[0]?.message, errors?.[0]?.extensions.code]).toEqual([404, "This server knows no document 'ecko': it knows 3; nearest: echo.", 'PERSISTED_QUERY_NOT_FOUND'])
  })

  test('has its own answers kept like any other', async () => {
    const answer = () => fetch(`${locked.graphql}?documentId=echo&variables=${encodeURIComponent('{"text":"kept"}')}`)
    expect([(await answer()).headers.get('cache-status'), (await answer()).headers.get('cache-status')]).toEqual(['kartlag; fwd=miss', 'kartlag; hit'])
  })
})

describe('a server of documents only', () => {
  test('refuses every other text of the public, and says how to ask', async () => {
    for (const query of ['{ echo(text: "other") }', '{ __schema { queryType { name } } }', '{', `${echo} fragment F on Query { role }`]) {
      const { status, errors } = await get(locked, `query=${encodeURIComponent(query)}`)
      expect([status, errors?.[0]?.extensions.code]).toEqual([403, 'PERSISTED_QUERY_NOT_IN_LIST'])
      expect(errors?.[0]?.message).toMatch(/it knows 3.*documentId/)
      expect((await locked.post({ query })).status).toBe(403)
    }
    for (const body of [{}, [{ query: '{ role }' }], { extensions: { persistedQuery: { version: 1, sha256Hash: sha256('{ role }') } } }])
      expect((await locked.post(body)).status).toBe(403)
    const smuggled = { query: '{ secret }', extensions: { persistedQuery: { version: 1, sha256Hash: sha256(echo) } } }
    const { status, json } = await locked.post(smuggled)
    expect([status, json.data, json.errors?.[0]?.extensions.code]).toEqual([400, undefined, 'BAD_USER_INPUT'])
  })

  test('answers the text of a document, whatever its spaces', async () => {
    expect((await locked.post({ query: echo, variables: { text: 'hei' } })).json.data).toEqual({ echo: 'hei' })
    expect((await locked.post({ query: 'query Echo($text:String){echo(text:$text)}', variables: { text: 'hei' } })).json.data).toEqual({ echo: 'hei' })
  })

  test('answers a researcher whatever it asks', async () => {
    const key = await addKey(locked.data, 'ada')
    expect((await locked.post({ query: '{ language }' }, { authorization: `Bearer ${key}` })).json.data).toEqual({ language: 'en' })
  })
})

describe('automatic persisted queries', () => {
  test('are sent once with their text, then by checksum alone', async () => {
    const query = '{ echo(text: "once") }'
    const first = await get(open, persisted(query))
    expect(first.errors?.[0]?.extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND')
    expect((await get(open, `query=${encodeURIComponent(query)}&${persisted(query)}`)).data).toEqual({ echo: 'once' })
    expect((await get(open, persisted(query))).data).toEqual({ echo: 'once' })
    const other = await get(open, `query=${encodeURIComponent('{ role }')}&${persisted(query)}`)
    expect([other.status, other.errors?.[0]?.message]).toEqual([400, expect.stringMatching(/sha256Hash is not the SHA-256 of the query/)])
    const unversioned = await get(open, persisted(query).replace('%22version%22%3A1%2C', ''))
    expect([unversioned.status, unversioned.errors?.[0]?.message]).toEqual([400, 'extensions.persistedQuery.version is left out; it takes 1.'])
  })
})

describe('a folder that is not right', () => {
  for (const [name, given, said] of [
    ['none', {}, /has no \.graphql file and no \.json list/],
    ['a field that is not there', { 'a.graphql': '{\n  rolle\n}' }, /a\.graphql:2:3: document 'a' is not right: Cannot query field "rolle".*Did you mean "role"/],
    ['no GraphQL', { 'a.graphql': '{' }, /document 'a' is not right: Syntax Error/],
    ['two operations', { 'a.graphql': 'query A { role } query B { role }' }, /it has 2 operations/],
    ['two of a name', { 'a.graphql': '{ role }', 'b.json': '{"a": "{ language }"}' }, /another document named 'a'/],
    ['no list', { 'b.json': '[1]' }, /b\.json is no list of documents/],
  ] as const)
    test(`${name}: the server does not start, and says why`, async () => {
      await expect(serveSmall({ documents: folderOf(given) })).rejects.toThrow(said)
    })

  test('not there at all: the same', async () => {
    await expect(serveSmall({ documents: '/nowhere' })).rejects.toThrow(/no such folder/)
  })
})
