import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dataOf, openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'

/**
 * Two orchards that filled in one form until 2005 and another from 2006 on, but in 2010, when apples and pears were worded anew.
 */
const years = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
const after = years(2006, 2018).filter((year) => year !== 2010)
const label = (nb: string, en: string) => `{ nb: "${nb}", en: "${en}" }`
const asked = (id: string, text: string, column: string, gives: string, more = '') => `  - id: ${id}
    text: ${text}
    column: ${column}
    answer: { kind: number }
    gives: ${gives}
${more}`
const wave = (year: number) => {
  const row = (unit: string, times: number) => [unit, times * (year - 2000), times * 10, 100 * times, 5, 1].join(',')
  return `id,apples,pears,trees,age,stall\n${row('a', 1)}\n${row('b', 2)}\n`
}

const seeds = {
  'model.yaml': `id: orchards\ntitle: ${label('Frukthager', 'Orchards')}\nlanguages: [nb, en]\n`,
  'dimensions/fruit.yaml': `id: fruit
label: ${label('Frukt', 'Fruit')}
members: [{ id: apple, label: ${label('Eple', 'Apple')} }, { id: pear, label: ${label('Pære', 'Pear')} }]
`,
  'subjects/harvest.yaml': `id: harvest
label: ${label('Avling', 'Harvest')}
dimensions: [fruit]
facts:
  crop: { kind: number, unit: kg }
  trees: { kind: number, unit: trees, impute: ratio }
  age: { kind: number, unit: years, combine: mean, weight: crop }
indicators:
  crop: { kind: total, of: crop }
  trees: { kind: total, of: trees }
  part: { kind: composition, of: crop, over: fruit }
  per_tree: { kind: ratio, of: crop, to: trees }
  age: { kind: mean, of: age }
`,
  'subjects/market.yaml': `id: market
label: ${label('Marked', 'Market')}
dimensions: []
facts: { stalls: { kind: number } }
indicators: { stalls: { kind: total, of: stalls } }
`,
  'surveys/old.yaml': `id: old
title: ${label('Gammelt skjema', 'Old form')}
primary: true
unit: { column: id, kind: other }
frame: none
waves: { years: [${years(2001, 2005).join(', ')}] }
questions:
${asked('apples', label('Epler?', 'Apples?'), 'apples', '{ fact: harvest.crop, fruit: apple }')}${asked('pears', label('Pærer?', 'Pears?'), 'pears', '{ fact: harvest.crop, fruit: pear }')}`,
  'surveys/new.yaml': `id: new
title: ${label('Nytt skjema', 'New form')}
primary: true
source: https://example.org/new
unit: { column: id, kind: other }
frame: none
waves: { years: [${after.join(', ')}] }
segments:
  - { from: 2006, to: 2011, reason: ${label('To skjemaer ble ett.', 'Two forms became one.')}, source: "https://example.org/one" }
  - { from: 2012, reason: ${label('Torget flyttet', 'The square moved')}, subjects: [market] }
questions:
${asked(
  'apples',
  label('Epler, kg?', 'Apples, kg?'),
  'apples',
  '{ fact: harvest.crop, fruit: apple }',
  `    wording:
      - { from: 2007, text: ${label('Epler i kg?', 'Apples in kg?')}, link: minor }
      - { from: 2008, text: ${label('Epler, kilo?', 'Apples, kilos?')}, link: harmonised }
      - { from: 2010, text: ${label('Solgte epler?', 'Apples sold?')}, link: break }
`,
)}${asked(
    'pears',
    label('Pærer, kg?', 'Pears, kg?'),
    'pears',
    '{ fact: harvest.crop, fruit: pear }',
    `    wording: [{ from: 2010, text: ${label('Solgte pærer?', 'Pears sold?')}, link: break }]\n`,
  )}${asked('trees', label('Trær?', 'Trees?'), 'trees', '{ fact: harvest.trees }')}${asked('apple_trees', label('Epletrær?', 'Apple trees?'), 'trees', '{ fact: harvest.trees, fruit: apple }', `    wording: [{ from: 2015, text: ${label('Trær i alt?', 'All trees?')}, link: break }]\n`)}${asked('age', label('Alder?', 'Age?'), 'age', '{ fact: harvest.age, fruit: apple }')}${asked('stalls', label('Boder?', 'Stalls?'), 'stall', '{ fact: market.stalls }')}`,
  ...Object.fromEntries(years(2001, 2005).map((year) => [`waves/old/${year}.csv`, wave(year)])),
  ...Object.fromEntries(after.map((year) => [`waves/new/${year}.csv`, wave(year)])),
}

