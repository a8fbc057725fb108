import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { arcsine, beta, effectiveUnits, logit, wald, wilson } from '../../src/statistics/interval.ts'

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

const file = join(import.meta.dirname, '../../../shared/statistics/expected.json')
type Reference = Record<string, number> & { id: string; estimate: number; se: number; df: number; ci_lower: number; ci_upper: number }
const all = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { values: Reference[] }).values : []
const references = all.filter(({ id }) => id.startsWith('prop.strat.'))
const respondents = 200

describe.skipIf(all.length === 0)('intervals against R (skipped: no reference numbers beside this checkout)', () => {
  const methods = { logit, xlogit: logit, asin: arcsine, mean: wald }
  it.each(references.filter(({ id }) => (id.split('.').at(-1) ?? '') in methods).map((one) => [one.id, one] as const))('%s', (id, one) => {
    const method = methods[id.split('.').at(-1) as keyof typeof methods]
    const { lower, upper } = method({ value: one.estimate, standardError: one.se, df: one.df }, 0.95)
    expect(Math.abs(lower / one.ci_lower - 1)).toBeLessThan(1e-8)
    expect(Math.abs(upper / one.ci_upper - 1)).toBeLessThan(1e-8)
  })
  it.each(references.filter(({ id }) => id.endsWith('.beta')).map((one) => [one.id, one] as const))('%s', (_, one) => {
    const estimated = { value: one.estimate, standardError: one.se, df: one.df }
    const { lower, upper } = beta(one.estimate, effectiveUnits(estimated, respondents, 0.95), 0.95)
    expect(Math.abs(lower / one.ci_lower - 1)).toBeLessThan(1e-8)
    expect(Math.abs(upper / one.ci_upper - 1)).toBeLessThan(1e-8)
  })
  it.each(references.filter(({ id }) => id.endsWith('.wilson')).map((one) => [one.id, one] as const))('%s', (_, one) => {
    const { lower, upper } = wilson(one.estimate, one['n_eff_kg'] ?? NaN, 0.95)
    expect(Math.abs(lower / (one['wilson_kg_lower'] ?? NaN) - 1)).toBeLessThan(1e-8)
    expect(Math.abs(upper / (one['wilson_kg_upper'] ?? NaN) - 1)).toBeLessThan(1e-8)
  })
  it.each(all.filter(({ id }) => id.startsWith('prop.binom.')).map((one) => [one.id, one] as const))('%s', (id, one) => {
    const n = Number(id.split('_').at(-1))
    expect(wilson(one.estimate, n, 0.95).lower).toBeCloseTo(one['wilson_lower'] ?? NaN, 9)
    expect(wilson(one.estimate, n, 0.95).upper).toBeCloseTo(one['wilson_upper'] ?? NaN, 9)
    expect(beta(one.estimate, n, 0.95).lower).toBeCloseTo(one['cp_lower'] ?? NaN, 9)
    expect(beta(one.estimate, n, 0.95).upper).toBeCloseTo(one['cp_upper'] ?? NaN, 9)
  })
})
