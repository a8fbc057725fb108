import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { correspondences, type CorrespondenceRow } from '../../src/geography/correspondence.ts'

const valid: Record<number, string[]> = { 2019: ['a', 'b', 'c'], 2020: ['m', 'c'], 2021: ['x', 'y', 'c'] }
const changes = [
  { year: 2020, from: 'a', to: 'm', share: 1 },
  { year: 2020, from: 'b', to: 'm', share: 1 },
  { year: 2021, from: 'm', to: 'x', share: 0.7 },
  { year: 2021, from: 'm', to: 'y', share: 0.3 },
]
const people = (year: number, persons: Record<string, number>) =>
  Object.entries(persons).map(([code, count]) => ({ year, code, members: {}, persons: count }))
const population = [
  ...people(2019, { a: 600, b: 400, c: 50 }),
  ...people(2020, { m: 1000, c: 60 }),
  ...people(2021, { x: 700, y: 300, c: 70 }),
]
const rows = correspondences([2019, 2020, 2021], (year) => valid[year] ?? [], changes, population)
const from = (year: number, vintage: number, code: string) =>
  Object.fromEntries(
    rows.filter((row) => row.year === year && row.vintage === vintage && row.code === code).map(({ target, share }) => [target, share]),
  )

test('an area is itself in its own year, and where nothing changed', () => {
  expect(from(2020, 2020, 'm')).toEqual({ m: 1 })
  expect(from(2019, 2021, 'c')).toEqual({ c: 1 })
  expect(from(2021, 2019, 'c')).toEqual({ c: 1 })
})

test('forward a merged area lies whole in the new one, a divided one by the declared shares, year by year', () => {
  expect(from(2019, 2020, 'a')).toEqual({ m: 1 })
  expect(from(2020, 2021, 'm')).toEqual({ x: 0.7, y: 0.3 })
  expect(from(2019, 2021, 'b')).toEqual({ x: 0.7, y: 0.3 })
})

test('backward a merged area is divided by the population of its parts in the earlier year', () => {
  expect(from(2020, 2019, 'm')).toEqual({ a: 0.6, b: 0.4 })
  expect(from(2021, 2020, 'y')).toEqual({ m: 1 })
  expect(from(2021, 2019, 'x')).toEqual({ a: 0.6, b: 0.4 })
})

test('without a population the parts count alike', () => {
  const unpeopled = correspondences([2019, 2020], (year) => valid[year] ?? [], changes, [])
  expect(unpeopled.filter(({ year, code, vintage }) => year === 2020 && code === 'm' && vintage === 2019)).toEqual([
    { year: 2020, code: 'm', vintage: 2019, target: 'a', share: 0.5 },
    { year: 2020, code: 'm', vintage: 2019, target: 'b', share: 0.5 },
  ])
})

describe('an area of which a later change speaks directly', () => {
  // a came from old in 2019; a, b became m in 2020; m was divided in 2021, and all of a lies in y.
  const there: Record<number, string[]> = { 2018: ['old', 'b'], 2019: ['a', 'b'], 2020: ['m'], 2021: ['x', 'y'] }
  const history = [
    { year: 2019, from: 'old', to: 'a', share: 1 },
    ...changes,
    { year: 2021, from: 'a', to: 'y', share: 1 },
    { year: 2021, from: 'b', to: 'x', share: 1 },
  ]
  const inhabitants = [...population, ...people(2018, { old: 500, b: 500 })]
  const found = correspondences([2018, 2019, 2020, 2021], (year) => there[year] ?? [], history, inhabitants)
  const of = (year: number, vintage: number, code: string) =>
    Object.fromEntries(
      found.filter((row) => row.year === year && row.vintage === vintage && row.code === code).map(({ target, share }) => [target, share]),
    )

  test('lies where that says, and not where all lie that it was merged with', () => {
    expect(of(2019, 2020, 'a')).toEqual({ m: 1 })
    expect(of(2019, 2021, 'a')).toEqual({ y: 1 })
    expect(of(2020, 2021, 'm')).toEqual({ x: 0.7, y: 0.3 })
    expect(of(2021, 2019, 'y')).toEqual({ a: 1 })
    expect(of(2021, 2019, 'x')).toEqual({ b: 1 })
    expect(of(2020, 2019, 'm')).toEqual({ a: 0.6, b: 0.4 })
  })

  test('takes with it what it was made from', () => {
    expect(of(2018, 2021, 'old')).toEqual({ y: 1 })
    expect(of(2021, 2018, 'y')).toEqual({ old: 1 })
  })
})

