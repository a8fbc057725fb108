import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { findingsOf, only, question, short, survey, wave } from './small-seeds.ts'

const number = question('q', { kind: 'number', min: 0, max: 100 }, 'n')

test('a right file has no findings', async () => {
  expect(await findingsOf(survey([number]), wave('id,q\na,1\n'))).toEqual([])
})

test('a file that is not there is a finding', async () => {
  expect(await only(survey([number]))).toEqual(['surveys/form.yaml:12:7', 'missing-file', 'there is no file waves/form/2020.csv'])
})

test('an empty file and a file with only a header are findings', async () => {
  expect(await only(survey([number]), wave(''))).toEqual(['waves/form/2020.csv:1:1', 'empty-file', 'the file is empty'])
  expect(await only(survey([number]), wave('id,q\n\n'))).toEqual([
    'waves/form/2020.csv:1:1',
    'no-rows',
    'the file has a header and nothing else',
  ])
})

test('a column of the design that neither the frame nor the file has is named, with the nearest and every column', async () => {
  expect(
    await only(survey([number], { waves: { file: 'waves/form/2020.csv', year: 2020, responded: 'svar' } }), wave('id;q;svart\na;1;1\n')),
  ).toMatchObject([expect.anything(), 'missing-column', expect.stringContaining('nearest: svart; allowed: id, q, svart')])
})

test('a column that is there twice is a finding', async () => {
  expect(await only(survey([number]), wave('id,q,q\na,1,2\n'))).toEqual([
    'waves/form/2020.csv:1:3',
    'duplicate-column',
    'column q is there twice',
  ])
})

test('rows with too many or too few cells are findings with their line, also after a text over several lines', async () => {
  const findings = await findingsOf(
    survey([number, question('remark', { kind: 'text' }, 'remark')]),
    wave('id,q,remark\na,1,"over\ntwo lines"\nb,1\nc,1,x,y\n'),
  )
  expect(short(findings)).toEqual([
    ['waves/form/2020.csv:4:3', 'cell-count', 'the row has 2 cells, the header 3'],
    ['waves/form/2020.csv:5:4', 'cell-count', 'the row has 4 cells, the header 3'],
  ])
})

test('a quote that is never closed is a finding', async () => {
  const [place, rule, message] = (await only(survey([number]), wave('id,q\na,1\nb,"2\n'))) ?? []
  expect([place, rule]).toEqual(['waves/form/2020.csv:3:1', 'csv-syntax'])
  expect(message).toMatch(/is never closed/)
})

test('UTF-8 with a byte order mark, Latin-1, semicolons, tabs and the sep line of a spreadsheet can be read', async () => {
  const text = 'id;år;merknad\nå;1;blåbær\n'
  const model = survey([
    question('n', { kind: 'number' }, 'n', { column: 'år' }),
    question('remark', { kind: 'text' }, 'remark', { column: 'merknad' }),
  ])
  for (const bytes of [
    `\uFEFF${text}`,
    iconv.encode(text, 'latin1'),
    `sep=;\r\n${text}`,
    text.replaceAll(';', '\t'),
    text.replaceAll('\n', '\r\n'),
  ])
    expect(short(await findingsOf(model, wave(bytes)))).toEqual([])
})

test('UTF-16 is read; bytes that are no text, lost letters and letters converted twice are findings with a way out', async () => {
  const model = survey([number, question('remark', { kind: 'text' }, 'remark')])
  const text = 'id,q,remark\na,1,blåbær\n'
  for (const bytes of [iconv.encode(text, 'utf16', { addBOM: true }), Buffer.from(text, 'utf16le'), iconv.encode(text, 'utf-16be', { addBOM: true })])
    expect(await findingsOf(model, wave(bytes))).toEqual([])
  expect(await only(model, wave(`id,q,remark\na,1,bl\0b\n`))).toEqual(['waves/form/2020.csv:2:1', 'wrong-encoding', expect.stringContaining('the file is no text')])
  expect(await only(model, wave(text.replace('å', '\uFFFD')))).toEqual([
    'waves/form/2020.csv:2:3',
    'wrong-encoding',
    'letters of "bl\uFFFDbær" were lost (\uFFFD) when the file was converted before',
  ])
  expect(await only(model, wave(iconv.decode(Buffer.from(text), 'windows-1252')))).toEqual([
    'waves/form/2020.csv:2:3',
    'wrong-encoding',
    '"blÃ¥bÃ¦r" was converted to UTF-8 twice',
  ])
  const [finding] = await findingsOf(model, wave(iconv.encode(text, 'cp850')))
  expect(finding?.message).toBe('"bl†b‘r" is written in the letters of MS-DOS (CP850)')
  expect(finding?.wayOut).toBe('export the file again from its source as CSV UTF-8')
})

test('capital letters with accents before quotes are no mistake', async () => {
  const model = survey([number, question('remark', { kind: 'text' }, 'remark')])
  expect(await findingsOf(model, wave('id,q,remark\na,1,«VI ER PÅ» og “Å”\n'))).toEqual([])
})
