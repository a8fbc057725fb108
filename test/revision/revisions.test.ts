import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../src/database/sql.ts'
import { createWriter } from '../../src/database/writer.ts'
import { buildRelease } from '../../src/ingest/build.ts'
import { releasePath } from '../../src/release/store.ts'
import { question, survey, wave, writeSeeds } from '../ingest/small-seeds.ts'
import { libraries } from '../world/libraries.ts'
import { dataOf, mistakeOf, openData, openWorld, type Asking, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'

type Files = Readonly<Record<string, string>>
const changed = (files: Files, name: string, from: string, to: string): Files => {
  const text = files[name] ?? ''
  if (!text.includes(from)) throw new Error(`${name} has no ${from}`)
  return { ...files, [name]: text.replace(from, to) }
}
const census = 'waves/census/2021.csv'
const form = 'waves/form/2022.csv'
// Before the census of 2019; with it; one place has a thousand seats more; another lent ten more; the first is corrected again.
const { 'waves/census/2019.csv': _, ...without } = libraries
const early = changed(without, 'surveys/census.yaml', '[2019, 2021]', '[2021]')
const more = changed(libraries, census, 'A1;3;11;music', 'A1;3;1011;music')
const lent = changed(more, form, 'B1;60;60;5;', 'B1;70;60;5;')
const last = changed(lent, census, 'A1;3;1011;music', 'A1;3;21;music')
const versions = [early, libraries, more, lent, last]

let world: World
const keys: string[] = []
const folders: string[] = []
beforeAll(async () => {
  folders.push(...versions.map(writeFolder))
  world = await openWorld(folders[0] ?? '')
  keys.push(world.key)
  for (const seeds of folders.slice(1)) keys.push((await buildRelease({ seeds, data: world.data })).key)
}, 600_000)
afterAll(async () => {
  await world.close()
  for (const folder of folders) rmSync(folder, { recursive: true })
})

type Revision = { release: { key: string }; since: { key: string }; value: number | null; status: string | null }
type Point = { year: number; value: number | null; revisions: Revision[] }
type Series = { points: Point[] }
const fields = (args = '') => `points { year value revisions${args} { release { key } since { key } value status } }`
const seats = (args = '', more = '') =>
  `{ events(where: { year: { in: [2021] } }${more}) { series(indicator: SEATS) { ${fields(args)} } } }`
const ask = async (query: string, options?: Asking): Promise<Series[]> =>
  (await dataOf<{ events: { series: Series[] } }>(world.ask(query, options))).events.series
const short = (point: Point | undefined) =>
  point?.revisions.map(({ release, since, value, status }) => [keys.indexOf(release.key), keys.indexOf(since.key), value, status])

describe('revisions of a point', () => {
  test('are what changed, newest first, each with the releases that said so in a row', async () => {
    const [series] = await ask(seats())
    expect(series?.points[0]?.value).toBe(378)
    expect(short(series?.points[0])).toEqual([
      [3, 2, 1368, 'NORMAL'],
      [1, 0, 368, 'NORMAL'],
    ])
  })

  test('or every release before, where asked for; those without the year are left out', async () => {
    const [series] = await ask(seats('(changedOnly: false)'))
    expect(short(series?.points[0])).toEqual([
      [3, 2, 1368, 'NORMAL'],
      [2, 2, 1368, 'NORMAL'],
      [1, 0, 368, 'NORMAL'],
      [0, 0, 368, 'NORMAL'],
    ])
    const [all] = await ask(`{ events { series(indicator: SEATS) { ${fields('(changedOnly: false)')} } } }`)
    expect(all?.points.map((point) => [point.year, short(point)?.map(([release]) => release)])).toEqual([
      [2019, [3, 2, 1]],
      [2021, [3, 2, 1, 0]],
      [2022, []],
    ])
  })

  test('are those before the release that is asked, not those after it', async () => {
    const [series] = await ask(seats('(changedOnly: false)', `, release: "${keys[2]}"`))
    expect(short(series?.points[0])?.map(([release]) => release)).toEqual([1, 0])
    const [first] = await ask(seats('', `, release: "${keys[0]}"`))
    expect(first?.points[0]?.revisions).toEqual([])
  })

  test('are looked for in as many releases as asked', async () => {
    expect(short((await ask(seats('(first: 2)')))[0]?.points[0])).toEqual([[3, 2, 1368, 'NORMAL']])
    expect(short((await ask(seats('(first: 0)')))[0]?.points[0])).toEqual([])
    for (const first of [-1, 101]) {
      const { message, code } = await mistakeOf(world.ask(seats(`(first: ${first})`)))
      expect([code, message]).toEqual(['BAD_USER_INPUT', `revisions.first is a number of releases to look at, 0 to 100; ${first} came`])
    }
  })

  test('follow transforms, members, areas and surveys', async () => {
    const query = `{ events(where: { survey: "census", area: ["A1"], vintage: 2021 }) { series(indicator: SEATS, by: [SURVEY]) { change: points(transform: { change: 2 }) { year value revisions { release { key } since { key } value status } } } } }`
    const { events } = await dataOf<{ events: { series: { change: Point[] }[] } }>(world.ask(query))
    expect(events.series[0]?.change.map((point) => [point.value, short(point)])).toEqual([
      [null, []],
      [
        11,
        [
          [3, 2, 1001, 'NORMAL'],
          [1, 1, 1, 'NORMAL'],
          [0, 0, null, 'MISSING'],
        ],
      ],
    ])
    const ages = `{ lending(where: { year: { in: [2022] } }) { series(indicator: LOANS, by: [AGE_GROUP], at: COUNTY) { ageGroup area { code } points { value revisions { release { key } since { key } value status } } } } }`
    const { lending } = await dataOf<{ lending: { series: { ageGroup: string; area: { code: string }; points: Point[] }[] } }>(
      world.ask(ages),
    )
    expect(lending.series.map(({ area, ageGroup, points }) => [area.code, ageGroup, points[0]?.value, short(points[0])])).toEqual([
      ['AA', 'CHILDREN', 117, []],
      ['AA', 'ADULTS', 225, []],
      ['BB', 'CHILDREN', 150, [[2, 0, 140, 'BREAK']]],
      ['BB', 'ADULTS', 136, []],
    ])
  })
})

describe('statements', () => {
  const statements = async (query: string) => {
    const { result, statements } = await world.ask(query, { role: 'researcher' })
    expect(result.errors).toBeUndefined()
    return statements
  }
  const everywhere = (points: string) =>
    `{ areas(level: PLACE) { lending { a: series(indicator: LOANS) { ${points} } b: series(indicator: STAFF) { ${points} } } } }`

  test('are one for each release looked at, however many areas, indicators and years', async () => {
    expect(await statements(everywhere('points { value }'))).toBe(1)
    expect(await statements(everywhere('points { value revisions { value } }'))).toBe(1 + 4)
    expect(await statements(everywhere('points { value revisions(first: 2) { value standardError } }'))).toBe(1 + 2)
    expect(await statements(everywhere('points { value revisions(first: 0) { value } }'))).toBe(1)
  })

  test('are as many more for each shape of series', async () => {
    expect(
      await statements(
        `{ lending { a: series(indicator: LOANS) { ${fields()} } b: series(indicator: LOANS, by: [AGE_GROUP]) { ${fields()} } } }`,
      ),
    ).toBe(2 * (1 + 4))
    expect(await statements(`{ lending { series(indicator: LOANS) { ${fields()} growth: ${fields()} } } }`)).toBe(1 + 4)
  })

  test('that the limit does not allow are refused, with the limit', async () => {
    const { message, code } = await mistakeOf(world.ask(seats(), { environment: { KARTLAG_MAX_STATEMENTS: '3' } }))
    expect([code, message]).toEqual(['QUERY_TOO_COMPLEX', expect.stringContaining('the limit is 3')])
  })
})

describe('a release that this program cannot read as it should', () => {
  const oddKeys: string[] = []
  /** A copy of the first release under a key and day of its own, older than all others. */
  const copyAs = (key: string, createdAt: string): string => {
    const folder = releasePath(world.data, key)
    cpSync(releasePath(world.data, keys[0] ?? ''), folder, { recursive: true })
    const file = join(folder, 'manifest.json')
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), key, createdAt }))
    oddKeys.push(key)
    return join(folder, 'warehouse.duckdb')
  }
  afterAll(() => oddKeys.forEach((key) => rmSync(releasePath(world.data, key), { recursive: true, force: true })))

  test('says so, and fails nothing', async () => {
    const [other, older, damaged] = [
      copyAs('aaaaaaaaaaaa', '2001-01-03T00:00:00Z'),
      copyAs('bbbbbbbbbbbb', '2001-01-02T00:00:00Z'),
      copyAs('cccccccccccc', '2001-01-01T00:00:00Z'),
    ]
    for (const [file, key, statement] of [
      [other, 'aaaaaaaaaaaa', sql`alter table fact_events rename to fact_of_events`],
      [older, 'bbbbbbbbbbbb', sql`alter table area_place rename to place_of_area`],
    ] as const) {
      const writer = await createWriter(file)
      await writer.script(`update release set key = '${key}'`)
      await writer.run(statement)
      await writer.close()
    }
    truncateSync(damaged, 4096)
    const [series] = await ask(seats('(changedOnly: false)'))
    expect(series?.points[0]?.revisions.slice(4)).toEqual(
      ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc'].map((key) => ({
        release: { key },
        since: expect.anything(),
        value: null,
        status: null,
      })),
    )
    for (const key of ['bbbbbbbbbbbb', 'cccccccccccc']) {
      const { message, code } = await mistakeOf(world.ask(seats('', `, release: "${key}"`)))
      expect([code, message]).toEqual([
        'BAD_USER_INPUT',
        expect.stringMatching(new RegExp(`^release: ${key} cannot be read: it is damaged, or`)),
      ])
    }
  })
})

