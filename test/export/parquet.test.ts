import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { expect, test } from 'vitest'
import { parquet } from '../../src/export/parquet.ts'
import { askDuckDb, recordsOf } from './binary-readers.ts'
import { documentOfRows, wholeOf } from './small-document.ts'

const rows = 52_000
const document = documentOfRows(rows, 'nb')
const bytes = await wholeOf(parquet.write(document))

test('columns are typed: whole numbers, dates, texts and floating point', async () => {
  const types = await askDuckDb(bytes, 'select column_name as name, column_type as type from (describe select * from file)')
  expect(Object.fromEntries(types.map(({ name, type }) => [name, type]))).toMatchObject({
    year: 'INTEGER', date: 'DATE', area: 'VARCHAR', area_name: 'VARCHAR', kind: 'VARCHAR', share: 'DOUBLE', share_lower: 'DOUBLE', share_n: 'INTEGER', share_status: 'VARCHAR',
  })
  expect(types.map(({ name }) => name)).toEqual(document.table.columns.map(({ name }) => name))
})

test('DuckDB reads every cell as it was; what is missing is null', async () => {
  const read = await askDuckDb(bytes, 'select * replace (date::varchar as date) from file limit 3000 offset 49000')
  expect(read).toEqual(recordsOf(document.table).slice(49_000))
})

test('hyparquet reads every cell as it was', async () => {
  const read = await parquetReadObjects({ file: bytes.buffer, rowStart: 49_990, rowEnd: rows })
  expect(read.map((record) => ({ ...record, date: (record['date'] as Date).toISOString().slice(0, 10) }))).toEqual(recordsOf(document.table).slice(49_990))
})

test('it tells of itself: citation, release, notice, licence, title, and label and unit of each column', async () => {
  const told = await askDuckDb(bytes, "select decode(key) as key, decode(value) as value from parquet_kv_metadata('file')".replace("'file'", 'file'))
  const { columns, ...rest } = Object.fromEntries(told.map(({ key, value }) => [key, value])) as Readonly<{ [key: string]: string }>
  expect(rest).toEqual({
    title: 'Ting', subject: 'things', citation: document.citation, release: document.release, created: document.createdAt, licence: 'CC0-1.0', notice: 'Oppdiktet', language: 'nb',
  })
  const words = JSON.parse(columns ?? '') as { name: string }[]
  expect(words.filter(({ name }) => ['year', 'share_se'].includes(name))).toEqual([
    { name: 'year', label: 'År', unit: null },
    { name: 'share_se', label: 'Andel, standardfeil', unit: 'share' },
  ])
})

test('row groups are sent one by one; a reader may skip those it does not want', async () => {
  const { row_groups: groups } = parquetMetadata(bytes.buffer)
  expect(groups.map((group) => Number(group.num_rows))).toEqual([50_000, 2000])
  const pieces = [...(parquet.write(document) as Iterable<Uint8Array>)]
  expect(pieces).toHaveLength(3)
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true)
})

test('a table without rows is a file without rows', async () => {
  const empty = await wholeOf(parquet.write(documentOfRows(0)))
  expect(await askDuckDb(empty, 'select count(*)::integer as n from file')).toEqual([{ n: 0 }])
  expect(await parquetReadObjects({ file: empty.buffer })).toEqual([])
})
