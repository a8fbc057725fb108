import { describe, expect, test } from 'vitest'
import { checkWave } from '../../src/checks/check-wave.ts'
import { fillChecks, fillSums } from '../../src/model/fill-checks.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { SurveyShape } from '../../src/model/shapes/survey-shape.ts'
import { question, survey, wave as waveOf } from '../ingest/small-seeds.ts'
import { cleanWave, csvOf, findingsOfWave, form, formWith, withStage, worldWith } from './clinics-world.ts'

type Cells = Readonly<Record<string, string>>
type Wave = ReturnType<typeof cleanWave>

/** Findings of 2022 with other cells of some units, and other keys of the survey. */
const findingsWith = (cells: Readonly<Record<string, Cells>>, more: object = {}, last: Wave = cleanWave(2021)): Promise<Finding[]> => {
  const wave = cleanWave(2022)
  for (const [code, one] of Object.entries(cells)) Object.assign(wave.get(code) ?? {}, one)
  return findingsOfWave(worldWith([...wave.values()], form(more), { 'waves/form/2021.csv': csvOf([...last.values()]) }), 2022)
}
const told = (findings: readonly Finding[]) => findings.map(({ rule, answer, message }) => [rule, answer?.unit ?? null, message])
const cellOf = (code: string, column: string, year = 2022): number => Number(cleanWave(year).get(code)?.[column])

describe('sums', () => {
  test('numbers with decimals may be rounded, whole ones may not', async () => {
    const staff = cellOf('0061', 'ansatte')
    expect(await findingsWith({ '0061': { ansatte: (staff + 0.1).toFixed(1) } })).toEqual([])
    const found = await findingsWith({
      '0061': { ansatte: (staff + 0.3).toFixed(1) },
      '0062': { utgifter: String(cellOf('0062', 'utgifter') - 1) },
    })
    expect(told(found)).toEqual([
      ['parts-sum', '0061', `staff of 0061 is ${(staff + 0.3).toFixed(1)}, and its parts make ${staff}: doctors + nurses`],
      [
        'all_cost',
        '0062',
        `cost of 0062 is ${cellOf('0062', 'utgifter') - 1}, and its parts make ${cellOf('0062', 'utgifter')}: pay + rest (Cost in all)`,
      ],
    ])
    expect(found[0]?.answer).toEqual({ unit: '0061', column: 'ansatte', value: (staff + 0.3).toFixed(1) })
    expect(found[0]?.translated?.['nb']?.message).toContain('og delene blir')
  })

  test('where a part is missing, the others may be less and not more', async () => {
    const cost = cellOf('0062', 'utgifter')
    expect(await findingsWith({ '0062': { annet: '' } })).toEqual([])
    const [more, ...others] = await findingsWith(
      { '0062': { annet: '', lonn: String(cost + 5) } },
      { checks: [{ rule: 'outlier', severity: 'off' }] },
    )
    expect(more?.message).toBe(
      `cost of 0062 is ${cost}, and its parts, of which 1 are answered, make ${cost + 5}: pay + rest (Cost in all)`,
    )
    expect(others).toEqual([])
  })
})

describe('filters', () => {
  test('zero beside a no is no contradiction, and neither is an answer beside a filter nobody answered', async () => {
    expect(await findingsWith({ '0064': { uker: '0' }, '0066': { liste: '', uker: '5' } })).toEqual([])
    expect(told(await findingsWith({ '0064': { uker: '3' } }))).toEqual([
      ['filter-contradicted', '0064', '0064 answered 3 to weeks, and Nei to has_list'],
    ])
  })

  test('a member of a choice may lead on, and a list of them', async () => {
    const by = (is: unknown) => formWith('since', { filter: { question: 'form', is } })
    const all = await findingsOfWave(worldWith([...cleanWave(2022).values()], by(['doctor', 'nurse'])), 2022)
    expect(all).toEqual([])
    const nurses = await findingsOfWave(worldWith([...cleanWave(2022).values()], by('nurse')), 2022)
    expect(new Set(nurses.map(({ rule }) => rule))).toEqual(new Set(['filter-contradicted']))
    expect(nurses.length).toBe([...cleanWave(2022).values()].filter(({ svar, type }) => svar === '1' && type !== 'B').length)
  })
})

