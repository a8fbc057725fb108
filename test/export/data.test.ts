import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addKey } from '../../src/server/keys.ts'
import type { Served } from '../../src/server/serve.ts'
import { serveData } from '../world/served-libraries.ts'
import { openLibraries, type Libraries } from '../world/libraries-world.ts'

let world: Libraries
let served: Served
beforeAll(async () => {
  world = await openLibraries()
  served = await serving({})
})
afterAll(async () => {
  await served.close()
  await world.close()
})

const serving = (environment: Record<string, string>) => serveData(world.data, environment)
const get = async (path: string, headers: Record<string, string> = {}, url = served.url) => {
  const response = await fetch(`${url}/data/${path}`, { headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
type Row = Record<string, string | number | null>
const rows = async (path: string) => JSON.parse((await get(path)).text) as Row[]
const table = async (args: string): Promise<{ records: Row[]; url: string }> => {
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: `{ lending${args.replace('TABLE', 'table')} { records url(format: JSON) } } }` }),
  })
  const { data } = (await response.json()) as { data: { lending: { table: { records: Row[]; url: string } } } }
  return data.lending.table
}

describe('a table as a file', () => {
  test('has the names and numbers of GraphQL, parameter for parameter', async () => {
    const asked = await table(`(where: { year: { from: 2021, to: 2023 }, area: ["AA", "B1"], vintage: 2022, ageGroup: [ADULTS, CHILDREN], acrossBreaks: true }) {
      TABLE(indicators: [LOANS, MEAN_RATING], by: [AGE_GROUP], at: PLACE, estimator: REPORTED, transform: { change: 1 },
        having: [{ column: "loans", min: -100 }], orderBy: [{ column: "loans", descending: true }, { column: "area" }], offset: 1, limit: 4)`)
    const parameters = [
      'indicators=loans,mean_rating&by=age_group,year&at=place&year=2021..2023&area=AA,B1&vintage=2022&age_group=adults,children&across_breaks=true',
      'estimator=reported&transform=change:1&having=loans:-100:&order_by=-loans,area&offset=1&limit=4&area_policy=withhold',
    ].join('&')
    const file = await rows(`lending.json?${parameters}`)
    expect(file).toEqual(asked.records)
    expect(file).toHaveLength(4)
    expect(await rows(asked.url.replace('/data/', ''))).toEqual(asked.records)
  })

  test('every address a table gives answers the same table', async () => {
    for (const args of [
      '{ TABLE(indicators: [STAFF], by: [SURVEY])',
      '(where: { survey: "census" }) { TABLE(indicators: [STAFF], at: COUNTY, transform: { growth: 2 })',
      '(where: { medium: [FILM] }) { TABLE(indicators: [SHARE_OFFERING], at: SIZE_GROUP, transform: { indexTo: 2021 }, language: NB)',
      '(where: { area: ["A6"], year: { in: [2022] } }) { TABLE(indicators: [LOANS], transform: { rolling: 2 }, having: [{ column: "loans", max: 1e9 }])',
    ]) {
      const { records, url } = await table(args)
      expect([url, await rows(url.replace('/data/', ''))]).toEqual([url, records])
    }
  })

  test('all indicators where none is named; years as a range open at an end, or as a list', async () => {
    const all = await rows('events.json?survey=census')
    expect(Object.keys(all[0] ?? {}).filter((name) => !name.includes('_') || name === 'share_holding')).toEqual(['year', 'date', 'area', 'share_holding', 'seats'])
    const years = async (year: string) => (await rows(`lending.json?indicators=staff&year=${year}`)).map((row) => row['year'])
    expect(await years('..2021')).toEqual([2019, 2020, 2021])
    expect(await years('2022..')).toEqual([2022, 2023])
    expect(await years('2019,2023')).toEqual([2019, 2023])
    expect(await rows('lending.json?indicators=staff&transform=indexTo:2021')).toEqual(await rows('lending.json?indicators=staff&transform=index_to:2021'))
  })

  test('repeated parameters of names are one list', async () => {
    expect(await rows('lending.json?indicators=loans&indicators=staff&area=A3&area=BB')).toEqual(await rows('lending.json?indicators=loans,staff&area=A3,BB'))
  })

  test('CSV has the same cells as JSON; a missing value is an empty cell beside its status', async () => {
    const query = 'indicators=loans,staff&at=place&year=2020..2021&estimator=weighted&language=nb'
    const { text, headers } = await get(`lending.csv?${query}`)
    const [head, ...lines] = parse(text, { record_delimiter: '\r\n' }) as string[][]
    const json = await rows(`lending.json?${query}`)
    expect(lines.map((cells) => Object.fromEntries((head ?? []).map((name, at) => [name, cells[at]])))).toEqual(
      json.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? '' : String(value)]))),
    )
    expect(text).toMatch(/^2021,2021-01-01,A3,Clover,,,,,0,MISSING,/m)
    expect(headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/)
    expect(headers.get('content-disposition')).toBe('attachment; filename="lending.csv"')
  })

  test('names the release it comes from, its rows before the limit and the notice, in ASCII', async () => {
    const { headers } = await get('lending.json?indicators=staff&limit=1', { 'accept-language': 'nb' })
    expect([headers.get('kartlag-release'), headers.get('kartlag-row-count'), headers.get('kartlag-notice')]).toEqual([world.key, '5', 'Oppdiktet'])
    expect(headers.get('access-control-expose-headers')).toMatch(/Kartlag-Release/)
    expect(headers.get('vary')).toMatch(/Accept-Language/)
  })

  test('carries its citation, with the address of the same numbers', async () => {
    const { headers } = await get('lending.csv?indicators=staff&year=2022', { 'accept-language': 'nb' })
    const citation = decodeURIComponent(headers.get('kartlag-citation') ?? '')
    expect(citation).toMatch(/^Staff, XX \[lending, WEIGHTED, grenser fra 2023\]\. Skjema, 2022\. Bibliotek \[libraries\], utgave /)
    const [, address = ''] = / (\/data\/.*)$/.exec(citation) ?? []
    expect((await get(address.replace('/data/', ''))).text).toBe((await get('lending.csv?indicators=staff&year=2022')).text)
  })

  test('labels are in the language asked for, else in that of the browser, else English', async () => {
    const label = async (language: string, accepted: string) => {
      const { text } = await get(`lending.json?indicators=loans&by=age_group&age_group=adults&limit=1${language}`, { 'accept-language': accepted })
      return (JSON.parse(text) as Row[])[0]?.['age_group_label']
    }
    expect([await label('', 'fr'), await label('', 'nb'), await label('&language=en', 'nb')]).toEqual(['Adults', 'Voksne', 'Adults'])
  })
})

