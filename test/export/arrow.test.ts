import { isDeepStrictEqual } from 'node:util'
import { DataType, RecordBatchReader, tableFromIPC } from 'apache-arrow'
import { expect, test } from 'vitest'
import { arrow } from '../../src/export/arrow.ts'
import { recordsOf, type Record } from './binary-readers.ts'
import { documentOfRows, wholeOf } from './small-document.ts'

const rows = 52_000
const document = documentOfRows(rows, 'nb')
const bytes = await wholeOf(arrow.write(document))
const dated = (record: { [column: string]: unknown }): Record => ({ ...(record as Record), date: new Date(Number(record['date'])).toISOString().slice(0, 10) })

test('columns are typed: whole numbers, days, texts as dictionaries and floating point', () => {
  const { fields } = tableFromIPC(bytes).schema
  const type = (name: string): DataType | undefined => fields.find((field) => field.name === name)?.type
  expect(['year', 'date', 'area', 'share', 'share_n', 'share_status'].map((name) => String(type(name)))).toEqual([
    'Int32', 'Date32<DAY>', 'Dictionary<Int32, Utf8>', 'Float64', 'Int32', 'Dictionary<Int32, Utf8>',
  ])
  expect(fields.map(({ name }) => name)).toEqual(document.table.columns.map(({ name }) => name))
})

test('every cell is read as it was; what is missing is null', () => {
  const read = tableFromIPC(bytes)
  expect(read.numRows).toBe(rows)
  const some = [...read.slice(19_990, 20_010), ...read.slice(rows - 20)].map((row) => dated(row.toJSON()))
  expect(some).toEqual([...recordsOf(document.table).slice(19_990, 20_010), ...recordsOf(document.table).slice(-20)])
  const column = (name: string) => [...(read.getChild(name) ?? [])]
  for (const [at, { name }] of document.table.columns.entries()) if (name !== 'date') expect([name, isDeepStrictEqual(column(name), document.table.values[at])]).toEqual([name, true])
})

test('it tells of itself in the schema, and of each column in its field', () => {
  const { schema } = tableFromIPC(bytes)
  expect(Object.fromEntries(schema.metadata)).toEqual({
    title: 'Ting', subject: 'things', citation: document.citation, release: document.release, created: document.createdAt, licence: 'CC0-1.0', notice: 'Oppdiktet', language: 'nb',
  })
  expect(schema.fields.filter(({ name }) => ['year', 'share_se'].includes(name)).map(({ metadata }) => Object.fromEntries(metadata))).toEqual([
    { label: 'År' },
    { label: 'Andel, standardfeil', unit: 'share' },
  ])
})

test('batches are sent one by one, and read as they come', async () => {
  const sizes: number[] = []
  for await (const batch of await RecordBatchReader.from(arrow.write(document) as AsyncIterable<Uint8Array>)) sizes.push(batch.numRows)
  expect(sizes).toEqual([20_000, 20_000, 12_000])
})

test('the same table is the same bytes', async () => {
  expect(Buffer.from(await wholeOf(arrow.write(document))).equals(bytes)).toBe(true)
})

test('a table without rows is a stream with its schema', async () => {
  const empty = tableFromIPC(await wholeOf(arrow.write(documentOfRows(0))))
  expect([empty.numRows, empty.schema.fields.length]).toEqual([0, document.table.columns.length])
})