describe('change', () => {
  test('units that merged are compared with the sum of what they were, one that was divided with nothing', async () => {
    const was = cellOf('0150', 'lager', 2021)
    const many = String(was * 20)
    const off = { checks: [{ rule: 'outlier', severity: 'off' }] }
    expect(await findingsWith({ '0151': { lager: many } }, off)).toEqual([]) // 0149 did not respond
    const both = cleanWave(2021)
    Object.assign(both.get('0149') ?? {}, { ...both.get('0150'), id: '0149' })
    const [found, ...others] = await findingsWith({ '0151': { lager: many } }, off, both)
    expect(found?.message).toMatch(new RegExp(`^stock of 0151 is ${was * 20}, and was ${was * 2} in 2021: times 10,`))
    expect(others).toEqual([])
  })

  test('small numbers may triple, whatever the others do', async () => {
    const last = cleanWave(2021)
    Object.assign(last.get('0065') ?? {}, { lager: '1' })
    expect(await findingsWith({ '0065': { lager: '3' } }, {}, last)).toEqual([])
    expect(told(await findingsWith({ '0065': { lager: '23' } }, {}, last))).toHaveLength(1)
  })

  test('is not looked for across a new wording or segment that breaks the series', async () => {
    const change = { '0065': { lager: String(cellOf('0065', 'lager') * 10) } }
    expect(await findingsWith(change)).toHaveLength(1)
    expect(await findingsWith(change, { segments: [{ from: 2021, to: 2021 }, { from: 2022 }] })).toEqual([])
    expect(
      await findingsWith(change, {
        segments: [
          { from: 2021, to: 2021 },
          { from: 2022, subjects: ['clinics'] },
        ],
      }),
    ).toEqual([])
    const wave = cleanWave(2022)
    Object.assign(wave.get('0065') ?? {}, change['0065'])
    const wording = (link: string) => formWith('stock', { wording: [{ from: 2022, text: { nb: 'Ny', en: 'New' }, link }] })
    expect(await findingsOfWave(worldWith([...wave.values()], wording('break')), 2022)).toEqual([])
    expect(await findingsOfWave(worldWith([...wave.values()], wording('minor')), 2022)).toHaveLength(1)
  })

  test('zero is not remarked on where the filter says there is none', async () => {
    const last = cleanWave(2021)
    Object.assign(last.get('0063') ?? {}, { uker: '900' })
    expect(told(await findingsWith({ '0063': { uker: '0' } }, {}, last))).toEqual([
      ['zero-after-large', '0063', 'weeks of 0063 is 0, and was 900 in 2021'],
    ])
    expect(await findingsWith({ '0063': { uker: '0', liste: 'Nei' } }, {}, last)).toEqual([])
  })
})

describe('response', () => {
  const silent = (from: number, until: number) =>
    Object.fromEntries(Array.from({ length: until - from + 1 }, (_, i) => [String(from + i).padStart(4, '0'), { svar: '0' }]))

  test('of a stratum that fell much is told, and where it is low that it is', async () => {
    expect(told(await findingsWith(silent(121, 124)))).toEqual([])
    expect(told(await findingsWith(silent(121, 130)))).toEqual([
      ['response-fell', null, '62 % of stratum 5000- answered (18 of 29), and 90 % in 2021'],
    ])
    expect(told(await findingsWith(silent(121, 136)))).toEqual([
      ['few-responses', null, '12 of 29 units of stratum 5000- answered (41 %); 50 % expected'],
    ])
  })

  test('a question that nobody answered is told once', async () => {
    const none = Object.fromEntries([...cleanWave(2022).keys()].map((code) => [code, { lan: '' }]))
    expect(told(await findingsWith(none))).toEqual([['unanswered-question', null, 'none of 135 units answered loans (lan)']])
  })
})

