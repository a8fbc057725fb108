import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerTable } from '../../src/export/answer.ts'
import { openLibraries, type Libraries } from '../world/libraries-world.ts'
import { dataOf, mistakeOf, type Asking } from '../world/open-world.ts'

let world: Libraries
beforeAll(async () => {
  world = await openLibraries()
})
afterAll(() => world.close())

type Cell = string | number | null
type TableNode = {
  columns: {
    name: string
    type: string
    label: string
    unit: string | null
    indicator: { key: string } | null
    dimension: { key: string } | null
  }[]
  rowCount: number
  truncated: boolean
  url: string
  rows: Cell[][]
  records: Record<string, Cell>[]
  columnar: Record<string, Cell[]>
}
const fields =
  '{ columns { name type label unit indicator { key } dimension { key } } rowCount truncated url(format: CSV) rows records columnar }'

const table = async (where: string, args: string, options?: Asking): Promise<TableNode> =>
  (await dataOf<{ lending: { table: TableNode } }>(world.ask(`{ lending(where: { ${where} }) { table(${args}) ${fields} } }`, options)))
    .lending.table
/** Some columns of every row. */
const rows = async (where: string, args: string, ...names: string[]): Promise<Cell[][]> =>
  (await table(where, args)).records.map((record) => names.map((name) => record[name] ?? null))

describe('columns', () => {
  test('year, date and area always, then two per dimension and six per indicator, in the order asked', async () => {
    const { columns } = await table('year: { in: [2022] }', 'indicators: [STAFF, LOANS], by: [AGE_GROUP, SURVEY]')
    const six = (id: string) => [id, `${id}_se`, `${id}_lower`, `${id}_upper`, `${id}_n`, `${id}_status`]
    expect(columns.map(({ name }) => name)).toEqual([
      'year',
      'date',
      'area',
      'area_name',
      'age_group',
      'age_group_label',
      'survey',
      'survey_label',
      ...six('staff'),
      ...six('loans'),
    ])
    expect(columns.map(({ type }) => type).slice(0, 14)).toEqual([
      ...['INTEGER', 'DATE', 'STRING', 'STRING', 'STRING', 'STRING', 'STRING', 'STRING'],
      ...['FLOAT', 'FLOAT', 'FLOAT', 'FLOAT', 'INTEGER', 'STRING'],
    ])
  })

  test('say what they are: label, unit, indicator, dimension', async () => {
    const { columns } = await table('', 'indicators: [LOANS], by: [AGE_GROUP]')
    const of = (name: string) => columns.find((column) => column.name === name)
    expect(of('loans')).toMatchObject({ label: 'Loans', unit: 'loans', indicator: { key: 'lending.loans' }, dimension: null })
    expect(of('loans_n')).toMatchObject({ unit: null, indicator: { key: 'lending.loans' } })
    expect(of('age_group')).toMatchObject({ label: 'Age group', unit: null, indicator: null, dimension: { key: 'age_group' } })
    expect(of('area')).toMatchObject({ label: 'Area code', indicator: null, dimension: null })
  })

  test('have the measure of what a transform makes of them', async () => {
    const unit = async (transform: string) =>
      (await table('', `indicators: [LOANS], transform: { ${transform} }`)).columns.find(({ name }) => name === 'loans')?.unit
    expect([await unit('growth: 1'), await unit('indexTo: 2020'), await unit('change: 1'), await unit('rolling: 2')]).toEqual([
      'percent (0.01 is 1)',
      'index',
      'loans',
      'loans',
    ])
  })

  test('an indicator named twice is there once', async () => {
    expect((await table('', 'indicators: [LOANS, LOANS]')).columns.filter(({ name }) => name === 'loans')).toHaveLength(1)
  })
})

