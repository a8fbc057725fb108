import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
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

describe('with a title above the header', () => {
  const titled = [['Svar på skjema 2023'], [], ['Skrevet ut 1. mars', '', 'etter purring'], ...rows]

  test('it gives the same numbers, says how many rows were left out, and counts the others as they are', async () => {
    write('titled.xlsx', { Svar: titled })
    const { code, out } = await load('titled.xlsx', '--accept', 'unanswered-question', '--report', 'titled.html', '--language', 'nb')
    expect([code, out]).toEqual([0, expect.stringMatching(/^Rows {6}10 rows = 10 without an error \+ 0 rejected\n {10}2 rows above the header left out$/m)])
    expect(readFileSync(join(cwd, 'titled.html'), 'utf8')).toContain('10 uten feil, 0 med; over overskriften 2 utelatt')
    expect(await numbers()).toBe(asCsv)
  })

  test('rows with an error keep their number on the sheet, and can be given back corrected', async () => {
    write('titled.xlsx', { Svar: titled.map((row, at) => row.map((cell, column) => (at === 5 && column === 3 ? 'mange' : cell))) })
    const { code, out } = await load('titled.xlsx', '--accept', 'unanswered-question')
    expect([code, out]).toEqual([1, expect.stringMatching(/line 6 {2}c2: "mange" in arsverk_laerer/)])
    const text = readFileSync(join(cwd, 'titled.rejected.csv'), 'utf8')
    expect(text).toMatch(/^\uFEFFskole;svar;.*;line;reason;rejected_from\r\nc2;1;[a-z]*;mange;.*;6;/)
    writeFileSync(join(cwd, 'titled.rejected.csv'), text.replace(';mange;', `;'${rows[2]?.[3] ?? ''};`))
    expect((await load('titled.xlsx', '--accept', 'unanswered-question', '--corrected', 'titled.rejected.csv')).code).toBe(0)
    expect(await numbers()).toBe(asCsv)
  })

  test('that cannot be told from it is one error, with what to do', async () => {
    write('renamed.xlsx', { Svar: [['Svar på skjema 2023'], (rows[0] ?? []).map((_, at) => `kolonne ${at}`), ...rows.slice(1)] })
    const { code, out, err } = await load('renamed.xlsx')
    expect([code, out, err]).toEqual([1, '', expect.stringMatching(/^renamed\.xlsx:1:1 {2}missing-column {2}row 1 \(Svar på skjema 2023\) was taken as the header, .* such as skole \(unit\) {2}→ name the columns in one row .*\n1 mistake\n$/)])
  })
})

test('two headers in one sheet are refused with both rows: none of the answers between them is left out unsaid', async () => {
  const head = rows[0] ?? []
  const misspelt = head.map((name) => (name === 'merknad' ? 'Merknad' : name))
  write('twice.xlsx', { Svar: [misspelt, ...rows.slice(1, 6), head, ...rows.slice(6)] })
  const { code, err } = await load('twice.xlsx', '--dry-run', '--note', 'x')
  expect([code, err]).toEqual([1, expect.stringMatching(/^twice\.xlsx:7:1 {2}several-headers {2}rows 1 and 7 both look like the header/)])
})

test('a misspelt unit above a row for each answer is told with the header and the name that is near', async () => {
  const [head = [], ...units] = rows
  const answers = units.flatMap((row) => head.slice(1).map((name, at) => [row[0] ?? '', name, row[at + 1] ?? '']))
  write('long.xlsx', { Svar: [['Svar 2023'], ['Skole', 'spørsmål', 'verdi'], ...answers] })
  const { code, out, err } = await load('long.xlsx', '--long', 'spørsmål,verdi')
  expect([code, out]).toEqual([1, ''])
  expect(err).toMatch(/^long\.xlsx:1:1 {2}missing-column {2}there is no column skole \(unit\).*Skole.*; row 2 was taken as the header.*\n.*column svar .*\n2 mistakes\n$/)
})

test('what takes a wave out names the command that undoes it, with the data directory', async () => {
  const loaded = currentKey()
  const { code, out } = await run('unload', '--survey', 'school_survey', '--wave', '2023')
  expect([code, out]).toEqual([0, expect.stringMatching(new RegExp(`\\nTo undo it: kartlag releases use ${loaded} --data ${data}\\n$`))])
  expect(currentKey()).toBe(first)
})
