import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codebookOf, type Codebook } from '../../src/codebook/codebook.ts'
import { csv } from '../../src/codebook/csv.ts'
import { ddi } from '../../src/codebook/ddi.ts'
import { md } from '../../src/codebook/md.ts'
import { readResponse } from '../../src/codebook/response.ts'
import type { Model } from '../../src/model/model.ts'
import { readModel } from '../../src/model/read-model.ts'
import { openRelease, type Release } from '../../src/release/open.ts'
import { releasePath } from '../../src/release/store.ts'
import { libraries } from '../world/libraries.ts'
import { openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'
import { all, parsed, rowsOf, texts, variable } from './books.ts'

const schema = join(import.meta.dirname, '../../../shared/schemas/ddi-codebook-2.5/codebook.xsd')
const hasXmllint = (): boolean => {
  try {
    execFileSync('xmllint', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const validated = existsSync(schema) && hasXmllint()

const shipped = readModel(join(import.meta.dirname, '../../seeds')).model as Model
const seeds = writeFolder(libraries)
const scratch = mkdtempSync(join(tmpdir(), 'kartlag-ddi-'))
let world: World
let release: Release
beforeAll(async () => {
  world = await openWorld(seeds)
  release = await openRelease(releasePath(world.data, world.key))
})
afterAll(async () => {
  await release?.close()
  await world?.close()
  for (const folder of [seeds, scratch]) rmSync(folder, { recursive: true })
})

const bookOf = async (id: string, year: number): Promise<Codebook> => {
  const { model, waves } = release
  const survey = model.surveys.find((one) => one.id === id)
  const wave = waves.find((one) => one.survey === id && one.year === year)
  if (!survey || !wave) throw new Error(`no wave ${id} ${year}`)
  return codebookOf({ model, survey, year, waves, release, response: await readResponse(release, wave) })
}
/** Of the shipped folder, which has no release here. */
const formOf = (id: string, year: number): Codebook => {
  const survey = shipped.surveys.find((one) => one.id === id)
  if (!survey) throw new Error(`no survey ${id}`)
  return codebookOf({ model: shipped, survey, year, waves: [], release: null, response: null })
}
const yearsOf = (id: string) => shipped.surveys.find((one) => one.id === id)?.waves.files.flatMap(({ year }) => (typeof year === 'number' ? [year] : [])) ?? []

describe.skipIf(!validated)('DDI Codebook 2.5 (SKIPPED where xmllint is not installed, or ../shared/schemas not beside this checkout)', () => {
  const problems = (codebook: Codebook, language: string): string => {
    const file = join(scratch, 'book.xml')
    writeFileSync(file, ddi.textOf(codebook, language))
    try {
      execFileSync('xmllint', ['--nonet', '--noout', '--schema', schema, file], { stdio: 'pipe' })
      return ''
    } catch (error) {
      return String((error as { stderr: Buffer }).stderr)
    }
  }
  test('every wave of a release is valid against its schema, in both languages', async () => {
    for (const { survey, year } of release.waves) for (const language of ['nb', 'en']) expect(problems(await bookOf(survey, year), language)).toBe('')
  })
  test('so is the newest wave of every shipped survey, without a release', () => {
    for (const { id } of shipped.surveys) expect(problems(formOf(id, yearsOf(id).at(-1) ?? 2024), 'nb')).toBe('')
  })
  test('and words that no schema expects', async () => {
    expect(problems(odd(await bookOf('form', 2023)), 'en')).toBe('')
  })
  test('the schema is not blind: an element out of its place is told', () => {
    const file = join(scratch, 'wrong.xml')
    writeFileSync(file, ddi.textOf(formOf(shipped.surveys[0]?.id ?? '', 2024), 'en').replace('<stdyDscr>', '<stdyDscr><method/>'))
    expect(() => execFileSync('xmllint', ['--nonet', '--noout', '--schema', schema, file], { stdio: 'pipe' })).toThrow(/method/)
  })
})

/** The same codebook in words that mean something in Markdown, CSV or XML. */
const strange = 'a | b & c; &nbsp; <i>&amp; "c"</i> *d* _e_ `f` [g](h)\n# i, j'
const odd = (codebook: Codebook): Codebook => ({
  ...codebook,
  title: { nb: strange, en: strange },
  notice: { nb: strange, en: `${strange}\u0001` },
  questions: codebook.questions.map((question) => ({ ...question, text: { nb: strange, en: strange }, note: { nb: strange, en: strange } })),
})

describe('words that mean something in a format mean themselves', () => {
  test('in XML', async () => {
    const root = parsed(ddi.textOf(odd(await bookOf('form', 2023)), 'en'))
    expect(texts(all(root, 'titlStmt')[1], 'titl')).toEqual([`${strange}, 2023`])
    expect(texts(all(root, 'useStmt')[0], 'disclaimer')).toEqual([`${strange}\uFFFD`])
    expect(texts(all(variable(root, 'staff'), 'qstn')[0], 'qstnLit', 'nb')).toEqual([strange])
  })
  test('in CSV', async () => {
    const book = odd(await bookOf('form', 2023))
    const rows = parse(csv.textOf(book, 'en')) as string[][]
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1)
    expect(rowsOf(csv.textOf(book, 'en'))['staff']).toMatchObject({ text_nb: strange, note: strange, title: strange })
  })
  test('in Markdown', async () => {
    const text = md.textOf(odd(await bookOf('form', 2023)), 'en')
    expect(text).toContain('# Codebook: a | b & c; \\&nbsp; \\<i\\>\\&amp; "c"\\</i\\> \\*d\\* \\_e\\_ \\`f\\` \\[g\\](h) \\# i, j, 2023\n')
    for (const row of text.split('\n').filter((line) => line.startsWith('| '))) expect(row.replaceAll('\\|', '').split('|').length).toBe(4)
  })
})

describe('how a wave was answered, worked out by hand', () => {
  test('not answered, not asked and suppressed are three things; units that did not respond are none of them', async () => {
    const { response, questions } = await bookOf('form', 2020)
    expect(response).toMatchObject({ frame: 8, asked: 8, respondents: 7, rate: 7 / 8 })
    const counts = Object.fromEntries(questions.map((question) => [question.id, question.counts]))
    expect(counts['loans_children']).toEqual({ answered: 7, not_answered: 0, not_asked: 0, suppressed: 0 })
    expect(counts['loans_adults']).toEqual({ answered: 6, not_answered: 1, not_asked: 0, suppressed: 0 })
    expect(counts['staff']).toEqual({ answered: 5, not_answered: 0, not_asked: 1, suppressed: 1 })
    expect(counts['visitors']).toEqual({ answered: 6, not_answered: 0, not_asked: 0, suppressed: 1 })
    expect(counts['remark']).toEqual({ answered: 1, not_answered: 6, not_asked: 0, suppressed: 0 })
  })
  test('of several ticks a unit counts once', async () => {
    const { response, questions } = await bookOf('census', 2021)
    expect(response?.respondents).toBe(8)
    expect(questions.find(({ id }) => id === 'topics')?.counts).toEqual({ answered: 8, not_answered: 0, not_asked: 0, suppressed: 0 })
  })
  test('and nothing that anybody answered is told', async () => {
    const book = await bookOf('form', 2020)
    for (const { textOf } of [md, csv, ddi]) expect(textOf(book, 'en')).not.toContain('Open on Sundays')
  })
})

describe('the shipped folder, without a release', () => {
  const filtered = shipped.surveys.flatMap((survey) => survey.questions.flatMap((question) => (question.filter ? [{ survey, question, filter: question.filter }] : [])))

  test('who was asked a question because of another is told in every format', () => {
    expect(filtered.length).toBeGreaterThan(0)
    const [{ survey, question, filter }] = filtered as [(typeof filtered)[number]]
    const year = Math.max(...yearsOf(survey.id).filter((one) => (question.until ?? one) >= one))
    const book = formOf(survey.id, year)
    const [column = ''] = book.questions.find(({ id }) => id === question.id)?.columns.map((one) => one.column) ?? []
    const said = `Asked only of those who answered Yes to ${filter.question}: `
    expect(rowsOf(csv.textOf(book, 'en'))[column]?.['filter']).toContain(said)
    expect(texts(variable(parsed(ddi.textOf(book, 'en')), column), 'universe', 'en')).toEqual([expect.stringContaining(said)])
    expect(md.textOf(book, 'en').replaceAll('\\', '')).toContain(`- ${said}`)
  })

  test('every question of every year stands in its codebook, and every file is well-formed', () => {
    for (const { id, questions } of shipped.surveys)
      for (const year of yearsOf(id).slice(-2)) {
        const book = formOf(id, year)
        const asked = questions.filter(({ from, until }) => (from ?? year) <= year && year <= (until ?? year))
        expect(book.questions.length).toBeGreaterThan(0)
        expect(asked.map((one) => one.id)).toEqual(expect.arrayContaining(book.questions.map((one) => one.id)))
        expect(all(parsed(ddi.textOf(book, 'nb')), 'var').length).toBe(Object.keys(rowsOf(csv.textOf(book, 'nb'))).length)
      }
  })
})
