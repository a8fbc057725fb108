import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema } from 'graphql'
import { expect, test } from 'vitest'
import { untoldBreaks } from '../../schema/compatibility.ts'
import { printedSchema } from '../../schema/printed.ts'
import { libraries } from '../world/libraries.ts'
import { writeFolder } from '../world/write-seeds.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

test('nothing that the last release answered is refused now, unless the changelog says so under what is not released, as `Breaking: …`', () => {
  expect(untoldBreaks(buildSchema(read('schema/released.graphql')), buildSchema(read('schema/schema.graphql')), read('CHANGELOG.md'))).toEqual([])
})

const before = buildSchema('type Query { areas(level: Int): [String!] title: String! } enum Kind { A B }')
const after = (text: string) => buildSchema(text)

test('a field or value that is gone, an argument that is asked for and a null that may come break what there was', () => {
  const now = after('type Query { areas(level: Int!): [String!] title: String } enum Kind { A }')
  expect(untoldBreaks(before, now, '')).toEqual([
    'Query.areas arg level has changed type from Int to Int!.',
    'Query.title changed type from String! to String.',
    'B was removed from enum type Kind.',
  ])
})

test('what is new breaks nothing, nor what is deprecated', () => {
  expect(untoldBreaks(before, after('type Query { areas(level: Int, first: Int): [String!]! title: String! @deprecated more: Int } enum Kind { A B C }'), '')).toEqual([])
})

test('only what is told where it is not released yet counts', () => {
  const now = after('type Query { areas(level: Int): [String!] } enum Kind { A B }')
  const line = '- Breaking: Query.title was removed. Ask areas.\n'
  expect(untoldBreaks(before, now, `# Changes\n\n## 0.2.0, not released\n\n${line}\n## 0.1.0\n\n- Begun.\n`)).toEqual([])
  expect(untoldBreaks(before, now, `# Changes\n\n## 0.2.0, not released\n\n- More.\n\n## 0.1.0\n\n${line}`)).toEqual(['Query.title was removed.'])
})

test('an indicator that the model calls deprecated is so in the schema, with what to use instead', () => {
  const events = String(libraries['subjects/events.yaml']).replace('seats: { kind: total, of: seats }', 'seats: { kind: total, of: seats, deprecated: { nb: Bruk stoler, en: Use chairs } }')
  const folder = writeFolder({ ...libraries, 'subjects/events.yaml': events })
  expect(printedSchema(folder)).toMatch(/SEATS @deprecated\(reason: "Use chairs \/ Bruk stoler"\)/)
  rmSync(folder, { recursive: true })
})
