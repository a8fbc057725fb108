import { describe, expect, test } from 'vitest'
import { ofPlaces, places, question, survey, wave } from '../ingest/small-seeds.ts'
import { loadedQualityOf, qualityOf } from './staged.ts'

const asked = (reported: number, not_answered = 0, suppressed = 0, not_asked = 0) => ({ reported, not_answered, suppressed, not_asked })
const numbers = question('n', { kind: 'number', unit: 'things' }, 'n')

describe('response', () => {
  const form = survey([numbers], { ...ofPlaces, waves: { years: [2021, 2022] } })
  // 2021: 01 Alm (60), 02 Birk (140), 04 Damson (1500), 05 Elm (500). 2022: 01 and 02 are 06 Fir (200).
  const before = wave('id,n\n01,1\n04,2\n05,3\n', 2021)
  const quality = qualityOf({ survey: 'form', year: 2022 }, 'id,n\n06,5\n05,6\n', places, form, before)

  test('is counted by the level above the base, the year before in the borders of this one', async () => {
    const { tables, all } = (await quality).response
    expect(all).toEqual({ now: { asked: 3, answered: 2 }, before: { asked: 4, answered: 3 } })
    expect(tables[0]).toEqual({
      id: 'county',
      kind: 'level',
      label: { nb: 'County', en: 'County' },
      rows: [
        { code: 'N', name: 'North', count: { now: { asked: 1, answered: 1 }, before: { asked: 2, answered: 1 } } },
        { code: 'S', name: 'South', count: { now: { asked: 2, answered: 1 }, before: { asked: 2, answered: 2 } } },
      ],
    })
  })

  test('and by size group, once where the strata are the size groups', async () => {
    const { tables } = (await quality).response
    expect(tables.map(({ kind }) => kind)).toEqual(['level', 'size'])
    expect(tables[1]?.rows).toEqual([
      { code: '0-99', name: null, count: { now: { asked: 0, answered: 0 }, before: { asked: 1, answered: 1 } } },
      { code: '100-999', name: null, count: { now: { asked: 2, answered: 2 }, before: { asked: 2, answered: 1 } } },
      { code: '1000-', name: null, count: { now: { asked: 1, answered: 0 }, before: { asked: 1, answered: 1 } } },
    ])
  })

  test('who did not answer is listed with size, and whether they did the year before', async () => {
    const { absent, absentCount } = (await quality).response
    expect([absent, absentCount]).toEqual([[{ code: '04', name: 'Damson', size: 1500, answeredBefore: true }], 1])
  })

  test('without an earlier wave nothing stands beside', async () => {
    const first = await qualityOf(
      { survey: 'form', year: 2022 },
      'id,n\n06,5\n',
      places,
      survey([numbers], { ...ofPlaces, waves: { years: [2022] } }),
    )
    expect(first.years).toEqual({ now: 2022, before: null })
    expect(first.response.all).toEqual({ now: { asked: 3, answered: 1 }, before: null })
    expect(first.numbers[0]?.stats.before).toBeNull()
  })
})

describe('numbers', () => {
  const form = survey([numbers], { waves: { years: [2020, 2021] }, missing: { '': 'not_answered', ':': 'suppressed', '.': 'not_asked' } })
  const quality = qualityOf(
    { survey: 'form', year: 2021 },
    'id,n\na,1\nb,2\nc,2\nd,"6,5"\ne,\nf,:\ng,.\n',
    form,
    wave('id,n\na,1\nb,3\n', 2020),
  )

  test('are counted, with why others did not answer, and summed up as by hand', async () => {
    const [one] = (await quality).numbers
    expect(one?.answered).toEqual({ now: asked(4, 1, 1, 1), before: asked(2) })
    expect(one?.stats.now).toEqual({
      ...{ mean: 2.875, lowest: 1, quartile1: 1.75, median: 2, quartile3: 3.125, highest: 6.5 },
      deviation: expect.closeTo(Math.sqrt((1.875 ** 2 + 2 * 0.875 ** 2 + 3.625 ** 2) / 3), 12),
    })
    expect(one?.stats.before).toMatchObject({ mean: 2, median: 2, lowest: 1, highest: 3 })
    expect(one?.moved).toBeCloseTo(0.875 / Math.sqrt(6.0625 / 4 + 2 / 2), 1)
  })

  test('stand in bins that hold all of them, the same for both years', async () => {
    const bins = (await quality).numbers[0]?.bins ?? []
    const sum = (of: (pair: { now: number; before: number | null }) => number | null) =>
      bins.reduce((all, { count }) => all + (of(count) ?? 0), 0)
    expect([sum(({ now }) => now), sum(({ before }) => before)]).toEqual([4, 2])
    expect(bins.filter(({ bin }) => bin.from <= 2 && (bin.to ?? 9) > 2).map(({ count }) => count.now)).toEqual([2])
  })

  test('of a question the year before did not ask have nothing beside them', async () => {
    const later = survey([{ ...numbers, from: 2021 }], { waves: { years: [2020, 2021] } })
    const { numbers: all } = await qualityOf({ survey: 'form', year: 2021 }, 'id,n\na,1\n', later, wave('id\na\n', 2020))
    expect(all[0]).toMatchObject({ answered: { now: asked(1), before: null }, stats: { before: null }, moved: null })
  })
})

