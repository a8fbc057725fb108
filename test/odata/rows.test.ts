import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { o } from 'o.js' // MIT, a client for JavaScript
import { enumName } from '../../src/model/names.ts'
import { holds } from '../../src/odata/evaluate.ts'
import { readExpression } from '../../src/odata/expression.ts'
import { dataOf } from '../world/open-world.ts'
import { openLibraries, type Libraries } from '../world/libraries-world.ts'
import { serveOData, type Row, type ServedOData } from './served.ts'

let world: Libraries
let odata: ServedOData
/** What filters and orders are tried on. */
let all: readonly Row[]
const few = '$select=year,date,area_level,area,area_name,age_group,loans,loans_upper,loans_n,visitors_status'
beforeAll(async () => {
  world = await openLibraries()
  odata = await serveOData(world.data)
  all = await odata.rows(`lending_by_age_group?${few}`)
})
afterAll(async () => {
  await odata.close()
  await world.close()
})

const levels = ['country', 'county', 'district', 'place', 'size_group']
const indicators = ['loans', 'mean_staff', 'median_staff', 'loans_per_person', 'staff_per_size', 'mean_queue', 'share_offering', 'visitors']
type Tables = Readonly<Record<string, { readonly records: readonly Row[] }>>
/** Tables of `lending` by GraphQL: their arguments, by a name each. */
const tables = async (asked: Readonly<Record<string, string>>, where = ''): Promise<Tables> =>
  (await dataOf<{ lending: Tables }>(world.ask(`{ lending${where} { ${Object.entries(asked).map(([name, args]) => `${name}: table(${args}) { records }`).join(' ')} } }`))).lending
const table = async (args: string, where = ''): Promise<readonly Row[]> => (await tables({ it: args }, where))['it']!.records

describe('rows of a set', () => {
  test.each([
    ['lending', ''],
    ['lending_by_medium', 'MEDIUM'],
  ])('%s: the table of every level, name by name and number by number', async (set, by) => {
    const rows = await odata.rows(set)
    const asked = await tables(Object.fromEntries(levels.map((level) => [level, `indicators: [${indicators.map(enumName).join(' ')}], by: [${by}], at: ${enumName(level)}`])))
    for (const level of levels) {
      const names = Object.keys(asked[level]!.records[0]!)
      const mine = rows.filter((row) => row['area_level'] === level).map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name))))
      expect(mine).toEqual(asked[level]!.records)
    }
    expect(rows.map((row) => row['area_level'])).toEqual([...rows.map((row) => row['area_level'])].sort((a, b) => levels.indexOf(String(a)) - levels.indexOf(String(b))))
    expect(Object.keys(rows[0]!).slice(0, 5)).toEqual(['year', 'date', 'area_level', 'area', 'area_name'])
  })

  test('a set by survey has the rows of surveys that were there, each of its own', async () => {
    const rows = await odata.rows("lending_by_survey?$filter=area_level eq 'country'&$select=year,survey,survey_label,staff")
    expect(rows.map((row) => `${row['year']} ${row['survey']}`)).toEqual(['2019 census', '2020 form', '2021 census', '2021 form', '2022 form', '2023 form'])
    const asked = await table('indicators: [STAFF], by: [SURVEY]')
    for (const row of rows) expect(asked).toContainEqual(expect.objectContaining(row))
  })

  test('where several surveys asked and none is primary, the number is missing in the total and there by survey; one can be chosen', async () => {
    const narrow = "$filter=year eq 2021 and area_level eq 'country'&$select=share_holding,share_holding_n,share_holding_status,seats"
    expect(await odata.rows(`events?${narrow}`)).toEqual([{ share_holding: null, share_holding_n: null, share_holding_status: 'MISSING', seats: 368 }])
    const bySurvey = await odata.rows(`events_by_survey?${narrow.replace('$select=', '$select=survey,')}`)
    expect(bySurvey.map(({ survey, share_holding_status }) => [survey, share_holding_status])).toEqual([['census', 'NORMAL'], ['poll', 'NORMAL']])
    const [chosen] = await odata.rows(`events?${narrow}&survey=poll`)
    expect(chosen).toEqual(expect.objectContaining({ share_holding: bySurvey[1]?.['share_holding'], share_holding_status: 'NORMAL' }))
  })

  test('each has a key of its own, and as many are there as are counted', async () => {
    const { body } = await odata.get('')
    expect(body.value.map(({ name }) => name)).toEqual(['events', 'events_by_topic', 'events_by_survey', 'lending', 'lending_by_age_group', 'lending_by_medium', 'lending_by_survey'])
    for (const { name } of body.value) {
      const split = String(name).split('_by_')[1]
      const { rows } = await odata.pages(`${name}?$select=year,area${split ? `,${split}` : ''}`)
      expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length)
      expect(await odata.get(`${name}/$count`)).toMatchObject({ status: 200, text: String(rows.length) })
    }
  })

  test('one is read by its key, in whatever order that stands', async () => {
    const [row] = await odata.rows("lending_by_medium?$filter=year eq 2022 and area eq 'west' and medium eq 'film'")
    for (const key of ["year=2022,area='west',medium='film'", 'medium=%27film%27,%20area=%27west%27,%20year=2022']) {
      const { body } = await odata.get(`lending_by_medium(${key})`)
      expect(body).toEqual({ '@odata.context': `${odata.url}/odata/$metadata#lending_by_medium/$entity`, ...row })
    }
    expect((await odata.get("lending(year=2022,area='west')?$select=loans")).text).toMatch(/#lending\(loans\)\/\$entity","loans":\d/)
    expect(await odata.get("lending(year=2022,area='nowhere')")).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND', message: expect.stringMatching(/no row where year eq 2022 and area eq 'nowhere'/) } } })
  })

  test('borders, estimator and language are those asked for', async () => {
    const [row] = await odata.rows("lending?vintage=2021&estimator=reported&language=nb&$filter=area eq 'A1' and year eq 2021&$select=loans,area_name")
    const [asked] = await table('indicators: [LOANS], estimator: REPORTED', '(where: { area: ["A1"], vintage: 2021, year: { in: [2021] } })')
    expect(row).toEqual({ loans: asked?.['loans'], area_name: 'Aster' })
    expect(await odata.rows("lending_by_age_group?$filter=area eq 'AA' and year eq 2022&$select=age_group_label&language=nb")).toEqual([{ age_group_label: 'Barn' }, { age_group_label: 'Voksne' }])
    expect(await odata.rows("lending_by_age_group?$filter=age_group_label eq 'Voksne'&$top=1&$select=age_group", { 'accept-language': 'nb' })).toEqual([{ age_group: 'adults' }])
  })
})

