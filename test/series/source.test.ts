import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLibraries, type Libraries } from '../world/libraries-world.ts'
import { dataOf } from '../world/open-world.ts'

let world: Libraries
beforeAll(async () => {
  world = await openLibraries()
})
afterAll(() => world.close())

type Asked = { key: string; text: string; from: number; link: string }
type Source = {
  survey: { key: string }
  wave: { year: number; frame: number; respondents: number }
  questions: Asked[]
  substitutes: { key: string }[]
  denominators: { kind: string; label: string; date: string | null; source: string | null; questions: { key: string }[] }[]
  segment: { from: number; to: number | null } | null
  vintage: number
  estimator: string
  method: string
  synthetic: boolean
}
const fields = `survey { key } wave { year frame respondents } questions { key text from link } substitutes { key }
  denominators { kind label date source questions { key } } segment { from to } vintage estimator method synthetic`

/** Sources of the points of each series of `lending`. */
const sources = async (args: string, where = '', language = 'en'): Promise<(Source | null)[][]> => {
  const query = `{ lending(where: { ${where} }) { series(${args}) { points { source { ${fields} } } } } }`
  const { lending } = await dataOf<{ lending: { series: { points: { source: Source | null }[] }[] } }>(world.ask(query, { language }))
  return lending.series.map(({ points }) => points.map(({ source }) => source))
}
const source = async (args: string, year: number, where = '', language = 'en'): Promise<Source> => {
  const [[only] = []] = await sources(args, `year: { in: [${year}] }, ${where}`, language)
  if (!only) throw new Error('a source expected')
  return only
}
const keys = ({ questions }: { questions: { key: string }[] }) => questions.map(({ key }) => key)

describe('a point says where it comes from', () => {
  test('the survey, its wave, the borders and the estimator', async () => {
    expect(await source('indicator: STAFF', 2022, 'vintage: 2021')).toMatchObject({
      survey: { key: 'form' },
      wave: { year: 2022, frame: 7, respondents: 7 },
      segment: { from: 2022, to: null },
      vintage: 2021,
      estimator: 'WEIGHTED',
      synthetic: false,
    })
    expect(await source('indicator: LOANS', 2021)).toMatchObject({ segment: { from: 2020, to: 2021 }, vintage: 2023, estimator: 'IMPUTED' })
    expect(await source('indicator: LOANS, estimator: REPORTED', 2021)).toMatchObject({ estimator: 'REPORTED' })
    expect(await source('indicator: STAFF', 2019)).toMatchObject({ survey: { key: 'census' }, wave: { year: 2019 }, segment: null })
  })

  test('nothing where no survey answers; no questions where the survey did not ask this', async () => {
    const [loans] = await sources('indicator: LOANS', 'year: { in: [2019, 2020] }')
    expect(loans?.map((one) => one?.survey.key ?? null)).toEqual([null, 'form'])
    const [first] = await sources('indicator: LOANS, by: [AGE_GROUP, MEDIUM]', 'year: { in: [2022] }')
    expect(first?.[0]).toMatchObject({ survey: { key: 'form' }, questions: [] })
  })

  test('of a transformed point it is that of its own year', async () => {
    const { lending } = await dataOf<{ lending: { series: { points: { source: { wave: { year: number } } }[] }[] } }>(
      world.ask('{ lending(where: { year: { in: [2023] } }) { series(indicator: LOANS) { points(transform: { growth: 1 }) { source { wave { year } } } } } }'),
    )
    expect(lending.series[0]?.points).toEqual([{ source: { wave: { year: 2023 } } }])
  })

  test('the method is told in words of the language', async () => {
    expect((await source('indicator: LOANS', 2021)).method).toMatch(/^IMPUTED: .*growth of its stratum.*WEIGHTED\.$/)
    expect((await source('indicator: STAFF', 2021)).method).toMatch(/^WEIGHTED: w = N\/m/)
    expect((await source('indicator: STAFF, estimator: REPORTED', 2021, '', 'nb')).method).toBe('REPORTED: w = 1, over enhetene som svarte.')
  })
})

describe('the questions behind a point', () => {
  test('are in the words of the year, with their link to the words before', async () => {
    const asked = async (year: number, language = 'en') => (await source('indicator: STAFF', year, '', language)).questions
    expect(await asked(2020)).toEqual([{ key: 'form.staff', text: 'How many staff?', from: 2020, link: 'IDENTICAL' }])
    expect(await asked(2022)).toEqual([{ key: 'form.staff', text: 'How many employees?', from: 2021, link: 'MINOR' }])
    expect(await asked(2023, 'nb')).toEqual([{ key: 'form.staff', text: 'Årsverk?', from: 2023, link: 'BREAK' }])
    expect(await asked(2019)).toMatchObject([{ key: 'census.employees' }])
  })

  test('are those of its members and only those asked that year, a whole without the parts that stand in for it', async () => {
    const [children, adults] = (await sources('indicator: LOANS, by: [AGE_GROUP]', 'year: { in: [2023] }')).map((points) => points.map((one) => one && keys(one)))
    expect([children, adults]).toEqual([[['form.loans_children']], [['form.loans_adults']]])
    expect(keys(await source('indicator: LOANS', 2022))).toEqual(['form.loans_children', 'form.loans_adults'])
    expect(keys(await source('indicator: LOANS', 2023))).toEqual(['form.loans_all'])
    expect((await source('indicator: LOANS', 2023)).substitutes.map(({ key }) => key)).toEqual(['form.loans_children', 'form.loans_adults'])
    expect((await source('indicator: LOANS', 2022)).substitutes).toEqual([])
    expect(keys(await source('indicator: LOANS', 2023, 'ageGroup: [ADULTS]'))).toEqual(['form.loans_adults'])
  })

  test('include those of a denominator, of the parts of a composition and of what weights a mean', async () => {
    expect(keys(await source('indicator: LOANS_PER_STAFF', 2022))).toEqual(['form.loans_children', 'form.loans_adults', 'form.staff'])
    const [children] = await sources('indicator: SHARE_OF_LOANS, by: [AGE_GROUP]', 'year: { in: [2023] }')
    expect(children?.map((one) => one && keys(one))).toEqual([['form.loans_children', 'form.loans_adults']])
    expect(keys(await source('indicator: MEAN_RATING', 2022))).toEqual([
      'form.rating_children',
      'form.rating_adults',
      'form.loans_children',
      'form.loans_adults',
    ])
  })
})

