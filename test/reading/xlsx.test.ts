import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { xlsx } from '../../src/reading/xlsx.ts'
import { readAll } from './read-all.ts'

const folder = join(import.meta.dirname, '../reference/xlsx')
const file = (name: string) => join(folder, 'files', name)
const wave = JSON.parse(readFileSync(join(folder, 'wave.json'), 'utf8')) as { columns: string[]; cells: string[][] }

/** Number of the row -> its cells. */
const sheetOf = async (name: string, sheet?: string) => {
  const { columns, rows } = await readAll(xlsx, file(name), sheet === undefined ? {} : { sheet })
  return { header: columns.map((column) => column.name), rows: Object.fromEntries(rows.map(({ line, cells }) => [line, cells])) }
}

describe('the same wave', () => {
  const numbered = Object.fromEntries(wave.cells.map((cells, index) => [index + 2, cells]))
  test.each(['openpyxl.xlsx', 'openpyxl-1904.xlsx', 'openxlsx.xlsx'])('reads the same from %s', async (name) => {
    expect(await sheetOf(name)).toEqual({ header: wave.columns, rows: numbered })
  })
  test('reads the same from LibreOffice, with what its formulas gave and the errors of those that failed', async () => {
    expect(await sheetOf('libreoffice.xlsx')).toEqual({
      header: wave.columns,
      rows: { ...numbered, 10: ['9901', '25', '#N/A', '', '', '#DIV/0!'] },
    })
  })
})

describe("Excel's own ways", () => {
  const header = ['unit', 'q1', 'words', 'formula', 'day', 'yes', 'share', 'failed', 'time']
  const rows = {
    3: ['0301', '0.1', 'rik tekst', '東京', '2024-03-31', 'true', '0.12', '#N/A', '07:30:00'],
    5: ['301', '2', '_x0041_ ogA', 'a&b < Ås æøå', '2024-03-31T12:30:00', 'false', '0.001', '#DIV/0!', '36:00:00'],
    7: ['', '7', '0.030000000000000002', '12345678901234567000', '2024-03-31', '', '5', '2024-03-31', '2024-03-31T06:00:00'],
    9: ['99', '#REF!', '', '', '', '', '', '', ''],
  }
  test.each(['excel.xlsx', 'excel-prefixed.xlsx', 'excel-strict.xlsx'])(
    '%s: shared, formatted, pronounced, inline and escaped texts; days, times, errors and formulas; hidden rows, and rows with nothing',
    async (name) => {
      expect(await sheetOf(name)).toEqual({ header, rows })
    },
  )
  test('days that are counted from 1904 are four years and a day later; times of day, numbers and texts are not', async () => {
    const later = (cell: string) => cell.replace('2024-03-31', '2028-04-01')
    const { 7: last, ...read } = (await sheetOf('excel-1904.xlsx')).rows
    expect(read).toEqual({ 3: rows[3].map(later), 5: rows[5].map(later), 9: rows[9] })
    expect(last?.[7]).toBe('2024-03-31')
    expect(last?.[8]).toBe('2028-04-01T06:00:00')
  })
})

describe('what people do to sheets', () => {
  test('a header further down, hidden rows and columns, merged cells, hours, cells beside the table, a formula that was never worked out', async () => {
    expect(await sheetOf('openpyxl-odd.xlsx')).toEqual({
      header: ['', 'unit', 'hours', 'q1', 'q2'],
      rows: {
        4: ['', '0301', '36:05:00', '#N/A', '=C4*2'],
        6: ['', '301', '07:30:00', '2024-03-31T23:59:59', ''],
        7: ['', 'merged', '', '45382', '45382'],
        9: ['', 'wide', '', '', '', '', 'beyond the header'],
        10: ['', 'last', '', '', ''],
      },
    })
  })
  test('a hidden sheet is read where it is named', async () => {
    expect(await sheetOf('openpyxl-odd.xlsx', 'Lists')).toEqual({ header: ['yes'], rows: {} })
  })
  test('of several sheets with something in them, the one that is named is read', async () => {
    expect((await sheetOf('openpyxl-several.xlsx', 'Svar 2024')).rows).toEqual({ 2: ['0301', '1'] })
    expect((await sheetOf('openpyxl-several.xlsx', 'Svar 2023')).rows).toEqual({ 2: ['0301', '2'] })
  })
})

test('a workbook is known by how it begins, whatever it is called; text is not one', () => {
  const head = (name: string) => readFileSync(file(name)).subarray(0, 512)
  expect(['excel.xlsx', 'libreoffice.xls', 'libreoffice-password.xlsx', 'libreoffice.ods'].map((name) => xlsx.recognise(head(name)))).toEqual([true, true, true, true])
  expect(xlsx.recognise(Buffer.from('unit;q1\n0301;PK'))).toBe(false)
  expect(xlsx.recognise(Buffer.alloc(0))).toBe(false)
})