describe('a wrong address', () => {
  const cases: readonly (readonly [string, number, RegExp])[] = [
    ['lendin.csv', 404, /no subject 'lendin'; nearest: lending/],
    ['lending.cvs', 404, /asks for the format 'cvs'; nearest: csv/],
    ['lending', 404, /names no format; allowed: csv, json/],
    ['lending.csv?indicator=loans', 400, /^indicator is no parameter; nearest: indicators; parameters are /],
    ['lending.csv?topic=x', 400, /^topic is no parameter/],
    ['lending.csv?indicators=loan', 400, /no indicator lending\.loan; nearest: loans/],
    ['lending.csv?indicators=', 400, /^indicators is ''/],
    ['lending.csv?by=agegroup', 400, /^by: 'agegroup' is none of them; nearest: age_group/],
    ['lending.csv?age_group=adult', 400, /^age_group: adult is no member; did you mean adults/],
    ['lending.csv?at=municipality', 400, /^at is 'municipality'; .*county/],
    ['lending.csv?area=A33', 400, /^area: A33 is no area/],
    ['lending.csv?year=2015-2024', 400, /^year: '2015-2024' is no year; it takes 2015\.\.2024/],
    ['lending.csv?year=..', 400, /^year: '\.\.' is no year/],
    ['lending.csv?year=1999', 400, /^year: no answers of 1999/],
    ['lending.csv?year=2023..2020', 400, /^year: from 2023 is after to 2020/],
    ['lending.csv?vintage=1700', 400, /^vintage: borders of 1700 are not known/],
    ['lending.csv?survey=from', 400, /^survey: .*did you mean form/],
    ['lending.csv?estimator=weigthed', 400, /^estimator is 'weigthed'; nearest: weighted/],
    ['lending.csv?area_policy=split', 400, /^area_policy is 'split'/],
    ['lending.csv?across_breaks=yes', 400, /^across_breaks is 'yes'; allowed: true, false/],
    ['lending.csv?transform=growth', 400, /^transform is 'growth'; it takes one of growth:YEARS/],
    ['lending.csv?transform=grow:1', 400, /^transform is 'grow:1'; nearest: growth; it takes one of growth:YEARS/],
    ['lending.csv?transform=constructor:1', 400, /^transform is 'constructor:1'/],
    ['lending.csv?transform=growth:0', 400, /lag in years, 1 or more/],
    ['lending.csv?having=loans', 400, /^having is 'loans'; it takes column:min:max/],
    ['lending.csv?having=loans:few:', 400, /^having: 'few' in 'loans:few:' is no number/],
    ['lending.csv?having=loan:1:', 400, /loan is no column of this table; did you mean loans/],
    ['lending.csv?order_by=-lones', 400, /^order_by: lones is no column of this table; did you mean loans/],
    ['lending.csv?limit=-1', 400, /^limit is '-1'; it takes a whole number/],
    ['lending.csv?limit=1&limit=2', 400, /^limit came 2 times/],
    ['lending.csv?language=de', 400, /^language is 'de'; .*nb, en/],
    ['lending.csv?release=abc', 400, /no release "abc"; /],
    ['lending.csv?__proto__=1', 400, /^__proto__ is no parameter/],
    ['lending.csv%2f..%2fx.csv', 404, /no subject/],
  ]
  for (const [path, status, message] of cases)
    test(`${path} is ${status} and says the way out`, async () => {
      const answer = await get(path)
      expect(answer.status).toBe(status)
      const { errors } = JSON.parse(answer.text) as { errors: { message: string; extensions: { code: string } }[] }
      expect(errors[0]?.message).toMatch(message)
      expect(errors[0]?.extensions.code).toBe(status === 404 ? 'NOT_FOUND' : 'BAD_USER_INPUT')
    })
})

