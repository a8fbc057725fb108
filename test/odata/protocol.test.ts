import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from '@sap-ux/edmx-parser' // Apache-2.0, what SAP reads metadata with
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildRelease } from '../../src/ingest/build.ts'
import { addKey } from '../../src/server/keys.ts'
import { libraries } from '../world/libraries.ts'
import { openLibraries, type Libraries } from '../world/libraries-world.ts'
import { dataOf } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'
import { serveOData, type ServedOData } from './served.ts'

let world: Libraries
let odata: ServedOData
beforeAll(async () => {
  world = await openLibraries()
  odata = await serveOData(world.data)
})
afterAll(async () => {
  await odata.close()
  await world.close()
})

const schemas = join(import.meta.dirname, '../../../shared/schemas/odata/edmx.xsd')
const canValidate = existsSync(schemas) && spawnSync('xmllint', ['--version']).status === 0
if (!canValidate) console.warn(`OData: $metadata is not validated, for ${schemas} or xmllint is not here`)

type Parsed = {
  readonly schema: {
    readonly entitySets: readonly { readonly name: string }[]
    readonly entityTypes: readonly {
      readonly name: string
      readonly keys: readonly { readonly name: string }[]
      readonly entityProperties: readonly { readonly name: string; readonly type: string; readonly nullable?: boolean }[]
    }[]
  }
}

describe('the metadata', () => {
  test.runIf(canValidate)('are valid against the schemas of OASIS, in both languages', async () => {
    for (const language of ['en', 'nb']) {
      const { text } = await odata.get('$metadata', { 'accept-language': language })
      expect(execFileSync('xmllint', ['--nonet', '--noout', '--schema', schemas, '-'], { input: text, stdio: 'pipe' }).toString()).toBe('')
    }
    const { text } = await odata.get('$metadata')
    const broken = spawnSync('xmllint', ['--nonet', '--noout', '--schema', schemas, '-'], { input: text.replace('<Key>', '<Kye>').replace('</Key>', '</Kye>') })
    expect(broken.status).not.toBe(0)
  })

  test('say the columns and types of the tables, to a reader that is not ours', async () => {
    const { schema } = parse((await odata.get('$metadata')).text) as Parsed
    expect(schema.entitySets.map(({ name }) => name)).toEqual((await odata.get('')).body.value.map(({ name }) => name))
    const query = '{ lending { table(indicators: [LOANS SHARE_OFFERING], by: [MEDIUM]) { columns { name type } } } }'
    const { lending } = await dataOf<{ lending: { table: { columns: { name: string; type: string }[] } } }>(world.ask(query))
    const type = schema.entityTypes.find(({ name }) => name === 'lending_by_medium_row')!
    const types = new Map(type.entityProperties.map((property) => [property.name, property.type]))
    const names = { INTEGER: 'Edm.Int32', FLOAT: 'Edm.Double', STRING: 'Edm.String', DATE: 'Edm.Date' } as Readonly<Record<string, string>>
    for (const column of lending.table.columns) expect([column.name, types.get(column.name)]).toEqual([column.name, names[column.type]])
    expect(type.keys.map(({ name }) => name)).toEqual(['year', 'area', 'medium'])
    expect(type.entityProperties.filter(({ nullable }) => nullable === false).map(({ name }) => name)).toEqual(type.entityProperties.map(({ name }) => name).filter((name) => /^(year|date|area.*|medium.*|.*_status)$/.test(name)))
    const [row] = await odata.rows('lending_by_medium?$top=1')
    expect(Object.keys(row ?? {})).toEqual(type.entityProperties.map(({ name }) => name))
  })

  test('name columns and sets in the language asked for, and the numbers of groups', async () => {
    const [en, nb] = [(await odata.get('$metadata')).text, (await odata.get('$metadata', { 'accept-language': 'nb' })).text]
    expect(en).toMatch(/<Property Name="loans" Type="Edm.Double">\s*<Annotation Term="Core.Description" String="Loans"\/>\s*<Annotation Term="Core.LongDescription" String="Number of loans in the year"\/>\s*<Annotation Term="Measures.Unit" String="loans"\/>/)
    expect(nb).toContain('<Annotation Term="Core.Description" String="Utlån: Aldersgruppe"/>')
    expect(en).toContain('<Annotation Term="Core.LongDescription" String="Made up. CC0-1.0"/>')
    expect(en.match(/<Annotation Term="Aggregation.CustomAggregate" Qualifier="share_offering"/g)).toHaveLength(4)
    expect((await odata.get('', { 'accept-language': 'nb' })).body.value[4]).toEqual({ name: 'lending_by_age_group', title: 'Utlån: Aldersgruppe', kind: 'EntitySet', url: 'lending_by_age_group' })
  })
})

