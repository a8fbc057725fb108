import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'

type Row = Readonly<Record<string, string>>
const seeds = new URL('../seeds/', import.meta.url)
const read = (file: string): Row[] => parse(readFileSync(new URL(file, seeds)), { columns: true, bom: true })
const cell = (row: Row, column: string): string => {
  const value = row[column]
  if (value === undefined) throw new Error(`no column ${column} in ${JSON.stringify(row)}`)
  return value
}
const validIn = (row: Row, year: number): boolean =>
  (cell(row, 'valid_from') === '' || Number(cell(row, 'valid_from')) <= year) &&
  (cell(row, 'valid_to') === '' || Number(cell(row, 'valid_to')) >= year)
const groups = (rows: Row[], key: (row: Row) => string): Map<string, Row[]> => {
  const found = new Map<string, Row[]>()
  for (const row of rows) found.set(key(row), [...(found.get(key(row)) ?? []), row])
  return found
}
const shares = (rows: Row[]): number => rows.reduce((sum, row) => sum + Number(cell(row, 'share')), 0)

const areas = read('geography/areas.csv')
const members = read('geography/area_members.csv')
const changes = read('geography/area_changes.csv')
const population = read('geography/population.csv')
const years = Array.from({ length: 20 }, (_, n) => 2007 + n)
const ofLevel = (level: string): Row[] => areas.filter(row => cell(row, 'level') === level)
const codesIn = (level: string, year: number): string[] => ofLevel(level).filter(row => validIn(row, year)).map(row => cell(row, 'code'))
const areaOf = new Map(areas.map(row => [cell(row, 'code'), row]))
const levelOf = (code: string): string | undefined => areaOf.get(code)?.['level']

describe('areas', () => {
  it('has as many municipalities and counties each year as the country had', () => {
    const expected: Record<number, [number, number]> = {
      2007: [431, 19], 2008: [430, 19], 2009: [430, 19], 2010: [430, 19], 2011: [430, 19], 2012: [429, 19], 2013: [428, 19],
      2014: [428, 19], 2015: [428, 19], 2016: [428, 19], 2017: [426, 19], 2018: [422, 18], 2019: [422, 18], 2020: [356, 11],
      2021: [356, 11], 2022: [356, 11], 2023: [356, 11], 2024: [357, 15], 2025: [357, 15], 2026: [357, 15]
    }
    const counts = years.map(year => [year, ['municipality', 'county'].map(level => codesIn(level, year).length)])
    expect(Object.fromEntries(counts)).toEqual(expected)
  })

  it('has 69 DPS areas, 48 hospital areas and four regions', () => {
    expect([...groups(areas, row => cell(row, 'level'))].map(([level, rows]) => [level, rows.length])).toEqual([
      ['health_region', 4], ['health_trust', 21], ['hospital_area', 48], ['dps_area', 69], ['county', 33], ['municipality', 844]
    ])
  })

  it('uses no code twice, not even at two levels, and only plain signs in codes', () => {
    expect(areaOf.size).toBe(areas.length)
    expect(areas.filter(row => !/^([0-9]{2}|[0-9]{4}|[DS][0-9]{2}|[a-z][a-z0-9_]*)$/.test(cell(row, 'code')))).toEqual([])
  })

  it('never ends before it begins', () => {
    const ordered = (row: Row): boolean => cell(row, 'valid_from') === '' || cell(row, 'valid_to') === '' ||
      Number(cell(row, 'valid_from')) <= Number(cell(row, 'valid_to'))
    expect([...areas, ...members].filter(row => !ordered(row))).toEqual([])
  })

  it('knows every municipality of the two real waves', () => {
    const answered = [...read('waves/ssb_cooperation/2003.csv'), ...read('waves/ssb_grants_fte/2004.csv')]
    expect(answered).toHaveLength(90)
    expect(answered.filter(row => levelOf(cell(row, 'kommunenr')) !== 'municipality')).toEqual([])
  })
})

