import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { yesNoWords } from '../../src/model/yes-no.ts'
import { kartlag, schools, scratchFolder } from '../cli/run.ts'
import { all, parsed, rowsOf, texts, variable, written, type Element } from './books.ts'

const data = scratchFolder()
const none = scratchFolder()
const scratch = scratchFolder()
const survey = ['--survey', 'school_survey']
let md: string
let csv: string
let ddi: Element
beforeAll(async () => {
  await kartlag(['build', '--seeds', schools, '--data', data])
  const of = (format: string) => written(data, ...survey, '--wave', '2022', '--format', format)
  ;[md, csv, ddi] = [await of('md'), await of('csv'), parsed(await of('ddi'))]
})
/** What stands between the heading of a question and the next. */
const section = (text: string, question: string) => text.split(/^### /m).find((part) => part.startsWith(`\`${question}\``)) ?? ''

describe('a codebook says of every question', () => {
  test('its words in every language, its column, range and missing codes', () => {
    expect(section(md, 'teacher_posts')).toContain('> **nb** Hvor mange lærerstillinger har skolen?\n>\n> **en** How many teaching posts does the school have?')
    expect(section(md, 'teacher_posts')).toContain('- Column: `arsverk_laerer`\n- Answer: number, 0 to 200 posts\n- Missing: `(empty)` not answered, `..` not answered, `.` not asked\n')
    expect(rowsOf(csv)['arsverk_laerer']).toMatchObject({
      question: 'teacher_posts',
      text_nb: 'Hvor mange lærerstillinger har skolen?',
      text_en: 'How many teaching posts does the school have?',
      answer: 'number',
      unit: 'posts',
      min: '0',
      max: '200',
      missing: '(empty) = not answered | .. = not answered | . = not asked',
    })
    const teachers = variable(ddi, 'arsverk_laerer')
    expect(texts(teachers.children.find(({ name }) => name === 'qstn'), 'qstnLit', 'nb')).toEqual(['Hvor mange lærerstillinger har skolen?'])
    expect(all(teachers, 'range')[0]?.attributes).toEqual({ UNITS: 'REAL', min: '0', max: '200' })
    expect(all(teachers, 'item').map(({ attributes }) => attributes['VALUE'])).toEqual(['..', '.'])
    expect(all(teachers, 'catgry').map((one) => [one.attributes['missType'], ...texts(one, 'catValu'), ...texts(one, 'labl', 'en')])).toEqual([
      ['not_answered', '', 'not answered'],
      ['not_answered', '..', 'not answered'],
      ['not_asked', '.', 'not asked'],
    ])
  })

  test('its options by their labels, whether in one column or each in its own', () => {
    expect(section(md, 'wellbeing')).toContain('| `Lav` | Low |\n| `Middels` | Medium |\n| `Høy` | High |')
    expect(rowsOf(csv)['trivsel']?.['options']).toBe('Lav = Low | Middels = Medium | Høy = High')
    expect(section(md, 'activities_offered')).toContain('| `akt_sjakk` | Chess |\n| `akt_kor` | Choir |\n| `akt_fotball` | Football |')
    expect([rowsOf(csv)['akt_kor']?.['label'], rowsOf(csv)['akt_kor']?.['question']]).toEqual(['Choir', 'activities_offered'])
    const [group] = all(ddi, 'varGrp')
    const members = ['akt_sjakk', 'akt_kor', 'akt_fotball'].map((name) => variable(ddi, name).attributes['ID'])
    expect(group?.attributes).toEqual({ name: 'activities_offered', type: 'multipleResp', var: members.join(' ') })
    expect(section(md, 'languages_taught')).toContain('- Answer: any of the options, ticks in one cell, separated by `;`')
  })

  test('how yes and no are written', () => {
    expect(section(md, 'teacher_vacancy')).toContain('| `1`, `true`, `ja`, `yes` | Yes |\n| `0`, `false`, `nei`, `no` | No |')
    expect(section(md, 'activities_offered')).toContain('| `x`, `1`, `true`, `ja`, `yes` | Yes |')
    const macro = readFileSync(join(import.meta.dirname, '../../warehouse/macros/text.sql'), 'utf8')
    for (const words of Object.values(yesNoWords)) expect(macro).toContain(`lower(t) in (${words.map((word) => `'${word}'`).join(', ')})`)
  })

  test('which facts and indicators it gives', () => {
    expect(section(md, 'hours_choir')).toContain('- Gives: activities.hours: After-school activities (Activity: Choir)\n- Indicators: `activities.hours` Hours a week, ')
    expect(rowsOf(csv)['akt_kor']?.['facts']).toBe('activities.offered: After-school activities (Activity: the one that is chosen)')
    expect(rowsOf(csv)['akt_kor']?.['indicators']).toBe('activities.share_offering | activities.schools_offering')
    expect(all(variable(ddi, 'akt_kor'), 'notes').map(({ attributes }) => attributes['subject'])).toEqual(['activities.share_offering', 'activities.schools_offering'])
  })

  test('how many answered it; together they are all that answered the wave', () => {
    expect(section(md, 'assistant_posts')).toContain('- Of those who answered the wave: 9 answered, 1 did not answer, 0 were not asked, 0 suppressed in the file')
    const { answered, not_answered, not_asked, suppressed } = rowsOf(csv)['arsverk_assistent'] ?? {}
    expect([answered, not_answered, not_asked, suppressed]).toEqual(['9', '1', '0', '0'])
    const sums = all(variable(ddi, 'arsverk_assistent'), 'sumStat').map(({ attributes, text }) => [attributes['otherType'] ?? attributes['type'], text])
    expect(sums).toEqual([['vald', '9'], ['invd', '1'], ['not_answered', '1'], ['not_asked', '0'], ['suppressed', '0']])
    for (const row of Object.values(rowsOf(csv)).filter(({ role }) => role === 'question'))
      expect(['answered', 'not_answered', 'not_asked', 'suppressed'].reduce((sum, state) => sum + Number(row[state]), 0)).toBe(10)
  })
})

describe('a codebook says of the wave', () => {
  test('what it is, whose, what to mind, which years may be compared, who answered', () => {
    expect(md).toMatch(/^# Codebook: School survey, 2022\n/)
    expect(md).toContain('> The wording is ours, not that of a public form.\n\n> Invented schools, small enough to compute by hand.')
    expect(md).toContain('| Licence | MIT |\n| Contact | schools@example.org |')
    expect(md).toContain('- **2021–2022** First form.\n- **2023 on** New form. Assistants are counted in a new way.')
    expect(md).toContain('| Units that should have answered | 12 |\n| Units that answered | 10 |\n| Response rate | 83.3 % |')
    expect(rowsOf(csv)['skole']).toMatchObject({ role: 'unit', frame: '12', asked: '12', respondents: '10', licence: 'MIT', notice: 'Invented schools, small enough to compute by hand.' })
    expect(all(ddi, 'respRate').map(({ text }) => text)).toEqual(['83.3 %'])
    expect(all(ddi, 'caseQnty').map(({ text }) => text)).toEqual(['10'])
    expect(texts(all(ddi, 'useStmt')[0], 'conditions')).toEqual(['MIT'])
  })

  test('which release it was written from', () => {
    const key = readFileSync(join(data, 'current'), 'utf8').trim()
    expect(md).toContain(`| Release | \`${key}\`, `)
    expect(rowsOf(csv)['skole']?.['release']).toBe(key)
    expect(all(ddi, 'version').map(({ text }) => text)).toEqual([key])
  })

  test('the columns that answer no question', () => {
    expect(md).toContain('| `skole` | the unit that answers |\n| `svar` | whether the unit answered: 1 or 0 |\n| `bydel` | District: a trait of the unit, here or in the frame |')
    expect(all(ddi, 'varQnty')[0]?.text).toBe(String(all(ddi, 'var').length))
  })

  test('the same questions and columns in every format', () => {
    const questions = [...md.matchAll(/^### `(.*)`$/gm)].map(([, id]) => id)
    const rows = Object.values(rowsOf(csv))
    expect(questions.length).toBeGreaterThan(15)
    expect([...new Set(rows.flatMap(({ question }) => question || []))]).toEqual(questions)
    expect(all(ddi, 'var').map(({ attributes }) => attributes['name'])).toEqual(rows.map(({ column }) => column))
    for (const { column } of rows) expect(md).toContain(`\`${column}\``)
  })

  test('nothing that anybody answered', async () => {
    const remark = 'Nytt bygg i 2022'
    expect(readFileSync(join(schools, 'waves/school_survey/2021.csv'), 'utf8')).toContain(remark)
    for (const format of ['md', 'csv', 'ddi']) expect(await written(data, ...survey, '--wave', '2021', '--format', format)).not.toContain(remark)
  })
})

describe('which wave', () => {
  test('the newest where none is named, in the words and columns of its year, with how the words changed', async () => {
    const newest = await written(data, ...survey)
    expect(newest).toMatch(/^# Codebook: School survey, 2023\n/)
    expect(section(newest, 'assistant_posts')).toContain('> **en** How many full-time assistants does the school have?')
    expect(section(newest, 'assistant_posts')).toContain(
      '- 2021: How many assistant posts does the school have?\n- 2023 (break: not to be compared): How many full-time assistants does the school have?',
    )
    expect(section(md, 'assistant_posts')).toContain('> **en** How many assistant posts does the school have?')
  })

  test('an earlier one has its own columns, and no questions of later years', async () => {
    const first = rowsOf(await written(data, ...survey, '--wave', '2021', '--format', 'csv'))
    expect([first['laererstillinger']?.['question'], first['arsverk_laerer'], first['timer_i_alt']]).toEqual(['teacher_posts', undefined, undefined])
    expect(rowsOf(csv)['timer_i_alt']?.['question']).toBe('hours_all')
  })

  test('one of several in a file, with the column of the year and the weights', async () => {
    const rows = rowsOf(await written(data, '--survey', 'head_interviews', '--format', 'csv'))
    expect(Object.values(rows).map(({ column, role }) => `${column} ${role}`)).toEqual(
      expect.arrayContaining(['intervju unit', 'aar year', 'vekt design', 'sted design', 'stillinger question']),
    )
  })
})

test('headings and labels are in the language that is asked for', async () => {
  const norwegian = await written(data, ...survey, '--wave', '2022', '--language', 'nb')
  expect(norwegian).toMatch(/^# Kodebok: Skoleundersøkelsen, 2022\n\n> Ordlyden er vår/)
  expect(section(norwegian, 'wellbeing')).toContain('| `Lav` | Lav |')
  expect(parsed(await written(data, ...survey, '--format', 'ddi', '--language', 'nb')).attributes['xml:lang']).toBe('nb')
})

test('a file is written as its ending says', async () => {
  for (const [name, begins] of [['book.md', '# Codebook'], ['book.csv', 'survey,wave,column'], ['book.xml', '<?xml version="1.0" encoding="UTF-8"?>\n<codeBook ']] as const) {
    expect(await written(data, ...survey, '-o', join(scratch, name))).toBe('')
    expect(readFileSync(join(scratch, name), 'utf8').startsWith(begins)).toBe(true)
  }
})

describe('without a release', () => {
  test('the codebook is that of the seeds folder, and says that nobody knows who answered', async () => {
    const of = async (format: string) => written(none, ...survey, '--wave', '2022', '--format', format)
    const text = await of('md')
    expect(text).toContain('| Release | none: who answered is not known |')
    expect(text).not.toMatch(/## Response|Of those who answered/)
    expect([...text.matchAll(/^### .*$/gm)]).toEqual([...md.matchAll(/^### .*$/gm)].map((found) => expect.objectContaining([found[0]])))
    expect(rowsOf(await of('csv'))['skole']).toMatchObject({ respondents: '', release: '' })
    expect(all(parsed(await of('ddi')), 'sumStat')).toEqual([])
  })
  test('years that stand in an answer file are read from it', async () => {
    expect(await written(none, '--survey', 'head_interviews')).toMatch(/^# Codebook: Interviews with heads, 20\d\d\n/)
  })
  test('so it is where the seeds folder alone is asked for', async () => {
    expect(await written(data, ...survey, '--seeds-only')).toContain('| Release | none: ')
  })
})

describe('what cannot be written is told with the way out', () => {
  const refused = (...flags: string[]) => kartlag(['codebook', ...flags, '--data', data, '--seeds', schools])
  test.each<[string[], number, RegExp]>([
    [['--survey', 'school_surve'], 1, /^error: there is no survey 'school_surve' in release [0-9a-f]{12}; nearest: school_survey; allowed: /],
    [['--survey', 'school_surve', '--seeds-only'], 1, /^error: there is no survey 'school_surve'; nearest: school_survey; allowed: /],
    [[...survey, '--wave', '2019'], 1, /^error: survey school_survey has no wave 2019; there are 2021, 2022, 2023$/m],
    [[...survey, '--wave', '22'], 2, /^error: --wave is a year such as 2024; '22' came/],
    [[...survey, '--format', 'xlm'], 2, /^error: there is no format 'xlm'; .*allowed: md, csv, ddi; say it with --format/],
    [[...survey, '-o', 'book.pdf'], 2, /^error: there is no format 'pdf'; .*allowed: md, csv, ddi; say it with --format/],
    [[...survey, '--language', 'nn'], 2, /^error: --language is 'nn'; nearest: nb; allowed: nb, en/],
    [[], 2, /required option '--survey <id>'/],
  ])('%j', async (flags, code, said) => {
    expect(await refused(...flags)).toEqual({ code, out: '', err: expect.stringMatching(said) })
  })
})