describe('how much an answer says of itself', () => {
  const path = "lending?$filter=area eq 'AA' and year eq 2022&$select=year,date,area,loans"
  test('is minimal unless more or less is asked for, with $format before Accept', async () => {
    const plain = { year: 2022, date: '2022-01-01', area: 'AA', loans: 342 }
    const context = { '@odata.context': `${odata.url}/odata/$metadata#lending(year,date,area,loans)` }
    const full = { '@odata.type': '#kartlag.lending_row', '@odata.id': `${odata.url}/odata/lending(year=2022,area='AA')`, 'year@odata.type': '#Int32', 'date@odata.type': '#Date' }
    for (const [headers, format, level, body] of [
      [{}, '', 'minimal', { ...context, value: [plain] }],
      [{ accept: 'application/json;odata.metadata=full' }, '', 'full', { ...context, value: [{ ...full, ...plain }] }],
      [{ accept: 'application/json;odata.metadata=full' }, '&$format=json', 'minimal', { ...context, value: [plain] }],
      [{ accept: 'application/json; odata.metadata=none' }, '', 'none', { value: [plain] }],
      [{}, '&$format=application/json;metadata=none', 'none', { value: [plain] }],
    ] as const) {
      const answer = await odata.get(`${path}${format}`, headers)
      expect([answer.headers.get('content-type'), answer.body]).toEqual([`application/json;odata.metadata=${level};charset=utf-8`, body])
    }
    expect((await odata.get(full['@odata.id'])).body).toMatchObject(plain)
  })

  test('every answer is OData 4.0 and tells the release and the notice; one in older versions is refused', async () => {
    for (const path of ['', '$metadata', 'lending?$top=1', 'lending/$count', 'nothing']) {
      const { headers } = await odata.get(path, { 'odata-maxversion': '4.01', 'accept-language': 'nb' })
      expect([path, headers.get('odata-version'), headers.get('kartlag-release'), headers.get('kartlag-notice')]).toEqual([path, '4.0', world.key, path === 'nothing' ? null : 'Oppdiktet'])
      expect(headers.get('vary')).toMatch(/Accept, Accept-Language, Authorization, Prefer/)
    }
    expect(await odata.get('lending', { 'odata-maxversion': '3.0' })).toMatchObject({ status: 400, body: { error: { target: 'OData-MaxVersion' } } })
    expect(await odata.get('lending', { accept: 'application/atom+xml' })).toMatchObject({ status: 406, body: { error: { code: 'NOT_ACCEPTABLE' } } })
  })
})

/** Headers of Power Query, as published in a log of it. */
const powerQuery = {
  accept: 'application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;q=0.9,application/atomsvc+xml;q=0.8,application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7',
  'odata-maxversion': '4.0',
  maxdataserviceversion: '3.0',
  'user-agent': 'Microsoft.Data.Mashup (https://go.microsoft.com/fwlink/?LinkID=304225)',
}

