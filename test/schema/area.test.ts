import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLibraries, type Libraries } from '../world/libraries-world.ts'
import { dataOf, type Asking } from '../world/open-world.ts'

let world: Libraries
beforeAll(async () => {
  world = await openLibraries()
})
afterAll(() => world.close())

const ask = <T>(query: string, options?: Asking) => dataOf<T>(world.ask(query, options))
type Coded = { code: string }
type AreaNode = { code: string; name: string; level: string; vintage: number; parents: Coded[]; children: Coded[] }
const codes = (areas: readonly Coded[]) => areas.map(({ code }) => code)

describe('an area', () => {
  const area = async (args: string) =>
    (await ask<{ area: AreaNode | null }>(`{ area(${args}) { code name level vintage parents { code } children { code } } }`)).area

  test('has its name, level and borders', async () => {
    expect(await area('code: "A5"')).toMatchObject({ code: 'A5', name: 'Asterbriar', level: 'PLACE', vintage: 2023 })
    expect(await area('code: "A1", vintage: 2020')).toMatchObject({ code: 'A1', name: 'Aster', vintage: 2020 })
    expect(await area('code: "XX"')).toMatchObject({ level: 'COUNTRY' })
    expect(await area('code: "0-999"')).toMatchObject({ level: 'SIZE_GROUP', parents: [{ code: 'XX' }] })
  })

  test('that does not exist, or not in these borders, is null', async () => {
    expect(await area('code: "nowhere"')).toBeNull()
    expect(await area('code: "A1"')).toBeNull()
    expect(await area('code: "A5", vintage: 2021')).toBeNull()
  })

  test('lies in its parents, the country last', async () => {
    expect(codes((await area('code: "A3"'))?.parents ?? [])).toEqual(['AA', 'west', 'XX'])
    expect(codes((await area('code: "AA"'))?.parents ?? [])).toEqual(['XX'])
    expect((await area('code: "XX"'))?.parents).toEqual([])
  })

  test('has children directly below, of its own borders', async () => {
    expect(codes((await area('code: "AA"'))?.children ?? [])).toEqual(['A3', 'A5', 'A6'])
    expect(codes((await area('code: "AA", vintage: 2020'))?.children ?? [])).toEqual(['A1', 'A2', 'A3', 'A4'])
    expect((await area('code: "A3"'))?.children).toEqual([])
  })

  test('has children of a level, of levels that do not nest too', async () => {
    const below = async (code: string, level: string) =>
      codes((await ask<{ area: AreaNode }>(`{ area(code: "${code}") { children(level: ${level}) { code } } }`)).area.children)
    expect(await below('XX', 'COUNTY')).toEqual(['AA', 'BB'])
    expect(await below('XX', 'PLACE')).toHaveLength(7)
    expect(await below('AA', 'DISTRICT')).toEqual(['east', 'west'])
    expect(await below('west', 'PLACE')).toEqual(['A3', 'A5', 'B1'])
    expect(await below('AA', 'COUNTY')).toEqual([])
  })

  test('has become others and was others', async () => {
    const changes = '{ year from to share }'
    const query = `{
      was: area(code: "B3", vintage: 2021) { successors ${changes} predecessors ${changes} }
      is: area(code: "A5") { predecessors ${changes} successors ${changes} }
      grown: area(code: "B2") { predecessors ${changes} }
      before: area(code: "B2", vintage: 2021) { predecessors ${changes} } }`
    expect(await ask(query)).toEqual({
      was: {
        predecessors: [],
        successors: [
          { year: 2022, from: 'B3', to: 'B5', share: 0.6 },
          { year: 2022, from: 'B3', to: 'B2', share: 0.4 },
        ],
      },
      is: {
        predecessors: [
          { year: 2022, from: 'A1', to: 'A5', share: 1 },
          { year: 2022, from: 'A2', to: 'A5', share: 1 },
        ],
        successors: [],
      },
      grown: { predecessors: [{ year: 2022, from: 'B3', to: 'B2', share: 0.4 }] },
      before: { predecessors: [] },
    })
  })
})

describe('areas', () => {
  const areas = async (args: string) => codes((await ask<{ areas: Coded[] }>(`{ areas(${args}) { code } }`)).areas)

  test('of a level, by code, in borders', async () => {
    expect(await areas('level: PLACE')).toEqual(['A3', 'A5', 'A6', 'B1', 'B2', 'B4', 'B5'])
    expect(await areas('level: PLACE, vintage: 2020')).toEqual(['A1', 'A2', 'A3', 'A4', 'B1', 'B2', 'B3', 'B4'])
    expect(await areas('level: COUNTRY')).toEqual(['XX'])
  })

  test('within another', async () => {
    expect(await areas('level: PLACE, within: "west"')).toEqual(['A3', 'A5', 'B1'])
    expect(await areas('level: DISTRICT, within: "BB"')).toEqual(['east', 'west'])
    expect(await areas('level: PLACE, within: "BB", vintage: 2021')).toEqual(['B1', 'B2', 'B3', 'B4'])
  })

  test('found by part of the name or the start of the code, in any letters', async () => {
    expect(await areas('level: PLACE, search: "ASTER"')).toEqual(['A5'])
    expect(await areas('level: PLACE, search: "er"')).toEqual(['A3', 'A5', 'B1', 'B2', 'B4']) // Clover Asterbriar Elder Fern Heather
    expect(await areas('level: PLACE, search: "b"')).toEqual(['A5', 'B1', 'B2', 'B4', 'B5']) // Asterbriar
    expect(await areas('level: PLACE, search: "nothing like it"')).toEqual([])
    expect(await areas('level: PLACE, within: "AA", search: "d"')).toEqual(['A6'])
  })
})

