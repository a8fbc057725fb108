import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildRelease } from '../../src/ingest/build.ts'
import { releasePath } from '../../src/release/store.ts'
import type { NationalChange } from '../../src/release/national-change.ts'
import { changeLines } from '../../src/revision/change-lines.ts'
import { compareReleases } from '../../src/revision/compare-releases.ts'
import { libraries } from '../world/libraries.ts'
import { writeFolder } from '../world/write-seeds.ts'

const file = (name: string): string => libraries[name] ?? ''
/** Without the census of 2019, and with an indicator that is called otherwise later. */
const { 'waves/census/2019.csv': _, ...others } = libraries
const early = {
  ...others,
  'surveys/census.yaml': file('surveys/census.yaml').replace('[2019, 2021]', '[2021]'),
  'subjects/events.yaml': file('subjects/events.yaml').replace(
    '  seats: { kind: total, of: seats }',
    '  chairs: { kind: total, of: seats }',
  ),
}
/** One place borrowed ten more in 2022, one has hidden its staff. */
const corrected = {
  ...libraries,
  'waves/form/2022.csv': file('waves/form/2022.csv').replace('B1;60;60;5;', 'B1;70;60;5;').replace('B2;70;50;9;', 'B2;70;50;:;'),
}

/** The poll counts seats too, in one of the years of the census. */
const polled = {
  ...corrected,
  'surveys/poll.yaml': `${file('surveys/poll.yaml')}  - id: seats
    text: { nb: Plasser?, en: Seats? }
    column: seats
    answer: { kind: number }
    gives: { fact: events.seats }
    until: 2021
`,
  'waves/poll/2021.csv': file('waves/poll/2021.csv')
    .replaceAll(/\n(..),/g, '\n$1,10,')
    .replace('code,', 'code,seats,'),
}

const data = mkdtempSync(join(tmpdir(), 'kartlag-'))
const folders: string[] = []
const built: string[] = []
beforeAll(async () => {
  for (const files of [early, libraries, corrected, polled]) {
    const seeds = writeFolder(files)
    folders.push(seeds)
    built.push(releasePath(data, (await buildRelease({ seeds, data })).key))
  }
}, 600_000)
afterAll(() => [data, ...folders].forEach((folder) => rmSync(folder, { recursive: true })))

const [first, second, third, fourth] = [0, 1, 2, 3].map((place) => () => built[place] ?? '') as [
  () => string,
  () => string,
  () => string,
  () => string,
]
const of = (changes: readonly NationalChange[] | null, indicator: string, year: number) =>
  changes?.filter((one) => one.indicator === indicator && one.year === year).map(({ indicator: _, year: __, ...change }) => change)

