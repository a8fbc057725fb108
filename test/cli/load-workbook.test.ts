import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, expect, test } from 'vitest'
import { workbookOf } from '../reading/workbook.ts'
import { kartlag, scratchFolder, schools, type Run } from './run.ts'

const data = scratchFolder()
const cwd = scratchFolder()
const run = (...args: string[]): Promise<Run> => kartlag([...args, '--seeds', schools, '--data', data], { cwd })
const load = (file: string, ...more: string[]) => run('load', file, '--survey', 'school_survey', '--wave', '2023', ...more)
const write = (name: string, sheets: Parameters<typeof workbookOf>[0]) => writeFileSync(join(cwd, name), workbookOf(sheets))
const rows = parse(readFileSync(join(schools, 'waves/school_survey/2023.csv'), 'utf8'), { delimiter: '\t', bom: true }) as string[][]
const numbers = async (): Promise<string> => (await run('export', 'staffing', '--by', 'staff_group', '--format', 'csv')).out
const currentKey = () => readFileSync(join(data, 'current'), 'utf8').trim()

let first: string
let asCsv: string
beforeAll(async () => {
  await run('build')
  first = currentKey()
  asCsv = await numbers()
})

test('a workbook with notes beside the answers is refused with the names of its sheets, and nothing changes', async () => {
  write('answers.xlsx', { Svar: rows, Notater: [['Husk å purre']] })
  const { code, err } = await load('answers.xlsx')
  expect([code, err]).toEqual([1, expect.stringMatching(/^answers\.xlsx:1:1 {2}several-sheets {2}.*'Svar', 'Notater'.* → name the one with --sheet NAME$/m)])
  expect(currentKey()).toBe(first)
})

test('an error of a formula is told by its cell, unit and question', async () => {
  write('failed.xlsx', { Svar: rows.map((row, line) => row.map((cell, column) => (line === 3 && column === 3 ? '#N/A' : cell))) })
  const { code, out } = await load('failed.xlsx', '--accept', 'unanswered-question')
  expect(code).toBe(1)
  expect(out).toMatch(/line 4 {2}c3: "#N\/A" in arsverk_laerer \(question teacher_posts\) is no\s+number/)
})

test('with the sheet named it gives the numbers that the same answers give as CSV, and is kept as it came', async () => {
  const { code, err } = await load('answers.xlsx', '--sheet', 'Svar', '--accept', 'unanswered-question')
  expect([code, err]).toEqual([0, ''])
  expect(currentKey()).not.toBe(first)
  expect(await numbers()).toBe(asCsv)
  const [kept = ''] = readdirSync(join(data, 'waves/school_survey'))
  expect(kept).toMatch(/^2023.*\.xlsx$/)
  expect(readFileSync(join(data, 'waves/school_survey', kept)).equals(readFileSync(join(cwd, 'answers.xlsx')))).toBe(true)
})
