import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dataOf, openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'

// A city whose three districts answer for it, beside two towns. In 2021 one district does not answer, and one leaves a question out.
const files: Readonly<Record<string, string>> = {
  'model.yaml': `id: city
title: { nb: Byen, en: The city }
languages: [nb, en]
geography:
  country: XX
  base: place
  vintage: 2022
  levels: [{ id: county, label: { nb: Fylke, en: County } }, { id: place, label: { nb: Sted, en: Place } }]
`,
  'subjects/work.yaml': `id: work
label: { nb: Arbeid, en: Work }
facts:
  posts: { kind: number, combine: sum }
  weeks: { kind: number, combine: mean, weight: posts }
  list: { kind: boolean, combine: any }
indicators:
  posts: { kind: total, of: posts }
  posts_per_1000: { kind: ratio, of: posts, to: population, per: 1000 }
  mean_weeks: { kind: mean, of: weeks }
  share_with_list: { kind: share, of: list }
`,
  'surveys/form.yaml': `id: form
title: { nb: Skjema, en: The form }
primary: true
unit: { column: code, kind: area, parts: districts.csv }
frame: geography
waves: { years: [2020, 2021, 2022] }
questions:
  - { id: posts, text: { nb: Hvor mange?, en: How many? }, column: posts, answer: { kind: number }, gives: { fact: work.posts } }
  - { id: weeks, text: { nb: Hvor lenge?, en: How long? }, column: weeks, answer: { kind: number }, gives: { fact: work.weeks } }
  - { id: list, text: { nb: Liste?, en: Is there a list? }, column: list, answer: { kind: boolean }, gives: { fact: work.list } }
`,
  'districts.csv': 'part,unit\nd1,C\nd2,C\nd3,C\n',
  'geography/areas.csv': `level,code,name,valid_from,valid_to
county,K,The county,,
county,L,The other,,
place,C,The city,,
place,T,The town,,
place,V,The village,,
`,
  'geography/area_members.csv': 'child,parent,valid_from,valid_to,share\nC,K,,,1\nT,K,,,1\nV,L,,,1\n',
  'geography/population.csv': `year,code,persons
2020,C,6000
2020,T,3000
2020,V,1000
2021,C,6000
2021,T,3000
2021,V,1000
2022,C,6000
2022,T,3000
2022,V,1000
`,
  'waves/form/2020.csv': 'code,posts,weeks,list\nd1,10,4,no\nd2,20,6,yes\nd3,30,8,no\nT,15,2,no\nV,5,3,no\n',
  'waves/form/2021.csv': 'code,posts,weeks,list\nd1,10,4,no\nd2,20,6,yes\nT,15,2,no\nV,5,3,no\n',
  'waves/form/2022.csv': 'code,posts,weeks,list\nd1,10,4,no\nd2,,6,no\nd3,30,8,no\nT,15,2,no\nV,5,3,no\n',
}

let world: World
let seeds: string
beforeAll(async () => {
  seeds = writeFolder(files)
  world = await openWorld(seeds)
})
afterAll(async () => {
  await world.close()
  rmSync(seeds, { recursive: true })
})

type Line = { values: (number | null)[]; points: { status: string; respondents: number; frame: number | null }[] }
const of = async (indicator: string, area: string, estimator = ''): Promise<Line> => {
  const query = `{ work(where: { area: ["${area}"] }) { series(indicator: ${indicator} ${estimator}) { values points { status respondents frame } } } }`
  return (await dataOf<{ work: { series: [Line] } }>(world.ask(query))).work.series[0]
}

test('districts are put together into their city as the facts say', async () => {
  expect((await of('POSTS', 'C')).values[0]).toBe(60)
  expect((await of('MEAN_WEEKS', 'C')).values[0]).toBeCloseTo((10 * 4 + 20 * 6 + 30 * 8) / 60, 12)
  expect((await of('SHARE_WITH_LIST', 'C')).values[0]).toBe(1)
  expect((await of('POSTS_PER_1000', 'C')).values[0]).toBe(10)
})

test('the city is missing until all have answered, and a sum until all have answered it', async () => {
  const { values, points } = await of('POSTS', 'C')
  expect(values).toEqual([60, null, null])
  expect(points.map(({ status }) => status)).toEqual(['NORMAL', 'MISSING', 'MISSING'])
  expect(points.map(({ respondents, frame }) => [respondents, frame])).toEqual([[1, 1], [0, 1], [0, 1]])
})

test('wider areas count the city once, and stand for it where it is missing', async () => {
  const reported = 'estimator: REPORTED'
  expect((await of('POSTS', 'K', reported)).values).toEqual([75, 15, 15])
  expect((await of('POSTS', 'XX', reported)).values).toEqual([80, 20, 20])
  const { points } = await of('POSTS', 'XX', 'estimator: WEIGHTED')
  expect(points.map(({ respondents, frame }) => [respondents, frame])).toEqual([[3, 3], [2, 3], [2, 3]])
  expect((await of('POSTS', 'XX', 'estimator: WEIGHTED')).values).toEqual([80, 30, 30])
  expect((await of('SHARE_WITH_LIST', 'K')).values[0]).toBe(0.5)
})

test('areas know the city and not its districts; its answers are those of the districts', async () => {
  const query = `{ areas(level: PLACE) { code } district: area(code: "d1") { code }
    city: area(code: "C") { answers(year: 2020) { value } } }`
  const { areas, district, city } = await dataOf<{ areas: { code: string }[]; district: null; city: { answers: { value: string }[] } }>(world.ask(query))
  expect(areas.map(({ code }) => code)).toEqual(['C', 'T', 'V'])
  expect(district).toBeNull()
  expect(city.answers.map(({ value }) => value)).toContain('10, 20, 30')
})
