import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataOf, openWorld, type World } from '../world/open-world.ts'
import { references, writeApiSeeds } from './api-world.ts'

type Answer = { readonly estimate: number; readonly se: number | null }
type Asked = { readonly survey: string; readonly indicator: string; readonly where?: string; readonly by?: string; readonly subject?: string }

/** What is asked of kartlag for a reference number; with several categories, by which dimension and under which member each stands. */
const asked: Readonly<Record<string, Asked & { readonly of?: Readonly<Record<string, string>> }>> = {
  'srs.mean.api00': { survey: 'srs', indicator: 'MEAN_API00' },
  'srs.total.enroll': { survey: 'srs', indicator: 'TOTAL_ENROLL' },
  'srs.total.stype': { survey: 'srs', indicator: 'NUMBER_OF_KIND', by: 'kind', of: { stypeE: 'E', stypeH: 'H', stypeM: 'M' } },
  'srs.prop.stype': { survey: 'srs', indicator: 'SHARE_OF_KIND', by: 'kind', of: { stypeE: 'E', stypeH: 'H', stypeM: 'M' } },
  'srs.ratio': { survey: 'srs', indicator: 'STU_PER_ENROLL' },
  'srs.nofpc.mean.api00': { survey: 'srs_nofpc', indicator: 'MEAN_API00' },
  'strat.mean.api00': { survey: 'strat', indicator: 'MEAN_API00' },
  'strat.total.enroll': { survey: 'strat', indicator: 'TOTAL_ENROLL' },
  'strat.total.stype': { survey: 'strat', indicator: 'NUMBER_OF_KIND', by: 'kind', of: { stypeE: 'E', stypeH: 'H', stypeM: 'M' } },
  'strat.prop.awards': { survey: 'strat', indicator: 'SHARE_AWARDS', of: { awardsYes: '' } },
  'strat.ratio': { survey: 'strat', indicator: 'STU_PER_ENROLL' },
  'strat.ratio.growth': { survey: 'strat', indicator: 'API_GROWTH' },
  'strat.nofpc.mean.api00': { survey: 'strat_nofpc', indicator: 'MEAN_API00' },
  'strat.nofpc.total.enroll': { survey: 'strat_nofpc', indicator: 'TOTAL_ENROLL' },
  'strat.by.stype.mean.enroll': { survey: 'strat', indicator: 'MEAN_ENROLL', by: 'stype', of: { E: 'E', H: 'H', M: 'M' } },
  'strat.by.awards.mean.api00': { survey: 'strat', indicator: 'MEAN_API00', by: 'awarded', of: { No: 'No', Yes: 'Yes' } },
  'strat.by.awards.total.enroll': { survey: 'strat', indicator: 'TOTAL_ENROLL', by: 'awarded', of: { No: 'No', Yes: 'Yes' } },
  'strat.domain.counties.mean.api00': { survey: 'strat', indicator: 'MEAN_API00', where: 'cnum: ["18", "19", "33", "36"]' },
  'strat.domain.counties.total.enroll': { survey: 'strat', indicator: 'TOTAL_ENROLL', where: 'cnum: ["18", "19", "33", "36"]' },
  'strat.domain.counties.ratio': { survey: 'strat', indicator: 'STU_PER_ENROLL', where: 'cnum: ["18", "19", "33", "36"]' },
  'fpc.lin.mean.x': { survey: 'clusters', indicator: 'MEAN_X', subject: 'cluster' },
  'fpc.lin.total.x': { survey: 'clusters', indicator: 'TOTAL_X', subject: 'cluster' },
  'fpc.nofpc.mean.x': { survey: 'clusters_nofpc', indicator: 'MEAN_X', subject: 'cluster' },
}

const relative = (a: number, b: number) => Math.abs(a - b) / Math.max(Math.abs(b), 1e-6)

describe.skipIf(references === null)('estimates and standard errors of R’s survey package (skipped: no reference numbers beside this checkout)', () => {
  let seeds: string
  let world: World
  beforeAll(async () => {
    seeds = writeApiSeeds()
    world = await openWorld(seeds)
  })
  afterAll(() => {
    world.close()
    rmSync(seeds, { recursive: true })
  })

  const ask = async ({ survey, indicator, where, by, subject = 'school' }: Asked): Promise<ReadonlyMap<string, Answer & { lower: number | null; upper: number | null }>> => {
    const data = await dataOf<Record<string, { series: (Record<string, string> & { points: { value: number; standardError: number | null; interval: { lower: number; upper: number } | null }[] })[] }>>(
      world.ask(`{ ${subject}(where: { survey: "${survey}"${where ? `, ${where}` : ''} }) { series(indicator: ${indicator}${by ? `, by: [${by.toUpperCase()}]` : ''}) {
        ${by ?? ''} points { value standardError interval { lower upper } } } } }`),
    )
    return new Map(
      (data[subject]?.series ?? []).map((series) => {
        const [point] = series.points
        return [by ? String(series[by]) : '', { estimate: point?.value ?? NaN, se: point?.standardError ?? null, lower: point?.interval?.lower ?? null, upper: point?.interval?.upper ?? null }]
      }),
    )
  }

  it.each((references ?? []).filter(({ id }) => id in asked).map((one) => [one.id, one] as const))('%s', async (id, reference) => {
    const { of, ...question } = asked[id] as (typeof asked)[string]
    const answers = await ask(question)
    const categories = of ?? { '': '' }
    for (const [category, member] of Object.entries(categories)) {
      const estimate = typeof reference.estimate === 'number' ? reference.estimate : reference.estimate[category]
      const se = typeof reference.se === 'number' ? reference.se : reference.se[category]
      const answer = answers.get(member)
      expect(relative(answer?.estimate ?? NaN, estimate ?? NaN)).toBeLessThan(1e-8)
      if (se === 0) expect(Math.abs(answer?.se ?? NaN)).toBeLessThan(1e-6)
      else expect(relative(answer?.se ?? NaN, se ?? NaN)).toBeLessThan(1e-8)
    }
  })

  it('logit interval of a share', async () => {
    const reference = references?.find(({ id }) => id === 'prop.strat.awards.logit')
    const answer = (await ask({ survey: 'strat', indicator: 'SHARE_AWARDS' })).get('')
    expect(relative(answer?.lower ?? NaN, Number(reference?.['ci_lower']))).toBeLessThan(1e-8)
    expect(relative(answer?.upper ?? NaN, Number(reference?.['ci_upper']))).toBeLessThan(1e-8)
  })

  it('t interval of a mean', async () => {
    const reference = references?.find(({ id }) => id === 'strat.mean.api00')
    const answer = (await ask({ survey: 'strat', indicator: 'MEAN_API00' })).get('')
    expect(relative(answer?.lower ?? NaN, Number(reference?.['ci_t_lower']))).toBeLessThan(1e-8)
  })

  it.each(['0.1', '0.25', '0.5', '0.75', '0.9'])('quantile %s with Woodruff’s interval', async (p) => {
    const reference = references?.find(({ id }) => id === 'quant.strat.api00.math') as unknown as Record<string, Record<string, number>>
    const answer = (await ask({ survey: 'strat', indicator: `API00_Q${Number(p) * 100}` })).get('')
    expect(answer?.estimate).toBe(reference['estimate']?.[p])
    expect(answer?.lower).toBe(reference['ci_lower']?.[p])
    expect(answer?.upper).toBe(reference['ci_upper']?.[p])
    expect(relative(answer?.se ?? NaN, reference['se']?.[p] ?? NaN)).toBeLessThan(1e-8)
  })
})
