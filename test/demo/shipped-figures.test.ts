import { beforeAll, describe, expect, it } from 'vitest'
import { cellOf, columnsOf, numberOf, yesOf } from './answer-sheets.ts'
import type { Sheet } from './answer-sheets.ts'
import { questionsBy, readShipped, rowsOf, type Shipped } from './shipped-sheets.ts'

let shipped: Shipped
beforeAll(async () => {
  shipped = await readShipped()
})

describe('national full-time equivalents', () => {
  const published = rowsOf('seeds/published/fte.csv').filter((row) => row['area'] === 'NO')

  it.each(published.map((row) => ({ year: Number(row['year']), age: row['age_group'] ?? '', value: Number(row['value']) })))(
    'are within 2 percent of those published: $year $age $value',
    ({ year, age, value }) => {
      expect(Math.abs(weighted(shipped.yearly(year), 'workforce.fte', age === '' ? ['adults', 'children_youth'] : [age]) / value - 1)).toBeLessThan(
        0.02,
      )
    },
  )

  it('are 2.8 per 1000 inhabitants in 2024, as published', () => {
    const inhabitants = shipped.codesOf(2024).reduce((sum, code) => sum + (shipped.persons.get(`2024 ${code}`) ?? 0), 0)
    expect((weighted(shipped.yearly(2024), 'workforce.fte', ['adults', 'children_youth']) / inhabitants) * 1000).toBeCloseTo(2.8, 1)
  })

  it('in need in 2012 are those published', () => {
    const sheet = shipped.sheetOf('need_2012', 2012)
    expect(weighted(sheet, 'needs.fte_needed', [])).toBeCloseTo(1780, -1.5)
    expect(weighted(sheet, 'needs.psychologists_needed', [])).toBeCloseTo(275, -1.2)
  })

  it.each([
    { year: 2018, lowest: '02', low: 2.1, highest: '50', high: 3.8 },
    { year: 2024, lowest: '03', low: 2.1, highest: '42', high: 3.9 },
  ])('by county in $year go from $low per 1000 in $lowest to $high in $highest', ({ year, lowest, low, highest, high }) => {
    const rates = countyRates(year)
    const sorted = [...rates].sort(([, a], [, b]) => a - b).map(([code]) => code)
    expect([sorted[0], sorted.at(-1)]).toEqual([lowest, highest])
    expect(Math.abs((rates.get(lowest) ?? 0) - low)).toBeLessThan(0.1)
    expect(Math.abs((rates.get(highest) ?? 0) - high)).toBeLessThan(0.1)
  })
})