describe('rows', () => {
  test('by year, area and member, with the numbers and statuses of the series', async () => {
    expect(
      await rows(
        'year: { in: [2023, 2020] }, area: ["A3", "BB"]',
        'indicators: [LOANS], by: [AGE_GROUP], estimator: REPORTED',
        'year',
        'date',
        'area',
        'area_name',
        'age_group',
        'age_group_label',
        'loans',
        'loans_n',
        'loans_status',
      ),
    ).toEqual([
      [2020, '2020-01-01', 'A3', 'Clover', 'children', 'Children', 30, 1, 'NORMAL'],
      [2020, '2020-01-01', 'A3', 'Clover', 'adults', 'Adults', 60, 1, 'NORMAL'],
      [2020, '2020-01-01', 'BB', 'Beta', 'children', 'Children', 50 + 60 + 5, 3, 'NORMAL'],
      [2020, '2020-01-01', 'BB', 'Beta', 'adults', 'Adults', 50 + 40 + 15, 3, 'NORMAL'],
      [2023, '2023-01-01', 'A3', 'Clover', 'children', 'Children', 36, 1, 'NORMAL'],
      [2023, '2023-01-01', 'A3', 'Clover', 'adults', 'Adults', 64, 1, 'NORMAL'],
      [2023, '2023-01-01', 'BB', 'Beta', 'children', 'Children', 66 + 70 + 9, 3, 'NORMAL'],
      [2023, '2023-01-01', 'BB', 'Beta', 'adults', 'Adults', 64 + 60 + 21, 3, 'NORMAL'],
    ])
  })

  test('a missing number is a null beside its status, and the row stays', async () => {
    expect(
      await rows(
        'area: ["A3", "B4"], year: { in: [2019, 2020, 2021] }',
        'indicators: [LOANS, STAFF], estimator: WEIGHTED',
        'year',
        'area',
        'loans',
        'loans_status',
        'staff',
        'staff_status',
      ),
    ).toEqual([
      [2019, 'A3', null, 'NOT_ASKED', 2, 'NORMAL'],
      [2019, 'B4', null, 'NOT_ASKED', 1, 'NORMAL'],
      [2020, 'A3', 90, 'NORMAL', 3, 'BREAK'],
      [2020, 'B4', 20, 'NORMAL', null, 'NOT_ASKED'],
      [2021, 'A3', null, 'MISSING', null, 'MISSING'],
      [2021, 'B4', 24, 'NORMAL', 1, 'NORMAL'],
    ])
  })

  test('rows, records and columnar carry the same', async () => {
    const { columns, rowCount, rows, records, columnar } = await table('', 'indicators: [LOANS, SHARE_OFFERING], at: PLACE')
    const names = columns.map(({ name }) => name)
    expect(rowCount).toBe(5 * 7)
    expect(rows).toHaveLength(rowCount)
    expect(records.map((record) => Object.keys(record))).toEqual(rows.map(() => names))
    expect(records.map((record) => names.map((name) => record[name]))).toEqual(rows)
    expect(Object.keys(columnar)).toEqual(names)
    expect(rows.map((_, row) => names.map((name) => columnar[name]?.[row]))).toEqual(rows)
  })

  test('all numbers of a table are those of the series', async () => {
    const { records } = await table('', 'indicators: [LOANS_PER_PERSON], by: [AGE_GROUP], at: COUNTY')
    const series = await world.lines('', 'indicator: LOANS_PER_PERSON, by: [AGE_GROUP], at: COUNTY')
    const found = series.flatMap((line) =>
      line.points.map((point) => `${point.year} ${line.area.code} ${line.ageGroup?.toLowerCase()} ${point.value} ${point.status}`),
    )
    expect(
      records
        .map((row) => `${row['year']} ${row['area']} ${row['age_group']} ${row['loans_per_person']} ${row['loans_per_person_status']}`)
        .sort(),
    ).toEqual(found.sort())
  })

  test('split by survey, each survey has rows in its own years', async () => {
    expect(await rows('', 'indicators: [STAFF], by: [SURVEY], estimator: REPORTED', 'year', 'survey', 'survey_label', 'staff')).toEqual([
      [2019, 'census', 'The census', 19],
      [2020, 'form', 'The form', 15],
      [2021, 'census', 'The census', 36],
      [2021, 'form', 'The form', 25],
      [2022, 'form', 'The form', 29],
      [2023, 'form', 'The form', 30],
    ])
  })
})

