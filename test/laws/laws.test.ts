import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dataOf, openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'
import { ages, kinds, makeWorld, years } from './random-world.ts'

// LAWS_SEED makes a country again, LAWS_RUNS=10 asks ten times as much of it.
const seed = Number(process.env['LAWS_SEED'] ?? Math.floor(Math.random() * 1e9))
const made = makeWorld(seed)
const folders: string[] = []
let world: World
/** The same answers times a thousand, their rows and columns in another order. */
let scaled: World
beforeAll(async () => {
  const open = (files: Readonly<Record<string, string>>): Promise<World> => {
    const folder = writeFolder(files)
    folders.push(folder)
    return openWorld(folder)
  }
  world = await open(made.files)
  scaled = await open(makeWorld(seed, { scale: 1000, shuffle: true }).files)
})
afterAll(async () => {
  await world.close()
  await scaled.close()
  for (const folder of folders) rmSync(folder, { recursive: true })
})

type Line = {
  area: { code: string }
  ageGroup: string | null
  kind: string | null
  survey: string | null
  years: number[]
  values: (number | null)[]
  points: Point[]
}
type Point = {
  value: number | null
  status: string
  respondents: number
  frame: number
  standardError: number | null
  interval: { lower: number; upper: number; method: string } | null
}
type Question = { indicator: string; by: string[]; at: string | null; estimator: string | null; where: string[]; transform?: string }
const fields = '{ area { code } ageGroup kind survey years values points { value status respondents frame standardError interval { lower upper method } } }'

const text = ({ indicator, by, at, estimator, where }: Question, wanted = fields): string =>
  `things(where: { ${where.join(', ')} }) { series(indicator: ${indicator}, by: [${by.join(', ')}]${at ? `, at: ${at}` : ''}${estimator ? `, estimator: ${estimator}` : ''}) ${wanted} }`
const ask = async (question: Question, of: World = world): Promise<Line[]> =>
  (await dataOf<{ things: { series: Line[] } }>(of.ask(`{ ${text(question)} }`))).things.series

const plain = { by: [], at: null, estimator: null, where: [] }
const totals = ['N', 'M', 'W', 'COUNT_YES', 'COUNT_ALWAYS']
const rates = [
  'MEAN_M',
  'MEAN_MOST',
  'MEDIAN_M',
  'UPPER_M',
  'M_PER_PERSON',
  'M_PER_N',
  'N_PER_SIZE',
  'KINDS_OF_N',
  'AGES_OF_M',
  'SHARE_YES',
  'SHARE_EVERY',
  'SHARE_ALWAYS',
]

const year = fc.constantFrom(...years)
const estimator = fc.constantFrom('REPORTED', 'WEIGHTED')
const level = fc.constantFrom('COUNTY', 'DISTRICT', 'SIZE_GROUP', 'PLACE')
const some = (members: readonly string[]) =>
  fc.option(
    fc.shuffledSubarray(
      members.map((one) => one.toUpperCase()),
      { minLength: 1 },
    ),
  )
const filter = fc
  .record({ ages: some(ages), kinds: some(kinds), from: fc.option(year), vintage: fc.option(year) })
  .map(({ ages, kinds, from, vintage }) => [
    ...(ages ? [`ageGroup: [${ages.join(', ')}]`] : []),
    ...(kinds ? [`kind: [${kinds.join(', ')}]`] : []),
    ...(from ? [`year: { from: ${from} }`] : []),
    ...(vintage ? [`vintage: ${vintage}`] : []),
  ])
const question: fc.Arbitrary<Question> = fc.record({
  indicator: fc.constantFrom(...totals, ...rates),
  by: fc.shuffledSubarray(['AGE_GROUP', 'KIND'], { maxLength: 1 }),
  at: fc.option(level),
  estimator: fc.option(estimator),
  where: filter,
})

const holds = <T>(of: fc.Arbitrary<T>, law: (example: T) => Promise<void>, runs = 5) =>
  fc.assert(fc.asyncProperty(of, law), { seed, numRuns: runs * Number(process.env['LAWS_RUNS'] ?? 1) })
const near = (value: number | null | undefined, expected: number | null) => {
  if (expected === null) expect(value).toBeNull()
  else expect(Math.abs((value ?? NaN) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)))
}
/** Null where all are; a missing one among others counts nothing. */
const sum = (values: readonly (number | null | undefined)[]): number | null =>
  values.reduce<number | null>((all, one) => (one == null ? all : (all ?? 0) + one), null)