describe('a filter', () => {
  type Tried = { year: number; area_level: string; area: string; area_name: string; age_group: string; loans: number | null; loans_upper: number | null; loans_n: number; visitors_status: string }
  const cases: readonly (readonly [string, (row: Tried) => boolean])[] = [
    ["area_level eq 'county'", ({ area_level }) => area_level === 'county'],
    ["year ge 2021 and area in ('AA','west')", ({ year, area }) => year >= 2021 && ['AA', 'west'].includes(area)],
    ["date gt 2020-06-30 and date lt 2022-06-30 and area eq 'XX'", ({ year, area }) => area === 'XX' && [2021, 2022].includes(year)],
    ["startswith(area,'A') and not (area_level eq 'county')", ({ area, area_level }) => area.startsWith('A') && area_level !== 'county'],
    ["contains(tolower(area_name),'er') or endswith(area_name,'a')", ({ area_name }) => area_name.toLowerCase().includes('er') || area_name.endsWith('a')],
    ['loans gt 50 and loans le 120', ({ loans }) => loans !== null && loans > 50 && loans <= 120],
    ['loans eq null', ({ loans }) => loans === null],
    ["loans ne null and visitors_status ne 'NORMAL'", ({ loans, visitors_status }) => loans !== null && visitors_status !== 'NORMAL'],
    ["age_group eq 'children' and loans mul 2 sub 10 gt loans_upper", ({ age_group, loans, loans_upper }) => age_group === 'children' && loans !== null && loans_upper !== null && loans * 2 - 10 > loans_upper],
    ["age_group eq 'adults' or year eq 2020", ({ age_group, year }) => age_group === 'adults' || year === 2020],
    ['not (loans gt 50)', ({ loans }) => !(loans !== null && loans > 50)],
    ["not startswith(area,'A') and year(date) eq 2023 and length(area) eq 2", ({ area, year }) => !area.startsWith('A') && year === 2023 && area.length === 2],
    ['loans_n div 2 eq 2 and loans_n mod 2 eq 1', ({ loans_n }) => loans_n === 5],
    ['round(loans) eq -(-30)', ({ loans }) => loans !== null && Math.round(loans) === 30],
    ['year eq 1999', () => false],
    ["age_group in ('adults', null)", ({ age_group }) => age_group === 'adults'],
    ["area_level EQ 'county' AND NOT (year LT 2022)", ({ area_level, year }) => area_level === 'county' && year >= 2022],
    ["2024 gt year and 'it''s' ne area", () => true],
  ]
  const columns = Object.entries({ year: 'INTEGER', date: 'DATE', area_level: 'STRING', area: 'STRING', area_name: 'STRING', age_group: 'STRING', loans: 'FLOAT', loans_upper: 'FLOAT', loans_n: 'INTEGER', visitors_status: 'STRING' } as const).map(
    ([name, type]) => ({ name, type }),
  )
  test.each(cases)('%s holds for the rows it says', (filter, holdsFor) => {
    const expression = readExpression(filter, columns, '$filter')
    expect(all.filter((row) => holds(expression, (name) => row[name] ?? null))).toEqual(all.filter((row) => holdsFor(row as Tried)))
  })

  test.each(cases.filter(([filter]) => /^(year ge|contains|loans ne|age_group eq|not \(loans|year eq)/.test(filter)))('%s leaves those rows, counted and in order', async (filter, holdsFor) => {
    const expected = all.filter((row) => holdsFor(row as Tried))
    const { body } = await odata.get(`lending_by_age_group?$filter=${encodeURIComponent(filter)}&$count=true&${few}`)
    expect([body['@odata.count'], body.value]).toEqual([expected.length, expected])
    expect((await odata.get(`lending_by_age_group/$count?filter=${encodeURIComponent(filter).replaceAll('%20', '+')}`)).text).toBe(String(expected.length))
  })
})

describe('order and pages', () => {
  const compare = (name: string, sign: number) => (a: Row, b: Row) => {
    const [left, right] = [a[name] ?? null, b[name] ?? null]
    if (left === right) return 0
    return (left === null ? -1 : right === null ? 1 : left < right ? -1 : 1) * sign
  }
  test('rows are ordered by columns that are shown or not, missing values first, ties as they were', async () => {
    const expected = [...all].sort((a, b) => compare('loans', -1)(a, b) || compare('year', 1)(a, b))
    expect(await odata.rows(`lending_by_age_group?$orderby=loans desc,year&${few}`)).toEqual(expected)
    expect(await odata.rows('lending_by_age_group?$orderby=loans%20DESC,year%20asc&$skip=3&$top=4&$select=area')).toEqual(expected.slice(3, 7).map(({ area }) => ({ area })))
    expect(await odata.rows(`lending_by_age_group?$orderby=area_name,year desc&${few}`)).toEqual([...all].sort((a, b) => compare('area_name', 1)(a, b) || compare('year', -1)(a, b)))
  })

  test.each(['$top=1000', '$orderby=loans', '$filter=loans gt 20', '$skip=5&$top=63', '$filter=loans gt 20&$skip=2&$top=41&$orderby=area', "$apply=groupby((year,area,medium),aggregate(share_offering))"])(
    'pages of fifty are the whole in order: %s',
    async (query) => {
      const path = `lending_by_age_group?${query}${query.includes('$apply') ? '' : `&${few}`}`
      const whole = await odata.rows(path)
      const { rows, pages } = await odata.pages(path, { prefer: 'odata.maxpagesize=50' })
      expect(rows).toEqual(whole)
      expect(pages.length).toBe(Math.ceil(whole.length / 50))
      for (const { headers, body } of pages) {
        expect(headers.get('preference-applied')).toBe('odata.maxpagesize=50')
        expect(body.value.length).toBeLessThanOrEqual(50)
        expect(body['@odata.count']).toBe(query.includes('$count') ? whole.length : undefined)
      }
    },
  )

  test('rows are passed over and counted without a filter, and the count is of all', async () => {
    const { body } = await odata.get(`lending_by_age_group?$skip=10&$top=5&$count=true&${few}`)
    expect([body.value, body['@odata.count'], body['@odata.nextLink']]).toEqual([all.slice(10, 15), all.length, undefined])
    const context = `${odata.url}/odata/$metadata#lending_by_age_group`
    expect((await odata.get('lending_by_age_group?$top=0&$count=true')).body).toEqual({ '@odata.context': context, '@odata.count': all.length, value: [] })
    expect(await odata.rows(`lending_by_age_group?$skip=${all.length + 5}`)).toEqual([])
  })
})

describe('groups', () => {
  test('are the table split by just their columns, whatever the set', async () => {
    const asked = await table('indicators: [SHARE_OFFERING], by: [MEDIUM]')
    const expected = asked.map(({ year, medium, share_offering, share_offering_status }) => ({ year, medium, share_offering, share_offering_status }))
    for (const set of ['lending', 'lending_by_age_group', 'lending_by_medium'])
      expect(await odata.rows(`${set}?$apply=groupby((year,medium),aggregate(share_offering,share_offering_status))`)).toEqual(expected)
    const { status, body } = await odata.get('lending?$apply=groupby((year,area_level),aggregate(loans))')
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('group by area too, or leave area_level out')])
    expect((await odata.rows("lending?$apply=filter(area_level eq 'country' and year eq 2022)/groupby((year,area_level),aggregate(loans))")).map((row) => row['area_level'])).toEqual(['country'])
  })
  test('of areas are narrowed before and filtered, ordered and cut after', async () => {
    const asked = await table('indicators: [LOANS, STAFF], by: [AGE_GROUP], at: COUNTY', '(where: { year: { in: [2022, 2023] } })')
    const expected = asked.map(({ year, area_name, area, age_group, loans, staff }) => ({ year, area, area_name, age_group, all: loans, staff })).filter(({ all }) => Number(all) > 120).sort((a, b) => Number(b.all) - Number(a.all))
    const apply = "filter(area_level eq 'county' and year ge 2022)/groupby((year,area,area_name,age_group),aggregate(loans as all,staff))"
    const { body } = await odata.get(`lending?$apply=${apply}/filter(all gt 120)&$orderby=all desc&$top=2&$count=true`)
    expect([body.value, body['@odata.count']]).toEqual([expected.slice(0, 2), expected.length])
    expect(body['@odata.context']).toBe(`${odata.url}/odata/$metadata#lending(year,area,area_name,age_group,all,staff)`)
    expect((await odata.get(`lending/$count?$apply=${apply}&$filter=all gt 120`)).text).toBe(String(expected.length))
  })
  test('come in the order of the columns they are grouped by', async () => {
    const narrow = "filter(year eq 2022)/groupby((year,medium,age_group),aggregate(share_complete))&$select=medium,age_group"
    const order = (await odata.rows(`lending?$apply=${narrow}`)).map(({ medium, age_group }) => `${medium} ${age_group}`)
    expect(order).toEqual(['book', 'film', 'game'].flatMap((medium) => [`${medium} children`, `${medium} adults`]))
  })
  test('leave out dimensions by working the number out without them; members that are narrowed to count together', async () => {
    const [asked] = await table('indicators: [SHARE_OFFERING]', '(where: { year: { in: [2022] }, medium: [FILM, GAME] })')
    expect(await odata.rows("lending_by_medium?$apply=filter(year eq 2022 and medium ne 'book')/aggregate(share_offering as share)")).toEqual([{ share: asked?.['share_offering'] }])
    const [one] = await table('indicators: [LOANS]', '(where: { year: { in: [2022] }, area: ["B1"] })')
    expect(await odata.rows("lending?$apply=filter(year eq 2022 and area eq 'B1')/aggregate(loans)")).toEqual([{ loans: one?.['loans'] }])
  })
  test('without numbers are what there is to choose from', async () => {
    expect(await odata.rows('lending?$apply=groupby((area_level))')).toEqual(levels.map((area_level) => ({ area_level })))
    expect(await odata.rows('lending?$apply=groupby((year,medium_label))&$skip=13')).toEqual([{ year: 2023, medium_label: 'Film' }, { year: 2023, medium_label: 'Game' }])
    expect(await odata.rows('lending?$apply=filter(year eq 2021)/groupby((year,survey))')).toEqual([{ year: 2021, survey: 'census' }, { year: 2021, survey: 'form' }])
  })
})

test('a client that is not ours gets the same', async () => {
  const client = o(`${odata.url}/odata/`, { headers: { accept: 'application/json' } })
  const asked = await client.get('lending_by_age_group').query({ $select: 'year,area,loans', $filter: "area_level eq 'county' and age_group eq 'adults'", $orderby: 'loans desc', $top: 3 })
  expect(asked).toEqual(await odata.rows("lending_by_age_group?$select=year,area,loans&$filter=area_level eq 'county' and age_group eq 'adults'&$orderby=loans desc&$top=3"))
  const grouped = await client.get('lending').query({ $apply: 'groupby((year),aggregate(mean_rating))' })
  expect(grouped).toHaveLength(5)
  const failed = await client.get('lending').query({ $filter: 'loan gt 1' }).catch((error: unknown) => error)
  expect(failed).toMatchObject({ status: 400 })
})