describe('options', () => {
  const choice = question('g', { kind: 'choice', options: { One: 'g1', Two: 'g2' } }, { fact: 'things.has', grade: '$option' })
  const yes = question('h', { kind: 'boolean' }, 'has')
  const multi = question('m', { kind: 'multi', separator: ';' }, { fact: 'things.has', topic: '$option' }, {})
  const ticks = question('t', { kind: 'multi' }, { fact: 'things.has', kind: '$option' }, { columns: { ta: 'alpha', tb: 'beta' } })
  const form = survey([choice, yes, multi, ticks], { waves: { years: [2020, 2021] } })
  const text = 'id,g,h,m,ta,tb\na,One,ja,red; blue,x,\nb,Two,nei,blue,,\nc,One,,,1,1\nd,,ja,blue,x,\n'
  const quality = qualityOf({ survey: 'form', year: 2021 }, text, form, wave('id,g,h,m,ta,tb\na,Two,ja,red,x,\n', 2020))
  const optionsOf = async (id: string) => {
    const found = (await quality).shares.find((one) => one.question.id === id)
    return {
      answered: found?.answered,
      options: found?.options.map((option) => [option.id, option.text['en'], option.chosen.now, option.chosen.before]),
    }
  }

  test('of a choice are those of the survey, with the words of their members', async () => {
    expect(await optionsOf('g')).toEqual({
      answered: { now: asked(3, 1), before: asked(1) },
      options: [
        ['g1', 'g1', 2, 0],
        ['g2', 'g2', 1, 1],
      ],
    })
  })
  test('of yes and no are both', async () => {
    expect(await optionsOf('h')).toEqual({
      answered: { now: asked(3, 1), before: asked(1) },
      options: [
        ['true', 'Yes', 2, 1],
        ['false', 'No', 1, 0],
      ],
    })
  })
  test('found in the file come by how many chose them', async () => {
    expect(await optionsOf('m')).toEqual({
      answered: { now: asked(3, 1), before: asked(1) },
      options: [
        ['blue', 'blue', 3, 0],
        ['red', 'red', 1, 1],
      ],
    })
  })
  test('in columns of their own count rows, not cells', async () => {
    expect(await optionsOf('t')).toEqual({
      answered: { now: asked(3, 1), before: asked(1) },
      options: [
        ['alpha', 'alpha', 3, 1],
        ['beta', 'beta', 1, 0],
      ],
    })
  })
})

describe('a long file', () => {
  const questions = [
    question('g', { kind: 'choice', options: { One: 'g1', Two: 'g2' } }, { fact: 'things.has', grade: '$option' }),
    question('t', { kind: 'multi' }, { fact: 'things.has', kind: '$option' }, { columns: { ta: 'alpha', tb: 'beta' } }),
    question('n', { kind: 'number' }, 'n'),
  ]
  const before = wave('id,g,ta,tb,n\na,Two,x,,1\nb,Two,x,x,3\n', 2020)
  const long = 'id,what,value\na,g,One\nb,g,Two\na,ta,1\na,tb,1\nb,ta,1\nb,tb,0\nc,n,7\na,n,5\nb,n,\nc,ta,1\n'
  const wide = 'id,g,ta,tb,n\na,One,1,1,5\nb,Two,1,0,\nc,,1,,7\n'

  test('is counted by units, as a wide one with the same answers; its rows are its lines', async () => {
    const [asLong, asWide] = [
      await loadedQualityOf({ survey: 'form', year: 2021 }, long, survey(questions, { waves: { years: [2020] } }), before),
      await loadedQualityOf({ survey: 'form', year: 2021 }, wide, survey(questions, { waves: { years: [2020] } }), before),
    ]
    expect(asLong.shares.map(({ answered }) => answered.now)).toEqual([asked(2, 1), asked(3)])
    expect(asLong.shares[1]?.options.map(({ id, chosen }) => [id, chosen.now, chosen.before])).toEqual([
      ['alpha', 3, 2],
      ['beta', 1, 1],
    ])
    expect([asLong.shares, asLong.numbers, asLong.response]).toEqual([asWide.shares, asWide.numbers, asWide.response])
    expect([asLong.lines, asWide.lines].map(({ read, clean }) => [read, clean])).toEqual([
      [10, 10],
      [3, 3],
    ])
  })
})

