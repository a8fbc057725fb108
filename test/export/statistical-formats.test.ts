import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { DuckDBInstance } from '@duckdb/node-api'
import { parse } from 'csv-parse/sync'
import jsonld from 'jsonld'
import JSONstat, { type Dataset } from 'jsonstat-toolkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerTable } from '../../src/export/answer.ts'
import { cubeOf } from '../../src/export/cube.ts'
import { documentOf } from '../../src/export/document.ts'
import { sdmxCsv } from '../../src/export/sdmx-csv.ts'
import type { Table } from '../../src/series/table.ts'
import { serveLibraries } from '../world/served-libraries.ts'

let served: Awaited<ReturnType<typeof serveLibraries>>
beforeAll(async () => {
  served = await serveLibraries()
})
afterAll(() => served.close())

type Row = Readonly<Record<string, string>>
const get = async (file: string, query: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${served.url}/data/${file}?${query}`, { headers })
  const text = await response.text()
  if (response.status !== 200) throw new Error(text)
  return { text, headers: response.headers }
}
const csv = async (file: string, query: string): Promise<readonly Row[]> => parse((await get(file, query)).text, { columns: true, record_delimiter: '\r\n' })
const jsonstat = async (query: string): Promise<Dataset> => JSONstat(JSON.parse((await get('lending.jsonstat', query)).text))

const parts = ['', '_se', '_lower', '_upper', '_n'] as const
const places = 'indicators=staff,loans,mean_queue&at=place&year=2020..2021&vintage=2020&estimator=reported'
const queries = [
  places,
  'indicators=loans,share_offering&by=age_group,medium&year=2021..2023&at=county',
  'indicators=staff&at=county&order_by=-staff',
  'indicators=staff&by=survey&at=place&order_by=-staff&limit=7',
  'indicators=staff&at=place&having=staff:3:&language=nb',
  'indicators=staff&having=staff:100000:',
]
const text = (value: number | null) => (value === null ? '' : String(value))

describe('JSON-stat, read by its toolkit', () => {
  test.each(queries)('%s has the numbers and statuses of CSV', async (query) => {
    const dataset = await jsonstat(query)
    const rows = await csv('lending.csv', query)
    expect(dataset.class).toBe('dataset')
    const metrics = dataset.Dimension('ContentsCode').id.filter((id) => !parts.slice(1).some((part) => id.endsWith(part)))
    for (const row of rows)
      for (const metric of metrics) {
        const at = Object.fromEntries(dataset.id.slice(0, -1).map((id) => [id, row[id] ?? '']))
        const found = parts.map((part) => dataset.Data({ ...at, ContentsCode: `${metric}${part}` }))
        expect([row, ...found.map(({ value }) => text(value)), found[0]?.status ?? 'NORMAL']).toEqual([row, ...parts.map((part) => row[`${metric}${part}`]), row[`${metric}_status`]])
      }
    expect(dataset.Dimension('area').id).toEqual([...new Set(rows.map(({ area }) => area))])
  })

  test('suppressed, not asked, missing and zero are four things', async () => {
    const dataset = await jsonstat(places)
    const at = (area: string, ContentsCode: string) => dataset.Data({ year: '2020', area, ContentsCode })
    expect(at('B2', 'staff')).toMatchObject({ value: null, status: 'SUPPRESSED' })
    expect(at('B4', 'staff')).toMatchObject({ value: null, status: 'NOT_ASKED' })
    expect(at('B3', 'staff')).toMatchObject({ value: null, status: 'MISSING' })
    expect(at('B4', 'mean_queue')).toMatchObject({ value: 0, status: null })
  })

  test('dimensions have roles, years are in order, and contents have units', async () => {
    const dataset = await jsonstat('indicators=loans,share_offering&by=age_group&at=county&order_by=-year')
    expect(dataset.role).toMatchObject({ time: ['year'], geo: ['area'], metric: ['ContentsCode'] })
    expect(dataset.id).toEqual(['year', 'area', 'age_group', 'ContentsCode'])
    expect(dataset.Dimension('year').id).toEqual(['2019', '2020', '2021', '2022', '2023'])
    expect(dataset.Dimension('age_group').Category('adults').label).toBe('Adults')
    const unit = (metric: string) => dataset.Dimension('ContentsCode').Category(metric).unit
    expect(unit('loans')).toMatchObject({ label: 'loans' })
    expect(unit('share_offering_se')).toMatchObject({ label: 'share' })
    expect(unit('loans_n')).toMatchObject({ label: 'count', decimals: 0 })
  })

  test('what every file tells is in it, with the words of its statuses', async () => {
    const dataset = await jsonstat('indicators=staff&language=nb')
    expect([dataset.label, dataset.note]).toEqual(['Utlån', ['Oppdiktet']])
    expect(dataset.source).toContain(served.world.key)
    expect(dataset.extension).toMatchObject({ kartlag: { release: served.world.key, licence: 'CC0-1.0' }, status: { label: { SUPPRESSED: 'Kjent, men ikke offentlig.' } } })
  })

  test('a cube with holes is an object of the cells there are; one without is an array, however its rows are ordered', async () => {
    const values = async (query: string) => (JSON.parse((await get('lending.jsonstat', query)).text) as { value: unknown }).value
    expect(Array.isArray(await values('indicators=staff&at=county&order_by=-staff'))).toBe(true)
    const holes = await values('indicators=staff&at=county&order_by=-staff&limit=3')
    expect(Object.keys(holes as object)).toHaveLength(3 * parts.length)
    expect(await values('indicators=staff&limit=0')).toEqual([])
  })

  test('two rows of one place are an error, for one of them would be lost', () => {
    const column = (name: string, type: 'INTEGER' | 'STRING') => ({ name, type, label: {}, unit: null, indicator: null, dimension: null })
    const table = (areas: readonly string[]): Table => ({
      columns: [column('year', 'INTEGER'), column('area', 'STRING'), column('area_name', 'STRING')],
      values: [areas.map(() => 2020), areas, areas],
      rowCount: areas.length,
      truncated: false,
      breaks: () => [],
    })
    expect(cubeOf(table(['A', 'B']), 'en').rows).toEqual(Int32Array.of(0, 1))
    expect(() => cubeOf(table(['A', 'A']), 'en')).toThrow('two rows of a table')
  })
})

describe('SDMX-CSV', () => {
  const codes: Readonly<Record<string, string>> = { NORMAL: 'A', BREAK: 'B', ESTIMATED: 'E', IMPUTED: 'I', NOT_ASKED: 'L', MISSING: 'O', SUPPRESSED: 'Q', LOW_RELIABILITY: 'U' }

  test.each(queries)('%s has a row for every number of CSV', async (query) => {
    const rows = await csv('lending.csv', query)
    const indicators = (new URLSearchParams(query).get('indicators') ?? '').split(',')
    const by = (new URLSearchParams(query).get('by') ?? '').split(',').filter((id) => id !== '')
    const expected = rows.flatMap((row) =>
      indicators.map((id) => [
        ...['dataflow', 'LIBRARIES:LENDING(1.0.0)', 'I', 'A', id, row['area']],
        ...by.map((dimension) => row[dimension]),
        ...[row['year'], row[id], codes[row[`${id}_status`] ?? ''], row[`${id}_status`] === 'SUPPRESSED' ? 'C' : 'F'],
        ...['_se', '_lower', '_upper', '_n'].map((part) => row[`${id}${part}`]),
      ]),
    )
    const found = await csv('lending.sdmx.csv', query)
    const columns = ['STRUCTURE', 'STRUCTURE_ID', 'ACTION', 'FREQ', 'INDICATOR', 'REF_AREA', ...by.map((id) => id.toUpperCase()), 'TIME_PERIOD', 'OBS_VALUE']
    expect(found.map((row) => [...columns, 'OBS_STATUS', 'CONF_STATUS', 'STD_ERROR', 'LOWER_BOUND', 'UPPER_BOUND', 'RESPONDENTS'].map((name) => row[name]))).toEqual(expected)
  })

  test('a missing value is an empty cell, and its code says why; the first row tells what holds for the whole file', async () => {
    const { text: file, headers } = await get('lending.sdmx.csv', places, { 'accept-language': 'nb' })
    const rows: readonly Row[] = parse(file, { columns: true })
    const status = (area: string) => rows.filter((row) => row['REF_AREA'] === area && row['INDICATOR'] === 'staff' && row['TIME_PERIOD'] === '2020').map((row) => [row['OBS_VALUE'], row['OBS_STATUS'], row['CONF_STATUS']])
    expect(['B2', 'B3', 'B4'].flatMap(status)).toEqual([['', 'Q', 'C'], ['', 'O', 'F'], ['', 'L', 'F']])
    expect(rows.map((row) => row['UNIT_MEASURE']).slice(0, 3)).toEqual(['persons', 'loans', 'days'])
    expect(rows[0]).toMatchObject({ TITLE: 'Utlån', LICENCE: 'CC0-1.0', NOTICE: 'Oppdiktet', RELEASE: served.world.key, SOURCE: expect.stringContaining('/data/lending') })
    expect(rows.slice(1).every((row) => row['NOTICE'] === '' && row['SOURCE'] === '')).toBe(true)
    expect(headers.get('content-type')).toBe('application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8')
    expect(headers.get('content-disposition')).toBe('attachment; filename="lending.sdmx.csv"')
  })

  test('nothing is free in a file that has what is not public', async () => {
    const file = async (isSecret: boolean) =>
      served.world.within(async (context) => {
        const answered = await answerTable(context, { subject: 'lending', parameters: new Map([['indicators', ['staff']], ['year', ['2020']], ['at', ['place']], ['estimator', ['reported']], ['vintage', ['2020']]]) })
        return (await Readable.from(sdmxCsv.write(documentOf(answered, isSecret))).toArray()).join('')
      })
    const codesOf = (rows: readonly Row[]) => [...new Set(rows.map((row) => row['CONF_STATUS']))].sort()
    expect(codesOf(parse(await file(false), { columns: true }))).toEqual(['C', 'F'])
    expect(codesOf(parse(await file(true), { columns: true }))).toEqual(['C', 'N'])
    expect(await file(true)).toContain('Made up Not public: here are numbers')
  })

  test('a dimension whose name SDMX has already gets another', async () => {
    const document = await served.world.within(async (context) =>
      documentOf(await answerTable(context, { subject: 'lending', parameters: new Map([['indicators', ['loans']], ['by', ['medium']], ['year', ['2021']]]) }), false),
    )
    const columns = document.table.columns.map((column) => (column.dimension === null ? column : { ...column, name: column.name.replace('medium', 'action'), dimension: 'action' }))
    const [head = ''] = (await Readable.from(sdmxCsv.write({ ...document, table: { ...document.table, columns } })).toArray()).join('').split('\r\n')
    expect(head).toMatch(/^STRUCTURE,STRUCTURE_ID,ACTION,FREQ,INDICATOR,REF_AREA,DIM_ACTION,TIME_PERIOD,/)
    expect(new Set(head.split(',')).size).toBe(head.split(',').length)
  })

  test('as Norwegian Excel wants it, where asked for', async () => {
    const { text: file } = await get('lending.sdmx.csv', 'indicators=mean_staff&year=2020&dialect=nb')
    expect(file).toMatch(/^STRUCTURE;STRUCTURE_ID;/)
    expect(file).toMatch(/;2020;\d+,\d+;persons;/)
  })
})

type Datatype = string | { readonly base: string; readonly format: string | { readonly decimalChar: string } }
type Column = { readonly name: string; readonly titles: Readonly<Record<string, string>>; readonly datatype: Datatype; readonly null: string; readonly required: boolean; readonly 'schema:unitText'?: string }
type Metadata = {
  readonly url: string
  readonly dialect: { readonly delimiter: string; readonly header: boolean }
  readonly tableSchema: { readonly columns: readonly Column[]; readonly primaryKey: readonly string[] }
} & Readonly<Record<string, unknown>>


describe('CSV on the Web', () => {
  /** The metadata as a program finds it: by the link beside the CSV. */
  const follow = async (query: string) => {
    const address = `${served.url}/data/lending.csv?${query}`
    const csv = await fetch(address)
    const [, target = '', type = ''] = /^<([^>]+)>; rel="describedby"; type="([^"]+)"$/.exec(csv.headers.get('link') ?? '') ?? []
    const answer = await fetch(new URL(target, address))
    return { address, csv: await csv.text(), target: new URL(target, address), type, answer, metadata: (await answer.json()) as Metadata }
  }
  const typeNames: Readonly<Record<string, string>> = { integer: 'BIGINT', double: 'DOUBLE', string: 'VARCHAR', date: 'DATE' }
  const baseOf = ({ datatype }: Column) => (typeof datatype === 'string' ? datatype : datatype.base)

  test('is found by the link beside the CSV, and names that very file', async () => {
    const { address, target, type, answer, metadata } = await follow('indicators=loans,staff&by=age_group&age_group=adults&year=2020..2021')
    expect(target.pathname).toBe('/data/lending.csv-metadata.json')
    expect([type, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual(['application/csvm+json', 'application/csvm+json', null])
    expect(new URL(metadata.url, target).href).toBe(address)
  })

  test.each([
    'indicators=loans,share_offering,staff&by=age_group,medium&at=county',
    'indicators=staff,share_offering&at=county&by=survey&language=nb&dialect=nb&year=2019..2022',
    'indicators=mean_staff&having=mean_staff:100000:',
  ])('%s is read by the types it gives, and every row is kept', async (query) => {
    const { csv, metadata } = await follow(query)
    const { columns, primaryKey } = metadata.tableSchema
    const file = join(served.world.data, 'described.csv')
    writeFileSync(file, csv)
    const types = columns.map((column) => `'${column.name}': '${typeNames[baseOf(column)]}'`).join(', ')
    const decimal = columns.some(({ datatype }) => typeof datatype === 'object' && typeof datatype.format === 'object') ? ',' : '.'
    const connection = await (await DuckDBInstance.create()).connect()
    const options = `delim='${metadata.dialect.delimiter}', header=${metadata.dialect.header}, auto_detect=false, decimal_separator='${decimal}', nullstr='', quote='"', new_line='\\r\\n'`
    const read = async (what: string) => (await connection.runAndReadAll(`select ${what} from read_csv('${file}', columns={${types}}, ${options})`)).getRows()
    const [[rows, keys, ...absent] = []] = await read(
      ['count(*)::int', `count(distinct (${primaryKey.join(', ')}))::int`, ...columns.filter(({ required }) => required).map(({ name }) => `count(*) filter (${name} is null)::int`)].join(', '),
    )
    const [header = '', ...lines] = csv.replace('\ufeff', '').split('\r\n').slice(0, -1)
    expect(header.split(metadata.dialect.delimiter)).toEqual(columns.map(({ titles }) => titles['und']))
    expect([rows, keys]).toEqual([lines.length, lines.length])
    expect(absent.every((count) => count === 0)).toBe(true)
    const numbers = JSON.parse((await get('lending.json', query)).text) as Readonly<Record<string, unknown>>[]
    const shown = columns.map((column) => `${column.name}${{ integer: '::int', date: '::varchar' }[baseOf(column)] ?? ''}`)
    expect(await read(shown.join(', '))).toEqual(numbers.map((row) => Object.values(row)))
    for (const { name, datatype } of columns.filter(({ name }) => name.endsWith('_status'))) {
      const allowed = new RegExp(`^(${(datatype as { format: string }).format})$`)
      for (const [status] of await read(`distinct ${name}`)) expect(status).toMatch(allowed)
    }
  })

  test('columns have their words in every language, and numbers their unit', async () => {
    const { metadata } = await follow('indicators=loans&by=age_group')
    const column = (name: string) => metadata.tableSchema.columns.find((one) => one.name === name)
    expect(column('loans')).toMatchObject({ titles: { und: 'loans', nb: 'Utlån', en: 'Loans' }, datatype: 'double', null: '', 'schema:unitText': 'loans' })
    expect(column('loans_n')).not.toHaveProperty('schema:unitText')
    expect(column('age_group')).toMatchObject({ titles: { nb: 'Aldersgruppe', en: 'Age group' }, datatype: 'string', required: true })
    expect(JSON.stringify(column('loans_status'))).toContain('SUPPRESSED: Kjent, men ikke offentlig.')
  })

  test('licence, notice, release and citation are said in words that linked data knows', async () => {
    const { metadata } = await follow('indicators=staff&language=nb')
    expect(metadata).toMatchObject({ 'dc:title': 'Utlån', 'dc:description': 'Oppdiktet', 'dc:rights': 'CC0-1.0', 'schema:version': served.world.key })
    const prefixes = { dc: 'http://purl.org/dc/terms/', schema: 'http://schema.org/', xsd: 'http://www.w3.org/2001/XMLSchema#' }
    const [expanded] = await jsonld.expand({ ...metadata, '@context': { ...prefixes, '@language': 'nb' } })
    expect(expanded).toMatchObject({ 'http://purl.org/dc/terms/description': [{ '@value': 'Oppdiktet', '@language': 'nb' }], 'http://purl.org/dc/terms/issued': [{ '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' }] })
  })
})

test('GraphQL gives the address of either file', async () => {
  const query = '{ lending { table(indicators: [STAFF]) { jsonstat: url(format: JSONSTAT) sdmx: url(format: SDMX_CSV) } } }'
  const response = await fetch(`${served.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) })
  const { data } = (await response.json()) as { data: { lending: { table: Readonly<Record<string, string>> } } }
  const addresses = Object.values(data.lending.table)
  expect(addresses.map((address) => address.replace(/\?.*/, ''))).toEqual(['/data/lending.jsonstat', '/data/lending.sdmx.csv'])
  for (const address of addresses) expect((await fetch(`${served.url}${address}`)).status).toBe(200)
})
