import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLibraries, type Libraries } from '../world/libraries-world.ts'
import { dataOf, type Asking } from '../world/open-world.ts'

let world: Libraries
beforeAll(async () => {
  world = await openLibraries()
})
afterAll(() => world.close())

const ask = <T>(query: string, options?: Asking) => dataOf<T>(world.ask(query, options))
type Found = { totalCount: number; edges: { node: { key: string } }[] }
const keys = async (field: string, args: string) => {
  const found = (await ask<Record<string, Found>>(`{ ${field}${args && `(${args})`} { totalCount edges { node { key } } } }`))[field]
  expect(found?.totalCount).toBe(found?.edges.length)
  return found?.edges.map(({ node }) => node.key)
}

describe('indicators', () => {
  test('all, of one subject, or with the words searched for in any language', async () => {
    expect(await keys('indicators', '')).toHaveLength(17)
    expect(await keys('indicators', 'subject: "events"')).toEqual(['events.share_holding', 'events.seats'])
    expect(await keys('indicators', 'search: "number of LOANS"')).toEqual(['lending.loans'])
    expect(await keys('indicators', 'search: "antall lån"')).toEqual(['lending.loans'])
    expect(await keys('indicators', 'search: "arrangement"')).toEqual(['events.share_holding', 'events.seats'])
    expect(await keys('indicators', 'search: "nothing like it"')).toEqual([])
  })

  test('say what they are, how they are computed and what feeds them', async () => {
    const query = `{ indicator(id: "lending.share_of_loans") {
      key subject label description definition unit kind dimensions { key } questions { key } years published { value } } }`
    expect(await ask(query)).toEqual({
      indicator: {
        key: 'lending.share_of_loans',
        subject: 'lending',
        label: 'Share of loans',
        description: null,
        definition: expect.stringContaining('Age group'),
        unit: 'share',
        kind: 'COMPOSITION',
        dimensions: [{ key: 'age_group' }, { key: 'medium' }],
        questions: [{ key: 'form.loans_children' }, { key: 'form.loans_adults' }, { key: 'form.loans_all' }],
        years: [2020, 2021, 2022, 2023],
        published: [],
      },
    })
    expect(await ask('{ indicator(id: "lending.staff") { years questions { key } } }')).toEqual({
      indicator: { years: [2019, 2020, 2021, 2022, 2023], questions: [{ key: 'census.employees' }, { key: 'form.staff' }] },
    })
  })

  test('have a measure, named, derived or plain', async () => {
    const unit = async (id: string) =>
      (await ask<{ indicator: { unit: string } }>(`{ indicator(id: "lending.${id}") { unit } }`)).indicator.unit
    const units = await Promise.all(
      ['loans', 'mean_staff', 'share_offering', 'places_offering', 'loans_per_staff', 'loans_per_person', 'mean_rating'].map(unit),
    )
    expect(units).toEqual(['loans', 'persons', 'share', 'units', 'loans per 10 persons', 'loans per population', 'number'])
  })

  test('one that does not exist is null', async () => {
    expect(await ask('{ indicator(id: "lending.nothing") { key } }')).toEqual({ indicator: null })
  })
})

describe('questions', () => {
  test('all, of one survey, or with the words searched for in any wording and language', async () => {
    expect(await keys('questions', '')).toHaveLength(19)
    expect(await keys('questions', 'survey: "poll"')).toEqual(['poll.topics'])
    expect(await keys('questions', 'search: "full-time equivalents"')).toEqual(['form.staff'])
    expect(await keys('questions', 'search: "årsverk"')).toEqual(['form.staff'])
    expect(await keys('questions', 'search: "topics which"')).toEqual(['census.topics'])
    expect(await keys('questions', 'survey: "census", search: "seats"')).toEqual(['census.seats'])
  })

  test('with their wordings, years, options and indicators', async () => {
    const query = `{ survey(id: "form") { questions {
      key survey { key } text was: text(year: 2020) answer years wordings { from text link } options { code } indicators { key } } } }`
    const { survey } = await ask<{ survey: { questions: { key: string }[] } }>(query)
    expect(survey.questions.find(({ key }) => key === 'form.staff')).toEqual({
      key: 'form.staff',
      survey: { key: 'form' },
      text: 'How many full-time equivalents?',
      was: 'How many staff?',
      answer: 'NUMBER',
      years: [2020, 2021, 2022, 2023],
      wordings: [
        { from: 2020, text: 'How many staff?', link: 'IDENTICAL' },
        { from: 2021, text: 'How many employees?', link: 'MINOR' },
        { from: 2023, text: 'How many full-time equivalents?', link: 'BREAK' },
      ],
      options: [],
      indicators: ['staff', 'mean_staff', 'median_staff', 'low_staff', 'loans_per_staff', 'staff_per_size'].map((id) => ({
        key: `lending.${id}`,
      })),
    })
    expect(survey.questions.find(({ key }) => key === 'form.loans_all')).toMatchObject({ years: [2023] })
  })
})

