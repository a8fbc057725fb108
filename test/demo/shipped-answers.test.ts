import { beforeAll, describe, expect, it } from 'vitest'
import { cellOf, columnsOf, isAllowed, numberOf, ticksOf, yesOf } from './answer-sheets.ts'
import type { Sheet } from './answer-sheets.ts'
import { questionsBy, readShipped, same, type Shipped } from './shipped-sheets.ts'

let shipped: Shipped
let sheets: readonly Sheet[]
beforeAll(async () => {
  shipped = await readShipped()
  sheets = shipped.sheets
})

describe('who answers', () => {
  it('every unit is a municipality of its year, once, and not all answer', () => {
    for (const { survey, year, rows } of sheets.filter((sheet) => sheet.survey.unit.kind === 'area')) {
      const all = shipped.codesOf(year)
      expect([...rows.keys()].filter((code) => !all.includes(code))).toEqual([])
      const missing = all.length - rows.size
      if (survey.design.sample) expect(rows.size).toBe(127)
      else if (survey.primary && (year < 2016 || (year > 2020 && year < 2025))) expect(missing / all.length).toBeCloseTo(0.05, 1)
    }
  })

  it('as published, 66 municipalities are missing in 2020, one in 2016, none in 2017-2019 and five in 2025', () => {
    const missing = (year: number) => shipped.codesOf(year).length - shipped.yearly(year).rows.size
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
    const sheet = shipped.sheetOf('need_2012', 2012)
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
          expect(users).toBeLessThanOrEqual(shipped.persons.get(`${sheet.year} ${unit} ${age}`) ?? NaN)
          for (const column of services) expect(numberOf(row[column]) ?? 0).toBeLessThanOrEqual(users)
        }
      }
    }
  })
})

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
