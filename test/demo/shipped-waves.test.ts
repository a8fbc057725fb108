import { parse } from 'csv-parse/sync'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeDemo } from '../../src/demo/demo.ts'
import type { Model } from '../../src/model/model.ts'
import { readModel } from '../../src/model/read-model.ts'
import { cellOf, columnsOf, numberOf, readSheets, ticksOf, yesOf } from './answer-sheets.ts'
import type { Sheet } from './answer-sheets.ts'

const folder = mkdtempSync(join(tmpdir(), 'demo-'))
let model: Model
let sheets: Sheet[]
// Of the seeds' own population file: persons by year and code, and by age group.
const persons = new Map<string, number>()

beforeAll(async () => {
  const read = readModel('seeds').model
  if (read === null) throw new Error('the shipped model has mistakes')
  model = read
  await writeDemo({ seeds: 'seeds', out: folder })
  sheets = readSheets(model, folder)
  for (const row of rowsOf('seeds/geography/population.csv')) {
    const key = `${row['year']} ${row['code']}`
    persons.set(key, (persons.get(key) ?? 0) + Number(row['persons']))
    persons.set(`${key} ${row['age_group']}`, Number(row['persons']))
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('who answers', () => {
  it('every unit is a municipality of its year, once, and not all answer', () => {
    for (const { survey, year, rows } of sheets.filter((sheet) => sheet.survey.unit.kind === 'area')) {
      const all = codesOf(year)
      expect([...rows.keys()].filter((code) => !all.includes(code))).toEqual([])
      const missing = all.length - rows.size
      if (survey.design.sample) expect(rows.size).toBe(127)
      else if (survey.primary && (year < 2016 || (year > 2020 && year < 2025))) expect(missing / all.length).toBeCloseTo(0.05, 1)
    }
  })

  it('as published, 66 municipalities are missing in 2020, one in 2016, none in 2017-2019 and five in 2025', () => {
    const missing = (year: number) => codesOf(year).length - yearly(year).rows.size
    expect([2016, 2017, 2018, 2019, 2020, 2025].map(missing)).toEqual([1, 0, 0, 0, 66, 5])
  })

  it('a few percent of the questions are left out by those who answer', () => {
    for (const sheet of sheets.filter(({ rows }) => rows.size > 100)) {
      const cells = sheet.survey.questions
        .filter(
          (question) => question.answer.kind === 'boolean' || question.gives.some(({ fact }) => fact === 'cooperates' || fact === 'users'),
        )
        .flatMap((question) => columnsOf(question, sheet.year).map(([column]) => [...sheet.rows.values()].map((row) => row[column] ?? '')))
        .flat()
      if (cells.length < 2000) continue
      const empty = cells.filter((text) => text === '' || text === 'NA' || text === 'Vet ikke').length
      expect(empty / cells.length).toBeGreaterThan(0.001)
      expect(empty / cells.length).toBeLessThan(0.25)
    }
  })
})

describe('what a file looks like', () => {
  it('headers are those the survey names for the year, in every year', () => {
    for (const { survey, year, header } of sheets) {
      const wanted = survey.questions.flatMap((question) => columnsOf(question, year).map(([column]) => column))
      expect(header).toEqual([survey.unit.column, ...wanted])
    }
    expect(new Set(sheets.filter(({ survey }) => survey.primary).map(({ header }) => header.join())).size).toBeGreaterThan(5)
  })

  it('some files have semicolons and decimal commas, some are Latin-1, some have a byte order mark', () => {
    const first = (sheet: Sheet) => sheet.bytes.toString('latin1').split('\n', 1)[0] ?? ''
    const semicolon = sheets.filter((sheet) => first(sheet).includes(';'))
    expect(semicolon.length).toBeGreaterThan(5)
    expect(sheets.length - semicolon.length).toBeGreaterThan(5)
    const latin1 = sheets.filter(({ bytes }) => bytes.toString('utf8').includes('\uFFFD'))
    expect(latin1.length).toBeGreaterThan(0)
    expect(sheets.filter(({ bytes }) => bytes.subarray(0, 3).toString('hex') === 'efbbbf').length).toBeGreaterThan(0)
  })

  it('every answer is one that its question allows', () => {
    for (const { survey, year, rows } of sheets) {
      for (const question of survey.questions) {
        for (const [column] of columnsOf(question, year)) {
          const wrong = new Set(
            [...rows.values()]
              .map((row) => row[column] ?? '')
              .filter((text) => !(text in question.missing) && text !== '' && !isAllowed(text, question)),
          )
          expect({ survey: survey.id, year, column, wrong: [...wrong] }).toEqual({ survey: survey.id, year, column, wrong: [] })
        }
      }
    }
  })
})

describe('sums', () => {
  const parts: { fact: string; dimension: string; members: string[]; of: Record<string, string>[] }[] = [
    {
      fact: 'resource_priorities.fte',
      dimension: 'severity',
      members: ['mild', 'moderate', 'severe'],
      of: [{ age_group: 'adults' }, { age_group: 'children_youth' }],
    },
    {
      fact: 'services.users',
      dimension: 'severity',
      members: ['mild', 'moderate', 'severe'],
      of: [{ age_group: 'adults' }, { age_group: 'children_youth' }],
    },
    { fact: 'waiting_lists.persons_waiting', dimension: 'age_group', members: ['adults', 'children_youth'], of: [{}] },
    {
      fact: 'waiting_lists.persons_waiting',
      dimension: 'severity',
      members: ['mild', 'moderate', 'severe'],
      of: [{ age_group: 'adults' }, { age_group: 'children_youth' }],
    },
  ]
  // Where the whole of a fact is asked for as another one.
  const wholes: Record<string, string> = { 'resource_priorities.fte': 'workforce.fte' }

  it.each(parts)('$fact: the parts by $dimension add up to the whole', ({ fact, dimension, members, of }) => {
    let checked = 0
    for (const sheet of sheets) {
      for (const rest of of) {
        const whole = cellOf(sheet, wholes[fact] ?? fact, rest)
        const columns = members.map((member) => cellOf(sheet, fact, { ...rest, [dimension]: member }))
        if (whole === null || columns.includes(null)) continue
        for (const [unit, row] of sheet.rows) {
          const numbers = columns.map((column) => numberOf(row[column ?? '']))
          const sum = numberOf(row[whole])
          if (sum === null || numbers.includes(null)) continue
          expect({ unit, year: sheet.year, sum: numbers.reduce<number>((all, one) => all + (one ?? 0), 0) }).toEqual({
            unit,
            year: sheet.year,
            sum: expect.closeTo(sum, 5),
          })
          checked++
        }
      }
    }
    expect(checked).toBeGreaterThan(1000)
  })

  it.each(['service', 'education'])('full-time equivalents by %s add up to those of the age group', (dimension) => {
    let checked = 0
    for (const sheet of sheets.filter(({ survey }) => survey.primary)) {
      for (const age of ['adults', 'children_youth']) {
        const whole = cellOf(sheet, 'workforce.fte', { age_group: age })
        const columns = questionsBy(sheet, 'workforce.fte', dimension, { age_group: age })
        if (whole === null || columns.length < 2) continue
        for (const row of sheet.rows.values()) {
          const [sum, numbers] = [numberOf(row[whole]), columns.map((column) => numberOf(row[column]))]
          if (sum === null || numbers.includes(null)) continue
          expect(numbers.reduce<number>((all, one) => all + (one ?? 0), 0)).toBeCloseTo(sum, 5)
          checked++
        }
      }
    }
    expect(checked).toBeGreaterThan(10_000)
  })

  it('the need of 2012 by service adds up to the whole, and psychologists are a part of it', () => {
    const sheet = sheetOf('need_2012', 2012)
    const columns = questionsBy(sheet, 'needs.fte_needed', 'service', {})
    for (const row of sheet.rows.values()) {
      const whole = numberOf(row['behov_arsverk']) ?? NaN
      expect(columns.reduce((sum, column) => sum + (numberOf(row[column]) ?? NaN), 0)).toBeCloseTo(whole, 5)
      expect(numberOf(row['behov_psykologer'])).toBeLessThanOrEqual(whole)
    }
  })
})

describe('gates', () => {
  it('persons wait, and for weeks, only where there is a list; there is a list where persons wait', () => {
    let [lists, none] = [0, 0]
    for (const sheet of sheets) {
      for (const { list, waiting, weeks } of listColumns(sheet)) {
        for (const row of sheet.rows.values()) {
          const [has, count, wait] = [yesOf(row[list]), numberOf(row[waiting]), numberOf(row[weeks])]
          if (has === false) {
            expect(count ?? 0).toBe(0)
            expect(wait).toBeNull()
            none++
          }
          if (has === true) lists++
          if (has === true && count === 0) expect(wait).toBeNull()
          if (count !== null && count > 0) expect(has).not.toBe(false)
        }
      }
    }
    expect(Math.min(lists, none)).toBeGreaterThan(1000)
  })

  it('a list of the whole is a list of some part', () => {
    for (const sheet of sheets) {
      const whole = cellOf(sheet, 'waiting_lists.has_list', {})
      const ages = ['adults', 'children_youth'].map((age) => cellOf(sheet, 'waiting_lists.has_list', { age_group: age }))
      if (whole === null || ages.includes(null)) continue
      for (const row of sheet.rows.values()) {
        const said = ages.map((column) => yesOf(row[column ?? '']))
        if (yesOf(row[whole]) !== null && !said.includes(null)) expect(yesOf(row[whole])).toBe(said.includes(true))
      }
    }
  })

  it('a service that is not offered has no users and no full-time equivalents, and no severity is ticked', () => {
    let closed = 0
    for (const sheet of sheets.filter(({ survey }) => survey.primary)) {
      for (const question of sheet.survey.questions) {
        const gives = question.gives[0]
        if (gives?.subject !== 'services' || gives.fact !== 'offered' || question.answer.kind === 'multi') continue
        const [offer] = columnsOf(question, sheet.year)[0] ?? []
        const counts = ['services.users', 'workforce.fte'].map((fact) => cellOf(sheet, fact, gives.members))
        const severities = sheet.survey.questions.find(
          (one) => one.answer.kind === 'multi' && same(one.gives[0]?.members, { ...gives.members, severity: '$option' }),
        )
        for (const row of sheet.rows.values()) {
          if (offer === undefined || yesOf(row[offer]) !== false) continue
          closed++
          for (const column of counts) if (column !== null) expect(numberOf(row[column]) ?? 0).toBe(0)
          if (severities !== undefined) expect(ticksOf(sheet, severities, row) ?? []).toEqual([])
        }
      }
    }
    expect(closed).toBeGreaterThan(1000)
  })

  it('who has no project says nothing more of it; projects end after they start', () => {
    let projects = 0
    for (const sheet of sheets) {
      const has = cellOf(sheet, 'initiatives.has_initiative', {})
      if (has === null) continue
      const [start, end] = ['initiatives.starts', 'initiatives.ends'].map((fact) => cellOf(sheet, fact, {}) ?? '')
      const others = sheet.survey.questions.filter(({ gives }) => gives[0]?.subject === 'initiatives' && gives[0].fact !== 'has_initiative')
      for (const row of sheet.rows.values()) {
        const texts = others.flatMap((question) => columnsOf(question, sheet.year).map(([column]) => row[column]))
        if (yesOf(row[has]) === false) expect(texts.filter((text) => text !== '' && text !== 'Vet ikke')).toEqual([])
        const [from, to] = [row[start ?? ''] ?? '', row[end ?? ''] ?? '']
        if (/^\d{4}-\d\d-\d\d$/.test(from) && /^\d{4}-\d\d-\d\d$/.test(to)) {
          expect(from <= to).toBe(true)
          projects++
        }
      }
    }
    expect(projects).toBeGreaterThan(1000)
  })

  it('the most common contact is the one with the most contacts', () => {
    let checked = 0
    for (const sheet of sheets) {
      for (const question of sheet.survey.questions.filter(({ gives }) => gives[0]?.fact === 'most_common')) {
        const { referral_source: _, ...cell } = question.gives[0]?.members ?? {}
        for (const row of sheet.rows.values()) {
          const [most] = ticksOf(sheet, question, row) ?? []
          if (most === undefined) continue
          const contacts = (source: string) =>
            numberOf(row[cellOf(sheet, 'referral_sources.contacts', { ...cell, referral_source: source }) ?? ''])
          const all =
            question.answer.kind === 'choice' ? Object.values(question.answer.options).map((source) => contacts(String(source))) : []
          if (all.includes(null) || contacts(most) === null) continue
          expect(contacts(most)).toBe(Math.max(...all.map((one) => one ?? 0)))
          checked++
        }
      }
    }
    expect(checked).toBeGreaterThan(1000)
  })

  it('users are no more than inhabitants, and those of a service no more than those of all', () => {
    for (const sheet of sheets) {
      for (const age of ['adults', 'children_youth']) {
        const whole = cellOf(sheet, 'services.users', { age_group: age })
        if (whole === null) continue
        const services = questionsBy(sheet, 'services.users', 'service', { age_group: age })
        for (const [unit, row] of sheet.rows) {
          const users = numberOf(row[whole])
          if (users === null) continue
          expect(users).toBeLessThanOrEqual(persons.get(`${sheet.year} ${unit} ${age}`) ?? NaN)
          for (const column of services) expect(numberOf(row[column]) ?? 0).toBeLessThanOrEqual(users)
        }
      }
    }
  })
})

describe('national full-time equivalents', () => {
  const published = rowsOf('seeds/published/fte.csv').filter((row) => row['area'] === 'NO')

  it.each(published.map((row) => ({ year: Number(row['year']), age: row['age_group'] ?? '', value: Number(row['value']) })))(
    'are within 2 percent of those published: $year $age $value',
    ({ year, age, value }) => {
      expect(Math.abs(weighted(yearly(year), 'workforce.fte', age === '' ? ['adults', 'children_youth'] : [age]) / value - 1)).toBeLessThan(
        0.02,
      )
    },
  )

  it('are 2.8 per 1000 inhabitants in 2024, as published', () => {
    const inhabitants = codesOf(2024).reduce((sum, code) => sum + (persons.get(`2024 ${code}`) ?? 0), 0)
    expect((weighted(yearly(2024), 'workforce.fte', ['adults', 'children_youth']) / inhabitants) * 1000).toBeCloseTo(2.8, 1)
  })

  it('in need in 2012 are those published', () => {
    const sheet = sheetOf('need_2012', 2012)
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
    const at = (year: number, severity: string) => share(yearly(year), 'waiting_lists.has_list', { age_group: 'adults', severity })
    expect(at(2024, 'mild')).toBeGreaterThan(at(2015, 'mild') + 0.05)
    expect(at(2024, 'mild')).toBeGreaterThan(at(2024, 'severe'))
  })

  it('severe problems get more full-time equivalents than mild ones', () => {
    const fte = (severity: string) =>
      [...yearly(2022).rows.values()].reduce(
        (sum, row) => sum + (numberOf(row[cellOf(yearly(2022), 'resource_priorities.fte', { age_group: 'adults', severity }) ?? '']) ?? 0),
        0,
      )
    expect(fte('severe')).toBeGreaterThan(2 * fte('mild'))
  })

  it('psychologists grow towards 2020, when municipalities had to have one', () => {
    const psychologists = (year: number) => {
      const columns = ['adults', 'children_youth'].flatMap((age) =>
        questionsBy(yearly(year), 'workforce.psychologists', 'education', { age_group: age }),
      )
      return [...yearly(year).rows.values()].reduce(
        (sum, row) => sum + columns.reduce((all, column) => all + (numberOf(row[column]) ?? 0), 0),
        0,
      )
    }
    expect(psychologists(2019)).toBeGreaterThan(1.8 * psychologists(2010))
  })

  it('large municipalities have more services than small ones', () => {
    const sheet = yearly(2019)
    const offers = sheet.survey.questions.filter(({ gives, answer }) => gives[0]?.fact === 'offered' && answer.kind !== 'multi')
    const mean = (large: boolean) => {
      const rows = [...sheet.rows].filter(([unit]) => (persons.get(`2019 ${unit}`) ?? 0) >= 20_000 === large).map(([, row]) => row)
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
      (numberOf(yearly(year).rows.get(code)?.[cellOf(yearly(year), 'workforce.fte', { age_group: 'adults' }) ?? '']) ?? NaN) /
      (persons.get(`${year} ${code}`) ?? NaN)
    expect(fte(2020, '3024') / fte(2019, '0219')).toBeGreaterThan(0.8)
    expect(fte(2020, '3024') / fte(2019, '0219')).toBeLessThan(1.25)
    expect(fte(2024, '3201') / fte(2023, '3024')).toBeGreaterThan(0.65)
  })
})

function sheetOf(survey: string, year: number): Sheet {
  const found = sheets.find((sheet) => sheet.survey.id === survey && sheet.year === year)
  if (found === undefined) throw new Error(`no sheet of ${survey} ${year}`)
  return found
}

function yearly(year: number): Sheet {
  return sheetOf(year < 2015 ? 'is_24' : 'is_24_8', year)
}

function codesOf(year: number): string[] {
  return [...persons.keys()].filter((key) => /^\d{4} \d{4}$/.test(key) && key.startsWith(`${year} `)).map((key) => key.slice(5))
}

function rowsOf(file: string): Record<string, string>[] {
  return parse(readFileSync(file, 'utf8'), { columns: true })
}

function same(a: Readonly<Record<string, string>> | undefined, b: Readonly<Record<string, string>>): boolean {
  return a !== undefined && JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort())
}

// The columns of the questions that give a fact by a dimension, within a cell.
function questionsBy(sheet: Sheet, fact: string, dimension: string, cell: Record<string, string>): string[] {
  return sheet.survey.questions.flatMap((question) => {
    const gives = question.gives.find((one) => `${one.subject}.${one.fact}` === fact)
    if (gives === undefined) return []
    const { [dimension]: member, ...rest } = gives.members
    return member !== undefined && member !== '$option' && same(rest, cell) ? columnsOf(question, sheet.year).map(([column]) => column) : []
  })
}

// Units of the size group over those that answered, times the answers: by hand, from the text of the file.
function weighted(sheet: Sheet, fact: string, ages: readonly string[]): number {
  const columns = ages.length === 0 ? [cellOf(sheet, fact, {})] : ages.map((age) => cellOf(sheet, fact, { age_group: age }))
  const group = (code: string) =>
    [2000, 5000, 10_000, 20_000, 50_000].filter((bound) => (persons.get(`${sheet.year} ${code}`) ?? 0) >= bound).length
  const all = codesOf(sheet.year)
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
    const row = yearly(year).rows.get(child)
    if (!counties.includes(parent) || Number(valid_from || 0) > year || Number(valid_to || 9999) < year || row === undefined) continue
    const own = ['adults', 'children_youth'].map((age) => numberOf(row[cellOf(yearly(year), 'workforce.fte', { age_group: age }) ?? '']))
    if (own.includes(null)) continue
    const { fte, people } = sums.get(parent) ?? { fte: 0, people: 0 }
    sums.set(parent, { fte: fte + (own[0] ?? 0) + (own[1] ?? 0), people: people + (persons.get(`${year} ${child}`) ?? 0) })
  }
  return new Map([...sums].map(([code, { fte, people }]) => [code, (fte / people) * 1000]))
}

function listColumns(sheet: Sheet): { list: string; waiting: string; weeks: string }[] {
  return sheet.survey.questions.flatMap((question) => {
    const gives = question.gives[0]
    if (gives?.subject !== 'waiting_lists' || gives.fact !== 'has_list' || Object.values(gives.members).includes('$option')) return []
    const [list] = columnsOf(question, sheet.year)[0] ?? []
    const [waiting, weeks] = ['persons_waiting', 'wait_weeks'].map((fact) => cellOf(sheet, `waiting_lists.${fact}`, gives.members))
    return list === undefined || waiting === null || waiting === undefined || weeks === null || weeks === undefined
      ? []
      : [{ list, waiting, weeks }]
  })
}

function isAllowed(text: string, { answer }: Sheet['survey']['questions'][number]): boolean {
  switch (answer.kind) {
    case 'number': {
      const number = numberOf(text)
      return number !== null && number >= (answer.min ?? -Infinity) && number <= (answer.max ?? Infinity)
    }
    case 'boolean':
      return yesOf(text) !== null
    case 'choice':
      return text in answer.options
    case 'multi':
      return answer.separator === null
        ? yesOf(text) !== null
        : text.split(answer.separator).every((word) => word === '' || answer.options === null || word in answer.options)
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
    case 'text':
      return true
  }
}
