import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleFolder, graphiqlPage } from '../../src/server/graphiql-page.ts'
import { serveSmall } from '../server/small-server.ts'
import { landingOfAreas } from './landing-of-areas.ts'

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
let server: Awaited<ReturnType<typeof serveSmall>>
beforeAll(async () => {
  if (!existsSync(join(bundleFolder, 'graphiql.js')))
    execFileSync(process.execPath, [fileURLToPath(new URL('../../web/build.mjs', import.meta.url))])
  server = await serveSmall({}, { landing: landingOfAreas })
})
afterAll(() => server.close())

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(new URL(path, server.url), { headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const addresses = (html: string) =>
  [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => (address ?? '').replaceAll('&amp;', '&'))

describe('the landing page', () => {
  test('says what this is and what to mind, in the language of the reader', async () => {
    const { status, headers, text } = await get('/', { 'accept-language': 'nn-NO' })
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(text).toContain('<html lang="nb">')
    expect(text).toContain('<h1>Områder &lt;og&gt; mer</h1>')
    expect(text).toContain('Alt her er syntetisk.')
    expect((await get('/', { 'accept-language': 'fr' })).text).toContain('All of this is synthetic &amp; &quot;made up&quot;.')
  })

  test('has no markup but its own, whatever titles and queries hold', async () => {
    const { text } = await get('/')
    expect(text).not.toMatch(/<script|<b>hei/)
    expect(text).toContain('A text &lt;/script&gt;')
  })

  test('links to what answers, and to nothing outside', async () => {
    for (const address of addresses((await get('/')).text).filter((one) => !one.startsWith('data:'))) {
      expect(address).not.toMatch(/^(https?:)?\/\//)
      expect([address, (await get(address, browser)).status]).toEqual([address, 200])
    }
  })

  test('offers each example as an address that also runs it', async () => {
    const examples = addresses((await get('/')).text).filter((one) => one.startsWith('graphql?query='))
    expect(examples).toHaveLength(2)
    expect(JSON.parse((await get(examples[1] ?? '')).text)).toMatchObject({ data: { echo: '<b>hei</b>' } })
  })

  test('says so where there is no release yet', async () => {
    const empty = await serveSmall({}, { release: () => null })
    expect(await (await fetch(empty.url)).text()).toContain('no release to answer from yet')
    await empty.close()
  })
})

describe('GraphiQL', () => {
  test('comes to browsers only, with or without a query in the address', async () => {
    for (const path of ['/graphql', '/graphql?query=%7Brole%7D']) {
      const { headers, text } = await get(path, browser)
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(headers.get('vary')).toMatch(/Accept/)
      expect(text).toContain('<div id="graphiql">')
    }
    for (const accept of ['*/*', 'application/json', 'application/graphql-response+json', 'application/json, text/html;q=0.5'])
      expect((await get('/graphql?query=%7Brole%7D', { accept })).text).toContain('"role":"public"')
  })

  test('gets the examples as data that cannot end its element', async () => {
    const { text } = await get('/graphql', browser)
    const data = /<script type="application\/json" id="kartlag">(.*?)<\/script>/s.exec(text)?.[1] ?? ''
    expect(JSON.parse(data).examples).toEqual([
      { query: '# Areas within areas\nquery Areas {\n  areas {\n    code\n  }\n}' },
      { query: expect.stringMatching(/^# A text <\/script>/), variables: { text: '<b>hei</b>' } },
    ])
    expect(text.match(/<script/g)).toHaveLength(2)
  })

  test('and every file it consists of come from this server, packed where the browser can unpack', async () => {
    const files = readdirSync(bundleFolder).filter((name) => !name.endsWith('.gz'))
    expect(files).toEqual(
      expect.arrayContaining(['graphiql.js', 'graphiql.css', 'editor.worker.js', 'json.worker.js', 'graphql.worker.js']),
    )
    for (const name of files) {
      const { status, headers, text } = await get(`/assets/${name}`, { 'accept-encoding': 'gzip' })
      expect([name, status]).toEqual([name, 200])
      if (/\.(js|css)$/.test(name)) expect([name, headers.get('content-encoding')]).toEqual([name, 'gzip'])
      if (name.endsWith('.js')) expect(headers.get('content-type')).toMatch(/javascript/)
      if (name.startsWith('chunk-')) expect(headers.get('cache-control')).toMatch(/immutable/)
      expect(text).not.toMatch(
        /(?:import|importScripts|Worker|fetch)\(\s*["'`](?:https?:)?\/\/|@import|url\(\s*["']?(?:https?:)?\/\/|from\s*["']https?:/,
      )
    }
    for (const address of addresses((await get('/graphql', browser)).text).filter((one) => !one.startsWith('data:')))
      expect([address, (await get(address)).status]).toEqual([address, 200])
  })

  test('may load nothing from elsewhere even if it wanted to', async () => {
    const policy = (await get('/graphql', browser)).headers.get('content-security-policy')
    expect(policy).toMatch(/default-src 'none'; script-src 'self';.*connect-src 'self'/)
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/)
  })

  test('says how to get it where it was not bundled', () => {
    const page = graphiqlPage({ title: 'Areas', notice: null, examples: [] }, mkdtempSync(join(tmpdir(), 'kartlag-empty-')))
    expect(page).toMatch(/not bundled here.*node web\/build\.mjs/s)
    expect(page).not.toContain('<script')
  })
})

test('the schema is there as text', async () => {
  const { headers, text } = await get('/schema.graphql')
  expect([headers.get('content-type'), headers.get('kartlag-release')]).toEqual(['text/plain; charset=utf-8', 'r1'])
  expect(text).toContain('type Query {')
})
