import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildRelease } from '../../src/ingest/build.ts'
import { libraries } from '../world/libraries.ts'
import { dataOf, mistakeOf, openWorld, type Asking, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'

const census = 'waves/census/2021.csv'
// The second release knows better about one place, has lost a subject's indicator, a medium, the districts and a question of one survey.
const corrected = {
  ...libraries,
  'model.yaml': (libraries['model.yaml'] ?? '').replace(/ {4}- \{ id: district.*\n/, ''),
  'geography/areas.csv': (libraries['geography/areas.csv'] ?? '').replaceAll(/^district.*\n/gm, ''),
  'geography/area_members.csv': (libraries['geography/area_members.csv'] ?? '').replaceAll(/^.*(west|east).*\n/gm, ''),
  'dimensions/medium.yaml': (libraries['dimensions/medium.yaml'] ?? '').replace(/ {2}- \{ id: game.*\n/, ''),
  'surveys/form.yaml': (libraries['surveys/form.yaml'] ?? '').replace(/ {2}- id: game\n(?: {4}.*\n)*/, ''),
  [census]: (libraries[census] ?? '').replace('A1;3;11;music', 'A1;3;1011;music'),
  'subjects/events.yaml': (libraries['subjects/events.yaml'] ?? '').replace(/ {2}share_holding:.*\n/, ''),
}

let world: World
let second: string
const folders: string[] = []
beforeAll(async () => {
  folders.push(writeFolder(libraries), writeFolder(corrected))
  world = await openWorld(folders[0] ?? '')
  second = (await buildRelease({ seeds: folders[1] ?? '', data: world.data })).key
})
afterAll(async () => {
  await world.close()
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const seats = (release?: string) =>
  `{ events(${release ? `release: "${release}", ` : ''}where: { year: { in: [2021] } }) { series(indicator: SEATS) { values } table(indicators: [SEATS]) { url(format: CSV) } } }`
type Seats = { events: { series: { values: number[] }[]; table: { url: string } } }
const ask = <T>(query: string, options?: Asking) => dataOf<T>(world.ask(query, options))
const total = 11 + 21 + 31 + 41 + 51 + 61 + 71 + 81

test('a query reads the current release, or the one it names, for ever', async () => {
  for (const [release, expected] of [
    [undefined, total + 1000],
    [second, total + 1000],
    [world.key, total],
  ] as const) {
    const { events } = await ask<Seats>(seats(release))
    expect(events.series).toEqual([{ values: [expected] }])
    expect(events.table.url).toContain(`release=${release ?? second}`)
  }
})

test('several releases can be compared in one query', async () => {
  const query = `{ before: events(release: "${world.key}", where: { survey: "census" }) { series(indicator: SEATS) { values } }
    after: events(where: { survey: "census" }) { series(indicator: SEATS) { values } } }`
  const { before, after } = await ask<Record<string, { series: { values: number[] }[] }>>(query)
  expect(before?.series[0]?.values).toEqual([360, total])
  expect(after?.series[0]?.values).toEqual([360, total + 1000])
})

test('releases are listed, the newest first, and one of them is current', async () => {
  const { releases, release } = await ask<{ releases: unknown; release: unknown }>(
    `{ releases { key current } release(id: "${world.key}") { key current waves { year } } }`,
  )
  expect(releases).toEqual([
    { key: second, current: true },
    { key: world.key, current: false },
  ])
  expect(release).toMatchObject({ key: world.key, current: false, waves: { length: 8 } })
})

test('the schema is that of the current release: what it has lost cannot be asked of an older one', async () => {
  const { message } = await mistakeOf(
    world.ask(`{ events(release: "${world.key}", where: { survey: "poll" }) { series(indicator: SHARE_HOLDING) { years } } }`),
  )
  expect(message).toContain('SHARE_HOLDING')
})

test('an unknown release is a mistake that names the nearest and those there are, on whatever field', async () => {
  const near = `${second.slice(0, -1)}x`
  for (const query of [seats(near), '{ warehouse(release: "") { title } }', everything('nothing')]) {
    const { result } = await world.ask(query)
    for (const { message, extensions } of result.errors ?? []) {
      expect(extensions?.['code']).toBe('BAD_USER_INPUT')
      expect(message).toContain(`allowed: ${second}, ${world.key}`)
    }
    expect(result.errors?.length).toBeGreaterThan(0)
  }
  expect((await mistakeOf(world.ask(seats(near)))).message).toContain(`release: there is no release "${near}"; nearest: ${second}`)
})

/** Every field of the query that reads a release, asked of one; of the current one where none is named. */
const everything = (release?: string) => {
  const [only, also] = release ? [`(release: "${release}")`, `, release: "${release}"`] : ['', '']
  return `{
    warehouse${only} { counts { indicators } release { key } }
    area(code: "A1", vintage: 2021${also}) { parents { code } events(where: { year: { in: [2021] } }) { series(indicator: SEATS) { values } } }
    areas(level: COUNTY${also}) { code events(where: { year: { in: [2021] }, survey: "census" }) { series(indicator: SEATS) { values } } }
    indicators(subject: "events"${also}) { totalCount edges { node { key questions { survey { waves { release { key } } } } } } }
    indicator(id: "events.share_holding"${also}) { key }
    dimensions${only} { members { key } }
    questions(survey: "form", search: "game"${also}) { edges { node { survey { waves { release { key } } } } } }
    survey(id: "form"${also}) { waves { release { key } } questions { key } }
    surveys${only} { waves { release { key } } }
    node(id: "${nodeId('Indicator', 'events.share_holding')}"${also}) { ... on Indicator { key } }
    nodes(ids: ["${nodeId('Survey', 'form')}", "${nodeId('Area', '2021:west')}"]${also}) { ... on Survey { waves { release { key } } } ... on Area { code } }
  }`
}
const nodeId = (type: string, key: string) => Buffer.from(`${type}:${key}`).toString('base64')
type Keys = { key: string }[]
type Everything = {
  warehouse: { counts: { indicators: number }; release: { key: string } }
  area: { parents: { code: string }[]; events: { series: { values: number[] }[] } }
  areas: { code: string; events: { series: { values: number[] }[] } }[]
  indicators: { totalCount: number }
  indicator: unknown
  dimensions: { members: Keys }[]
  questions: { edges: unknown[] }
  survey: { questions: Keys }
  node: unknown
  nodes: unknown[]
}

test('every field of the query reads the release it names, and what lies within stays in it', async () => {
  const [before, after, current] = await Promise.all(
    [everything(world.key), everything(second), everything()].map((query) => ask<Everything>(query)),
  )
  expect(current).toEqual(after)
  const summary = (found: Everything | undefined) => ({
    indicators: found?.warehouse.counts.indicators,
    parents: found?.area.parents.map(({ code }) => code),
    seatsOfOne: found?.area.events.series[0]?.values,
    seatsOfCounties: found?.areas.map(({ events }) => events.series[0]?.values[0]),
    ofEvents: found?.indicators.totalCount,
    indicator: found?.indicator,
    media: found?.dimensions[1]?.members.map(({ key }) => key),
    games: found?.questions.edges.length,
    questions: found?.survey.questions.length,
    node: found?.node,
    area: found?.nodes[1],
  })
  expect(summary(before)).toEqual({
    indicators: 17,
    parents: ['AA', 'west', 'XX'],
    seatsOfOne: [11],
    seatsOfCounties: [104, 264],
    ofEvents: 2,
    indicator: { key: 'events.share_holding' },
    media: ['book', 'film', 'game'],
    games: 1,
    questions: 15,
    node: { key: 'events.share_holding' },
    area: { code: 'west' },
  })
  expect(summary(after)).toEqual({
    indicators: 16,
    parents: ['AA', 'XX'],
    seatsOfOne: [1011],
    seatsOfCounties: [1104, 264],
    ofEvents: 1,
    indicator: null,
    media: ['book', 'film'],
    games: 0,
    questions: 14,
    node: null,
    area: null,
  })
  const released = (found: unknown) => [...new Set([...JSON.stringify(found).matchAll(/"release":\{"key":"(\w+)"/g)].map(([, key]) => key))]
  expect([released(before), released(after)]).toEqual([[world.key], [second]])
})

test('a cursor stands on a key: it goes on in another release, or is refused where that has no such item', async () => {
  const page = (release: string, after = '') =>
    `{ indicators(subject: "events", first: 1, release: "${release}"${after && `, after: "${after}"`}) { edges { cursor node { key } } pageInfo { hasNextPage } } }`
  type Page = { indicators: { edges: { cursor: string; node: { key: string } }[]; pageInfo: { hasNextPage: boolean } } }
  const [holding] = (await ask<Page>(page(world.key))).indicators.edges
  const [seats] = (await ask<Page>(page(second))).indicators.edges
  expect([holding?.node.key, seats?.node.key]).toEqual(['events.share_holding', 'events.seats'])
  expect((await ask<Page>(page(world.key, seats?.cursor))).indicators).toEqual({ edges: [], pageInfo: { hasNextPage: false } })
  const { message, code } = await mistakeOf(world.ask(page(second, holding?.cursor)))
  expect([code, message]).toEqual(['BAD_USER_INPUT', expect.stringContaining('is no cursor of this list')])
})

test('what the schema cannot say of an older release is a mistake with the way out, never a fault', async () => {
  const of = (release: string, args: string, fields: string) =>
    `{ lending(release: "${release}", where: { year: { in: [2022] } }) { series(indicator: SHARE_OFFERING${args}) { ${fields} } } }`
  expect(await ask(of(world.key, ', by: [MEDIUM]', 'values'))).toMatchObject({ lending: { series: { length: 3 } } })
  const unknown = await world.ask(of(world.key, ', by: [MEDIUM]', 'medium'))
  expect(unknown.result.errors?.map(({ message, extensions }) => [message, extensions?.['code']])).toEqual([
    [expect.stringMatching(/^medium: release \w+ has game, which the schema of the current release lacks; .* table/), 'BAD_USER_INPUT'],
  ])
  const table = `{ lending(release: "${world.key}", where: { year: { in: [2022] } }) { table(indicators: [SHARE_OFFERING], by: [MEDIUM]) { columnar } } }`
  expect((await ask<{ lending: { table: { columnar: { medium: string[] } } } }>(table)).lending.table.columnar.medium).toEqual([
    'book',
    'film',
    'game',
  ])
  const west = await mistakeOf(world.ask(`{ area(code: "west", release: "${world.key}") { code level } }`))
  expect(west).toEqual({ code: 'BAD_USER_INPUT', message: expect.stringContaining('has district') })
})
