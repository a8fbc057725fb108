import { describe, expect, test } from 'vitest'
import { opened, place } from './orchards.ts'

const close = (value: number) => expect.closeTo(value, 10)
const crates = { crates: 'harvest.crates' }

test('who did not answer is not dropped from a total', () =>
  opened({ places: [place('A1', 1000), place('A2', 2000), place('B1', 1500)], asks: crates, waves: { 2020: 'id,crates\nA1,10\nA2,20\n' } }, async ({ points }) => {
    expect(await points('', 'indicator: CRATES')).toEqual([
      { year: 2020, value: 45, status: 'ESTIMATED', flags: ['ESTIMATED'], standardError: 0, respondents: 2, frame: 3, imputedShare: close(1 / 3) },
    ])
    expect((await points('', 'indicator: CRATES_PER_1000'))[0]).toMatchObject({ value: 10, imputedShare: close(1 / 3) })
    expect((await points('', 'indicator: CRATES_PER_SIZE'))[0]).toMatchObject({ value: 0.01 })
    expect((await points('', 'indicator: MEAN_CRATES'))[0]).toMatchObject({ value: 15 })
    expect((await points('', 'indicator: MEDIAN_CRATES'))[0]).toMatchObject({ value: 15, standardError: null })
    expect((await points('area: ["B1"]', 'indicator: CRATES'))[0]).toEqual({
      year: 2020, value: 15, status: 'IMPUTED', flags: ['IMPUTED'], standardError: null, respondents: 0, frame: 1, imputedShare: 1,
    })
    expect((await points('area: ["A1"]', 'indicator: CRATES'))[0]).toMatchObject({ value: 10, status: 'NORMAL', standardError: 0, imputedShare: 0 })
    expect((await points('area: ["A"]', 'indicator: CRATES'))[0]).toMatchObject({ value: 30, status: 'NORMAL', standardError: 0, imputedShare: 0, respondents: 2 })
    expect((await points('area: ["B"]', 'indicator: CRATES'))[0]).toMatchObject({ value: 15, flags: ['LOW_RELIABILITY', 'ESTIMATED'], imputedShare: 1 })
    expect((await points('', 'indicator: CRATES, estimator: REPORTED'))[0]).toMatchObject({ value: 30, status: 'NORMAL', imputedShare: 0, standardError: null })
    expect((await points('', 'indicator: CRATES, estimator: WEIGHTED'))[0]).toMatchObject({ value: 45, imputedShare: 0 })
  }))