describe('answers of the year before', () => {
  /** That many of those who answered in both years, with every number of the year before. */
  const copies = (count: number): Record<string, Cells> => {
    const both = [...cleanWave(2021)].filter(([code, { svar }]) => svar === '1' && cleanWave(2022).get(code)?.['svar'] === '1')
    return Object.fromEntries(both.slice(0, count).map(([code, cells]) => [code, { ...cells, lan: '' }]))
  }

  test('are told once, where half of the units gave them again', async () => {
    expect(await findingsWith(copies(66))).toEqual([])
    const [found, ...others] = await findingsWith(copies(67))
    expect(found).toMatchObject({
      ...{ rule: 'same-as-before', severity: 'warning', line: 1, message: '67 of 134 units (50 %) gave the very numbers they gave in 2021' },
      wayOut: 'see whether this is the file of that year, or accept it',
      translated: { nb: { message: '67 av 134 enheter (50 %) oppga nøyaktig de samme tallene som i 2021' } },
    })
    expect([others, found?.answer]).toEqual([[], undefined])
  })

  test('are not told of who gave one number anew, nor of who gave few; a survey moves the limits', async () => {
    const once = Object.fromEntries(Object.entries(copies(134)).map(([code, cells]) => [code, { ...cells, besok: String(Number(cells['besok']) + 1) }]))
    const off = ['unanswered-question', 'outlier', 'large-change'].map((rule) => ({ rule, severity: 'off' }))
    expect(await findingsWith(once, { checks: off })).toEqual([])
    const limits = (more: object) => ({ checks: [...off, { rule: 'same-as-before', ...more }] })
    expect(await findingsWith(copies(134), limits({ floor: 100 }))).toEqual([])
    expect(await findingsWith(copies(66), limits({ bound: 0.4 }))).toHaveLength(1)
    expect(await findingsWith(copies(134), limits({ severity: 'off' }))).toEqual([])
  })
})

describe('letters', () => {
  const remarks = (texts: readonly string[]) => Object.fromEntries(texts.map((merknad, i) => [`00${i + 10}`, { svar: '1', merknad }]))

  test('that were lost or read in the wrong way are told, other question marks are not', async () => {
    const damaged = ['Helses?ster', 'bl?tt og r?dt', 's\uFFFDknad', 'over ?rene', 'sÃ¸knad']
    const whole = [
      'Hva nå? Vet ikke',
      'https://example.org/a?b=c&d=e',
      'example.org/søk?side',
      'Nei?!',
      '??',
      'ja (hvorfor?)',
      'Ål, Ås og Å',
    ]
    const found = await findingsWith(remarks([...damaged, ...whole]))
    const mistakes = found.filter(({ rule }) => rule === 'damaged-letters' || rule === 'wrong-encoding')
    expect(mistakes.map(({ line }) => line)).toEqual(damaged.map((_, i) => 11 + i))
  })
})

describe('how strict a rule is', () => {
  /** rule and severity of the findings of 2022 with some cells, under each of several settings. */
  const severities = async (cells: Readonly<Record<string, Cells>>, settings: readonly Pick<SurveyShape, 'checks' | 'sums'>[]) => {
    const wave = cleanWave(2022)
    for (const [code, one] of Object.entries(cells)) Object.assign(wave.get(code) ?? {}, one)
    return withStage(worldWith([...wave.values()]), async (stage) => {
      const found: string[][] = []
      for (const { checks, sums } of settings) {
        const surveys = stage.model.surveys.map((one) => ({ ...one, checks: fillChecks(checks), sums: fillSums(sums) }))
        const findings = await checkWave({ ...stage, model: { ...stage.model, surveys } }, { survey: 'form', year: 2022 })
        found.push(findings.map(({ rule, severity }) => `${rule} ${severity}`))
      }
      return found
    })
  }

  test('a survey says what is an error, a warning or nothing, of all questions or some', async () => {
    const off = { rule: 'outlier', severity: 'off' } as const
    const error = { rule: 'outlier', severity: 'error' } as const
    expect(
      await severities({ '0067': { lan: String(cellOf('0067', 'lan') * 10) } }, [
        {},
        { checks: [error] },
        { checks: [off] },
        { checks: [{ ...off, questions: ['stock'] }] },
        { checks: [off, { ...error, questions: ['loans'] }] },
        { checks: [{ rule: 'outlier', bound: 100 }] },
        { checks: [{ rule: 'outlier', floor: 100_000 }] },
        { checks: [off, { rule: 'few-responses', bound: 0.95, floor: 29 }] },
      ]),
    ).toEqual([
      ...[['outlier warning'], ['outlier error'], [], ['outlier warning'], ['outlier error'], [], []],
      ['few-responses warning', 'few-responses warning', 'few-responses warning'],
    ])
  })

  test('a sum that is declared has its own', async () => {
    const sum = { id: 'all_cost', label: { nb: 'Alt', en: 'All' }, total: 'cost', parts: ['pay', 'rest'] }
    expect(
      await severities({ '0062': { utgifter: String(cellOf('0062', 'utgifter') - 1) } }, [
        { sums: [{ ...sum, severity: 'error' }] },
        { sums: [{ ...sum, severity: 'off' }] },
        { sums: [{ ...sum, bound: 0.05 }] },
        { sums: [sum], checks: [{ rule: 'parts-sum', severity: 'off' }] },
      ]),
    ).toEqual([['all_cost error'], [], [], ['all_cost warning']])
  })

  test('more than 200 remarks of a rule are counted', async () => {
    const wave = cleanWave(2022)
    const all = [...wave].map(([code, cells]): Record<string, string> => ({
      ...cells,
      ...(cells['svar'] === '1' ? { uker: '12', liste: 'Nei' } : {}),
      id: code,
    }))
    const found = await findingsOfWave(worldWith(all), 2022)
    expect(found.length).toBe(135)
    const zero = all.map((cells) => (cells['svar'] === '1' ? { ...cells, utgifter: '1', ansatte: '0' } : cells))
    const checks = [...['outlier', 'zero-after-large', 'large-change', 'filter-contradicted'].map((rule) => ({ rule, severity: 'off' }))]
    const both = await findingsOfWave(
      worldWith(
        zero,
        form({ checks, sums: [1, 2].map((n) => ({ id: `sum_${n}`, label: { nb: 'A', en: 'B' }, total: 'cost', parts: ['pay', 'rest'] })) }),
      ),
      2022,
    )
    expect(both).toHaveLength(201)
    expect(both[0]).toMatchObject({ line: 1, severity: 'warning', message: `${3 * 135 - 200} more like these` })
  })
})

