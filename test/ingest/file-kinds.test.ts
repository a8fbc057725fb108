import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../src/database/sql.ts'
import { createWriter } from '../../src/database/writer.ts'
import { findingsOf, question, rowsOf, short, survey, wave } from './small-seeds.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinds-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const formQuestions = [
  question('persons', { kind: 'number', min: 0, max: 100 }, 'n'),
  question('has', { kind: 'boolean' }, 'has'),
  question('kinds', { kind: 'multi' }, { fact: 'things.every', kind: '$option' }, { columns: { k_a: 'alpha', k_b: 'beta' } }),
  question('remark', { kind: 'text' }, 'remark'),
]
const form = survey(formQuestions)
const longForm = { ...form, ...survey(formQuestions, { waves: { years: [2020], long: { question: 'spm', answer: 'svar' } } }) }
const answers = sql`select u.code, question, option, value, how from answer a join unit u using (unit) order by all`

/** Nothing tells what a file holds before it is read, as with one that is handed in later. */
const loaded = (text: string): Buffer => iconv.encode(text, 'utf16', { addBOM: true })

const wide = 'id;persons;has;k_a;k_b;remark\na;3,5;ja;x;;blåbær\nb;;nei;;;\nc;0;;;x;to\n'
const long = `id;spm;svar
b;has;nei
a;persons;3,5
a;has;ja
a;k_a;x
c;persons;0
a;remark;blåbær
c;k_b;x
c;remark;to
`

test('a file with a row for each unit and question gives the answers of one with a row for each unit', async () => {
  const expected = await rowsOf(answers, form, wave(wide))
  expect(expected.length).toBeGreaterThan(10)
  expect(await rowsOf(answers, longForm, wave(long))).toEqual(expected)
  expect(await rowsOf(answers, form, wave(loaded(long)))).toEqual(expected)
})

test('a long file may name questions by their ids, and have columns beside', async () => {
  const renamed = survey([question('persons', { kind: 'number' }, 'n', { column: 'antall' })])
  expect(await rowsOf(answers, renamed, wave(loaded('id,variable,date,value\na,persons,2020-01-01,4\n')))).toEqual([['a', 'persons', null, '4', 'reported']])
})

test('a question that is answered twice, and answers that may be in several columns, are findings', async () => {
  expect(short(await findingsOf(longForm, wave(`${long}a;has;nei\n`)))).toEqual([
    ['waves/form/2020.csv:10:3', 'duplicate-answer', '"nei" is the second answer of the unit to has (question has); the first is in line 4'],
  ])
  const [finding] = await findingsOf(form, wave(loaded('id;spm;x;y\na;persons;1;2\n')))
  expect(finding).toMatchObject({ rule: 'long-answers', message: 'spm names questions of form, and the answers may be in x, y', wayOut: 'say which: --long spm,COLUMN' })
})

test('a wrong answer in a long file is told at its own line, with its unit', async () => {
  const [finding] = await findingsOf(longForm, wave(long.replace('c;persons;0', 'c;persons;many')))
  expect(finding).toMatchObject({ rule: 'not-a-number', line: 6, column: 3, answer: { unit: 'c', column: 'persons', value: 'many' } })
})

test('Parquet gives the same answers: whole numbers without decimals, days as days, nothing for null', async () => {
  const path = join(folder, 'wave.parquet')
  const writer = await createWriter(':memory:')
  await writer.script(`copy (select * from (values ('a', 3.5::double, true, 'x', null, 'blåbær'), ('b', null, false, null, null, null), ('c', 0.0::double, null, null, 'x', 'to'))
    t(id, persons, has, k_a, k_b, remark)) to '${path}' (format parquet)`)
  await writer.close()
  const plain = (rows: unknown[][]) => rows.map((row) => row.map((cell) => (cell === 'true' || cell === 'ja' ? 'yes' : cell === 'false' || cell === 'nei' ? 'no' : cell === '3,5' ? '3.5' : cell)))
  expect(plain(await rowsOf(answers, form, wave(readFileSync(path))))).toEqual(plain(await rowsOf(answers, form, wave(wide))))
})
