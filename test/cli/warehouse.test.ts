import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { kartlag, scratchFolder, schools, type Run } from './run.ts'

// Posts of teachers in 2021: 5/4*(40.5+35+28+30) + 4/3*(20+18+15.5) + 3/3*(7+5.5+8), as in the answers computed by hand.
const teachers2021 = 258.7083333333333
// sqrt(25 * 1/5 * 31.2291667 / 4 + 16 * 1/4 * 5.0833333 / 3): both strata with a spread, their finite population correction.
const error2021 = 6.76862143
const query = '{ staffing(where: {year: {to: 2021}}) { series(indicator: POSTS, by: [STAFF_GROUP]) { staffGroup points { year value } } } }'

const data = scratchFolder()
const scratch = scratchFolder()
const run = (...args: string[]) => kartlag([...args, '--seeds', schools, '--data', data])
const currentKey = () => readFileSync(join(data, 'current'), 'utf8').trim()
let built: Run
let first: string
beforeAll(async () => {
  built = await run('build')
  first = currentKey()
})

describe('check', () => {
  test('a folder without mistakes is told by its contents', async () => {
    expect(await run('check')).toEqual({ code: 0, err: '', out: expect.stringMatching(/^ok schools: 4 subjects, 23 indicators, 6 dimensions, 2 surveys, /) })
  })

  test('mistakes of the model and of the answers come in one run, sorted, with their places and their number', async () => {
    const broken = join(scratch, 'broken')
    cpSync(schools, broken, { recursive: true })
    const edit = (file: string, from: string, to: string) => writeFileSync(join(broken, file), readFileSync(join(broken, file), 'utf8').replace(from, to))
    edit('subjects/activities.yaml', 'of: hours,', 'of: hour,')
    edit('waves/school_survey/2023.csv', 'c1\t1\tpublic\t42', 'c1\t1\tpublic\tmany')
    const { code, out, err } = await kartlag(['check', '--seeds', broken])
    expect([code, out]).toEqual([1, ''])
    const lines = err.trimEnd().split('\n')
    expect(lines.at(-1)).toBe(`${lines.length - 1} mistakes`)
    expect(err).toMatch(/^subjects\/activities\.yaml:\d+:\d+ {2}indicator-of {2}.*hours.* → /m)
    expect(err).toMatch(/^waves\/school_survey\/2023\.csv:2:4 {2}not-a-number {2}"many" .* → /m)
    const files = lines.slice(0, -1).map((line) => line.split(':')[0])
    expect(files).toEqual([...files].sort())
  })
})

describe('build', () => {
  test('names the release it made and is silent otherwise where there is no terminal', () => {
    expect(built).toEqual({ code: 0, err: '', out: expect.stringMatching(/^release [0-9a-f]{12}, made in [\d.]+ s\n$/) })
    expect(built.out).toContain(first)
  })
})

describe('query', () => {
  test('answers as GraphQL does', async () => {
    const { code, out, err } = await run('query', '-e', query)
    expect([code, err]).toEqual([0, ''])
    const { data: answer, extensions } = JSON.parse(out) as { data: { staffing: { series: { points: { value: number }[] }[] } }; extensions: unknown }
    expect(answer.staffing.series[0]?.points[0]?.value).toBeCloseTo(teachers2021, 9)
    expect(extensions).toEqual({ release: first })
  })

  test('a file with variables, as CSV: one row per point', async () => {
    const file = join(scratch, 'posts.graphql')
    writeFileSync(file, query.replace('{ staffing(where: {year: {to: 2021}})', 'query ($to: Int) { staffing(where: {year: {to: $to}})'))
    const { out } = await run('query', file, '--variables', '{"to": 2021}', '--format', 'csv')
    expect(out).toBe('staffGroup,year,value\r\nTEACHER,2021,258.7083333333333\r\nASSISTANT,2021,43.833333333333336\r\n')
  })

  test('stdin, as a table for a terminal', async () => {
    const { out } = await kartlag(['query', '-', '--data', data, '--format', 'table'], { input: query })
    expect(out).toBe('staffGroup  year    value\nTEACHER     2021  258.708\nASSISTANT   2021  43.8333\n')
  })

  test('what cannot be answered is told on stderr with its place', async () => {
    expect(await run('query', '-e', '{ staffin { x } }')).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^error: 1:3 {2}Cannot query field "staffin".*Did you mean "staffing"/),
    })
  })

  test('a part that cannot be answered leaves the rest, with exit code 1', async () => {
    const { code, out, err } = await run('query', '-e', '{ area(code: "all", vintage: 1500) { name } indicator(id: "staffing.posts") { key } }')
    expect([code, JSON.parse(out)]).toEqual([1, { data: { area: null, indicator: { key: 'staffing.posts' } }, extensions: { release: first } }])
    expect(err).toMatch(/^error: 1:3 {2}area {2}.*borders of 1500 are not known/)
  })
})

