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
