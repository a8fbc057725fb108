import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chunksOf } from '../../src/export/chunks.ts'
import { csvLines, dialectOf } from '../../src/export/csv.ts'
import { jsonLines } from '../../src/export/json.ts'
import { fixedParameters } from '../../src/export/parameters.ts'
import { readMembers } from '../../src/export/selecting.ts'
import { fixedNames } from '../../src/model/fixed-names.ts'
import type { Sheet } from '../../src/export/sheet.ts'

const written = (id: string, sheet: Sheet) => [...(id === 'csv' ? csvLines : jsonLines)(sheet)].join('')
const cell = fc.oneof(fc.constant(null), fc.string({ unit: 'grapheme' }), fc.constantFrom('', '"', ',', '\n', '\r', 'a\nb', ' x '), fc.double({ noDefaultInfinity: true, noNaN: true }))
const sheets = fc.array(fc.tuple(cell, cell)).map((rows): Sheet => ({ columns: ['a', 'b'], rows }))

test('what is written as CSV is read again as it was, and an empty text is not a missing value', () => {
  fc.assert(
    fc.property(sheets, (sheet) => {
      const read = parse(written('csv', sheet), { record_delimiter: '\r\n', cast: (text, { quoting }) => (text === '' && !quoting ? null : text) }) as unknown[]
      expect(read).toEqual([sheet.columns, ...sheet.rows.map((row) => row.map((one) => (one === null ? null : String(one))))])
    }),
  )
  expect(written('csv', { columns: ['a', 'b'], rows: [['', null], ['x "y"', 1.5]] })).toBe('a,b\r\n"",\r\n"x ""y""",1.5\r\n')
})

test('a text that Norwegian Excel would take for a formula begins with an apostrophe there; plain CSV has it as it is', () => {
  const rows = ['=1+1', '+47', '-1', '@a', '\tx', 'a=1'].map((text) => [text, -1.5] as const)
  const lines = (dialect: string | null) => [...csvLines({ columns: ['a', 'b'], rows }, dialectOf(dialect))].slice(1)
  expect(lines('nb')).toEqual(["'=1+1;-1,5\r\n", "'+47;-1,5\r\n", "'-1;-1,5\r\n", "'@a;-1,5\r\n", "'\tx;-1,5\r\n", 'a=1;-1,5\r\n'])
  expect(lines(null)[0]).toBe('=1+1,-1.5\r\n')
})

test('what is written as JSON is an array of records in the order of the columns', () => {
  fc.assert(
    fc.property(sheets, (sheet) => {
      expect(JSON.parse(written('json', sheet))).toEqual(JSON.parse(JSON.stringify(sheet.rows.map(([a, b]) => ({ a, b })))))
    }),
  )
})

test('pieces are of bearable size and lose nothing', () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}\n`)
  const chunks = [...chunksOf(lines)]
  expect(chunks.join('')).toBe(lines.join(''))
  expect(chunks.length).toBeGreaterThan(2)
  expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(66_000)
})

test('members with commas of their own are told apart from lists of members', () => {
  const known = ['a', 'b', 'a, b', 'c']
  expect(readMembers(['a, b,c'], known)).toEqual(['a, b', 'c'])
  expect(readMembers(['a', 'b'], known)).toEqual(['a', 'b'])
  expect(readMembers(['c,x'], known)).toEqual(['c', 'x'])
})

test('no dimension can be named as a parameter is', () => {
  expect(Object.keys(fixedParameters).filter((name) => !fixedNames.parameters.some((one) => one === name))).toEqual([])
})