describe('population', () => {
  const persons = async (code: string, args = '', more = '') =>
    (await ask<{ area: { population: number | null } }>(`{ area(code: "${code}"${more}) { population${args && `(${args})`} } }`)).area
      .population

  test('of the year of the borders where none is named', async () => {
    expect(await persons('B2')).toBe(1800)
    expect(await persons('B2', '', ', vintage: 2020')).toBe(1600)
  })

  test('of a year and of a member', async () => {
    expect(await persons('A3', 'year: 2020, ageGroup: CHILDREN')).toBe(300)
    expect(await persons('AA', 'year: 2022')).toBe(1200 + 1200 + 2000)
    expect(await persons('west', 'year: 2023, ageGroup: ADULTS')).toBe(900 + 900 + 750)
    expect(await persons('XX', 'year: 2020')).toBe(800 + 400 + 1200 + 2000 + 1000 + 1600 + 500 + 600)
  })

  test('is carried where areas moved whole, and null where one was divided or nothing is known', async () => {
    expect(await persons('A5', 'year: 2020')).toBe(800 + 400)
    expect(await persons('A6', 'year: 2020')).toBe(2000)
    expect(await persons('B5', 'year: 2020')).toBeNull()
    expect(await persons('B2', 'year: 2020')).toBeNull()
    expect(await persons('BB', 'year: 2020')).toBe(1000 + 1600 + 500 + 600)
    expect(await persons('A3', 'year: 1990')).toBeNull()
    expect(await persons('XX', 'year: 1990')).toBeNull()
  })
})

describe('answers', () => {
  type AnswerNode = {
    year: number
    survey: { key: string }
    question: { key: string }
    text: string
    value: string | null
    values: string[]
    state: string
  }
  const answers = async (code: string, args: string, options?: Asking, vintage = 2020) =>
    (
      await ask<{ area: { answers: AnswerNode[] } }>(
        `{ area(code: "${code}", vintage: ${vintage}) { answers${args && `(${args})`} { year survey { key } question { key } text value values state } } }`,
        options,
      )
    ).area.answers

  test('are what the place itself said, beside the wording of the year', async () => {
    const given = await answers('A1', 'year: 2020')
    expect(given.map(({ question, value }) => [question.key, value])).toEqual([
      ['form.loans_children', '10'],
      ['form.loans_adults', '30'],
      ['form.staff', '1'],
      ['form.rating_children', '4'],
      ['form.rating_adults', '2'],
      ['form.queue_children', '1'],
      ['form.queue_adults', '5'],
      ['form.book', '1'],
      ['form.film', '0'],
      ['form.game', '0'],
      ['form.whole_children', '1'],
      ['form.whole_adults', '1'],
      ['form.visitors', null],
      ['form.remark', 'Open on Sundays'],
    ])
    const wording = async (year: number) =>
      (await answers('A3', `year: ${year}, survey: "form"`)).find(({ question }) => question.key === 'form.staff')?.text
    expect([await wording(2020), await wording(2022), await wording(2023)]).toEqual([
      'How many staff?',
      'How many employees?',
      'How many full-time equivalents?',
    ])
  })

  test('of all years and surveys, or of one', async () => {
    const all = await answers('A1', '')
    expect([...new Set(all.map(({ year, survey }) => `${year} ${survey.key}`))]).toEqual([
      '2019 census',
      '2020 form',
      '2021 census',
      '2021 form',
      '2021 poll',
    ])
    expect((await answers('A1', 'survey: "census"')).map(({ year }) => year)).toEqual([2019, 2019, 2021, 2021, 2021])
    expect(await answers('A1', 'year: 2022')).toEqual([])
  })

  test('several ticks are several values', async () => {
    expect((await answers('A2', 'survey: "census", year: 2021')).at(-1)).toMatchObject({
      value: 'crafts, music',
      values: ['crafts', 'music'],
    })
  })

  test('say why they are missing', async () => {
    const state = async (code: string, question: string) =>
      (await answers(code, 'year: 2020')).find((answer) => answer.question.key === `form.${question}`)
    expect(await state('A4', 'loans_adults')).toMatchObject({ value: null, values: [], state: 'NOT_ANSWERED' })
    expect(await state('B4', 'staff')).toMatchObject({ value: null, state: 'NOT_ASKED' })
    expect(await state('B2', 'staff')).toMatchObject({ value: null, values: [], state: 'SUPPRESSED' })
    expect(await state('A1', 'film')).toMatchObject({ value: '0', state: 'REPORTED' })
  })

  test('that are about persons are hidden from the public and shown to researchers', async () => {
    const visitors = async (options?: Asking) =>
      (await answers('A1', 'year: 2020', options)).find(({ question }) => question.key === 'form.visitors')
    expect(await visitors({ role: 'public' })).toMatchObject({ value: null, values: [], state: 'SUPPRESSED' })
    expect(await visitors({ role: 'researcher' })).toMatchObject({ value: '100', values: ['100'], state: 'REPORTED' })
    // One that was never given is missing to both.
    const missing = async (role: 'public' | 'researcher') =>
      (await answers('A2', 'year: 2021, survey: "form"', { role })).find(({ question }) => question.key === 'form.visitors')?.state
    expect([await missing('public'), await missing('researcher')]).toEqual(['NOT_ANSWERED', 'NOT_ANSWERED'])
  })

  test('are none for an area that does not answer itself', async () => {
    expect(await answers('AA', '')).toEqual([])
    expect(await answers('XX', '')).toEqual([])
  })
})
