import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLibraries, type Libraries } from '../world/libraries-world.ts'
import { dataOf, mistakeOf } from '../world/open-world.ts'

let world: Libraries
beforeAll(async () => {
  world = await openLibraries()
})
afterAll(() => world.close())

const held = async (where: string, args = 'indicator: SHARE_HOLDING, by: [TOPIC]') =>
  (
    await dataOf<{ events: { series: { topic: string | null; survey: string | null; years: number[]; values: (number | null)[] }[] } }>(
      world.ask(`{ events(where: { ${where} }) { series(${args}) { topic survey years values } } }`),
    )
  ).events.series

describe('which survey answers', () => {
  test('the primary one where several asked, else the one that did', async () => {
    const [staff] = await world.lines('year: { in: [2019, 2021] }', 'indicator: STAFF')
    // 2019 only the census; 2021 the form (2+2+1+1 and 19 x 4/3), though the census counted 36.
    expect(staff?.values).toEqual([19, expect.closeTo(6 + (19 * 4) / 3, 10)])
  })

  test('a survey in the filter answers alone, in its own years', async () => {
    const [staff] = await world.lines('survey: "census"', 'indicator: STAFF')
    expect(staff).toMatchObject({ years: [2019, 2021], values: [19, 36] })
    const [chosen] = await world.lines('survey: "census", year: { in: [2020, 2021] }', 'indicator: STAFF')
    expect(chosen?.points.map(({ value, status }) => [value, status])).toEqual([
      [null, 'NOT_ASKED'],
      [36, 'NORMAL'],
    ])
  })

  test('what no form asked together is not asked, and still there', async () => {
    const { lending } = await dataOf<{ lending: { series: { points: { value: number | null; status: string }[] }[] } }>(
      world.ask('{ lending(where: { year: { in: [2022] } }) { series(indicator: LOANS, by: [AGE_GROUP, MEDIUM]) { points { value status } } } }'),
    )
    expect(lending.series.length).toBeGreaterThan(3)
    for (const { points } of lending.series) expect(points).toEqual([{ value: null, status: 'NOT_ASKED' }])
  })

  test('split by survey each has its own series and points never mix', async () => {
    const lines = await world.lines('', 'indicator: STAFF, by: [SURVEY], estimator: REPORTED')
    expect(lines.map(({ survey, years, values }) => ({ survey, years, values }))).toEqual([
      { survey: 'census', years: [2019, 2021], values: [19, 36] },
      { survey: 'form', years: [2020, 2021, 2022, 2023], values: [15, 25, 29, 30] },
    ])
    expect(lines[0]?.breaks).toEqual([])
  })

  test('several that asked, none of them primary, are the user’s to choose between', async () => {
    const { message, code } = await mistakeOf(world.ask('{ events { series(indicator: SHARE_HOLDING) { years } } }'))
    expect(code).toBe('BAD_USER_INPUT')
    expect(message).toContain('events.share_holding')
    expect(message).toContain('2021')
    expect(message).toContain('census and poll')
    expect(message).toContain('where.survey')
  })

  test('a year in which only one of them asked needs no choice', async () => {
    // A3 and A6 of the five that said something.
    expect((await held('year: { in: [2022] }')).map(({ topic, values }) => [topic, values])).toEqual([
      ['crafts', [expect.closeTo(2 / 5, 12)]],
      ['history', [expect.closeTo(1 / 5, 12)]],
      ['music', [expect.closeTo(3 / 5, 12)]],
    ])
  })

  test('the chosen one of several', async () => {
    expect((await held('year: { in: [2021] }, survey: "poll"')).map(({ topic, values }) => [topic, values])).toEqual([
      ['crafts', [3 / 8]],
      ['history', [0]],
      ['music', [6 / 8]],
    ])
    expect((await held('year: { in: [2021] }, survey: "census"')).map(({ topic, values }) => [topic, values])).toEqual([
      ['crafts', [4 / 8]],
      ['history', [2 / 8]],
      ['music', [3 / 8]],
    ])
  })

  test('split by survey nothing has to be chosen', async () => {
    const lines = await held('year: { in: [2021] }', 'indicator: SHARE_HOLDING, by: [SURVEY]')
    expect(lines.map(({ survey, values }) => [survey, values])).toEqual([
      ['census', [1]],
      ['poll', [1]],
    ])
  })
})