describe('an area of which some parts are known to lie where', () => {
  const there: Record<number, string[]> = { 2019: ['a', 'b', 'c'], 2020: ['m'], 2021: ['x', 'y'] }
  const merged = ['a', 'b', 'c'].map((from) => ({ year: 2020, from, to: 'm', share: 1 }))
  const divided = [
    { year: 2021, from: 'm', to: 'x', share: 0.7 },
    { year: 2021, from: 'm', to: 'y', share: 0.3 },
  ]
  const of = (direct: { year: number; from: string; to: string; share: number }[], inhabitants: ReturnType<typeof people>) =>
    correspondences([2019, 2020, 2021], (year) => there[year] ?? [], [...merged, ...divided, ...direct], inhabitants)
  const shares = (rows: CorrespondenceRow[], year: number, vintage: number, code: string) =>
    Object.fromEntries(
      rows.filter((row) => row.year === year && row.vintage === vintage && row.code === code).map(({ target, share }) => [target, Number(share.toFixed(9))]),
    )
  const y = [{ year: 2021, from: 'c', to: 'y', share: 1 }]

  test('leaves the others what is left of the declared shares', () => {
    const exact = of(y, [...people(2019, { a: 400, b: 300, c: 300 }), ...people(2020, { m: 1000 })])
    expect(shares(exact, 2019, 2021, 'c')).toEqual({ y: 1 })
    expect(shares(exact, 2019, 2021, 'a')).toEqual({ x: 1 })
    expect(shares(exact, 2021, 2019, 'y')).toEqual({ c: 1 })
    const less = of(y, [...people(2019, { a: 500, b: 300, c: 200 }), ...people(2020, { m: 1000 })])
    expect(shares(less, 2019, 2021, 'a')).toEqual({ x: 0.875, y: 0.125 })
    const more = of(y, [...people(2019, { a: 200, b: 300, c: 500 }), ...people(2020, { m: 1000 })])
    expect(shares(more, 2019, 2021, 'b')).toEqual({ x: 1 })
  })

  test('leaves them the declared shares where inhabitants are not known', () => {
    expect(shares(of(y, []), 2019, 2021, 'a')).toEqual({ x: 0.7, y: 0.3 })
  })

  test('may have kept its code', () => {
    const kept: Record<number, string[]> = { 2019: ['m', 'c'], 2020: ['m'], 2021: ['m', 'y'] }
    const rows = correspondences(
      [2019, 2020, 2021],
      (year) => kept[year] ?? [],
      [
        { year: 2020, from: 'c', to: 'm', share: 1 },
        { year: 2021, from: 'm', to: 'm', share: 0.7 },
        { year: 2021, from: 'm', to: 'y', share: 0.3 },
        ...y,
      ],
      [...people(2019, { m: 700, c: 300 }), ...people(2020, { m: 1000 })],
    )
    expect(shares(rows, 2019, 2021, 'm')).toEqual({ m: 1 })
    expect(shares(rows, 2020, 2021, 'm')).toEqual({ m: 0.7, y: 0.3 })
    expect(shares(rows, 2021, 2019, 'm')).toEqual({ m: 1 })
    expect(shares(rows, 2021, 2019, 'y')).toEqual({ c: 1 })
  })
})

test('shares of an area always sum to 1, in every year and vintage of any world of merges and divisions', () => {
  const world = fc.record({
    shares: fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 3, maxLength: 3 }),
    counts: fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 9, maxLength: 9 }),
  })
  fc.assert(
    fc.property(world, ({ shares, counts }) => {
      const divided = shares.flatMap((share, index) => [
        { year: 2020 + index, from: `p${index}`, to: `p${index + 1}`, share: share / 100 },
        { year: 2020 + index, from: `p${index}`, to: `q${index + 1}`, share: 1 - share / 100 },
        ...(index === 0 ? [] : [{ year: 2020 + index, from: `q${index}`, to: `p${index + 1}`, share: 1 }]),
      ])
      const codes = (year: number) => (year === 2019 ? ['p0'] : [`p${year - 2019}`, `q${year - 2019}`])
      const years = [2019, 2020, 2021, 2022]
      const persons = years.flatMap((year, index) =>
        codes(year).map((code, at) => ({ year, code, members: {}, persons: counts[index * 2 + at] ?? 1 })),
      )
      const sums = new Map<string, number>()
      for (const { year, code, vintage, share } of correspondences(years, codes, divided, persons))
        sums.set(`${year} ${code} ${vintage}`, (sums.get(`${year} ${code} ${vintage}`) ?? 0) + share)
      expect(sums.size).toBe(7 * 4)
      for (const sum of sums.values()) expect(sum).toBeCloseTo(1, 12)
    }),
  )
})