describe('memberships', () => {
  it('joins known areas, in years when both are valid', () => {
    const outside = members.filter(row => {
      const [child, parent] = [areaOf.get(cell(row, 'child')), areaOf.get(cell(row, 'parent'))]
      return !child || !parent || years.some(year => validIn(row, year) && !(validIn(child, year) && validIn(parent, year)))
    })
    expect(outside).toEqual([])
  })

  const parents = ['county', 'dps_area', 'hospital_area', 'health_trust']
  it.each(parents)('gives every municipality of every year its %s, with shares that sum to 1', level => {
    const rows = members.filter(row => levelOf(cell(row, 'parent')) === level && levelOf(cell(row, 'child')) === 'municipality')
    for (const year of years) {
      const byChild = groups(rows.filter(row => validIn(row, year)), row => cell(row, 'child'))
      expect([...byChild.keys()].sort()).toEqual(codesIn('municipality', year).sort())
      const several = [...byChild].filter(([, found]) => found.length > 1).map(([code]) => code)
      expect(several).toEqual(level !== 'county' && year < 2020 ? ['1850'] : [])
      for (const found of byChild.values()) expect(shares(found)).toBeCloseTo(1, 9)
    }
  })

  it('marks the nine municipalities that are divided between areas, and those they were made from', () => {
    const marked = (prefix: RegExp, year: number): string[] => members
      .filter(row => cell(row, 'divided') === '1' && validIn(row, year) && prefix.test(cell(row, 'parent'))).map(row => cell(row, 'child')).sort()
    expect(marked(/^D/, 2024)).toEqual(['0301', '1103', '3903', '4204', '4601', '5001', '5037'])
    expect(marked(/^S/, 2024)).toEqual(['0301', '1834', '3203', '3903', '4601'])
    expect(marked(/_(hf|as)$/, 2024)).toEqual(['0301', '3903'])
    expect(marked(/^D/, 2019)).toEqual([
      '0301', '0713', '0715', '1001', '1017', '1018', '1103', '1141', '1142', '1201', '5001', '5030', '5037'
    ])
    expect(members.filter(row => cell(row, 'divided') === '1' && cell(row, 'share') !== '1')).toEqual([])
  })

  it('gives every DPS area and hospital area one trust, and every trust one region', () => {
    const nested = [['dps_area', 'health_trust'], ['hospital_area', 'health_trust'], ['health_trust', 'health_region']] as const
    for (const [child, parent] of nested) {
      const rows = members.filter(row => levelOf(cell(row, 'child')) === child && levelOf(cell(row, 'parent')) === parent)
      expect(rows.map(row => cell(row, 'child')).sort()).toEqual(ofLevel(child).map(row => cell(row, 'code')).sort())
      expect(rows.every(row => cell(row, 'share') === '1')).toBe(true)
    }
  })

  it('leads to the same region through DPS area, hospital area and trust', () => {
    const parent = (code: string, level: string): string[] => members
      .filter(row => cell(row, 'child') === code && levelOf(cell(row, 'parent')) === level).map(row => cell(row, 'parent'))
    for (const code of codesIn('municipality', 2024)) {
      const catchments = [...parent(code, 'dps_area'), ...parent(code, 'hospital_area')]
      const trusts = [code, ...catchments].flatMap(area => parent(area, 'health_trust'))
      expect(new Set(trusts.flatMap(trust => parent(trust, 'health_region'))).size, code).toBe(1)
    }
  })

  it('puts Bærum in three counties under its three codes, and always in the same DPS area', () => {
    const of = (level: string): string[] => ['0219', '3024', '3201'].map(code =>
      members.filter(row => cell(row, 'child') === code && levelOf(cell(row, 'parent')) === level).map(row => cell(row, 'parent')).join())
    expect(of('county')).toEqual(['02', '30', '32'])
    expect(new Set(of('dps_area')).size).toBe(1)
  })
})