describe('the requests of BI tools', () => {
  test('Power BI and Excel: the sets, what they are, the first thousand rows, and steps that are folded into the address', async () => {
    const service = await odata.get('', powerQuery)
    expect([service.status, service.headers.get('content-type')]).toEqual([200, 'application/json;odata.metadata=minimal;charset=utf-8'])
    const metadata = await odata.get(service.body['@odata.context']!, { ...powerQuery, accept: 'application/xml' })
    expect([metadata.status, metadata.headers.get('content-type'), metadata.text.slice(0, 5)]).toEqual([200, 'application/xml;charset=utf-8', '<?xml'])
    expect((await odata.get('$metadata', powerQuery)).headers.get('content-type')).toBe('application/xml;charset=utf-8')
    const all = (await odata.pages('lending', powerQuery)).rows
    expect((await odata.get('lending?$top=1000', powerQuery)).body.value).toEqual(all)
    expect((await odata.get('lending?$skip=14', powerQuery)).body.value).toEqual(all.slice(14))
    expect((await odata.get('lending/$count', { ...powerQuery, accept: 'text/plain' })).text).toBe(String(all.length))
    const folded = '%24filter=area_level+eq+%27county%27+and+year+ge+2022&%24orderby=year+desc%2Carea+asc&%24select=year%2Carea%2Cloans&%24top=1000'
    expect((await odata.get(`lending?${folded}`, powerQuery)).body.value.map(({ year, area }) => `${year} ${area}`)).toEqual(['2023 AA', '2023 BB', '2022 AA', '2022 BB'])
    expect((await odata.get("lending?$filter=date ge 2022-01-01 and area_level eq 'country'&$select=area_name,loans", powerQuery)).body.value).toHaveLength(2)
    expect((await odata.get('lending?$apply=groupby((area_level))', powerQuery)).body.value).toHaveLength(5)
  })

  test('Tableau: metadata as XML, then a set whole, page by page, whatever it leaves out', async () => {
    expect((await odata.get('$metadata', { accept: 'application/xml' })).status).toBe(200)
    const { rows, pages } = await odata.pages('lending_by_medium?$format=json', { accept: 'application/json', prefer: 'odata.maxpagesize=100' })
    expect(pages.length).toBe(3)
    expect((await odata.get('lending_by_medium/$count')).text).toBe(String(rows.length))
  })

  test('several in one are refused with the way out, and so is all that writes', async () => {
    const ask = async (method: string, path: string) => {
      const response = await fetch(`${odata.url}/odata/${path}`, { method, body: method === 'DELETE' ? null : '{}', headers: { 'content-type': 'application/json' } })
      return [response.status, response.headers.get('odata-version'), ((await response.json()) as { error: { message: string } }).error.message] as const
    }
    expect(await ask('POST', '$batch')).toEqual([501, '4.0', expect.stringMatching(/Send each by itself; in Power Query with EnableBatch = false/)])
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect(await ask(method, 'lending')).toEqual([405, '4.0', expect.stringMatching(/the service is only read. Ask with GET/)])
  })
})