describe('the wordings of a series', () => {
  const wordings = async (args: string, where = '', language = 'en') => {
    const query = `{ lending(where: { ${where} }) { series(${args}) { wordings { key from text link } } } }`
    return (await dataOf<{ lending: { series: { wordings: Asked[] }[] } }>(world.ask(query, { language }))).lending.series.map((one) => one.wordings)
  }

  test('are all that were used in the years shown, those that break nothing too', async () => {
    expect((await wordings('indicator: STAFF'))[0]).toEqual([
      { key: 'census.employees', from: 2019, text: 'How many employees?', link: 'IDENTICAL' },
      { key: 'form.staff', from: 2020, text: 'How many staff?', link: 'IDENTICAL' },
      { key: 'form.staff', from: 2021, text: 'How many employees?', link: 'MINOR' },
      { key: 'form.staff', from: 2023, text: 'How many full-time equivalents?', link: 'BREAK' },
    ])
    expect((await wordings('indicator: STAFF', 'year: { in: [2022] }', 'nb'))[0]).toEqual([{ key: 'form.staff', from: 2021, text: 'Ansatte?', link: 'MINOR' }])
  })

  test('of its own members only', async () => {
    const [children, adults] = await wordings('indicator: MEAN_QUEUE, by: [AGE_GROUP]')
    expect([children?.map(({ key, from }) => [key, from]), adults?.map(({ key, from }) => [key, from])]).toEqual([
      [
        ['form.queue_children', 2020],
        ['form.queue_children', 2023],
      ],
      [['form.queue_adults', 2020]],
    ])
  })
})

describe('what a value was divided by', () => {
  test('inhabitants, with the day they were counted, who counted and whom', async () => {
    const register = { kind: 'POPULATION', date: '2022-01-01', source: 'The register, table 1', questions: [] }
    expect((await source('indicator: LOANS_PER_PERSON', 2022)).denominators).toEqual([{ ...register, label: 'inhabitants on 1 January' }])
    expect((await source('indicator: LOANS_PER_PERSON', 2022, 'ageGroup: [CHILDREN]', 'nb')).denominators).toEqual([
      { ...register, label: 'innbyggere 1. januar, Barn' },
    ])
  })

  test('the size of the frame', async () => {
    expect((await source('indicator: STAFF_PER_SIZE', 2022)).denominators).toEqual([
      { kind: 'SIZE', label: 'the size of the unit in the frame', date: '2022-01-01', source: 'The register, table 1', questions: [] },
    ])
  })

  test('another fact, with its questions; all of it for a part', async () => {
    const form = { kind: 'FACT', date: null, source: 'https://example.org/form' }
    expect((await source('indicator: LOANS_PER_STAFF', 2022)).denominators).toEqual([{ ...form, label: 'staff', questions: [{ key: 'form.staff' }] }])
    expect((await source('indicator: SHARE_OF_LOANS', 2022, 'ageGroup: [CHILDREN]')).denominators).toEqual([
      { ...form, label: 'loans, Σ Age group', questions: [{ key: 'form.loans_children' }, { key: 'form.loans_adults' }] },
    ])
  })

  test('units of a mean or a share; nothing of a total or count', async () => {
    const denominators = async (indicator: string) => (await source(`indicator: ${indicator}`, 2022)).denominators.map(({ kind, date }) => [kind, date])
    expect(await denominators('MEAN_STAFF')).toEqual([['UNITS', '2022-01-01']])
    expect(await denominators('SHARE_OFFERING')).toEqual([['UNITS', '2022-01-01']])
    expect(await denominators('MEDIAN_STAFF')).toEqual([['UNITS', '2022-01-01']])
    expect(await denominators('STAFF')).toEqual([])
    expect(await denominators('PLACES_OFFERING')).toEqual([])
  })
})

test('it takes no statement of its own, however many points there are', async () => {
  const query = (source: string) => `{ lending { series(indicator: LOANS_PER_STAFF, by: [AGE_GROUP], at: PLACE) { points { value ${source} } } } }`
  const plain = await world.ask(query(''))
  const told = await world.ask(query(`source { ${fields} }`))
  expect(told.result.errors).toBeUndefined()
  expect([plain.statements, told.statements]).toEqual([1, 1])
})