test('the first wave is compared with none, and a wave that is not there has no findings', async () => {
  expect(await findingsOfWave(worldWith([...cleanWave(2022).values()]), 2019)).toEqual([])
})

describe('units of other kinds', () => {
  const number = question('q', { kind: 'number' }, 'n')
  const years = { waves: { years: [2020, 2021] } }
  const rows = (value: (i: number) => number, from = 1) =>
    `id;s;q\n${Array.from({ length: 12 }, (_, i) => `u${i + from};${i % 2 ? 'a' : 'b'};${value(i)}`).join('\n')}\n`
  const both = (now: string, ...files: Parameters<typeof Object.assign>[1][]) =>
    findingsOfWave(
      Object.assign({}, survey([number], { ...years, ...files[0] }), waveOf(rows((i) => 40 + i)), waveOf(now, 2021), ...files.slice(1)),
      2021,
    )

  test('are compared by their code, without sizes all together', async () => {
    expect(await both(rows((i) => 41 + i))).toEqual([])
    expect(told(await both(rows((i) => (i === 3 ? 430 : 41 + i))))).toEqual([
      ['large-change', 'u4', expect.stringMatching(/^q of u4 is 430, and was 43 in 2020: times 10, /)],
    ])
    expect(await both(rows((i) => (i === 3 ? 430 : 41 + i), 101))).toEqual([])
  })

  test('in parts are compared part by part', async () => {
    const parts = { 'parts.csv': `part,unit\n${Array.from({ length: 12 }, (_, i) => `u${i + 1},whole${i % 3}`).join('\n')}\n` }
    const unit = { unit: { column: 'id', kind: 'other', parts: 'parts.csv' } }
    expect(
      told(
        await both(
          rows((i) => (i === 3 ? 430 : 41 + i)),
          unit,
          parts,
        ),
      ).map(([rule, code]) => [rule, code]),
    ).toEqual([['large-change', 'u4']])
  })

  test('of which only totals are known are counted against those, also where nobody answered', async () => {
    const frame = { frame: { strata_file: 'strata.csv', strata: 's', units: 'n' } }
    const strata = { 'strata.csv': 's,n\na,6\nb,20\nc,7\n' }
    expect(
      told(
        await both(
          rows((i) => 41 + i),
          frame,
          strata,
        ),
      ).map(([, , message]) => message),
    ).toEqual(['0 of 7 units of stratum c answered (0 %); 50 % expected', '6 of 20 units of stratum b answered (30 %); 50 % expected'])
  })
})
