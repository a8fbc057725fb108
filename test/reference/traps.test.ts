import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'
import { seriesOf, type PointNode } from './ask.ts'
import { trapsOfPlaces, trapsOfUnits } from './traps-world.ts'

const folders: string[] = []
const worlds = new Map<string, Promise<World>>()
const open = (files: Readonly<Record<string, string>>): Promise<World> => {
  const folder = writeFolder(files)
  folders.push(folder)
  return openWorld(folder)
}
const placesOf = (name: keyof typeof trapsOfPlaces): Promise<World> => {
  const known = worlds.get(name) ?? open(trapsOfPlaces[name])
  worlds.set(name, known)
  return known
}
beforeAll(() => {
  worlds.set('units', open(trapsOfUnits))
})
afterAll(async () => {
  for (const world of worlds.values()) await (await world).close()
  for (const folder of folders) rmSync(folder, { recursive: true })
})

type More = { readonly year?: number; readonly by?: string; readonly transform?: string; readonly where?: string; readonly at?: string; readonly estimator?: string }
const points = async (world: Promise<World> | undefined, subject: string, survey: string, indicator: string, { year = 2000, ...more }: More = {}): Promise<readonly PointNode[]> => {
  if (!world) throw new Error('no world')
  const [series = []] = await seriesOf(await world, [{ ask: { subject, survey, indicator, ...more }, years: [year] }])
  return series.map((one) => one.points[0]).filter((point) => point !== undefined)
}
const ofUnits = (survey: string, indicator: string, more?: More) => points(worlds.get('units'), 'traps', survey, indicator, more)
const ofPlaces = (name: keyof typeof trapsOfPlaces, indicator: string, more?: More) => points(placesOf(name), 'work', 'form', indicator, more)
const value = async (asked: Promise<readonly PointNode[]>): Promise<number | null> => {
  const [point, ...others] = await asked
  if (!point || others.length > 0) throw new Error('one point expected')
  return point.value
}
const near = (expected: number) => expect.closeTo(expected, 9)