test('without geography the borders of a new year are no reason to have no revisions', async () => {
  const form = (years: readonly number[]) => survey([question('n', { kind: 'number' }, 'n')], { waves: { years } })
  const [before, after] = [
    writeSeeds(form([2020]), wave('id,n\na,1\nb,2\n')),
    writeSeeds(form([2020, 2021]), wave('id,n\na,1\nb,5\n'), wave('id,n\na,3\n', 2021)),
  ]
  const small = await openWorld(before.dir)
  await buildRelease({ seeds: after.dir, data: small.data })
  const query = '{ things { series(indicator: N) { points { year value revisions { value vintage } } } } }'
  const { things } = await dataOf<{ things: unknown }>(small.ask(query))
  await small.close()
  for (const { remove } of [before, after]) remove()
  expect(things).toEqual({
    series: [
      {
        points: [
          { year: 2020, value: 6, revisions: [{ value: 3, vintage: 2020 }] },
          { year: 2021, value: 3, revisions: [] },
        ],
      },
    ],
  })
})

test('a data directory of one release has no revisions, and asks nothing for them', async () => {
  const { result, statements } = await openAlone((alone) => alone.ask(seats()))
  expect([result.errors, statements]).toEqual([undefined, 1])
})

const openAlone = async <T>(run: (alone: World) => Promise<T>): Promise<T> => {
  const data = writeFolder({})
  const key = keys[1] ?? ''
  cpSync(releasePath(world.data, key), releasePath(data, key), { recursive: true })
  writeFileSync(join(data, 'current'), `${key}\n`)
  const alone = openData(folders[1] ?? '', data, key)
  try {
    return await run(alone)
  } finally {
    await alone.close()
    rmSync(data, { recursive: true })
  }
}