describe('order', () => {
  const by = (orderBy: string, more = '') =>
    rows('year: { in: [2020] }', `indicators: [STAFF], at: PLACE, orderBy: ${orderBy}${more}`, 'area', 'staff')

  test('ascending or descending, nulls last whichever way, equals as they were', async () => {
    // A5 is A1 and A2; B2 is suppressed and divided, B4 was not asked, B5 divided.
    expect(await by('[{ column: "staff" }]')).toEqual([
      ['A3', 3],
      ['A5', 3],
      ['A6', 4],
      ['B1', 5],
      ['B2', null],
      ['B4', null],
      ['B5', null],
    ])
    expect(await by('[{ column: "staff", descending: true }]')).toEqual([
      ['B1', 5],
      ['A6', 4],
      ['A3', 3],
      ['A5', 3],
      ['B2', null],
      ['B4', null],
      ['B5', null],
    ])
  })

  test('by several columns, text too', async () => {
    expect(await by('[{ column: "staff" }, { column: "area_name", descending: true }]')).toEqual([
      ['A3', 3],
      ['A5', 3],
      ['A6', 4],
      ['B1', 5],
      ['B5', null],
      ['B4', null],
      ['B2', null],
    ])
  })

  test('having keeps rows within the bounds, ends included, and none that is missing', async () => {
    expect(await by('[]', ', having: [{ column: "staff", min: 3, max: 4 }]')).toEqual([
      ['A3', 3],
      ['A5', 3],
      ['A6', 4],
    ])
    expect(await by('[]', ', having: [{ column: "staff", max: 100 }, { column: "staff_n", min: 2 }]')).toEqual([['A5', 3]])
  })

  test('having counts before limit and offset', async () => {
    const found = await table(
      'year: { in: [2020] }',
      'indicators: [STAFF], at: PLACE, having: [{ column: "staff", min: 3 }], orderBy: [{ column: "staff", descending: true }], limit: 2, offset: 1',
    )
    expect(found.columnar['area']).toEqual(['A6', 'A3'])
    expect(found).toMatchObject({ rowCount: 4, truncated: true })
  })
})

describe('length', () => {
  const size = async (args: string, options?: Asking) => {
    const { rows, rowCount, truncated } = await table('year: { in: [2022] }', `indicators: [STAFF], at: PLACE${args}`, options)
    return { rows: rows.map(([, , area]) => area), rowCount, truncated }
  }

  test('all rows unless fewer are asked for, and then the table says so', async () => {
    expect(await size('')).toEqual({ rows: ['A3', 'A5', 'A6', 'B1', 'B2', 'B4', 'B5'], rowCount: 7, truncated: false })
    expect(await size(', limit: 2')).toEqual({ rows: ['A3', 'A5'], rowCount: 7, truncated: true })
    expect(await size(', limit: 2, offset: 6')).toEqual({ rows: ['B5'], rowCount: 7, truncated: true })
    expect(await size(', limit: 0')).toEqual({ rows: [], rowCount: 7, truncated: true })
    expect(await size(', limit: 7')).toMatchObject({ truncated: false })
    expect(await size(', offset: 7')).toEqual({ rows: [], rowCount: 7, truncated: true })
  })

  test('the server’s own limit is said, never silent', async () => {
    const environment = { KARTLAG_MAX_ROWS: '3' }
    expect(await size('', { environment })).toEqual({ rows: ['A3', 'A5', 'A6'], rowCount: 7, truncated: true })
    expect(await size(', limit: 100', { environment })).toMatchObject({ rowCount: 7, truncated: true })
    expect(await size(', limit: 2, offset: 2', { environment })).toMatchObject({ rows: ['A6', 'B1'] })
  })
})