describe('the standard error', () => {
  const places = [place('A1', 100), place('A2', 200), place('A3', 300), place('B1', 150), place('B2', 250), place('C1', 2000), place('C2', 3000), place('C3', 4000)]
  const waves = { 2020: 'id,crates,trees\nA1,10,3\nA2,26,5\nA3,24,10\nC1,200,90\nC2,330,110\n' }
  // Small: 60 for 600, so residuals are 0, 6 and -6; leverages 1/6, 1/3 and 1/2. Imputed are 400 in B. Large: 530 for 5000; imputed are 4000.
  const small = 36 / (1 - 200 / 600) + 36 / (1 - 300 / 600)
  const large = (200 - 212) ** 2 / (1 - 2 / 5) + (330 - 318) ** 2 / (1 - 3 / 5)
  const factor = (a: number) => a * a + a
  const total = 590 + 40 + 424
  const variance = factor(400 / 600) * small + factor(4000 / 5000) * large
  const sheet = { places, waves, asks: { ...crates, trees: 'harvest.trees' } }

  test('of a total is that of the ratio model, summed over the strata', () =>
    opened(sheet, async ({ points, ask }) => {
      const [country] = await points('', 'indicator: CRATES')
      expect(country).toMatchObject({ value: close(total), standardError: close(Math.sqrt(variance)), imputedShare: close(464 / total), status: 'ESTIMATED' })
      const [b] = await points('area: ["B"]', 'indicator: CRATES')
      expect(b).toMatchObject({ value: close(40), standardError: close(Math.sqrt(factor(400 / 600) * small)) })
      const answer = await ask('{ harvest(where: {}) { series(indicator: CRATES) { points { interval { lower upper method } } } } }')
      // t with 2 + 1 degrees of freedom.
      const spread = 3.182446305284263 * Math.sqrt(variance)
      expect(JSON.stringify(answer.result.data)).toContain('"method":"t"')
      const [{ points: [point] }] = (answer.result.data as { harvest: { series: [{ points: { interval: { lower: number; upper: number } }[] }] } }).harvest.series
      expect(point?.interval.upper).toBeCloseTo(total + spread, 8)
      expect(point?.interval.lower).toBeCloseTo(total - spread, 8)
    }))

  test('of a rate or mean is that of the total over what is known', () =>
    opened(sheet, async ({ points }) => {
      const [rate] = await points('', 'indicator: CRATES_PER_1000')
      expect(rate).toMatchObject({ value: close((1000 * total) / 10000), standardError: close((1000 * Math.sqrt(variance)) / 10000) })
      const [mean] = await points('', 'indicator: MEAN_CRATES')
      expect(mean).toMatchObject({ value: close(total / 8), standardError: close(Math.sqrt(variance) / 8) })
    }))

  test('of a ratio of two that are both imputed is that of what they do not share', () =>
    opened(sheet, async ({ points }) => {
      const trees = 18 + 12 + 200 + 160
      const ratio = total / trees
      // Trees: 18 for 600, 200 for 5000.
      const squares = (rows: readonly (readonly [number, number, number, number])[], crate: number, tree: number) =>
        rows.reduce((sum, [size, share, y, x]) => sum + (y - crate * size - ratio * (x - tree * size)) ** 2 / (1 - share), 0)
      const v = factor(400 / 600) * squares([[100, 1 / 6, 10, 3], [200, 1 / 3, 26, 5], [300, 1 / 2, 24, 10]], 0.1, 0.03) +
        factor(4000 / 5000) * squares([[2000, 2 / 5, 200, 90], [3000, 3 / 5, 330, 110]], 0.106, 0.04)
      expect((await points('', 'indicator: CRATES_PER_TREE'))[0]).toMatchObject({ value: close(ratio), standardError: close(Math.sqrt(v) / trees) })
    }))

  test('is not known where one answer is all there is to go by', () =>
    opened({ places: [place('A1', 100), place('A2', 200)], asks: crates, waves: { 2020: 'id,crates\nA1,10\n' } }, async ({ points }) => {
      expect((await points('', 'indicator: CRATES'))[0]).toMatchObject({ value: 30, standardError: null, flags: ['LOW_RELIABILITY', 'ESTIMATED'] })
    }))
})

test('the total with what is imputed by size is the separate ratio estimator', () =>
  opened({
    places: Array.from({ length: 24 }, (_, nth) => place(`A${nth}`, 137 * (nth + 1) ** 2)),
    asks: crates,
    waves: { 2020: `id,crates\n${Array.from({ length: 24 }, (_, nth) => (nth % 5 === 2 ? '' : `A${nth},${(nth * 7919) % 101}\n`)).join('')}` },
  }, async ({ points }) => {
    const strata = [0, 1000, 5000, Infinity]
    const expected = strata.slice(1).reduce((sum, upper, index) => {
      const units = Array.from({ length: 24 }, (_, nth) => ({ nth, size: 137 * (nth + 1) ** 2 })).filter(({ size }) => (strata[index] ?? 0) <= size && size < upper)
      const answered = units.filter(({ nth }) => nth % 5 !== 2)
      const size = (some: typeof units) => some.reduce((all, unit) => all + unit.size, 0)
      return sum + (size(units) * answered.reduce((all, { nth }) => all + ((nth * 7919) % 101), 0)) / size(answered)
    }, 0)
    expect((await points('', 'indicator: CRATES'))[0]?.value).toBeCloseTo(expected, 9)
  }))
