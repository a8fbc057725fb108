import { buildSchema, parse, type OperationDefinitionNode } from 'graphql'
import { describe, expect, test } from 'vitest'
import { complexityOf, nestingOf, refuseComplexity } from '../../src/server/complexity.ts'

const schema = buildSchema(`
  type Query { area: Area  areas: [Area!]!  indicators(first: Int): Connection  item: Item  grid: [[Area]] }
  interface Item { name: String }
  type Area implements Item { name: String  codes: [String]  parent: Area  children: [Area!]! }
  type Connection { edges: [Edge]  total: Int }
  type Edge { node: Area }
`)
const measure = (text: string, variables = {}, listSize = 10) => {
  const document = parse(text)
  return complexityOf(schema, document, document.definitions[0] as OperationDefinitionNode, variables, listSize)
}
const limits = { maxDepth: 15, maxFields: 1_000_000, assumedListSize: 10 }

describe('the number of values', () => {
  const cases: [string, number, number][] = [
    ['{ area { name } }', 2, 2],
    ['{ areas { name } }', 2, 1 + 10],
    ['{ areas { name codes parent { name } } }', 3, 1 + 10 * 4],
    ['{ areas { children { name } } }', 3, 1 + 10 * (1 + 10)],
    ['{ grid { name } }', 2, 1 + 100],
    ['{ indicators(first: 3) { total edges { node { name } } } }', 4, 1 + 1 + (1 + 3 * 2)],
    ['{ indicators { edges { node { name } } } }', 4, 1 + 1 + 10 * 2],
    ['{ item { ... on Area { parent { name } } name } }', 3, 1 + 2 + 1],
    ['{ area { ...F } } fragment F on Area { name parent { name } }', 3, 4],
    ['{ __schema { types { name fields { name } } } __typename }', 1, 2],
    ['query ($n: Int = 4) { indicators(first: $n) { edges { node { name } } } }', 4, 1 + 1 + 4 * 2],
    ['{ a: area { name } b: area { name } }', 2, 4],
  ]
  for (const [text, depth, fields] of cases)
    test(`of ${text} is ${fields}, ${depth} deep`, () => expect(measure(text)).toEqual({ depth, fields }))

  test('takes sizes of pages from variables, and of lists from the schema', () => {
    expect(measure('query ($n: Int) { indicators(first: $n) { edges { node { name } } } }', { n: 7 }).fields).toBe(1 + 1 + 7 * 2)
    const areas = schema.getQueryType()?.getFields().areas
    if (areas) areas.extensions = { size: 357 }
    expect(measure('{ areas { name } }').fields).toBe(1 + 357)
    if (areas) areas.extensions = {}
  })

  test('is reckoned once per fragment, however often it doubles', () => {
    const fragments = Array.from(
      { length: 600 },
      (_, i) => `fragment f${i} on Area { a: parent { ...f${i + 1} } b: parent { ...f${i + 1} } }`,
    )
    const started = performance.now()
    expect(measure(`{ area { ...f0 } } ${fragments.join(' ')} fragment f600 on Area { name }`).fields).toBeGreaterThan(1e100)
    // Reckoned anew each time it would not end at all.
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

test('a limit that is passed is named, with the way to stay under it', () => {
  expect(() => refuseComplexity({ depth: 16, fields: 1 }, limits)).toThrow(
    'This query is 16 levels deep; the limit is 15. Ask for the inner part in a query of its own.',
  )
  expect(() => refuseComplexity({ depth: 1, fields: 2 ** 40 }, limits)).toThrow(
    /about 1099511627776 values; the limit is 1000000\. Nest fewer lists/,
  )
  expect(() => refuseComplexity({ depth: 1, fields: 2 ** 400 }, limits)).toThrow(/about 2\.6e\+120 values/)
  expect(() => refuseComplexity({ depth: 15, fields: 1_000_000 }, limits)).not.toThrow()
})

test('nesting of brackets is counted without parsing', () => {
  expect([nestingOf('{ a(b: [1, [2]]) { c } d { e { f } } }'), nestingOf('}}}'), nestingOf('')]).toEqual([4, 0, 0])
})
