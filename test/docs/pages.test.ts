import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, normalize } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../src/commands/commands.ts'
import { root } from '../shipped/build.ts'
import { serveShipped, type ShippedServer } from '../shipped/serve.ts'
import { buildTime, shippedData } from '../shipped/shipped.ts'
import { shown } from './answers.ts'
import { addressesIn, postedIn } from './addresses.ts'
import { blocksOf, commandsOf, pages, queriesOf } from './documents.ts'
import { lackingFor, runScript } from './scripts.ts'
import { settingsTable, tableOfSettings } from './settings.ts'
import { runLine } from './shell.ts'

const origin = 'http://127.0.0.1:4000'
const all = pages()
const blocks = all.flatMap(blocksOf)
const place = ({ file, line }: { file: string; line: number }) => `${file}:${line}`

let server: ShippedServer
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kartlag-docs-'))
  cpSync(await shippedData(), join(folder, 'data'), { recursive: true })
  for (const name of ['seeds', 'test']) symlinkSync(join(root, name), join(folder, name))
  server = await serveShipped(join(folder, 'data'))
}, buildTime)
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true })
})

const queries = all.flatMap(queriesOf).map((query) => ({ ...query, name: place(query) }))
describe('queries on the pages', () => {
  it.each(queries.filter(({ answer }) => answer === null))('$name runs without an error', async ({ text }) => {
    const { data, errors } = await server.ask(text)
    expect(errors).toBeUndefined()
    expect(data).toBeTruthy()
  })
  it.each(queries.filter(({ answer }) => answer !== null))('$name has the answer below it; else: npm run docs', async ({ text, answer }) => {
    expect(answer?.text).toBe(shown(await server.ask(text)))
  })
  it('the first page begins with a query and its answer', () => {
    expect(queriesOf({ file: 'README.md', text: readFileSync(join(root, 'README.md'), 'utf8') })[0]?.answer).toBeTruthy()
  })
})

const written = all.flatMap(commandsOf)
const lines = written.filter((one, index) => written.findIndex(({ command }) => command === one.command) === index).map((one) => ({ ...one, name: `${place(one)} ${one.command}` }))
const kartlag = lines.filter(({ command }) => command.startsWith('npx kartlag '))
const curl = lines.filter(({ command }) => command.startsWith('curl '))
const npm = lines.filter(({ command }) => command.startsWith('npm '))
describe('commands on the pages', () => {
  const run = (command: string) =>
    runLine(command.replace('npx kartlag', `'${process.execPath}' '${join(root, 'bin/kartlag.cjs')}'`).replaceAll(origin, server.url), {
      cwd: folder,
      env: { ...process.env, no_proxy: '127.0.0.1' },
    })
  it('are of kinds that are tried here', () => {
    expect(lines.filter((one) => !kartlag.includes(one) && !curl.includes(one) && !npm.includes(one))).toEqual([])
  })
  it('kartlag: every command is one of the program', () => {
    const names = commands.map(({ name }) => name)
    for (const { command } of kartlag) expect(names).toContain(command.split(' ')[2])
  })
  it('npm: start, test and refresh are scripts of the package, and the suite is what runs everywhere', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
    expect(npm.map(({ command }) => command)).toEqual(['npm ci && npm start', 'npm ci && npm test', 'npm run dashboard'])
    expect(scripts.dashboard).toMatch(/^npm run codegen && esbuild docs\/dashboard\/dashboard\.ts /)
    expect(scripts.start).toBe('node bin/kartlag.cjs serve')
    expect(scripts.test).toContain('vitest run')
    expect(readFileSync(join(root, '.ci/run'), 'utf8')).toMatch(/^npm ci\nnpm test$/m)
  })
  it.for(kartlag.filter(({ command }) => !/kartlag serve (?!--help)/.test(command)))('$name', { timeout: buildTime }, async ({ command, more, shown }) => {
    const { code, out, error } = await run(command)
    expect([code, error.trim()]).toEqual(more === 'refused' ? [1, expect.stringMatching(/^error: /)] : [0, ''])
    expect(command.includes(' -o ') || out.length > 0).toBe(true)
    for (const line of shown) expect(out.split('\n')).toContain(line)
  })
  it.each(kartlag.filter(({ command }) => /kartlag serve (?!--help)/.test(command)))('$name has options that there are', async ({ command }) => {
    const { out } = await run('npx kartlag serve --help')
    for (const [option] of command.matchAll(/--[a-z-]+/g)) expect(out).toContain(option)
  })
  it.each(curl)('$name', async ({ command }) => {
    const { code, out } = await run(command.replace('curl ', 'curl --silent --show-error --fail '))
    expect(code).toBe(0)
    expect(out.length).toBeGreaterThan(10)
    expect(out).not.toContain('"errors"')
  })
})