describe('development', () => {
  const share = (sheet: Sheet, fact: string, members: Record<string, string>) => {
    const column = cellOf(sheet, fact, members) ?? ''
    const said = [...sheet.rows.values()].map((row) => yesOf(row[column])).filter((one) => one !== null)
    return said.filter((one) => one).length / said.length
  }

  it('waiting lists become more common, and more so for mild problems than severe', () => {
    const at = (year: number, severity: string) => share(shipped.yearly(year), 'waiting_lists.has_list', { age_group: 'adults', severity })
    expect(at(2024, 'mild')).toBeGreaterThan(at(2015, 'mild') + 0.05)
    expect(at(2024, 'mild')).toBeGreaterThan(at(2024, 'severe'))
  })

  it('severe problems get more full-time equivalents than mild ones', () => {
    const fte = (severity: string) =>
      [...shipped.yearly(2022).rows.values()].reduce(
        (sum, row) => sum + (numberOf(row[cellOf(shipped.yearly(2022), 'resource_priorities.fte', { age_group: 'adults', severity }) ?? '']) ?? 0),
        0,
      )
    expect(fte('severe')).toBeGreaterThan(2 * fte('mild'))
  })

  it('psychologists grow towards 2020, when municipalities had to have one', () => {
    const psychologists = (year: number) => {
      const columns = ['adults', 'children_youth'].flatMap((age) =>
        questionsBy(shipped.yearly(year), 'workforce.psychologists', 'education', { age_group: age }),
      )
      return [...shipped.yearly(year).rows.values()].reduce(
        (sum, row) => sum + columns.reduce((all, column) => all + (numberOf(row[column]) ?? 0), 0),
        0,
      )
    }
    expect(psychologists(2019)).toBeGreaterThan(1.8 * psychologists(2010))
  })

  it('large municipalities have more services than small ones', () => {
    const sheet = shipped.yearly(2019)
    const offers = sheet.survey.questions.filter(({ gives, answer }) => gives[0]?.fact === 'offered' && answer.kind !== 'multi')
    const mean = (large: boolean) => {
      const rows = [...sheet.rows].filter(([unit]) => (shipped.persons.get(`2019 ${unit}`) ?? 0) >= 20_000 === large).map(([, row]) => row)
      return (
        rows.reduce(
          (sum, row) => sum + offers.filter((question) => yesOf(row[columnsOf(question, 2019)[0]?.[0] ?? '']) === true).length,
          0,
        ) / rows.length
      )
    }
    expect(mean(true)).toBeGreaterThan(mean(false) + 2)
  })

  it('a municipality keeps its character over the years and through a change of code', () => {
    const fte = (year: number, code: string) =>
      (numberOf(shipped.yearly(year).rows.get(code)?.[cellOf(shipped.yearly(year), 'workforce.fte', { age_group: 'adults' }) ?? '']) ?? NaN) /
      (shipped.persons.get(`${year} ${code}`) ?? NaN)
    expect(fte(2020, '3024') / fte(2019, '0219')).toBeGreaterThan(0.8)
    expect(fte(2020, '3024') / fte(2019, '0219')).toBeLessThan(1.25)
    expect(fte(2024, '3201') / fte(2023, '3024')).toBeGreaterThan(0.65)
  })
})

// Units of the size group over those that answered, times the answers: by hand, from the text of the file.
function weighted(sheet: Sheet, fact: string, ages: readonly string[]): number {
  const columns = ages.length === 0 ? [cellOf(sheet, fact, {})] : ages.map((age) => cellOf(sheet, fact, { age_group: age }))
  const group = (code: string) =>
    [2000, 5000, 10_000, 20_000, 50_000].filter((bound) => (shipped.persons.get(`${sheet.year} ${code}`) ?? 0) >= bound).length
  const all = shipped.codesOf(sheet.year)
  let estimate = 0
  for (let size = 0; size < 6; size++) {
    const answers = [...sheet.rows]
      .filter(([code]) => group(code) === size)
      .map(([, row]) => columns.map((column) => numberOf(row[column ?? ''])))
      .filter((numbers) => !numbers.includes(null))
      .map((numbers) => numbers.reduce<number>((sum, one) => sum + (one ?? 0), 0))
    const units = all.filter((code) => group(code) === size).length
    estimate += (units / answers.length) * answers.reduce((sum, one) => sum + one, 0)
  }
  return estimate
}

// Full-time equivalents per 1000 inhabitants of those that answered.
function countyRates(year: number): Map<string, number> {
  const counties = rowsOf('seeds/geography/areas.csv').flatMap((row) => (row['level'] === 'county' ? [row['code'] ?? ''] : []))
  const sums = new Map<string, { fte: number; people: number }>()
  for (const { child = '', parent = '', valid_from, valid_to } of rowsOf('seeds/geography/area_members.csv')) {
    const row = shipped.yearly(year).rows.get(child)
    if (!counties.includes(parent) || Number(valid_from || 0) > year || Number(valid_to || 9999) < year || row === undefined) continue
    const own = ['adults', 'children_youth'].map((age) => numberOf(row[cellOf(shipped.yearly(year), 'workforce.fte', { age_group: age }) ?? '']))
    if (own.includes(null)) continue
    const { fte, people } = sums.get(parent) ?? { fte: 0, people: 0 }
    sums.set(parent, { fte: fte + (own[0] ?? 0) + (own[1] ?? 0), people: people + (shipped.persons.get(`${year} ${child}`) ?? 0) })
  }
  return new Map([...sums].map(([code, { fte, people }]) => [code, (fte / people) * 1000]))
}