describe('export', () => {
  test('writes the table, in the order and language asked for', async () => {
    const args = ['--indicators', 'posts', '--by', 'staff_group', '--year', '2021..2022', '--order-by', '-posts', '--limit', '2', '--language', 'nb']
    const { code, out, err } = await run('export', 'staffing', ...args)
    expect([code, err]).toEqual([0, ''])
    const [head, ...rows] = out.trimEnd().split('\r\n')
    expect(head).toBe('year,date,area,area_name,staff_group,staff_group_label,posts,posts_se,posts_lower,posts_upper,posts_n,posts_status')
    expect(rows.map((row) => row.split(',').slice(0, 6).join(','))).toEqual([
      '2022,2022-01-01,all,Skoleundersøkelsen,teacher,Lærere',
      '2021,2021-01-01,all,Skoleundersøkelsen,teacher,Lærere',
    ])
  })

  test('dimensions are options, the ending of the file is its format', async () => {
    const file = join(scratch, 'posts.json')
    expect(await run('export', 'staffing', '--indicators', 'posts', '--staff-group', 'teacher', '--year', '2021', '-o', file)).toEqual({ code: 0, out: '', err: '' })
    const [row] = JSON.parse(readFileSync(file, 'utf8')) as { posts: number; posts_se: number }[]
    expect([row?.posts, row?.posts_se]).toEqual([expect.closeTo(teachers2021, 9), expect.closeTo(error2021, 7)])
    const [sdmx, described] = [join(scratch, 'my.posts.sdmx.csv'), join(scratch, 'my.posts.csv-metadata.json')]
    for (const one of [sdmx, described]) expect(await run('export', 'staffing', '--indicators', 'posts', '--year', '2021', '-o', one)).toMatchObject({ code: 0 })
    expect(readFileSync(sdmx, 'utf8')).toMatch(/^STRUCTURE,/)
    expect(JSON.parse(readFileSync(described, 'utf8'))).toMatchObject({ url: 'my.posts.csv' })
  })

  test('an option that is none is wrong usage, a member that is none refused input; nothing is written', async () => {
    const file = join(scratch, 'nothing.csv')
    expect(await run('export', 'staffing', '--staf-group', 'teacher', '-o', file)).toMatchObject({ code: 2, err: expect.stringMatching(/staf_group is no parameter; nearest: staff_group/) })
    expect(await run('export', 'staffing', '--staff-group', 'teachr', '-o', file)).toMatchObject({ code: 1, err: expect.stringMatching(/teachr is no member; did you mean teacher/) })
    expect(existsSync(file)).toBe(false)
  })
})

describe('load, and the releases it leaves', () => {
  const posts2023 = async () => {
    const { out } = await run('query', '-e', '{ staffing(where: {year: {in: [2023]}}) { series(indicator: POSTS, by: [STAFF_GROUP]) { points { value } } } }', '--format', 'csv')
    return Number(out.split('\r\n')[1])
  }
  const changed = (from: string, to: string): string => {
    const file = join(scratch, 'answers.csv')
    writeFileSync(file, readFileSync(join(schools, 'waves/school_survey/2023.csv'), 'utf8').replace(from, to))
    return file
  }
  const load = (file: string, ...more: string[]) => run('load', file, '--survey', 'school_survey', '--wave', '2023', '--accept', 'unanswered-question', ...more)

  test('a loaded wave wins over that of the seeds and survives a build; --seeds-only leaves it out; releases go back and forth', async () => {
    const before = await posts2023()
    const file = changed('c1\t1\tpublic\t42', 'c1\t1\tpublic\t52')
    expect(await load(file)).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^loaded school_survey 2023; release [0-9a-f]{12}; 1 warning \(accepted:/m) })
    const second = currentKey()
    const asOf = (release: string) => run('export', 'staffing', '--indicators', 'posts', '--year', '2023', '--release', release)
    const [then, now] = [await asOf(first), await asOf(second)]
    expect([then.code, now.code, then.out === now.out]).toEqual([0, 0, false])
    const values = '{ staffing(where: {year: {in: [2023]}}) { series(indicator: POSTS, by: [STAFF_GROUP]) { points { value revisions { value release { key } } } } } }'
    const named = JSON.parse((await run('query', '-e', values, '--release', first)).out) as { data: unknown; extensions: { release: string } }
    expect(named).toMatchObject({ extensions: { release: first }, data: { staffing: { series: [{ points: [{ value: before, revisions: [] }] }, {}] } } })
    expect(JSON.parse((await run('query', '-e', values)).out)).toMatchObject({
      extensions: { release: second },
      data: { staffing: { series: [{ points: [{ revisions: [{ value: before, release: { key: first } }] }] }, {}] } },
    })
    expect(await run('query', '-e', values, '--release', `${first.slice(1)}x`)).toMatchObject({ code: 1, out: '', err: expect.stringMatching(`nearest: ${first}; allowed: ${second}, ${first}`) })
    expect(readdirSync(join(data, 'waves/school_survey'))).toEqual([expect.stringMatching(/^2023-[0-9a-f]{12}\.csv$/)])
    expect(readFileSync(join(data, 'waves/school_survey', readdirSync(join(data, 'waves/school_survey'))[0] ?? ''))).toEqual(readFileSync(file))
    // All 5 city schools answered, so each stands for itself.
    expect((await posts2023()) - before).toBeCloseTo(10, 9)
    expect((await run('build')).code).toBe(0)
    expect((await posts2023()) - before).toBeCloseTo(10, 9)
    expect((await run('build', '--seeds-only')).code).toBe(0)
    expect(await posts2023()).toBe(before)
    expect((await run('releases', 'use', second)).code).toBe(0)
    expect((await run('releases')).out).toMatch(new RegExp(`^\\* {2}${second} `, 'm'))
    expect((await run('releases', 'prune', '--keep', '0')).out).toMatch(new RegExp(`^deleted .*${first}`))
    expect(readdirSync(join(data, 'releases'))).toEqual([second])
    expect(currentKey()).toBe(second)
  }, 240_000)
})