describe('transforms', () => {
  test('“the two places whose loans grew most since 2022” is one query', async () => {
    const found = await rows(
      'year: { in: [2023] }',
      'indicators: [LOANS], at: PLACE, estimator: WEIGHTED, transform: { growth: 1 }, orderBy: [{ column: "loans", descending: true }], limit: 2',
      'area_name',
      'loans',
    )
    // A3 99 101, A5 100 120, A6 143 150, B1 120 130, B2 120 130, B4 28 30
    expect(found).toEqual([
      ['Asterbriar', expect.closeTo(0.2, 12)],
      ['Elder', expect.closeTo(10 / 120, 12)],
    ])
  })

  test('act before the year filter cuts, and not across a break', async () => {
    expect(await rows('area: ["B1"]', 'indicators: [LOANS], transform: { change: 1 }', 'year', 'loans', 'loans_status')).toEqual([
      [2019, null, 'NOT_ASKED'],
      [2020, null, 'MISSING'],
      [2021, 10, 'NORMAL'],
      [2022, null, 'BREAK'],
      [2023, 10, 'NORMAL'],
    ])
    expect(
      await rows(
        'area: ["B1"], year: { in: [2022] }, acrossBreaks: true',
        'indicators: [LOANS], transform: { change: 1 }',
        'year',
        'loans',
      ),
    ).toEqual([[2022, 10]])
  })
})

describe('address', () => {
  const queries: readonly (readonly [string, string])[] = [
    ['', 'indicators: [LOANS]'],
    [
      'year: { in: [2020, 2022] }, area: ["A3", "BB"], ageGroup: [ADULTS]',
      'indicators: [LOANS, SHARE_OF_LOANS], by: [AGE_GROUP], language: NB',
    ],
    [
      'year: { from: 2021 }, vintage: 2021, acrossBreaks: true',
      'indicators: [STAFF], at: PLACE, transform: { growth: 1 }, orderBy: [{ column: "staff", descending: true }, { column: "area" }], limit: 3, offset: 1',
    ],
    [
      'survey: "census"',
      'indicators: [STAFF, MEAN_STAFF], estimator: REPORTED, having: [{ column: "staff", min: 19 }, { column: "year", max: 2020 }]',
    ],
    ['', 'indicators: [STAFF], by: [SURVEY], at: COUNTY, transform: { indexTo: 2021 }'],
  ]

  test.each(queries)('the same table under /data: { %s } %s', async (where, args) => {
    const { url, rows, columns } = await table(where, args)
    const [, subject, query] = /^\/data\/(\w+)\.csv\?(.*)$/.exec(url) ?? []
    const parameters = new Map([...new URLSearchParams(query)].map(([name, value]) => [name, [value]]))
    const again = await world.within((context) => answerTable(context, { subject: subject ?? '', parameters }))
    expect(again.table.columns.map(({ name }) => name)).toEqual(columns.map(({ name }) => name))
    expect(rows.map((_, row) => again.table.values.map((column) => column[row]))).toEqual(rows)
    expect(again.warehouse.key).toBe(world.key)
  })

  test('names the release, so that it gives the same for ever', async () => {
    expect((await table('', 'indicators: [LOANS]')).url).toContain(`release=${world.key}`)
  })
})

describe('labels', () => {
  test('are in the language asked for, else in that of the request', async () => {
    const labels = async (args: string, language: string) => {
      const { records } = await table('year: { in: [2022] }', `indicators: [LOANS], by: [AGE_GROUP]${args}`, { language })
      return records.map((record) => record['age_group_label'])
    }
    expect(await labels(', language: NB', 'en')).toEqual(['Barn', 'Voksne'])
    expect(await labels('', 'nb')).toEqual(['Barn', 'Voksne'])
    expect(await labels('', 'en')).toEqual(['Children', 'Adults'])
    expect(await labels(', language: EN', 'nb')).toEqual(['Children', 'Adults'])
  })
})

test('no indicators is the user’s mistake', async () => {
  const { message, code } = await mistakeOf(world.ask('{ lending { table(indicators: []) { rowCount } } }'))
  expect(code).toBe('BAD_USER_INPUT')
  expect(message).toMatch(/^indicators is empty: name at least one of loans, staff, /)
})
