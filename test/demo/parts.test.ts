import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelAt } from '../../src/demo/level.ts'
import { lineageOf } from '../../src/demo/lineage.ts'
import { normals, rank, score } from '../../src/demo/random.ts'
import { rounded, withLeast } from '../../src/demo/steps.ts'

describe('a level by year', () => {
  it('lies on the line between two years and stays outside them', () => {
    const level = { 2010: 10, 2020: 30 }
    expect([2000, 2010, 2015, 2020, 2025].map((year) => levelAt(level, year))).toEqual([10, 10, 20, 30, 30])
    expect(levelAt(4, 1999)).toBe(4)
  })
})

describe('random scores', () => {
  it('are the same for a seed and key, others for another, with mean 0 and variance 1', () => {
    const scores = normals(1, 'a', 20_000)
    expect(normals(1, 'a', 20_000)).toEqual(scores)
    expect(normals(1, 'b', 3)).not.toEqual(scores.slice(0, 3))
    expect(normals(2, 'a', 3)).not.toEqual(scores.slice(0, 3))
    const mean = scores.reduce((sum, z) => sum + z, 0) / scores.length
    expect(mean).toBeCloseTo(0, 1)
    expect(scores.reduce((sum, z) => sum + (z - mean) ** 2, 0) / scores.length).toBeCloseTo(1, 1)
  })

  it('have a rank that the score of a share undoes', () => {
    for (const share of [0.01, 0.3, 0.5, 0.97]) expect(rank(score(share))).toBeCloseTo(share, 10)
    expect(score(0)).toBe(-Infinity)
    expect(score(1)).toBe(Infinity)
  })
})

describe('rounding to steps', () => {
  const parts = fc.array(fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 3, maxLength: 3 }), {
    minLength: 1,
    maxLength: 30,
  })

  it('keeps every unit within one step, and a whole sum whole', () => {
    fc.assert(
      fc.property(parts, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }), (cells, start) => {
        const exact = cells.map((column) => Float64Array.from(column))
        const steps = rounded(exact, Float64Array.from(start))
        for (let i = 0; i < 3; i++) {
          const [sum, count] = [
            exact.reduce((all, column) => all + (column[i] ?? 0), 0),
            steps.reduce((all, column) => all + (column[i] ?? 0), 0),
          ]
          expect(Math.abs(count - sum)).toBeLessThan(1 + 1e-6)
          if (Math.abs(sum - Math.round(sum)) < 1e-12) expect(count).toBe(Math.round(sum))
        }
        expect(steps.every((column) => column.every((count) => count >= 0))).toBe(true)
      }),
    )
  })

  it('puts something behind an open gate, from what can spare it where the sum stands', () => {
    const exact = [Float64Array.of(0.2), Float64Array.of(5), Float64Array.of(0.1)]
    const gates = [{ key: 'a', open: [true] }, null, { key: 'b', open: [false] }]
    const free = [Int32Array.of(0), Int32Array.of(5), Int32Array.of(0)]
    withLeast(free, exact, gates, 1, [])
    expect(free.map((column) => column[0])).toEqual([1, 5, 0])
    const bound = [Int32Array.of(0), Int32Array.of(5), Int32Array.of(0)]
    withLeast(bound, exact, gates, 1, [[0, 1, 2]])
    expect(bound.map((column) => column[0])).toEqual([1, 4, 0])
  })
})

describe('where a unit comes from', () => {
  const person = (year: number, code: string, persons: number) => ({ year, code, members: {}, persons })
  const geography = {
    areas: [],
    members: [],
    changes: [
      { year: 2001, from: 'a', to: 'c', share: 1 },
      { year: 2001, from: 'b', to: 'c', share: 0.5 },
      { year: 2001, from: 'b', to: 'd', share: 0.5 },
    ],
    population: [person(2000, 'a', 300), person(2000, 'b', 200), person(2000, 'd', 100), person(2001, 'c', 400), person(2001, 'd', 200)],
  }
  const base = { country: 'X', base: 'place', vintage: 2001, levels: [], populationDimensions: [], populationSource: null, changesSource: null }

  it('is weighed by the people of mergers and splits', () => {
    const { codes, origins } = lineageOf(geography, base).unitsOf(2001)
    expect(codes).toEqual(['c', 'd'])
    expect(origins).toEqual([
      [
        { root: 0, share: 0.75 },
        { root: 1, share: 0.25 },
      ],
      [
        { root: 2, share: 0.5 },
        { root: 1, share: 0.5 },
      ],
    ])
  })

  it('comes out of a merger again where a change says so', () => {
    const later = {
      ...geography,
      changes: [
        ...geography.changes,
        { year: 2002, from: 'c', to: 'e', share: 0.7 },
        { year: 2002, from: 'c', to: 'f', share: 0.3 },
        { year: 2002, from: 'a', to: 'e', share: 1 },
      ],
      population: [...geography.population, person(2002, 'd', 200), person(2002, 'e', 280), person(2002, 'f', 120)],
    }
    const { codes, origins } = lineageOf(later, base).unitsOf(2002)
    expect(codes).toEqual(['d', 'e', 'f'])
    expect(origins[1]?.map(({ root }) => root)).toEqual([0, 1])
    expect(origins[2]).toEqual([{ root: 1, share: 1 }])
  })

  it('must be known, and so must the people of a year', () => {
    const lost = { ...geography, population: [...geography.population, person(2001, 'e', 5)] }
    expect(() => lineageOf(lost, base)).toThrow('e appears in 2001 without a predecessor in area_changes.csv')
    expect(() => lineageOf(geography, base).unitsOf(2005)).toThrow('no answers can be made for 2005: population.csv has 2000-2001')
  })
})
