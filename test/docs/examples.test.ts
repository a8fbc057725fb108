import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readExamples } from '../../src/server/examples.ts'
import { root } from '../shipped/build.ts'
import { serveShipped, type ShippedServer } from '../shipped/serve.ts'
import { buildTime, shippedData } from '../shipped/shipped.ts'

let server: ShippedServer
beforeAll(async () => {
  server = await serveShipped(await shippedData())
}, buildTime)
afterAll(() => server?.stop())

const examples = readExamples(join(root, 'seeds'))

it('every example has a title of its own in its first line', () => {
  expect(examples.length).toBe(readdirSync(join(root, 'seeds/examples')).length)
  expect(examples.length).toBeGreaterThanOrEqual(8)
  expect(new Set(examples.map(({ title }) => title)).size).toBe(examples.length)
  for (const { query, title } of examples) expect(query.split('\n')[0]).toBe(`# ${title}`)
})

// Not worked out in this version: standard errors and the limits made of them.
const notYet = /_(se|lower|upper)$/

/** Paths of an answer without positions, and whether a value stands anywhere at or below each. */
const valuesOf = (value: unknown, path: string, found: Map<string, boolean>): boolean => {
  const inside = Array.isArray(value)
    ? value.map((item) => valuesOf(item, path, found))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).map(([key, item]) => valuesOf(item, path === '' ? key : `${path}.${key}`, found))
      : [value !== null && value !== '']
  if (!notYet.test(path)) found.set(path, (found.get(path) ?? false) || inside.includes(true))
  return inside.includes(true)
}

it.each(examples)('$title: runs without an error, and every field it asks for has a value somewhere', async ({ query }) => {
  const { data, errors } = await server.ask(query)
  expect(errors).toBeUndefined()
  const found = new Map<string, boolean>()
  valuesOf(data, '', found)
  expect([...found].filter(([, has]) => !has).map(([path]) => path)).toEqual([])
  expect(JSON.stringify(data).length).toBeGreaterThan(500)
})

it('one municipality is shown over every subject there is', async () => {
  const example = examples.find(({ title }) => title.startsWith('One municipality over all'))
  const { data } = await server.ask('{ indicators { edges { node { subject field } } } }')
  const { edges } = (data as { indicators: { edges: { node: { field: string } }[] } }).indicators
  for (const field of new Set(edges.map(({ node }) => node.field))) expect(example?.query).toMatch(new RegExp(`^ {4}${field}\\(`, 'm'))
})
