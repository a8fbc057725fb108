import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildRelease } from '../../src/ingest/build.ts'
import { libraries } from '../world/libraries.ts'
import { dataOf, mistakeOf, openWorld, type Asking, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'

const census = 'waves/census/2021.csv'
// The second release knows better about one place, and has lost a subject's indicator.
const corrected = {
  ...libraries,
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

test('an unknown release is a mistake that names those there are', async () => {
  const { message, code } = await mistakeOf(world.ask(seats('nothing')))
  expect(code).toBe('BAD_USER_INPUT')
  expect(message).toContain(world.key)
  expect(message).toContain(second)
})