describe('programs on the pages', () => {
  const programs = blocks.filter(({ language }) => ['r', 'python', 'js'].includes(language)).map((block) => ({ ...block, name: place(block) }))
  const scripts = programs.filter(({ language }) => language !== 'js').map((block) => ({ ...block, lacks: lackingFor(block) }))
  it.each(scripts.filter(({ lacks }) => lacks === ''))('$name runs as it stands', async (block) => {
    expect(await runScript({ ...block, text: block.text.replaceAll(origin, server.url) }, folder)).toMatchObject({ code: 0 })
  })
  it.skip.each(scripts.filter(({ lacks }) => lacks !== ''))('$name was not run: $lacks', () => undefined)
  it.each(programs.filter(({ language }) => language === 'js'))('$name runs as it stands', async ({ text }) => {
    const program = new Function(`return (async () => { ${text.replaceAll(origin, server.url)}; return { data, extensions } })()`) as () => Promise<{
      data: unknown
      extensions: { release: string }
    }>
    const { data, extensions } = await program()
    expect(JSON.stringify(data)).toContain('"values":[')
    expect(extensions.release).toMatch(/^[0-9a-f]{12}$/)
  })
})

describe('addresses on the pages', () => {
  const addresses = all.flatMap((page) => addressesIn(page.text).map((address) => ({ file: page.file, address })))
  const asked = addresses.filter(({ file, address }) => file.startsWith('docs/connect/') || /\/data\//.test(address))
  it.each(asked)('$file: $address answers', async ({ address }) => {
    const answer = await fetch(address.replace(origin, server.url))
    expect([answer.status, answer.status === 200 ? '' : await answer.text()]).toEqual([200, ''])
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100)
  })
  it('are found in code of Power Query too, put together from their parts', () => {
    expect(asked.filter(({ file }) => file.endsWith('power-query.md')).map(({ address }) => address)).toContain(`${origin}/data/workforce.csv?indicators=fte&by=age_group&at=municipality`)
  })
  const posted = all.flatMap((page) => postedIn(page.text).map((query) => ({ file: page.file, ...query })))
  it.each(posted)('$file: what Power Query posts is answered with flat rows and their types', async ({ query, variables }) => {
    const answer = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) })
    const { data, errors } = (await answer.json()) as { data: { waitingLists: { table: { records: Record<string, unknown>[]; columns: { name: string; kind: string }[] } } }; errors?: unknown }
    expect(errors).toBeUndefined()
    const { records, columns } = data.waitingLists.table
    expect(records.length).toBeGreaterThan(10)
    for (const record of records) expect(Object.keys(record)).toEqual(columns.map(({ name }) => name))
    expect(new Set(columns.map(({ kind }) => kind))).toEqual(new Set(['INTEGER', 'FLOAT', 'DATE', 'STRING']))
  })
  it('Power Query posts something', () => {
    expect(posted.length).toBeGreaterThan(0)
  })
})

describe('what the pages name', () => {
  const slug = (heading: string) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-')
  const links = all.flatMap(({ file, text }) =>
    [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => ({ file, target })).filter(({ target }) => !target.startsWith('http')),
  )
  it.each(links)('$file: $target is there', ({ file, target }) => {
    const [path = '', anchor] = target.split('#')
    const found = path === '' ? file : normalize(join(dirname(file), path))
    expect(existsSync(join(root, found))).toBe(true)
    if (anchor === undefined) return
    const headings = [...readFileSync(join(root, found), 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => slug(heading))
    expect(headings).toContain(anchor)
  })
  it('every setting stands in the table with its default and meaning; else: npm run docs', () => {
    const table = settingsTable.exec(readFileSync(join(root, 'docs/operate.md'), 'utf8'))?.[0]
    expect(table).toBe(tableOfSettings())
  })
  it('every command of the program stands in the guide to operation', () => {
    const guide = readFileSync(join(root, 'docs/operate.md'), 'utf8')
    for (const { name } of commands) expect(guide).toContain(`| \`kartlag ${name}`)
  })
  it('every folder of the repository stands in the first page', () => {
    const folders = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^\| `(\w+)\/` \|/gm)].map(([, name = '']) => name)
    for (const name of folders) expect(existsSync(join(root, name))).toBe(true)
    for (const name of ['seeds', 'warehouse', 'src', 'schema', 'test', 'web', 'bench', 'docs']) expect(folders).toContain(name)
  })
})