describe('changes', () => {
  const direct = changes.filter(row => Number(cell(areaOf.get(cell(row, 'from_code')) ?? {}, 'valid_to')) < Number(cell(row, 'year')) - 1)

  it('leads from municipalities that ended the year before to ones that are valid that year', () => {
    const wrong = changes.filter(row => !direct.includes(row)).filter(row => {
      const [from, to, year] = [areaOf.get(cell(row, 'from_code')), areaOf.get(cell(row, 'to_code')), Number(cell(row, 'year'))]
      return !from || !to || Number(cell(from, 'valid_to')) !== year - 1 || !validIn(from, year - 1) || !validIn(to, year)
    })
    expect(wrong).toEqual([])
  })

  it('says directly where the parts of the old Ålesund lie since it was divided', () => {
    expect(direct.map(row => [cell(row, 'year'), cell(row, 'from_code'), cell(row, 'to_code'), cell(row, 'share')].join(' '))).toEqual([
      '2024 1504 1508 1', '2024 1523 1508 1', '2024 1529 1508 1', '2024 1534 1580 1', '2024 1546 1508 1'
    ])
    const merged = changes.filter(row => cell(row, 'to_code') === '1507').map(row => cell(row, 'from_code'))
    expect(direct.map(row => cell(row, 'from_code'))).toEqual(merged)
  })

  it('follows every municipality that ended, and begins every one that began', () => {
    const ended = ofLevel('municipality').filter(row => cell(row, 'valid_to') !== '').map(row => cell(row, 'code'))
    const begun = ofLevel('municipality').filter(row => cell(row, 'valid_from') !== '').map(row => cell(row, 'code'))
    expect([...new Set(changes.map(row => cell(row, 'from_code')))].sort()).toEqual(ended.sort())
    expect(begun.filter(code => !changes.some(row => cell(row, 'to_code') === code))).toEqual([])
  })

  it('hands on all of the population of each: the shares of a code that ended sum to 1', () => {
    const byCode = groups(changes, row => `${cell(row, 'year')} ${cell(row, 'from_code')}`)
    for (const [key, rows] of byCode) expect(shares(rows), key).toBeCloseTo(1, 9)
    const divided = changes.filter(row => cell(row, 'share') !== '1').map(row => cell(row, 'from_code'))
    expect([...new Set(divided)]).toEqual(['1850', '5012', '1507'])
  })
})

describe('population', () => {
  it('counts both age groups in every municipality of every year once, and nowhere else', () => {
    const found = groups(population, row => cell(row, 'year'))
    expect([...found.keys()].map(Number).sort()).toEqual(years)
    for (const year of years) {
      const expected = codesIn('municipality', year).flatMap(code => [`${code} adults`, `${code} children_youth`])
      expect((found.get(String(year)) ?? []).map(row => `${cell(row, 'code')} ${cell(row, 'age_group')}`).sort()).toEqual(expected.sort())
    }
  })

  it('is whole persons, and adds up to the national figures', () => {
    expect(population.filter(row => !/^[1-9][0-9]*$/.test(cell(row, 'persons')))).toEqual([])
    const byYear = groups(population, row => cell(row, 'year'))
    const total = (year: number): number => (byYear.get(String(year)) ?? []).reduce((sum, row) => sum + Number(cell(row, 'persons')), 0)
    expect([2012, 2020, 2024].map(total)).toEqual([4_985_870, 5_367_578, 5_550_203])
  })
})

describe('published figures', () => {
  const figures = ['fte', 'rates', 'needs'].flatMap(file => read(`published/${file}.csv`))
  const published = new Map(figures.map(row => {
    const key = [row['indicator'], row['year'], row['area'], row['age_group'] ?? ''].join(' ').trim()
    return [key, Number(cell(row, 'value') || NaN)]
  }))

  it('names a source for each, and gives each once', () => {
    expect(figures.filter(row => cell(row, 'source') === '')).toEqual([])
    expect([...published].filter(([, value]) => !Number.isFinite(value))).toEqual([])
    expect(published.size).toBe(figures.length)
  })

  it('is about the country or areas valid that year', () => {
    const valid = (row: Row): boolean => {
      const area = areaOf.get(cell(row, 'area'))
      return cell(row, 'area') === 'NO' || (area !== undefined && validIn(area, Number(cell(row, 'year'))))
    }
    expect(figures.filter(row => !valid(row))).toEqual([])
  })

  it('has adults and children that add up to the total', () => {
    for (const year of [2010, 2016, 2017, 2018, 2019, 2020, 2022, 2023]) {
      const [all, ...parts] = ['', ' adults', ' children_youth'].map(group => published.get(`workforce.fte ${year} NO${group}`) ?? NaN)
      expect(parts.reduce((sum, part) => sum + part, 0), String(year)).toBe(all)
    }
  })

  it('leaves out what was not published', () => {
    expect([2011, 2013, 2014, 2021, 2024].filter(year => published.has(`workforce.fte ${year} NO`))).toEqual([])
    expect(published.has('workforce.fte 2012 NO adults')).toBe(false)
  })
})