describe('columns of a long file', () => {
  test('are those beside its questions and answers; a question that is misspelt is near one nobody answered', async () => {
    const form = survey([numbers, question('weeks', { kind: 'number' }, 'weeks')], { waves: { years: [2020] } })
    const { columns } = await loadedQualityOf({ survey: 'form', year: 2021 }, 'id,what,value,who\na,n,1,x\na,weks,4,x\n', form, wave('id,n,weeks\na,3,2\n'))
    expect(columns.unclaimed).toEqual([{ name: 'who', near: null }])
    expect(columns.unanswered.map(({ question: { id }, near }) => [id, near])).toEqual([['weeks', 'weks']])
  })
})

describe('what the file has and the survey does not, and the other way round', () => {
  test('is listed with what may be meant', async () => {
    const form = survey([numbers, question('weeks', { kind: 'number' }, 'weeks')], { waves: { years: [2020], responded: 'ok' } })
    const { columns } = await loadedQualityOf(
      { survey: 'form', year: 2021 },
      'id,ok,n,weks,remark\na,1,,4,x\n',
      form,
      wave('id,ok,n,weeks\na,1,3,2\n'),
    )
    expect(columns.unclaimed).toEqual([
      { name: 'weks', near: 'weeks' },
      { name: 'remark', near: null },
    ])
    expect(columns.unanswered.map(({ question: { id }, why, near }) => [id, why, near])).toEqual([
      ['n', 'empty', null],
      ['weeks', 'no-column', 'weks'],
    ])
  })
})

describe('findings and rows', () => {
  const form = survey([numbers], { ...ofPlaces, waves: { years: [2022] } })

  test('rows read are those without an error and those with one', async () => {
    const { lines, findings } = await qualityOf({ survey: 'form', year: 2022 }, 'id,n\n06,many\n05,6\n05,7\n09,1\n', places, form)
    expect(lines).toEqual({ read: 4, clean: 1, rejected: 3, leftOut: 0, above: 0 })
    expect(findings.map(({ rule, severity, count }) => [rule, severity, count])).toEqual([
      ['duplicate-unit', 'error', 1],
      ['not-a-number', 'error', 1],
      ['unknown-unit', 'error', 1],
    ])
    expect(findings[1]?.findings).toEqual([
      expect.objectContaining({
        line: 2,
        unit: { code: '06', name: 'Fir' },
        column: 'n',
        value: 'many',
        message: expect.objectContaining({ en: expect.stringMatching(/no number/) }),
      }),
    ])
  })

  test('are all counted, however many there are', async () => {
    const rows = Array.from({ length: 350 }, (_, index) => `x${index},many`)
    const { lines, findings } = await qualityOf({ survey: 'form', year: 2020 }, `id,n\n${rows.join('\n')}\na,1\n`, survey([numbers]))
    expect(lines).toEqual({ read: 351, clean: 1, rejected: 350, leftOut: 0, above: 0 })
    expect(findings.map(({ rule, count }) => [rule, count])).toEqual([['not-a-number', 350]])
  })

  test('that are no rows are counted too, however many there are', async () => {
    const text = `id,n\na,1\n${Array.from({ length: 1100 }, (_, index) => `x${index},1,2`).join('\n')}\n`
    const { lines, findings } = await qualityOf({ survey: 'form', year: 2020 }, text, survey([numbers]))
    expect(lines).toEqual({ read: 1101, clean: 1, rejected: 1100, leftOut: 0, above: 0 })
    expect(findings.map(({ rule, count }) => [rule, count])).toEqual([['cell-count', 1100]])
  })
})

describe('bins', () => {
  test('of a few whole numbers are the numbers; of many of very different size they grow', async () => {
    const { binsOf } = await import('../../src/report/bins.ts')
    expect(binsOf({ low: 1, middle: 3, high: 5, whole: true }).map(({ from }) => from)).toEqual([1, 2, 3, 4, 5])
    expect(binsOf({ low: 0, middle: 10, high: 250, whole: true }).map(({ from }) => from)).toEqual([0, 1, 2, 5, 10, 20, 50, 100, 200])
    expect(binsOf({ low: 0, middle: 0.5, high: 1, whole: false }).map(({ from }) => from)).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
    ])
    expect(binsOf({ low: 7, middle: 7, high: 7, whole: true })).toEqual([{ from: 7, to: null }])
  })
})
