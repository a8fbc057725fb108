import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { sql } from '../../src/database/sql.ts'
import { question, rowsOfAll, survey, wave } from '../ingest/small-seeds.ts'

const folder = join(import.meta.dirname, '../reference/xlsx')
const { columns, kinds, rows } = JSON.parse(readFileSync(join(folder, 'wave.json'), 'utf8')) as {
  columns: string[]
  kinds: ('text' | 'number' | 'day' | 'boolean' | 'percent')[]
  rows: (string | number | boolean | null)[][]
}
const binary = (name: string) => readFileSync(join(folder, 'files', name))

type Style = { readonly between: string; readonly comma?: true; readonly thousands?: string; readonly yes?: string; readonly no?: string; readonly days?: true; readonly end?: string }

/** The wave as someone might write it as CSV. */
const csv = ({ between, comma, thousands = '', yes = 'true', no = 'false', days, end = '\n' }: Style): string => {
  const said = (value: string | number | boolean | null, at: number): string => {
    if (value === null) return ''
    if (typeof value === 'boolean') return value ? yes : no
    if (typeof value === 'string') return days && kinds[at] === 'day' ? value.split('-').reverse().join('.') : value
    const [whole = '', part] = (Math.abs(value) < 1e-3 && value !== 0 ? value.toFixed(9).replace(/0+$/, '') : String(value)).split('.')
    const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, thousands)
    return part === undefined ? grouped : grouped + (comma ? ',' : '.') + part
  }
  const cell = (text: string) => (/["\n]/.test(text) || text.includes(between) ? `"${text.replaceAll('"', '""')}"` : text)
  return [columns, ...rows.map((row) => row.map(said))].map((cells) => cells.map(cell).join(between) + end).join('')
}

const norwegian: Style = { between: ';', comma: true, thousands: '\u00A0', yes: 'Ja', no: 'Nei', days: true, end: '\r\n' }
// What no code page of western Europe has is left out of all files of this wave here.
const western = (text: string) => text.replace('東京 🙂', 'Tromsø')

const files: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['CSV with commas', Buffer.from(csv({ between: ',' }))],
  ['CSV as a Norwegian Excel writes it, UTF-8', Buffer.from(`\uFEFF${csv(norwegian)}`)],
  ['the same, UTF-16', iconv.encode(csv(norwegian), 'utf-16le', { addBOM: true })],
  ['tabs, UTF-16 of the other order', iconv.encode(csv({ between: '\t', yes: '1', no: '0' }), 'utf-16be', { addBOM: true })],
  ['bars after sep=', Buffer.from(`sep=|\r\n${csv({ ...norwegian, between: '|', thousands: ' ' })}`)],
  ['a workbook by openpyxl', binary('openpyxl.xlsx')],
  ['a workbook by openpyxl, in days since 1904', binary('openpyxl-1904.xlsx')],
  ['a workbook by R', binary('openxlsx.xlsx')],
  ['SPSS by R', binary('haven.sav')],
]
const first = 2001
const waves = files.map(([, bytes], index) => wave(bytes, first + index))
const questions = [
  question('fte', { kind: 'number' }, 'n'),
  question('remark', { kind: 'text' }, 'remark'),
  question('started', { kind: 'date' }, 'since'),
  question('plan', { kind: 'boolean' }, 'has'),
  question('share', { kind: 'number' }, 'most'),
]
const years = [...files.keys()].map((index) => first + index)
const codes = sql`(select unit, code from unit)`
const facts = sql`select year, code, n::double, n_how::varchar, has, has_how::varchar, most::double
  from fact_things join ${codes} using (unit) order by year, code`
const texts = sql`select year, code, question, value from answer join ${codes} using (unit)
  where question in ('remark', 'started') order by year, code, question`

/** Facts and texts of a year as the wave has them. */
const wanted = (of: (text: string) => string = (text) => text) => {
  const sorted = [...rows].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  const how = (value: unknown) => (value === null ? 'not_answered' : 'reported')
  return [
    sorted.map(([unit, fte, , , plan, share]) => [unit, fte, how(fte), plan, how(plan), share]),
    sorted.flatMap(([unit, , remark, started]) => [
      [unit, 'remark', remark === null ? null : of(String(remark))],
      [unit, 'started', started],
    ]),
  ]
}
const ofYear = (found: unknown[][][], wantedYear: number) => found.map((table) => table.filter(([year]) => year === wantedYear).map(([, ...values]) => values))

test('the same wave as CSV in any dress, as workbook and as SPSS gives the same facts to the last digit', async () => {
  const found = await rowsOfAll([facts, texts], survey(questions, { unit: { column: 'unit', kind: 'other' }, waves: { years } }), ...waves)
  for (const [index, [name]] of files.entries()) expect(ofYear(found, first + index), name).toEqual(wanted())
})

test('so does one in the letters of Windows, where it has no others', async () => {
  const bytes = iconv.encode(western(csv(norwegian)), 'windows-1252')
  const found = await rowsOfAll([facts, texts], survey(questions, { unit: { column: 'unit', kind: 'other' }, waves: { years: [first] } }), wave(bytes, first))
  expect(ofYear(found, first)).toEqual(wanted(western))
})