test('what merges only comes back whole: there and back again gives every area its own population', () => {
  const merges = changes.slice(0, 2)
  const there: CorrespondenceRow[] = correspondences([2019, 2020], (year) => valid[year] ?? [], merges, population)
  const back = there.filter(({ year, vintage }) => year === 2020 && vintage === 2019)
  expect(Object.fromEntries(back.map(({ target, share }) => [target, share * (target === 'c' ? 50 : 1000)]))).toEqual({
    a: 600,
    b: 400,
    c: 50,
  })
})

/** A history of places that merge, divide and get new codes, one change a year; what was merged and is divided may say where its parts lie. */
const historyOf = (steps: readonly { kind: string; pick: number; share: number; direct: boolean }[]) => {
  let now = ['a', 'b', 'c', 'd']
  const valid = new Map<number, string[]>([[2000, now]])
  const madeOf = new Map<string, readonly string[]>()
  const changes: { year: number; from: string; to: string; share: number }[] = []
  steps.forEach(({ kind, pick, share, direct }, index) => {
    const year = 2001 + index
    const [first = 'a', second] = [now[pick % now.length], now[(pick + 1) % now.length]]
    const next = (letter: string) => `${letter}${year}`
    if (kind === 'merge' && second !== undefined && second !== first) {
      changes.push(...[first, second].map((from) => ({ year, from, to: next('m'), share: 1 })))
      madeOf.set(next('m'), [first, second])
      now = [...now.filter((code) => code !== first && code !== second), next('m')]
    } else if (kind === 'divide') {
      const parts = [next('x'), next('y')] as const
      changes.push(...parts.map((to, part) => ({ year, from: first, to, share: part === 0 ? share : 1 - share })))
      const origins = madeOf.get(first) ?? []
      if (direct) changes.push(...origins.map((from, part) => ({ year, from, to: parts[part] ?? parts[0], share: 1 })))
      now = [...now.filter((code) => code !== first), ...parts]
    } else {
      changes.push({ year, from: first, to: next('n'), share: 1 })
      now = [...now.filter((code) => code !== first), next('n')]
    }
    valid.set(year, now)
  })
  return { years: [...valid.keys()], codes: (year: number) => valid.get(year) ?? [], changes }
}
const step = fc.record({
  kind: fc.constantFrom('merge', 'divide', 'rename'),
  pick: fc.nat(20),
  share: fc.integer({ min: 2, max: 98 }).map((percent) => percent / 100),
  direct: fc.boolean(),
})

test('whatever merged, divided or was renamed: nothing is lost on the way, forward or backward', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 80, maxLength: 80 }), (changes, counts) => {
      const { years, codes, changes: made } = historyOf(changes)
      const persons = years.flatMap((year, at) => codes(year).map((code, index) => ({ year, code, members: {}, persons: counts[(at * 11 + index) % 80] ?? 1 })))
      const sums = new Map<string, number>()
      for (const { year, code, vintage, target, share } of correspondences(years, codes, made, persons)) {
        expect(share).toBeGreaterThan(0)
        expect(codes(vintage)).toContain(target)
        sums.set(`${year} ${code} ${vintage}`, (sums.get(`${year} ${code} ${vintage}`) ?? 0) + share)
      }
      for (const year of years)
        for (const vintage of years) for (const code of codes(year)) expect(sums.get(`${year} ${code} ${vintage}`), `${year} ${code} ${vintage}`).toBeCloseTo(1, 12)
    }),
  )
})

test('there and back again an area is what it was, where things only merged', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (changes) => {
      const { years, codes, changes: made } = historyOf(changes.map((one) => ({ ...one, kind: one.kind === 'divide' ? 'merge' : one.kind })))
      const last = years.at(-1) ?? 2000
      const persons = years.flatMap((year) => codes(year).map((code, index) => ({ year, code, members: {}, persons: 100 * (index + 1) })))
      const found = correspondences(years, codes, made, persons)
      const after = new Map<string, number>()
      for (const there of found.filter((row) => row.year === 2000 && row.vintage === last))
        for (const back of found.filter((row) => row.year === last && row.vintage === 2000 && row.code === there.target)) {
          const value = persons.find(({ year, code }) => year === 2000 && code === there.code)?.persons ?? 0
          after.set(back.target, (after.get(back.target) ?? 0) + value * there.share * back.share)
        }
      for (const { code, persons: value } of persons.filter(({ year }) => year === 2000)) expect(after.get(code)).toBeCloseTo(value, 9)
    }),
  )
})