test('a file is only read: other methods are 405 and name the one that is used', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    const response = await fetch(`${served.url}/data/lending.csv`, { method })
    expect([method, response.status, response.headers.get('allow')]).toEqual([method, 405, 'GET'])
    expect(await response.text()).toMatch(/"code":"METHOD_NOT_ALLOWED"/)
  }
})

describe('who may and how much', () => {
  test('a key is checked as under /graphql', async () => {
    const key = await addKey(world.data, 'ola')
    expect((await get('lending.csv', { authorization: 'Bearer wrong' })).status).toBe(401)
    expect((await get('lending.csv', { authorization: `Bearer ${key}` })).status).toBe(200)
  })

  test('a table longer than a file may be is refused, not cut; in parts it is given', async () => {
    const small = await serving({ KARTLAG_MAX_FILE_ROWS: '3' })
    const whole = await get('lending.json?indicators=staff', {}, small.url)
    const part = await get('lending.json?indicators=staff&limit=3&offset=2', {}, small.url)
    await small.close()
    expect([whole.status, whole.text]).toEqual([400, expect.stringMatching(/has 5 rows, and a file at most 3; narrow it, or take it in parts with limit=3 and offset/)])
    expect([part.status, (JSON.parse(part.text) as Row[]).map(({ year }) => year)]).toEqual([200, [2021, 2022, 2023]])
  })

  test('an overloaded database is 503 with Retry-After', async () => {
    const busy = await serving({ KARTLAG_DATABASE_CONNECTIONS: '1', KARTLAG_DATABASE_QUEUE: '0' })
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => get(`lending.json?at=place&by=age_group&limit=${100 + index}`, {}, busy.url)))
    await busy.close()
    const refused = answers.filter(({ status }) => status !== 200)
    expect(refused.length).toBeGreaterThan(0)
    for (const { status, headers, text } of refused) expect([status, headers.get('retry-after'), text]).toEqual([503, '1', expect.stringMatching(/"code":"OVERLOADED"/)])
  })
})
