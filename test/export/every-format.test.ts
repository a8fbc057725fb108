import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { formats } from '../../src/export/formats.ts'
import { serve, type Served } from '../../src/server/serve.ts'
import { createWarehouseEndpoint } from '../../src/server/warehouse-endpoint.ts'
import { libraries } from '../world/libraries.ts'
import { openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'
import type { Record } from './binary-readers.ts'
import { flatReaders, observationReaders, observationsOf, withoutNumbers } from './readers.ts'

// Names and labels that mean something to a program that reads files.
const hard: Readonly<{ [text: string]: string }> = {
  'A3,Clover': 'A3,=Clover()',
  'B2,Fern': 'B2,"Fern ""X""; Y, Z"',
  'B4,Heather': 'B4,"@Heather\n’<&>"',
  'title: { nb: Skjema, en: The form }': 'title: { nb: Skjema, en: "+The \\"form\\"; one,\\ntwo" }',
  'title: { nb: Telling, en: The census }': 'title: { nb: Telling, en: "=SUM(A1:A2)" }',
}
const seeds = Object.fromEntries(Object.entries(libraries).map(([file, text]) => [file, Object.entries(hard).reduce((all, [plain, wanted]) => all.replace(plain, wanted), text)]))

const query = 'indicators=staff,mean_queue&by=survey&at=place&year=2020..2021&vintage=2020&estimator=reported'
const table = `{ lending(where: { year: { from: 2020, to: 2021 }, vintage: 2020 }) {
  table(indicators: [STAFF, MEAN_QUEUE], by: [SURVEY], at: PLACE, estimator: REPORTED) { records } } }`

let world: World
let served: Served
let folder: string
let records: readonly Record[]
beforeAll(async () => {
  folder = writeFolder(seeds)
  world = await openWorld(folder)
  const config = readConfig({ data: world.data, port: 0, logLevel: 'silent' }, {})
  served = await serve(await createWarehouseEndpoint(world.data, config), config)
  const response = await fetch(`${served.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: table }) })
  const { data } = (await response.json()) as { data: { lending: { table: { records: readonly Record[] } } } }
  records = data.lending.table.records
})
afterAll(async () => {
  await served?.close()
  await world?.close()
  rmSync(folder, { recursive: true, force: true })
})

const file = async (ending: string, more = ''): Promise<Uint8Array<ArrayBuffer>> => {
  const response = await fetch(`${served.url}/data/lending.${ending}?${query}${more}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (response.status !== 200) throw new Error(Buffer.from(bytes).toString())
  return bytes
}

test('what is asked has all that a format could confuse', () => {
  const of = (year: number, area: string) => records.find((record) => record['year'] === year && record['area'] === area && record['survey'] === 'form')
  expect(of(2020, 'B2')).toMatchObject({ staff: null, staff_status: 'SUPPRESSED' })
  expect(of(2020, 'B4')).toMatchObject({ staff: null, staff_status: 'NOT_ASKED', mean_queue: 0, mean_queue_status: 'NORMAL' })
  expect(of(2020, 'B3')).toMatchObject({ staff: null, staff_status: 'MISSING' })
  expect(new Set(records.map((record) => record['survey_label']))).toEqual(new Set(['+The "form"; one,\ntwo', '=SUM(A1:A2)']))
  expect(new Set(records.map((record) => record['area_name']))).toEqual(new Set(['Aster', 'Briar', '=Clover()', 'Daisy', 'Elder', 'Fern "X"; Y, Z', 'Gorse', '@Heather\n’<&>']))
})

test('every format is read back by a program that is not ours', () => {
  const read = new Set([...flatReaders, ...observationReaders].map(({ format }) => format))
  expect(formats.map(({ id }) => id).filter((id) => !read.has(id) && !withoutNumbers.includes(id))).toEqual([])
})

test('the guide says which program reads which format', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../docs/files.md'), 'utf8')
  const told = [...(guide.split('## Read back')[1] ?? '').split('\n## ')[0]!.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].flatMap(([, format, programs = '']) => programs.split('; ').map((program) => [format, program]))
  expect(told).toEqual(formats.flatMap(({ id }) => [...flatReaders, ...observationReaders].filter(({ format }) => format === id).map(({ format, program }) => [format, program])))
  const listed = [...guide.split('## Read back')[0]!.matchAll(/^\| `([^`]+)` \|/gm)].map(([, format]) => format)
  expect(listed).toEqual(formats.map(({ id }) => id))
})

describe('one query’s table, the same in every format as in GraphQL', () => {
  test.each(flatReaders.map((reader) => [reader.format, reader.program, reader] as const))('%s, read by %s: every cell of every row', async (_, __, { ending, parameters, read }) => {
    expect(await read(await file(ending, parameters))).toEqual(records)
  })
  test.each(observationReaders.map((reader) => [reader.format, reader.program, reader] as const))('%s, read by %s: every number with its error, limits, respondents and status', async (_, __, { ending, areas, read }) => {
    const indicators = ['staff', 'mean_queue']
    const found = await read(await file(ending, areas ? `&area=${areas.join(',')}` : ''), indicators)
    const wanted = records.filter((record) => areas?.includes(String(record['area'])) ?? true)
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(observationsOf(wanted, indicators)))
  })
})
