import { rmSync } from 'node:fs'
import tQuantile from '@stdlib/stats-base-dists-t-quantile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'
import { apiWorld, references, schoolRows, type Reference } from './api-world.ts'
import { differs, memberField, seriesOf, type PointNode } from './ask.ts'
import { pairsOf, type Pair } from './expected-functions.ts'
import { leftOut, mistakes, questions, type Asked } from './expected-questions.ts'

const all = references ?? []

describe.skipIf(references === null)('numbers of R’s survey package on schools (SKIPPED where ../shared/statistics/expected.json is not beside this checkout)', () => {
  let seeds: string
  let world: World
  beforeAll(async () => {
    seeds = writeFolder(apiWorld())
    world = await openWorld(seeds)
  })
  afterAll(async () => {
    await world.close()
    rmSync(seeds, { recursive: true })
  })

  /** The point of the year 2000, or of each member. */
  const ask = async ({ survey, subject = 'school', indicator, where, by, transform }: Asked, year = 2000): Promise<ReadonlyMap<string, PointNode>> => {
    const question = { survey, subject, indicator, ...(where ? { where } : {}), ...(by ? { by } : {}), ...(transform ? { transform } : {}) }
    const [series = []] = await seriesOf(world, [{ ask: question, years: [year] }])
    return new Map(series.flatMap((one) => one.points.map((point) => [by ? String(one[memberField(by)]) : '', point] as const)))
  }
  const lone = async (asked: Asked, year = 2000): Promise<PointNode> => {
    const point = (await ask(asked, year)).get('')
    if (!point) throw new Error(`no point of ${asked.indicator} in ${year}`)
    return point
  }
  const valueOf = (reference: Reference, key: string, category: string): number | undefined => {
    const found = reference[key] as number | Readonly<Record<string, number>> | undefined
    return typeof found === 'object' ? found[category] : found
  }

  const answered = async (reference: Reference, asked: Asked): Promise<readonly Pair[]> => {
    const points = await ask(asked)
    return Object.entries(asked.of ?? { '': '' }).flatMap(([category, member]): readonly Pair[] => {
      const point = points.get(member)
      const [lower, upper] = asked.interval ?? ['ci_t_lower', 'ci_t_upper']
      const plus = asked.plus ?? 0
      const found = [
        ['estimate', (point?.value ?? NaN) + plus],
        ['se', point?.standardError ?? NaN],
        ...(asked.interval || point?.interval?.method === 't' ? ([[lower, (point?.interval?.lower ?? NaN) + plus], [upper, (point?.interval?.upper ?? NaN) + plus]] as const) : []),
      ] as const
      return found.flatMap(([key, ours]): readonly Pair[] => {
        const expected = valueOf(reference, key, category)
        return expected === undefined ? [] : [[ours, expected]]
      })
    })
  }

  /** Numbers that take more than one question. */
  const worked: Readonly<Record<string, (reference: Reference) => Promise<readonly Pair[]>>> = {
    'strat.degf': async (reference) => {
      const { interval, standardError } = await lone({ survey: 'strat', indicator: 'MEAN_API' })
      return [[((interval?.upper ?? NaN) - (interval?.lower ?? NaN)) / 2 / (standardError ?? NaN), tQuantile(0.975, Number(reference.estimate))]]
    },
    'srs.vcov.api99_api00': async (reference) => {
      const asked = { survey: 'srs', indicator: 'MEAN_API' }
      const [before, now, change] = await Promise.all([lone(asked, 1999), lone(asked), lone({ ...asked, transform: 'change: 1' })])
      const [a, b, c] = [before, now, change].map(({ standardError }) => (standardError ?? NaN) ** 2) as [number, number, number]
      return [[a, Number(reference['var_api99'])], [b, Number(reference['var_api00'])], [(a + b - c) / 2, Number(reference['cov'])]]
    },
    'post.srs.weights': async (reference) => {
      const counts = await ask({ survey: 'post', indicator: 'NUMBER_OF_KIND', by: 'KIND' })
      const schools = schoolRows('apisrs.csv')
      return ['E', 'H', 'M'].map((kind): Pair => [(counts.get(kind)?.value ?? NaN) / schools.filter(({ stype }) => stype === kind).length, valueOf(reference, 'estimate', kind) ?? NaN])
    },
    'quant.strat.api00.math': async (reference) => {
      const ps = Object.keys(reference.estimate as Readonly<Record<string, number>>)
      const pairs = ps.map(async (p): Promise<readonly Pair[]> => {
        const { value, standardError, interval } = await lone({ survey: 'strat', indicator: `API_Q${Number(p) * 100}` })
        const found = { estimate: value, se: standardError, ci_lower: interval?.lower, ci_upper: interval?.upper }
        return Object.entries(found).map(([key, ours]): Pair => [ours ?? NaN, valueOf(reference, key, p) ?? NaN])
      })
      return (await Promise.all(pairs)).flat()
    },
  }

  test('every number is asked for, worked out, or left out for a reason', () => {
    const known = (reference: Reference) => [questions, mistakes, worked, leftOut].filter((list) => reference.id in list).length + (pairsOf(reference) ? 1 : 0)
    expect(all.filter((reference) => known(reference) !== 1).map(({ id }) => id)).toEqual([])
  })

  const asked = all.filter(({ id }) => id in questions || id in worked)
  test.each(asked.map((one) => [one.id, one] as const))('%s, asked over GraphQL', async (id, reference) => {
    const question = questions[id]
    const pairs = question ? await answered(reference, question) : ((await worked[id]?.(reference)) ?? [])
    expect(pairs.length).toBeGreaterThan(0)
    expect(pairs.filter(([ours, expected]) => differs(ours, expected, 1e2))).toEqual([])
  })

  test.each(all.flatMap((one) => (one.id in mistakes ? [[one.id, one] as const] : [])))('%s is not what kartlag says', async (id, reference) => {
    const { standardError } = await lone(mistakes[id] as Asked)
    expect(standardError).not.toBeNull()
    expect(differs(standardError, Number(reference.se))).toBe(true)
  })
  test('strata that are drawn from are not ignored', async () => {
    const ignored = all.find(({ id }) => id === 'strat.ignore_strata.mean.api00')
    expect(differs((await lone({ survey: 'strat', indicator: 'MEAN_API' })).standardError, Number(ignored?.se))).toBe(true)
  })

  const functions = all.flatMap((one) => {
    const pairs = pairsOf(one)
    return pairs ? [[one.id, pairs] as const] : []
  })
  test.each(functions)('%s, by the functions', (_, pairs) => {
    expect(pairs.length).toBeGreaterThan(0)
    expect(pairs.filter(([ours, expected]) => differs(ours, expected))).toEqual([])
  })
})
