import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import jsonld from 'jsonld'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { serve, type Served } from '../../src/server/serve.ts'
import { createWarehouseEndpoint } from '../../src/server/warehouse-endpoint.ts'
import { openLibraries, type Libraries } from '../world/libraries-world.ts'

let world: Libraries
let served: Served
beforeAll(async () => {
  world = await openLibraries()
  const config = readConfig({ data: world.data, port: 0, logLevel: 'silent' }, {})
  served = await serve(await createWarehouseEndpoint(world.data, config), config)
})
afterAll(async () => {
  await served.close()
  await world.close()
})

type Datatype = string | { readonly base: string; readonly format: string | { readonly decimalChar: string } }
type Column = { readonly name: string; readonly titles: Readonly<Record<string, string>>; readonly datatype: Datatype; readonly null: string; readonly required: boolean; readonly 'schema:unitText'?: string }
type Metadata = {
  readonly url: string
  readonly dialect: { readonly delimiter: string; readonly header: boolean }
  readonly tableSchema: { readonly columns: readonly Column[]; readonly primaryKey: readonly string[] }
} & Readonly<Record<string, unknown>>

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
  'indicators=staff&at=place&by=survey&language=nb&dialect=nb&year=2019..2022',
  'indicators=mean_staff&having=mean_staff:100000:',
])('%s is read by the types it gives, and every row is kept', async (query) => {
  const { csv, metadata } = await follow(query)
  const { columns, primaryKey } = metadata.tableSchema
  const file = join(world.data, 'described.csv')
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
  expect(metadata).toMatchObject({ 'dc:title': 'Utlån', 'dc:description': 'Oppdiktet', 'dc:rights': 'CC0-1.0', 'schema:version': world.key })
  const prefixes = { dc: 'http://purl.org/dc/terms/', schema: 'http://schema.org/', xsd: 'http://www.w3.org/2001/XMLSchema#' }
  const [expanded] = await jsonld.expand({ ...metadata, '@context': { ...prefixes, '@language': 'nb' } })
  expect(expanded).toMatchObject({ 'http://purl.org/dc/terms/description': [{ '@value': 'Oppdiktet', '@language': 'nb' }], 'http://purl.org/dc/terms/issued': [{ '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' }] })
})