describe('surveys, waves and releases', () => {
  test('a survey has its waves with frame and response, its segments and whether its words are ours', async () => {
    const query = `{ survey(id: "form") {
      key title designed instrument waves { year frame respondents responseRate synthetic release { key current } } segments { from to note reason source } } }`
    expect(await ask(query)).toEqual({
      survey: {
        key: 'form',
        title: 'The form',
        designed: false,
        instrument: null,
        waves: [
          [2020, 8, 7],
          [2021, 8, 7],
          [2022, 7, 7],
          [2023, 7, 6],
        ].map(([year, frame, respondents]) => ({
          year,
          frame,
          respondents,
          responseRate: (respondents ?? 0) / (frame ?? 1),
          synthetic: false,
          release: { key: world.key, current: true },
        })),
        segments: [
          { from: 2020, to: 2021, note: null, reason: null, source: null },
          { from: 2022, to: null, note: 'New form', reason: 'New borders', source: 'https://example.org/new-form' },
        ],
      },
    })
    expect(await ask('{ surveys { key designed } none: survey(id: "nothing") { key } }')).toEqual({
      surveys: [
        { key: 'census', designed: false },
        { key: 'form', designed: false },
        { key: 'poll', designed: true },
      ],
      none: null,
    })
  })

  test('a wave has the units that answered, each with its area of that year and its answers', async () => {
    const units = '{ edges { node { code area { code name vintage } answers { question { key } value } } } pageInfo { hasNextPage } }'
    type Units = {
      edges: { node: { code: string; area: { vintage: number } | null; answers: { value: string | null }[] } }[]
      pageInfo: { hasNextPage: boolean }
    }
    const { survey } = await ask<{ survey: { waves: { year: number; units: Units }[] } }>(
      `{ survey(id: "poll") { waves { year units(first: 6) ${units} } } }`,
    )
    const [first, second] = survey.waves
    expect(first?.units.edges.map(({ node }) => node.code)).toEqual(['A1', 'A2', 'A3', 'A6', 'B1', 'B2'])
    expect([first?.units.pageInfo.hasNextPage, second?.units.pageInfo.hasNextPage]).toEqual([true, false])
    expect(first?.units.edges[0]?.node).toEqual({
      code: 'A1',
      area: { code: 'A1', name: 'Aster', vintage: 2021 },
      answers: [{ question: { key: 'poll.topics' }, value: 'music' }],
    })
    expect(second?.units.edges.at(-1)?.node.answers).toEqual([{ question: { key: 'poll.topics' }, value: null }])
  })

  test('a release has the waves of all surveys', async () => {
    const { releases, release, none } = await ask<{ releases: unknown[]; release: { waves: { year: number }[] }; none: null }>(
      `{ releases { key current } release(id: "${world.key}") { key createdAt waves { year survey { key } } } none: release(id: "nothing") { key } }`,
    )
    expect(releases).toEqual([{ key: world.key, current: true }])
    expect(release).toMatchObject({ key: world.key, createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) })
    expect(release.waves).toHaveLength(8)
    expect(none).toBeNull()
  })

  test('the warehouse says what it is', async () => {
    expect(
      await ask(
        '{ warehouse { id title notice licence contact years vintage synthetic release { key } counts { subjects indicators surveys waves questions } } }',
      ),
    ).toEqual({
      warehouse: {
        id: 'libraries',
        title: 'Libraries',
        notice: 'Made up',
        licence: 'CC0-1.0',
        contact: 'library@example.org',
        years: [2019, 2020, 2021, 2022, 2023],
        vintage: 2023,
        synthetic: false,
        release: { key: world.key },
        counts: { subjects: 2, indicators: 17, surveys: 3, waves: 8, questions: 19 },
      },
    })
  })

  test('a subject of a named release is that release’s', async () => {
    expect(
      await ask(`{ events(release: "${world.key}", where: { year: { in: [2021] } }) { series(indicator: SEATS) { values } } }`),
    ).toEqual({
      events: { series: [{ values: [11 + 21 + 31 + 41 + 51 + 61 + 71 + 81] }] },
    })
  })
})

test('dimensions have their members in order, those found in the files too', async () => {
  expect(await ask('{ dimensions { key label ordered members { key label } } }')).toEqual({
    dimensions: [
      {
        key: 'age_group',
        label: 'Age group',
        ordered: true,
        members: [
          { key: 'children', label: 'Children' },
          { key: 'adults', label: 'Adults' },
        ],
      },
      {
        key: 'medium',
        label: 'Medium',
        ordered: false,
        members: [
          { key: 'book', label: 'Book' },
          { key: 'film', label: 'Film' },
          { key: 'game', label: 'Game' },
        ],
      },
      { key: 'topic', label: 'Topic', ordered: false, members: ['crafts', 'history', 'music'].map((key) => ({ key, label: key })) },
    ],
  })
})