describe('what is wrong is told, with what is allowed', () => {
  const cases: readonly (readonly [path: string, status: number, message: RegExp])[] = [
    ['lendin', 404, /no set 'lendin'; nearest: lending; allowed: events, /],
    ['lending?$fliter=year eq 2022', 400, /^\$fliter: there is no such option; nearest: \$filter/],
    ['lending?fliter=year eq 2022', 400, /^fliter: .*nearest: \$filter/],
    ['lending?estimater=weighted', 400, /^estimater: .*nearest: estimator; .*survey$/],
    ['lending?$top=1&top=2', 400, /^top: it came 2 times/],
    ['lending?$top=1&$top=2', 400, /^\$top: it came 2 times/],
    ['lending?$top=few', 400, /^\$top: it takes a whole number of rows, 0 or more; 'few' came/],
    ['lending?$skip=-1', 400, /^\$skip: it takes a whole number/],
    ['lending?$count=yes', 400, /^\$count: it takes true or false; 'yes' came/],
    ['lending?$expand=area', 501, /^\$expand: this service does not have it/],
    ['lending?$search=aster', 501, /^\$search: .*write contains\(area_name/],
    ['lending?$compute=loans mul 2 as l', 501, /^\$compute: /],
    ['lending?$format=csv', 400, /^\$format: 'csv' came; allowed: json, .*under \/data/],
    ['lending?$format=json;odata.metadata=fulll', 400, /odata.metadata is 'fulll'; nearest: full/],
    ['$metadata?$format=json', 400, /\$metadata is there as xml/],
    ['$metadata?$filter=x', 400, /^\$filter: it means nothing for \$metadata/],
    ['lending?$select=loan', 400, /^\$select: 'loan' is no column here; nearest: loans/],
    ['lending?$select=year,,area', 400, /^\$select: .*nothing where a column is expected/],
    ['lending?$orderby=loans down', 400, /^\$orderby: 'down' came after loans; .*allowed: asc, desc/],
    ['lending?$orderby=length(area)', 400, /^\$orderby: .*it takes columns/],
    ['lending?$skiptoken=5', 400, /^\$skiptoken: '5' came; it is part of @odata.nextLink/],
    ['lending/$count?$top=5', 400, /^\$top: it means nothing for \$count, which takes \$filter, \$apply/],
    ['lending/loans', 501, /^loans: there is nothing below a set but \$count/],
    ["lending(year=2022,area='AA')/loans", 501, /nothing below a row; take columns with \$select/],
    ["lending(2022,'AA')", 400, /^key: each column of it is to be given once, by its name; a row is lending\(year=2024,area='…'\)/],
    ["lending(yaer=2022,area='AA')", 400, /^key: 'yaer' is no column of it/],
    ["lending(year='2022',area='AA')", 400, /^key: eq compares a number with a text; year is a number: write 2022 without quotes/],
    ['lending?survey=from', 400, /^survey: there is no survey 'from'; nearest: form/],
    ['lending?vintage=1700', 400, /^vintage: borders of 1700 are not known; known are those of /],
    ['lending?estimator=weigthed', 400, /^estimator is 'weigthed'; nearest: weighted/],
    ['lending?release=abc', 400, /no release "abc"/],
    ['lending?$filter=', 400, /^\$filter: it is empty/],
    ['lending?$filter=medium eq \'film\'', 400, /^\$filter: medium is no column here/],
    ['lending?$filter=year', 400, /'year' is a number; it takes what is true or false/],
    ['lending?$filter=loan gt 1', 400, /^\$filter: loan is no column here; nearest: loans; .*at place 1 of 'loan gt 1'$/],
    ['lending?$filter=area eq 46', 400, /eq compares a text with a number; area is a text: write '46', at place 6/],
    ['lending?$filter=year eq \'2022\'', 400, /year is a number: write 2022 without quotes/],
    ['lending?$filter=date eq 2022', 400, /date is a day: write 2022-01-01/],
    ['lending?$filter=date gt 2022-01-01T00:00:00Z', 400, /is a point in time; dates here are days, such as 2022-01-01/],
    ['lending?$filter=date gt 2022-13-01', 400, /'2022-13-01' is no day of any calendar/],
    ["lending?$filter=date gt datetime'2022-01-01'", 400, /literal of OData 2 and 3; in OData 4/],
    ["lending?$filter=substringof('a',area)", 400, /write contains\(column,'text'\)/],
    ["lending?$filter=contians(area,'A')", 400, /no function contians; nearest: contains/],
    ["lending?$filter=constructor(area)", 400, /no function constructor/],
    ["lending?$filter=contains(area)", 400, /contains takes 2 values, and 1 came/],
    ["lending?$filter=contains(year,'2')", 400, /contains takes a text, and a number came/],
    ["lending?$filter=not area eq 'AA'", 400, /binds closer than any comparison: write not \(… eq …\)/],
    ['lending?$filter=year eqq 2022', 400, /a comparison is expected where 'eqq' came; nearest: eq, at place 6/],
    ['lending?$filter=year = 2022', 400, /expected where '=' came/],
    ['lending?$filter=year > 2022', 400, /comparisons are words: eq, ne, gt/],
    ["lending?$filter=area eq 'AA", 400, /does not end: close it with '/],
    ['lending?$filter=area eq "AA"', 400, /texts stand between single quotes/],
    ["lending?$filter=area in ('AA',2)", 400, /in takes values of one kind; text and number came/],
    [`lending?$filter=${'('.repeat(150)}true`, 400, /nests more than 100 deep/],
    ['lending?$apply=groupby((year),aggregate(loans with sum as total))', 501, /loans with sum came\. Rows .* overlap.*aggregate\(loans as total\)/],
    ['lending?$apply=groupby((year),aggregate(share_offering with average))', 501, /with average came.*: aggregate\(share_offering\)$/],
    ['lending?$apply=groupby((year),aggregate($count as n))', 501, /rows are not counted by group/],
    ['lending?$apply=topcount(5,loans)', 501, /topcount is not answered here; filter, groupby and aggregate are/],
    ['lending?$apply=filter(year eq 2022)', 501, /filter alone came: write it as \$filter of lending/],
    ['lending?$apply=groupby((year),aggregate(loans))/aggregate(loans)', 501, /not added up a second time/],
    ['lending?$apply=groupby((yaer),aggregate(loans))', 400, /^\$apply: 'yaer' is no column here; nearest: year/],
    [`lending(${'%27'.repeat(400)}x)`, 400, /key|no address/],
    ['lending?$filter=date eq 2023-02-30', 400, /no day of any calendar/],
    ['lending?$apply=groupby((loans))', 400, /loans is a number of theirs; group by year, date, area_level, area, area_name, age_group/],
    ['lending?$apply=groupby(year,aggregate(loans))', 400, /it takes columns in brackets of their own/],
    ['lending?$apply=year', 400, /'year' is not understood; write for example groupby/],
    ['lending?$apply=groupby((year),aggregate(area))', 501, /area is no number; group by it/],
    ['lending?$apply=groupby((year),aggregate(loans as staff))', 400, /staff cannot be the name of loans/],
    ['lending?$apply=aggregate(loans)', 400, /numbers of 5 years are not made into one: group by year too, or narrow to one with filter\(year eq 2023\)/],
    ["lending?$apply=filter(area_level eq 'county')/groupby((year),aggregate(loans))", 400, /2 areas would have to be added up.*filter\(area eq 'AA'\)/],
    ["lending?$apply=filter(area_level in ('country','county'))/groupby((year),aggregate(loans))", 400, /3 areas would have to be added up, some of which overlap/],
    ['lending?$apply=groupby((year,area_name),aggregate(loans))', 400, /different areas may have the same name: group by area too/],
    ['lending?$apply=filter(loans gt 5)/groupby((year),aggregate(loans))', 400, /conditions that each are of the year, the area or one dimension/],
    ['lending?$apply=groupby((year),aggregate(loans))&$filter=staff gt 1', 400, /staff is no column here.*allowed: year, loans/],
    ['$all', 501, /^\$all: /],
    [`lending(year=2022,area='${'x'.repeat(300)}')`, 404, /^lending has no row where/],
    ['lending/lending/lending', 501, /nothing below a set/],
    ['(year=2022)', 400, /no address of a set or a row/],
  ]
  test.each(cases)('%s', async (path, status, message) => {
    const { headers, body, ...answer } = await odata.get(path)
    expect([answer.status, headers.get('odata-version'), headers.get('content-type')]).toEqual([status, '4.0', 'application/json;odata.metadata=minimal;charset=utf-8'])
    expect(body.error.message).toMatch(message)
    expect(body.error.code).toBe({ 400: 'BAD_USER_INPUT', 404: 'NOT_FOUND', 501: 'NOT_IMPLEMENTED' }[status])
  })
})

describe('who may and how much', () => {
  test('a key is checked as everywhere, and its answers are kept by nobody', async () => {
    const key = await addKey(world.data, 'ola')
    expect(await odata.get('lending', { authorization: 'Bearer wrong' })).toMatchObject({ status: 401, body: { error: { code: 'UNAUTHENTICATED' } } })
    const { status, headers } = await odata.get('lending?$top=1', { authorization: `Bearer ${key}` })
    expect([status, headers.get('kartlag-role'), headers.get('cache-control')]).toEqual([200, 'researcher', 'no-store'])
  })

  test('what would take all rows at once is refused where they are too many, and pages are given', async () => {
    const small = await serveOData(world.data, { KARTLAG_MAX_ROWS: '40' })
    expect((await small.pages('lending?$select=year')).pages.map(({ body }) => body.value.length)).toEqual([40, 30])
    expect(await small.get('lending?$orderby=loans')).toMatchObject({ status: 400, body: { error: { code: 'QUERY_TOO_COMPLEX', message: expect.stringMatching(/\$orderby: 70 rows .* 40 is the most; narrow year, area_level or area in \$filter/) } } })
    const filtered = await small.pages('lending?$filter=loans gt 100&$select=loans')
    expect(filtered.rows).toEqual(await odata.rows('lending?$filter=loans gt 100&$select=loans'))
    expect(filtered.pages.length).toBe(2)
    expect((await small.get('lending?$apply=groupby((year,area),aggregate(loans))')).body.error.message).toMatch(/there are 70 groups, and 40 is the most/)
    expect((await small.get('lending?$apply=groupby((year,area,age_group,medium))')).body.error.message).toMatch(/there are 420 groups, and 40 is the most/)
    await small.close()
  })

  test('links lead to the public address where there is one', async () => {
    const behind = await serveOData(world.data, { KARTLAG_PUBLIC_URL: 'https://figures.example.org' })
    const { body } = await behind.get('lending?$select=year', { prefer: 'maxpagesize=1' })
    expect([body['@odata.context'], body['@odata.nextLink']]).toEqual(['https://figures.example.org/odata/$metadata#lending(year)', `https://figures.example.org/odata/lending?$select=year&$skiptoken=${world.key}~1~1`])
    await behind.close()
  })

  // Last, for it changes what is current.
  test('pages of one read are of one release, whatever becomes current meanwhile', async () => {
    const path = "lending?$select=year,area,loans,staff&$filter=staff gt 1"
    const before = await odata.rows(path)
    const first = await odata.get(path, { prefer: 'maxpagesize=20' })
    const seeds = writeFolder({ ...libraries, 'waves/form/2023.csv': libraries['waves/form/2023.csv']!.replace('A6;50;100;6', 'A6;51;100;66') })
    const { key } = await buildRelease({ seeds, data: world.data })
    await vi.waitFor(async () => expect((await odata.get('')).headers.get('kartlag-release')).toBe(key), { timeout: 10_000 })
    const rest = await odata.pages(first.body['@odata.nextLink']!, { prefer: 'maxpagesize=20' })
    expect([...first.body.value, ...rest.rows]).toEqual(before)
    expect(rest.pages.map(({ headers }) => headers.get('kartlag-release'))).toEqual(rest.pages.map(() => world.key))
    expect(await odata.rows(path)).not.toEqual(before)
    expect(await odata.rows(`${path}&release=${world.key}`)).toEqual(before)
    expect(await odata.get(first.body['@odata.nextLink']!.replace(world.key, '0123456789ab'))).toMatchObject({ status: 410, body: { error: { code: 'GONE', message: expect.stringMatching(/no longer here; begin it again/) } } })
    rmSync(seeds, { recursive: true })
  })
})