let world: World
const folder = writeFolder(seeds)
beforeAll(async () => {
  world = await openWorld(folder)
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

type Break = { year: number; kind: string; reason: string; source: string | null }
type Point = { year: number; value: number | null; status: string; breakBefore: boolean }
type Line = { breaks: Break[]; points: Point[]; trend: { from: number; to: number; points: number; slope: number } | null; wordings: { from: number; link: string }[] }
const line = async (args: string, { where = '', subject = 'harvest', language = 'en', transform = '' } = {}): Promise<Line> => {
  const query = `{ ${subject}(where: { ${where} }) { series(${args}) { breaks { year kind reason source }
    points${transform && `(transform: { ${transform} })`} { year value status breakBefore } trend { from to points slope } wordings { from link } } } }`
  const [only, ...others] = (await dataOf<Record<string, { series: Line[] }>>(world.ask(query, { language })))[subject]?.series ?? []
  if (!only || others.length > 0) throw new Error('one series expected')
  return only
}
const apples = { where: 'fruit: [APPLE]' }
const crop = 'indicator: CROP, estimator: REPORTED'

describe('a series breaks', () => {
  test('where another form takes over, for the reason and by the source of its first segment', async () => {
    expect((await line(crop, apples)).breaks[0]).toEqual({
      year: 2006,
      kind: 'SURVEY',
      reason: 'Old form → New form. Two forms became one.',
      source: 'https://example.org/one',
    })
    expect((await line(crop, { ...apples, language: 'nb' })).breaks[0]?.reason).toBe('Gammelt skjema → Nytt skjema. To skjemaer ble ett.')
  })

  test('where new words changed the meaning, telling the old and the new, by the source of the form', async () => {
    const reworded = { year: 2011, kind: 'WORDING', reason: 'Apples, kilos? → Apples sold?', source: 'https://example.org/new' }
    expect((await line(crop, apples)).breaks.slice(1)).toEqual([reworded])
    expect((await line(crop, { ...apples, language: 'nb' })).breaks[1]?.reason).toBe('Epler, kilo? → Solgte epler?')
  })

  test('not where words changed and the meaning did not; its wordings tell of all', async () => {
    expect((await line(crop, apples)).wordings.map(({ from, link }) => [from, link])).toEqual([
      [2001, 'IDENTICAL'],
      [2006, 'IDENTICAL'],
      [2007, 'MINOR'],
      [2008, 'HARMONISED'],
      [2010, 'BREAK'],
    ])
  })

  test('in the first year it was asked in the new words, and says so on the point', async () => {
    const { points } = await line(crop, apples)
    expect(points.filter(({ breakBefore }) => breakBefore).map(({ year, status }) => [year, status])).toEqual([
      [2006, 'BREAK'],
      [2011, 'BREAK'],
    ])
  })

  test('once a year, with all that was reworded, of a part of a whole also what the rest was asked with', async () => {
    const reason = 'Apples, kilos? → Apples sold?; Pears, kg? → Pears sold?'
    for (const args of [crop, 'indicator: PART, by: [FRUIT]'])
      expect((await line(args, args === crop ? {} : apples)).breaks.map(({ year, reason: told }) => [year, told]).slice(1)).toEqual([[2011, reason]])
  })

  test('where its denominator breaks', async () => {
    expect((await line('indicator: PER_TREE', apples)).breaks.map(({ year }) => year)).toEqual([2006, 2011, 2015])
  })

  test('not where only a part was reworded that steps in for a stated whole', async () => {
    expect((await line('indicator: TREES')).breaks.map(({ year }) => year)).toEqual([])
    expect((await line('indicator: TREES', apples)).breaks.map(({ year }) => year)).toEqual([2015])
  })

  test('where what weights it breaks', async () => {
    expect((await line('indicator: AGE', apples)).breaks.map(({ year }) => year)).toEqual([2011])
  })

  test('where a segment of its subject begins, by the source of the form where the segment names none', async () => {
    expect((await line('indicator: STALLS', { subject: 'market' })).breaks).toEqual([
      { year: 2012, kind: 'SEGMENT', reason: 'The square moved', source: 'https://example.org/new' },
    ])
    expect((await line('indicator: STALLS', { subject: 'market', language: 'nb' })).breaks[0]?.reason).toBe('Torget flyttet')
  })
})

test('a point is in the segment of its subject, which goes on where another subject’s begins', async () => {
  const segment = async (subject: string, indicator: string, year: number) => {
    const query = `{ ${subject}(where: { year: { in: [${year}] } }) { series(indicator: ${indicator}) { points { source { segment { from to } } } } } }`
    const data = await dataOf<Record<string, { series: { points: { source: { segment: unknown } }[] }[] }>>(world.ask(query))
    return data[subject]?.series[0]?.points[0]?.source.segment
  }
  expect(await segment('market', 'STALLS', 2009)).toEqual({ from: 2006, to: 2011 })
  expect(await segment('market', 'STALLS', 2013)).toEqual({ from: 2012, to: null })
  expect(await segment('harvest', 'CROP', 2013)).toEqual({ from: 2006, to: null })
  expect(await segment('harvest', 'CROP', 2003)).toBeNull()
})

test('a point names the estimator used: without a list of the units none is imputed', async () => {
  const query = '{ harvest(where: { year: { in: [2013] } }) { series(indicator: TREES) { points { source { estimator method } } } } }'
  const { harvest } = await dataOf<{ harvest: { series: { points: { source: { estimator: string; method: string } }[] }[] } }>(world.ask(query))
  expect(harvest.series[0]?.points[0]?.source).toEqual({ estimator: 'WEIGHTED', method: expect.stringMatching(/^WEIGHTED/) as string })
})

describe('what is compared stops at a break', () => {
  const at = async (year: number, transform: string, where: string) =>
    (await line(crop, { where: `${where}, year: { in: [${year}] }`, transform })).points.map(({ value, status }) => [value, status])

  test('a change from before it', async () => {
    expect(await at(2011, 'change: 2', 'fruit: [APPLE]')).toEqual([[null, 'BREAK']])
    expect(await at(2013, 'change: 2', 'fruit: [APPLE]')).toEqual([[6, 'NORMAL']])
  })

  test('unless told to go on, and then it says that it did', async () => {
    expect(await at(2011, 'change: 2', 'fruit: [APPLE], acrossBreaks: true')).toEqual([[6, 'BREAK']])
  })

  test('the trend, which is that since the last break, or of all years where told to go on', async () => {
    expect((await line(crop, apples)).trend).toMatchObject({ from: 2011, to: 2018, points: 8, slope: expect.closeTo(3, 10) as number })
    expect((await line(crop, { where: 'fruit: [APPLE], year: { to: 2009 }' })).trend).toBeNull() // four years
    expect((await line(crop, { where: 'fruit: [APPLE], year: { to: 2005 }' })).trend).toMatchObject({ from: 2001, to: 2005 })
    expect((await line(crop, { where: 'fruit: [APPLE], acrossBreaks: true' })).trend).toMatchObject({ from: 2001, to: 2018, points: 17 })
  })
})