/** traps.json by number: what is right; the wrong answer is another. */
const traps: Readonly<Record<string, readonly [name: string, run: () => Promise<void>]>> = {
  T01: ['a rate is the ratio of totals, not the mean of rates', async () => expect(await value(ofPlaces('rates', 'FTE_PER_10000'))).toEqual(near((155 / 101000) * 10000))],
  T02: ['missing is not zero', async () => {
    const [point] = await ofUnits('missing_as_zero', 'SHARE')
    expect(point).toMatchObject({ value: near(2 / 3), respondents: 3 })
  }],
  T03: ['percentages are not averaged', async () => expect(await value(ofUnits('percentages_averaged', 'RATIO'))).toEqual(near(38 / 110))],
  T04: ['units stand for those of their stratum', async () => {
    expect(await value(ofUnits('unweighted_strata', 'MEAN'))).toEqual(near(700 / 110))
    expect(await value(ofUnits('unweighted_strata', 'TOTAL'))).toEqual(near(700))
  }],
  T05: ['nothing grows across a break', async () => {
    const [across] = await ofUnits('across_a_break', 'TOTAL', { year: 2016, transform: 'growth: 4' })
    expect(across).toMatchObject({ value: null, status: 'BREAK' })
    expect(await value(ofUnits('across_a_break', 'TOTAL', { year: 2023, transform: 'growth: 1' }))).toEqual(near(17436 / 17074 - 1))
  }],
  T06: ['a merged place grows from what its parts had', async () => {
    expect(await value(ofPlaces('merger', 'FTE', { year: 2020, where: 'area: ["C"]', transform: 'growth: 1' }))).toEqual(near(130 / 120 - 1))
    expect(await value(ofPlaces('merger', 'FTE_PER_10000', { year: 2019, where: 'area: ["C"]' }))).toEqual(near(80))
  }],
  T07: ['a rate is not divided with its place', async () => {
    const divided = (indicator: string) => ofPlaces('split', indicator, { year: 2019, at: 'PLACE', where: 'areaPolicy: ALLOCATE' })
    expect((await divided('FTE')).map((point) => point.value)).toEqual([near(18), near(12)])
    expect((await divided('FTE_PER_10000')).map((point) => point.value)).toEqual([near(100), near(100)])
  }],
  T08: ['several may be ticked: each has its share of the units that answered', async () => {
    const shares = await ofUnits('single_choice', 'SHARE_USING', { by: 'SOURCE' })
    expect(shares.map((point) => point.value)).toEqual([near(0.75), near(0.75), near(0.5)])
  }],
  T09: ['what is ticked does not multiply a number', async () => {
    expect(await value(ofUnits('fan_out', 'TOTAL'))).toBe(30)
    const world = await worlds.get('units')
    const [[total] = [], uses = []] = await seriesOf(world as World, [
      { ask: { subject: 'traps', survey: 'fan_out', indicator: 'TOTAL' }, years: [2000] },
      { ask: { subject: 'traps', survey: 'fan_out', indicator: 'SHARE_USING', by: 'SOURCE' }, years: [2000] },
    ])
    expect(total?.points[0]?.value).toBe(30)
    expect(uses).toHaveLength(3)
  }],
  T10: ['a finite population is corrected for', async () => {
    const [mean] = await ofUnits('no_correction', 'MEAN')
    const [total] = await ofUnits('no_correction', 'TOTAL')
    expect(mean).toMatchObject({ value: 14, standardError: near(0.9660917830792958) })
    expect(total).toMatchObject({ value: 70, standardError: near(4.830458915396479) })
  }],
  T11: ['a median is weighted', async () => expect(await value(ofUnits('unweighted_median', 'MEDIAN'))).toBe(1)],
  T12: ['who did not answer is part of the total', async () => {
    const [total] = await ofPlaces('silent', 'FTE', { estimator: 'IMPUTED' })
    expect(total).toMatchObject({ value: near(45), status: 'ESTIMATED', imputedShare: near(1 / 3) })
    expect(await value(ofPlaces('silent', 'FTE_PER_10000', { estimator: 'IMPUTED' }))).toEqual(near(100))
  }],
  T13: ['none of twenty is not certainly none', async () => {
    const [none] = await ofUnits('none_of_twenty', 'SHARE')
    expect(none?.interval).toMatchObject({ lower: 0, upper: near(0.16112515805281932) })
    const [all] = await ofUnits('none_of_twenty', 'SHARE', { year: 2001 })
    expect(all?.interval).toMatchObject({ lower: near(1 - 0.16112515805281932), upper: 1 })
  }],
  T14: ['years of the same units are not independent', async () => {
    const [change] = await ofUnits('independent_years', 'TOTAL', { year: 2001, transform: 'change: 1' })
    expect(change).toMatchObject({ value: near(20), standardError: near(9) })
  }],
  T15: ['percent and percentage points are two things', async () => {
    expect(await value(ofUnits('percent_and_points', 'SHARE', { year: 2001, transform: 'change: 1' }))).toEqual(near(0.05))
    expect(await value(ofUnits('percent_and_points', 'SHARE', { year: 2001, transform: 'growth: 1' }))).toEqual(near(0.25))
  }],
  // The trap drops the missing year from both sums (166.67 of two years); here a window with a missing year has no value.
  T16: ['a window with a missing year is no mean of rates', async () => {
    expect(await value(ofPlaces('gap', 'FTE_PER_10000', { year: 2024, transform: 'rolling: 3' }))).toBeNull()
    expect(await value(ofPlaces('gap', 'FTE_PER_10000', { year: 2024 }))).toEqual(near(200))
  }],
  T17: ['parts are not rounded before they are added', async () => {
    const shares = (await ofUnits('rounded_parts', 'PARTS', { by: 'SOURCE' })).map((point) => point.value ?? NaN)
    expect(shares).toEqual([near(1 / 3), near(1 / 3), near(1 / 3)])
    expect(shares.reduce((all, one) => all + one, 0)).toEqual(near(1))
  }],
  T18: ['one answer of several has no standard error', async () => {
    const [point] = await ofUnits('lone_answer', 'MEAN')
    expect(point).toMatchObject({ value: 7, standardError: null, interval: null, status: 'LOW_RELIABILITY' })
  }],
  T19: ['what is hidden is not found by taking the rest from the whole', async () => {
    const shown = [...(await ofPlaces('persons', 'PERSONS')), ...(await ofPlaces('persons', 'PERSONS', { at: 'PLACE' }))].map((point) => point.value)
    expect(shown).not.toContain(3)
    expect(shown.includes(12) && shown.includes(9)).toBe(false)
    const rest = (await placesOf('persons')).ask('{ work(where: { area: ["K002"] }) { series(indicator: PERSONS) { points { value } } } }')
    const { result } = await rest
    const alone = (result.data as { work: { series: { points: { value: number | null }[] }[] } } | null)?.work.series[0]?.points[0]?.value ?? null
    expect(alone === null || !shown.includes(12)).toBe(true)
  }],
  T20: ['inhabitants do not weigh a total', async () => {
    expect(await value(ofPlaces('rates', 'FTE', { year: 2001 }))).toBe(70)
    expect(await value(ofPlaces('rates', 'FTE_PER_10000', { year: 2001 }))).toEqual(near(70 / 3))
  }],
}

describe('what is easily done wrong', () => {
  test.each(Object.entries(traps).map(([id, [name, run]]) => [id, name, run] as const))('%s: %s', (_id, _name, run) => run())

  const file = join(import.meta.dirname, '../../../shared/statistics/traps.json')
  test.skipIf(!existsSync(file))('no trap is left out (SKIPPED where ../shared/statistics/traps.json is not beside this checkout)', () => {
    const listed = (JSON.parse(readFileSync(file, 'utf8')) as { id: string }[]).map(({ id }) => id)
    expect(listed.filter((id) => !(id in traps))).toEqual([])
  })
})
