import { build } from 'esbuild'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { root } from '../shipped/build.ts'
import { serveShipped, type ShippedServer } from '../shipped/serve.ts'
import { buildTime, shippedData } from '../shipped/shipped.ts'
import { findBrowser, openPage } from '../web/browser.ts'
import { runLine } from './shell.ts'

let server: ShippedServer
let folder: string
const run = (line: string) => runLine(line, { cwd: folder, env: process.env })
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kartlag-dashboard-'))
  mkdirSync(join(folder, 'docs'))
  for (const name of ['docs/dashboard', 'schema/schema.graphql', 'tsconfig.json', 'package.json'])
    cpSync(join(root, name), join(folder, name), { recursive: true, filter: (path) => !/generated|dashboard\.js/.test(path) })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  server = await serveShipped(await shippedData())
  expect(await run('npm run --silent codegen')).toMatchObject({ code: 0 })
}, buildTime)
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true })
})

const dashboard = (name: string) => join(folder, 'docs/dashboard', name)

it('the queries of the dashboard have types, and what there is not is an error of the compiler', async () => {
  writeFileSync(
    dashboard('mistakes.ts'),
    `import { askAt } from './endpoint.ts'
import { ChoicesDocument, WaitingDocument } from './generated/graphql.ts'
const ask = askAt('')
const { waitingLists } = await ask(WaitingDocument, { indicator: 'SHARE_WITH_LIST', area: '46' })
export const value: number | null | undefined = waitingLists.series[0]?.points[0]?.value
// @ts-expect-error: it may be null
export const known: number = waitingLists.series[0]!.points[0]!.value
// @ts-expect-error: there is no such field
export const field = waitingLists.series[0]?.points[0]?.valeu
// @ts-expect-error: there is no such indicator
void ask(WaitingDocument, { indicator: 'SHARE_WITH_LISTS', area: '46' })
// @ts-expect-error: the area is left out
void ask(WaitingDocument, { indicator: 'SHARE_WITH_LIST' })
// @ts-expect-error: there is no such language
void ask(ChoicesDocument, { language: 'XX' })
`,
  )
  expect(await run('npx tsc -p docs/dashboard')).toMatchObject({ code: 0, out: '' })
  rmSync(dashboard('mistakes.ts'))
})

const browser = findBrowser()
it.skipIf(browser === null)('draws an indicator in a browser, with the numbers of the endpoint', { timeout: 60_000 }, async () => {
  await build({ entryPoints: [dashboard('dashboard.ts')], bundle: true, outfile: dashboard('dashboard.js'), logLevel: 'error' })
  const page = await openPage(browser ?? '')
  try {
    await page.go(`file://${dashboard('index.html')}?endpoint=${server.url}`)
    await page.until('document.querySelectorAll("#chart [data-value]").length > 0')
    const drawn = async () => JSON.parse((await page.evaluate('JSON.stringify([...document.querySelectorAll("#chart [data-value]")].map((one) => Number(one.dataset.value)))')) as string) as number[]
    const values = async (indicator: string, area: string) => {
      const { data } = await server.ask(`{ waitingLists(where: { area: ["${area}"] }) { series(indicator: ${indicator}, by: [SEVERITY]) { values } } }`)
      return (data as { waitingLists: { series: { values: (number | null)[] }[] } }).waitingLists.series.flatMap((one) => one.values).filter((value) => value !== null)
    }
    const country = (await page.evaluate('document.querySelector("#area").value')) as string
    expect(await drawn()).toEqual(await values('SHARE_WITH_LIST', country))
    expect(await page.evaluate('document.querySelectorAll("#chart .break").length')).toBeGreaterThan(0)
    expect(await page.evaluate('document.querySelector("#source").textContent')).toMatch(/must not be cited/)
    await page.evaluate('void (document.querySelector("#area").value = "46", document.querySelector("#indicator").value = "PERSONS_WAITING", document.querySelector("#area").dispatchEvent(new Event("change")))')
    await page.until('document.querySelectorAll("#chart [data-status=SUPPRESSED]").length > 0')
    expect(await drawn()).toEqual(await values('PERSONS_WAITING', '46'))
    expect(page.complaints).toEqual([])
  } finally {
    await page.close()
  }
})
