import { describe, expect, it } from 'vitest'
import { beta, wald, wilson } from '../../src/statistics/interval.ts'

describe('intervals', () => {
  it('takes t for few degrees of freedom and the normal for infinitely many', () => {
    // tables: t(0.975; 4) = 2.776445, z(0.975) = 1.959964
    expect(wald({ value: 10, standardError: 1, df: 4 }, 0.95).upper).toBeCloseTo(12.776445, 6)
    expect(wald({ value: 10, standardError: 1, df: Infinity }, 0.95).lower).toBeCloseTo(10 - 1.959964, 6)
  })

  it('gives Wilson for none of twenty: from 0 to z²/(20 + z²)', () => {
    const z2 = 1.959963984540054 ** 2
    expect(wilson(0, 20, 0.95).lower).toBe(0)
    expect(wilson(0, 20, 0.95).upper).toBeCloseTo(z2 / (20 + z2), 12)
    expect(wilson(1, 20, 0.95)).toMatchObject({ lower: expect.closeTo(1 - z2 / (20 + z2), 12), upper: 1 })
  })

  it('gives Clopper-Pearson for none of twenty: 1 - 0.025^(1/20)', () => {
    expect(beta(0, 20, 0.95).upper).toBeCloseTo(1 - 0.025 ** (1 / 20), 10)
  })
})
