import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveSmall } from '../server/small-server.ts'
import { findBrowser, openPage } from './browser.ts'
import { landingOfAreas } from './landing-of-areas.ts'

const program = findBrowser()
if (!program) console.warn('SKIPPED: no Chromium on this machine, so the pages are not tried in a browser (set CHROME_PATH or install one)')

describe.skipIf(!program)('in a real browser', () => {
  let server: Awaited<ReturnType<typeof serveSmall>>
  let page: Awaited<ReturnType<typeof openPage>>
  beforeAll(async () => {
    server = await serveSmall({}, { landing: landingOfAreas })
    page = await openPage(program ?? '')
  })
  afterAll(async () => {
    await page.close()
    await server.close()
  })

  test('an example of the landing page opens in GraphiQL, runs, and nothing is loaded from elsewhere', async () => {
    await page.go(server.url)
    await page.until(`document.querySelector('.examples a')`)
    await page.later(`document.querySelectorAll('.examples a')[1].click()`)
    await page.until(`document.querySelector('.graphiql-query-editor .view-lines')?.textContent.includes('echo')`)
    await page.evaluate(`document.querySelector('.graphiql-execute-button').click()`)
    const answer = await page.until(`document.querySelector('.result-window .view-lines')?.textContent.includes('<b>hei</b>')`)
    expect(answer).toBe(true)
    expect(page.requested.filter((url) => !url.startsWith(server.url) && !url.startsWith('data:'))).toEqual([])
    expect(page.complaints).toEqual([])
  })

  test('GraphiQL opens with one tab per example and shows the documentation of the schema', async () => {
    await page.evaluate('localStorage.clear()')
    await page.go(server.graphql)
    await page.until(`document.querySelectorAll('.graphiql-tab').length === 2`)
    expect(await page.until(`document.querySelector('.notice')?.textContent`)).toBe('All of this is synthetic & "made up".')
    await page.evaluate(`document.querySelector('.graphiql-sidebar button').click()`)
    await page.until(`document.querySelector('.graphiql-doc-explorer')?.textContent.includes('Query')`)
    expect(page.complaints).toEqual([])
  })
})