describe('breaks', () => {
  const breaks = async (args: string, where = '') => (await world.lines(where, args)).map((line) => line.breaks)

  test('another survey, a new segment and a new wording break a series, each with its reason', async () => {
    expect(await breaks('indicator: STAFF')).toEqual([
      [
        { year: 2020, kind: 'SURVEY', reason: 'The census → The form', source: 'https://example.org/form' },
        { year: 2022, kind: 'SEGMENT', reason: 'New borders', source: 'https://example.org/new-form' },
        { year: 2023, kind: 'WORDING', reason: 'How many employees? → How many full-time equivalents?', source: 'https://example.org/form' },
      ],
    ])
  })

  test('the point after a break says so; one that is missing keeps its graver status', async () => {
    const [staff] = await world.lines('', 'indicator: STAFF')
    expect(staff?.points.map(({ year, status, breakBefore }) => [year, status, breakBefore])).toEqual([
      [2019, 'NORMAL', false],
      [2020, 'BREAK', true],
      [2021, 'NORMAL', false],
      [2022, 'BREAK', true],
      [2023, 'BREAK', true],
    ])
    const [asterbriar] = await world.lines('year: { in: [2022] }, area: ["A1"], vintage: 2021', 'indicator: STAFF')
    expect(asterbriar?.points[0]).toMatchObject({ status: 'MISSING', breakBefore: true })
  })

  test('a new wording breaks a series once, not in every later year', async () => {
    expect((await breaks('indicator: VISITORS'))[0]?.map(({ year, kind }) => [year, kind])).toEqual([
      [2021, 'WORDING'],
      [2022, 'SEGMENT'],
    ])
  })

  test('are those from the first to the last year shown, of years between that are not shown too', async () => {
    const years = async (shown: string) => (await breaks('indicator: STAFF', `year: { ${shown} }`))[0]?.map(({ year }) => year)
    expect(await years('in: [2021, 2023]')).toEqual([2022, 2023])
    expect(await years('to: 2021')).toEqual([2020])
    expect(await years('in: [2021]')).toEqual([])
  })

  test('a wording that is only slightly new breaks nothing', async () => {
    expect((await breaks('indicator: STAFF'))[0]?.some(({ year }) => year === 2021)).toBe(false)
  })

  test('a new wording breaks the series of its own members only, and their whole', async () => {
    const years = (await breaks('indicator: MEAN_QUEUE, by: [AGE_GROUP]')).map((line) => line.map(({ year }) => year))
    expect(years).toEqual([[2022, 2023], [2022]])
    expect((await breaks('indicator: MEAN_QUEUE'))[0]?.map(({ year }) => year)).toEqual([2022, 2023])
    expect((await breaks('indicator: MEAN_QUEUE', 'ageGroup: [ADULTS]'))[0]?.map(({ year }) => year)).toEqual([2022])
    const [children, adults] = await world.lines('year: { in: [2023] }', 'indicator: MEAN_QUEUE, by: [AGE_GROUP]')
    expect([children?.points[0]?.status, adults?.points[0]?.status]).toEqual(['BREAK', 'NORMAL'])
  })

  test('a ratio is broken where its denominator is', async () => {
    expect((await breaks('indicator: LOANS_PER_STAFF'))[0]?.map(({ year, kind }) => [year, kind])).toEqual([
      [2022, 'SEGMENT'],
      [2023, 'WORDING'],
    ])
    expect((await breaks('indicator: LOANS_PER_PERSON'))[0]?.map(({ year }) => year)).toEqual([2022])
  })
})
