import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveLibraries } from '../world/served-libraries.ts'

let served: Awaited<ReturnType<typeof serveLibraries>>
beforeAll(async () => {
  served = await serveLibraries()
})
afterAll(() => served.close())

type Cell = string | number | null
type Answer = { data: { lending: { table: { columns: { name: string; type: string }[]; records: Record<string, Cell>[]; truncated: boolean } } }; errors?: { message: string }[] }
const query = `query Staff($years: YearRange, $by: [LendingDimension!]!, $limit: Int) {
  lending(where: { year: $years, vintage: 2021 }) {
    table(indicators: [STAFF, SHARE_OFFERING], by: $by, at: PLACE, limit: $limit) { columns { name type } truncated records }
  }
}`
const variables = { years: { from: 2020, to: 2022 }, by: ['MEDIUM'] }
const got = (parameters: Record<string, string>, headers: Record<string, string> = {}) => fetch(`${served.url}/graphql?${new URLSearchParams(parameters)}`, { headers })

describe('a table for tools that only know addresses and rows', () => {
  // What Power Query, Infinity in the backend and in the browser, and libraries send with a GET.
  test.each<Record<string, string>>([{}, { accept: '*/*' }, { accept: 'application/json' }, { accept: 'application/json, text/plain, */*' }, { accept: 'application/graphql-response+json, application/json' }, { accept: 'application/json', 'content-type': 'application/json' }])(
    'is answered to a GET with query and variables as to a POST: %j',
    async (headers) => {
      const response = await got({ query, variables: JSON.stringify(variables), operationName: 'Staff' }, headers)
      const posted = await fetch(`${served.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) })
      expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^application\/(graphql-response\+)?json/)])
      expect(await response.json()).toEqual(await posted.json())
    },
  )

  test('has flat rows: every value is a text, a number or null, under the names and types of its columns', async () => {
    const { data } = (await (await got({ query, variables: JSON.stringify(variables) })).json()) as Answer
    const { columns, records, truncated } = data.lending.table
    expect([records.length, truncated]).toEqual([3 * 8 * 3, false])
    const types: Readonly<Record<string, (value: Cell) => boolean>> = {
      INTEGER: (value) => Number.isInteger(value),
      FLOAT: (value) => value === null || typeof value === 'number',
      STRING: (value) => typeof value === 'string',
      DATE: (value) => typeof value === 'string' && new Date(value).toISOString().startsWith(`${value}T00:00`),
    }
    for (const record of records) {
      expect(Object.keys(record)).toEqual(columns.map(({ name }) => name))
      expect(columns.filter(({ name, type }) => !types[type]?.(record[name] ?? null))).toEqual([])
      expect(record['date']).toBe(`${record['year']}-01-01`)
    }
    expect(new Set(columns.map(({ type }) => type))).toEqual(new Set(Object.keys(types)))
  })

  test('keeps names and types of columns whatever is found, so that a refresh never changes a schema', async () => {
    const columnsOf = async (years: object, limit: number | null = null) =>
      ((await (await got({ query, variables: JSON.stringify({ ...variables, years, limit }) })).json()) as Answer).data.lending.table.columns
    expect(await columnsOf({ in: [2019] })).toEqual(await columnsOf({ from: 2020 }))
    expect(await columnsOf({ in: [2021] }, 0)).toEqual(await columnsOf({ from: 2020 }))
  })

  test('says of a missing number why it is missing', async () => {
    const { data } = (await (await got({ query, variables: JSON.stringify({ ...variables, by: [], years: { in: [2020] } }) })).json()) as Answer
    const staff = Object.fromEntries(data.lending.table.records.map((record) => [record['area'], [record['staff'], record['staff_status']]]))
    expect(staff).toMatchObject({ A1: [1, 'BREAK'], B2: [null, 'SUPPRESSED'], B3: [null, 'MISSING'], B4: [null, 'NOT_ASKED'] })
  })

  test('says that it was cut', async () => {
    const { data } = (await (await got({ query, variables: JSON.stringify({ ...variables, limit: 2 }) })).json()) as Answer
    expect([data.lending.table.records.length, data.lending.table.truncated]).toEqual([2, true])
  })

  test('variables that are no JSON, or none of the query, are a mistake that is told', async () => {
    const broken = await got({ query, variables: '{years' })
    expect([broken.status, await broken.text()]).toEqual([400, expect.stringMatching(/variables/i)])
    const wrong = await got({ query, variables: JSON.stringify({ by: ['COLOUR'] }) })
    expect(await wrong.text()).toMatch(/COLOUR.*LendingDimension/)
  })
})