describe('between two releases', () => {
  test('nothing moved from one to itself, and there is nothing to compare the first with', async () => {
    expect(await compareReleases(third(), third())).toEqual([])
    expect(await compareReleases(first(), null)).toBeNull()
    expect(changeLines([])).toEqual(['no indicator moved nationally'])
  })

  test('a new wave gives a new year to every indicator it asks for, and no other value changes', async () => {
    const changes = await compareReleases(second(), first())
    expect(of(changes, 'lending.staff', 2019)).toEqual([{ survey: null, before: null, after: { value: 19, status: 'NORMAL' } }])
    const lending = changes?.filter(({ indicator }) => indicator.startsWith('lending.')) ?? []
    expect(lending.filter(({ before }) => before === null).map(({ year }) => year)).toEqual([2019, 2019, 2019, 2019, 2019])
    const later = lending.filter(({ before }) => before !== null)
    expect(later.map(({ before, after }) => [before?.value === after?.value, after?.status])).toEqual(later.map(() => [true, 'BREAK']))
  })

  test('an indicator that is gone, and one that came, are told year by year', async () => {
    const changes = await compareReleases(second(), first())
    expect(of(changes, 'events.chairs', 2021)).toEqual([{ survey: null, before: { value: 368, status: 'NORMAL' }, after: null }])
    expect(of(changes, 'events.seats', 2021)).toEqual([{ survey: null, before: null, after: { value: 368, status: 'NORMAL' } }])
  })

  test('what was revised is told with both values, and what follows from it', async () => {
    const changes = (await compareReleases(third(), second())) ?? []
    expect(of(changes, 'lending.loans', 2022)).toEqual([
      { survey: null, before: { value: 618, status: 'BREAK' }, after: { value: 628, status: 'BREAK' } },
    ])
    expect([...new Set(changes.map(({ indicator }) => indicator))].filter((id) => id.includes('staff')).length).toBeGreaterThan(2)
    expect(changes.every(({ year }) => year === 2022 || year === 2023)).toBe(true) // 2023 estimates one place by what it lent in 2022
  })

  test('where several surveys ask the same and none speaks for the year, each is a figure of its own', async () => {
    const changes = await compareReleases(fourth(), third())
    const normal = (value: number) => ({ value, status: 'NORMAL' })
    expect(changes?.filter(({ indicator }) => indicator === 'events.seats')).toEqual([
      { indicator: 'events.seats', survey: 'census', year: 2021, before: null, after: normal(368) },
      { indicator: 'events.seats', survey: 'poll', year: 2021, before: null, after: normal(80) },
      { indicator: 'events.seats', survey: null, year: 2021, before: normal(368), after: null },
    ])
  })

  test('figures kept beside a release are read again, but not those of other answers or of another program', async () => {
    const file = join(third(), 'figures.json')
    const changes = await compareReleases(third(), second())
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { of: string; basis: unknown; figures: { year: number; figure: { value: number } }[] }
    expect(kept.figures.length).toBeGreaterThan(50)
    const keep = (of: string, figures: unknown[]) => writeFileSync(file, JSON.stringify({ of, basis: kept.basis, figures }))
    keep(kept.of, kept.figures.slice(1))
    expect((await compareReleases(third(), second()))?.filter(({ after }) => after === null).length).toBe(1)
    for (const other of [`${'0'.repeat(64)} ${kept.of.split(' ')[1]}`, `${kept.of.split(' ')[0]} 00000000`]) {
      keep(other, [])
      expect(await compareReleases(third(), second())).toEqual(changes)
    }
    writeFileSync(file, '{"of": "')
    expect(await compareReleases(third(), second())).toEqual(changes)
  })

  test('of years before the first whose answers are others the figures kept are taken, in the place they have in order', async () => {
    const [before, after] = [join(second(), 'figures.json'), join(third(), 'figures.json')]
    rmSync(after)
    const changes = await compareReleases(third(), second())
    const [then, now] = [before, after].map((path) => JSON.parse(readFileSync(path, 'utf8')) as { figures: { year: number; figure: { value: number | null } }[] })
    const marked = (year: number, figures: { year: number; figure: object }[] = []) =>
      figures.map((one) => (one.year < year ? { ...one, figure: { ...one.figure, value: -one.year } } : one))
    writeFileSync(before, JSON.stringify({ ...then, figures: marked(2100, then?.figures) }))
    rmSync(after)
    await compareReleases(third(), second())
    expect(JSON.parse(readFileSync(after, 'utf8'))).toEqual({ ...now, figures: marked(2022, now?.figures) })
    writeFileSync(before, JSON.stringify(then))
    rmSync(after)
    expect(await compareReleases(third(), second())).toEqual(changes)
  })

  test('with another model or other areas every figure is worked out', async () => {
    const kept = join(first(), 'figures.json')
    await compareReleases(first(), null)
    const then = JSON.parse(readFileSync(kept, 'utf8')) as { figures: { figure: object }[] }
    writeFileSync(kept, JSON.stringify({ ...then, figures: then.figures.map((one) => ({ ...one, figure: { value: -1, status: 'NORMAL' } })) }))
    rmSync(join(second(), 'figures.json'))
    const changes = await compareReleases(second(), first())
    expect(changes?.filter(({ after }) => after?.value === -1)).toEqual([])
    rmSync(kept)
  })

  test('the order is that of the model and of the years, each time', async () => {
    const [one, two] = [await compareReleases(third(), first()), await compareReleases(third(), first())]
    expect(one).toEqual(two)
    expect(one?.[0]?.indicator.startsWith('events.')).toBe(true)
  })

  test('a release before that cannot be read is no reason to stop', async () => {
    truncateSync(join(first(), 'warehouse.duckdb'), 4096)
    expect(await compareReleases(third(), first())).toBeNull()
    await expect(compareReleases(first(), third())).rejects.toThrow(/damaged/)
  })
})

const change = (indicator: string, year: number, before: number | null, after: number | null): NationalChange => ({
  indicator,
  survey: null,
  year,
  before: { value: before, status: before === null ? 'SUPPRESSED' : 'NORMAL' },
  after: { value: after, status: after === null ? 'SUPPRESSED' : 'NORMAL' },
})

test('in short lines: new and gone years, then what was revised, the most first, and how many more', () => {
  const news = ['a.one', 'a.two', 'a.three', 'a.four'].map((indicator): NationalChange => ({
    ...change(indicator, 2024, 1, 1),
    before: null,
  }))
  const gone: NationalChange = { ...change('a.old', 2010, 1, 1), after: null }
  const status: NationalChange = { ...change('a.same', 2020, 5, 5), after: { value: 5, status: 'ESTIMATED' } }
  const revised = [
    change('a.one', 2020, 200, 190),
    change('a.two', 2020, 0.1, 0.10000001),
    status,
    change('a.three', 2020, 7, null),
    change('a.four', 2021, 0, 2),
  ]
  expect(changeLines([...news, gone, ...revised], 4)).toEqual([
    '2024 is new: 4 indicators',
    '2010 is gone: a.old',
    'a.three 2020: 7 -> SUPPRESSED',
    'a.four 2021: 0 -> 2',
    'a.one 2020: 200 -> 190 (-5.0 %)',
    'a.two 2020: 0.1 -> 0.10000001 (+0.00001 %)',
    'and 1 more figures were revised',
  ])
  expect(changeLines([status])).toEqual(['a.same 2020: 5, NORMAL -> ESTIMATED'])
})