const nameOf = ({ area, ageGroup, kind, survey }: Line) => `${area.code} ${ageGroup} ${kind} ${survey}`

describe(`laws, on a random country (LAWS_SEED=${seed})`, () => {
  test('the parts add up to the whole', () =>
    holds(
      fc.record({
        at: fc.option(level),
        estimator,
        split: fc.constantFrom<string[]>(['KIND'], ['AGE_GROUP'], ['AGE_GROUP', 'KIND']),
        vintage: year,
      }),
      async ({ at, estimator, split, vintage }) => {
        const where = [`vintage: ${vintage}`]
        const parts = await ask({ indicator: 'N', at, estimator, where, by: split })
        for (const whole of await ask({ indicator: 'N', at, estimator, where, by: [] })) {
          const own = parts.filter(({ area }) => area.code === whole.area.code)
          expect(own).toHaveLength(split.length === 2 ? 6 : split[0] === 'KIND' ? 3 : 2)
          whole.values.forEach((value, index) => near(value, sum(own.map(({ values }) => values[index]))))
        }
      },
    ))

  test('the areas of a level add up to the country', () =>
    holds(
      fc.record({ indicator: fc.constantFrom(...totals), estimator, at: level, vintage: year, where: filter }),
      async ({ indicator, estimator, at, vintage, where }) => {
        if (estimator === 'WEIGHTED' && at === 'PLACE') return // a place stands for itself
        const there = [...where.filter((one) => !/^(year|vintage)/.test(one)), `vintage: ${vintage}`, `year: { in: [${vintage}] }`]
        const [country] = await ask({ indicator, estimator, at: null, by: [], where: there })
        const areas = await ask({ indicator, estimator, at, by: [], where: there })
        near(country?.values[0], sum(areas.map(({ values }) => values[0])))
        expect(sum(areas.map(({ points }) => points[0]?.respondents))).toBe(country?.points[0]?.respondents)
        expect(sum(areas.map(({ points }) => points[0]?.frame))).toBe(country?.points[0]?.frame)
      },
    ))

  test('nor do the borders in which it is expressed change a sum: divided units are shared out whole', () =>
    holds(
      fc.record({ indicator: fc.constantFrom('N', 'M', 'W'), estimator, at: fc.constantFrom('COUNTY', 'DISTRICT', 'PLACE'), vintage: year, where: filter }),
      async ({ indicator, estimator: chosen, at, vintage, where }) => {
        const estimator = at === 'PLACE' ? 'REPORTED' : chosen // a place stands for itself
        const there = [...where.filter((one) => !one.startsWith('vintage')), `vintage: ${vintage}`]
        const [country] = await ask({ indicator, estimator, at: null, by: [], where: there })
        const areas = await ask({ indicator, estimator, at, by: [], where: [...there, 'areaPolicy: ALLOCATE'] })
        country?.values.forEach((value, index) => near(sum(areas.map(({ values }) => values[index])), value))
      },
      10,
    ))

  test('joined until none is divided, areas have every year what their places had', async () => {
    for (const vintage of years) {
      const at = { indicator: 'N', estimator: 'REPORTED', at: 'PLACE', by: [], where: [`vintage: ${vintage}`, 'areaPolicy: CLUSTER'] }
      const query = `{ ${text(at, '{ area { code } clusterAreas { code } values }')} }`
      const { things } = await dataOf<{ things: { series: { area: { code: string }; clusterAreas: { code: string }[]; values: (number | null)[] }[] } }>(world.ask(query))
      const firsts = things.series.filter(({ area, clusterAreas }) => clusterAreas[0]?.code === area.code)
      const [country] = await ask({ ...plain, indicator: 'N', estimator: 'REPORTED', where: [`vintage: ${vintage}`] })
      country?.values.forEach((value, index) => near(sum(firsts.map(({ values }) => values[index])), value))
    }
  })

  test('a place that was merged has what its parts had', async () => {
    for (const estimator of ['REPORTED', 'WEIGHTED'])
      for (const [code, parts] of made.merged) {
        const before = await ask({
          ...plain,
          indicator: 'N',
          estimator,
          where: ['year: { in: [2020] }', 'vintage: 2020', `area: ["${parts.join('", "')}"]`],
        })
        const [after] = await ask({ ...plain, indicator: 'N', estimator, where: ['year: { in: [2020] }', `area: ["${code}"]`] })
        const answered = before.map(({ values }) => values[0] ?? null)
        near(after?.values[0], estimator === 'REPORTED' || answered.every((one) => one !== null) ? sum(answered) : null)
      }
  })

  test('one member filtered is that member of the split', () =>
    holds(
      fc.record({ question, dimension: fc.constantFrom(['ageGroup', 'AGE_GROUP', ages] as const, ['kind', 'KIND', kinds] as const) }),
      async ({ question, dimension: [field, name, members] }) => {
        const where = question.where.filter((one) => !one.startsWith(field))
        const split = await ask({ ...question, where, by: [name] })
        for (const member of members) {
          const alone = await ask({ ...question, where: [...where, `${field}: [${member.toUpperCase()}]`], by: [] })
          const same = split.filter((line) => line[field] === member.toUpperCase())
          expect(alone.map(({ area }) => area.code)).toEqual(same.map(({ area }) => area.code))
          alone.forEach(({ values, points }, index) => {
            values.forEach((value, at) => near(value, same[index]?.values[at] ?? null))
            expect(points.map(({ status, respondents }) => [status, respondents])).toEqual(
              same[index]?.points.map(({ status, respondents }) => [status, respondents]),
            )
          })
        }
      },
    ))

  test('all members filtered are the whole, where only parts were asked', () =>
    holds(
      fc.record({
        indicator: fc.constantFrom('N', 'M', 'MEAN_M', 'MEDIAN_M', 'M_PER_PERSON', 'M_PER_N', 'SHARE_YES'),
        at: fc.option(level),
        estimator,
      }),
      async ({ indicator, at, estimator }) => {
        const all = `kind: [${kinds.map((one) => one.toUpperCase()).join(', ')}]`
        const whole = await ask({ indicator, at, estimator, by: [], where: [] })
        const filtered = await ask({ indicator, at, estimator, by: [], where: [all] })
        filtered.forEach(({ values }, index) => values.forEach((value, at) => near(value, whole[index]?.values[at] ?? null)))
      },
    ))

  test('the order in which dimensions and members are named does not matter', () =>
    holds(
      fc.record({
        indicator: fc.constantFrom('N', 'M', 'MEAN_M', 'MEDIAN_M', 'M_PER_PERSON', 'KINDS_OF_N'),
        at: fc.option(level),
        by: fc.shuffledSubarray(['AGE_GROUP', 'KIND', 'SURVEY'], { minLength: 2 }),
        kinds: fc.shuffledSubarray(['RED', 'GREEN', 'BLUE'], { minLength: 1 }),
      }),
      async ({ indicator, at, by, kinds: chosen }) => {
        const lines = await ask({ ...plain, indicator, at, by, where: [`kind: [${chosen.join(', ')}]`] })
        const other = await ask({
          ...plain,
          indicator,
          at,
          by: by.toReversed(),
          where: [`kind: [${[...chosen.toReversed(), chosen[0]].join(', ')}]`],
        })
        const sorted = (all: readonly Line[]) => all.map((line) => [nameOf(line), line] as const).sort(([a], [b]) => (a < b ? -1 : 1))
        expect(sorted(lines)).toEqual(sorted(other))
      },
    ))

  test('many asked together answer as each alone, to the last bit', () =>
    holds(
      fc.array(question, { minLength: 5, maxLength: 12 }),
      async (questions) => {
        const aliases = questions.map((one, index) => `q${index}: ${text(one)}`).join(' ')
        const together = await dataOf<Record<string, { series: Line[] }>>(world.ask(`{ ${aliases} }`))
        for (const [index, one] of questions.entries()) expect(together[`q${index}`]?.series).toEqual(await ask(one))
      },
      3,
    ))

  test('the same question answers the same, to the last bit', () =>
    holds(
      question,
      async (one) => {
        expect(await ask(one)).toEqual(await ask(one))
      },
      3,
    ))

  test('numbers times a thousand, in files of another order, give totals and their errors times a thousand and the same rates', () =>
    holds(
      question,
      async (one) => {
        const times = ['N', 'M', 'W', 'MEAN_M', 'MEAN_MOST', 'MEDIAN_M', 'UPPER_M', 'M_PER_PERSON', 'N_PER_SIZE'].includes(one.indicator)
          ? 1000
          : 1
        const [small, large] = [await ask(one), await ask(one, scaled)]
        expect(large.map(nameOf)).toEqual(small.map(nameOf))
        large.forEach(({ values, points }, index) => {
          values.forEach((value, at) => near(value, small[index]?.values[at] == null ? null : (small[index]?.values[at] ?? 0) * times))
          const about = ({ status, respondents, frame, interval }: Point) => [status, respondents, frame, interval?.method]
          expect(points.map(about)).toEqual(small[index]?.points.map(about))
          const errors = (point: Point | undefined) => [point?.standardError ?? null, point?.interval?.lower ?? null, point?.interval?.upper ?? null]
          points.forEach((point, at) => {
            const before = errors(small[index]?.points[at])
            errors(point).forEach((error, position) => near(error, before[position] == null ? null : (before[position] ?? 0) * times))
          })
        })
      },
      8,
    ))

  test('weighted up, those who say what all say are the whole frame', async () => {
    const [count] = await ask({ ...plain, indicator: 'COUNT_ALWAYS' })
    count?.points.forEach(({ value, frame }) => near(value, frame))
    const [share] = await ask({ ...plain, indicator: 'SHARE_ALWAYS' })
    share?.values.forEach((value) => near(value, 1))
  })

  test('a composition adds up to one, and shares lie between none and all', () =>
    holds(fc.record({ at: fc.option(level), estimator, where: filter }), async ({ at, estimator, where }) => {
      const lines = await ask({
        indicator: 'KINDS_OF_N',
        at,
        estimator,
        where: where.filter((one) => !one.startsWith('kind')),
        by: ['KIND'],
      })
      const [first] = lines
      for (const code of new Set(lines.map(({ area }) => area.code)))
        first?.years.forEach((_, index) => {
          const parts = lines.filter(({ area }) => area.code === code).map(({ values }) => values[index] ?? null)
          if (parts.every((one) => one !== null)) near(sum(parts), 1)
        })
      for (const { values } of await ask({ indicator: 'SHARE_YES', at, estimator, where, by: [] }))
        for (const value of values) if (value !== null) expect(value >= 0 && value <= 1).toBe(true)
    }))

  test('a change is the difference of two values, whatever the split, unless a break lies between them', () =>
    holds(
      fc.record({ question, lag: fc.constantFrom(1, 2) }),
      async ({ question, lag }) => {
        const where = question.where.filter((one) => !one.startsWith('year'))
        type Changing = { years: number[]; values: (number | null)[]; change: (number | null)[]; breaks: { year: number }[] }
        const { things } = await dataOf<{ things: { series: Changing[] } }>(
          world.ask(`{ ${text({ ...question, where }, `{ years values change: values(transform: { change: ${lag} }) breaks { year } }`)} }`),
        )
        for (const { years, values, change, breaks } of things.series)
          change.forEach((value, at) => {
            const [now, then] = [values[at], values[at - lag]]
            const isBroken = breaks.some(({ year }) => (years[at - lag] ?? 0) < year && year <= (years[at] ?? 0))
            near(value, now == null || then == null || isBroken ? null : now - then)
          })
      },
      4,
    ))

  test('a table has the numbers of the series', () =>
    holds(
      question,
      async (one) => {
        const { indicator, by, at, estimator, where } = one
        const args = `by: [${by.join(', ')}]${at ? `, at: ${at}` : ''}${estimator ? `, estimator: ${estimator}` : ''}`
        const { things } = await dataOf<{ things: { table: { records: Record<string, unknown>[] } } }>(
          world.ask(`{ things(where: { ${where.join(', ')} }) { table(indicators: [N, ${indicator}], ${args}) { records } } }`),
        )
        const key = indicator.toLowerCase()
        const rows = things.table.records.map(
          (row) =>
            `${row['year']} ${row['area']} ${row['age_group'] ?? ''} ${row['kind'] ?? ''} ${row[key]} ${row[`${key}_status`]} ${row[`${key}_n`]} ${row[`${key}_se`]} ${row[`${key}_lower`]} ${row[`${key}_upper`]}`,
        )
        const lines = await ask(one)
        const found = lines.flatMap(({ area, ageGroup, kind, years, points }) =>
          points.map(
            ({ value, status, respondents, standardError, interval }, index) =>
              `${years[index]} ${area.code} ${ageGroup?.toLowerCase() ?? ''} ${kind?.toLowerCase() ?? ''} ${value} ${status} ${respondents} ${standardError} ${interval?.lower ?? null} ${interval?.upper ?? null}`,
          ),
        )
        expect(rows.sort()).toEqual(found.sort())
      },
      4,
    ))
})
