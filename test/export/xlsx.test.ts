import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import readXlsxFile from 'read-excel-file/node'
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { xlsx } from '../../src/export/xlsx.ts'
import { xlsx as ownReader } from '../../src/reading/xlsx.ts'
import { recordsOf } from './binary-readers.ts'
import { documentOfRows, hardTexts, wholeOf } from './small-document.ts'
import { unzipped } from './unzipped.ts'

const rows = 200
const broken = (year: number) => ({ year, kind: 'SEGMENT' as const, reason: { nb: 'Nytt skjema', en: 'New form' }, source: 'https://example.org/form' })
const breaks = () => ['0001', '0002'].flatMap((area) => [{ indicator: 'visits', area, members: [], breaks: [broken(2020)] }, { indicator: 'share', area, members: [], breaks: [broken(2020), broken(2018)] }])
const made = documentOfRows(rows, 'nb')
const document = { ...made, table: { ...made.table, breaks } }
const folder = mkdtempSync(join(tmpdir(), 'xlsx-'))
const path = join(folder, 'table.xlsx')
let bytes: Uint8Array<ArrayBuffer>
let parts: ReadonlyMap<string, string>
beforeAll(async () => {
  bytes = await wholeOf(xlsx.write(document))
  writeFileSync(path, bytes)
  parts = await unzipped(path)
})
afterAll(() => rmSync(folder, { recursive: true }))
const part = (name: string): string => parts.get(name) ?? ''

test('an independent reader finds three sheets, and every cell with its type', async () => {
  const sheets = await readXlsxFile(path, { trim: false })
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['Data', 'Merknader', 'Kilde'])
  const [header, ...read] = sheets[0]?.data ?? []
  expect(header).toEqual(document.table.columns.map(({ name }) => name))
  expect(read.map((cells) => cells.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell)))).toEqual(
    recordsOf(document.table).map((record) => Object.values(record).map((cell) => (cell === '' ? null : cell))),
  )
  expect(read[0]?.[1]).toBeInstanceOf(Date)
})

test('our own reader of answer files reads the same', async () => {
  const { columns, rows: batches } = await ownReader.open(path, 'table.xlsx', { sheet: 'Data' })
  expect(columns.map(({ name }) => name)).toEqual(document.table.columns.map(({ name }) => name))
  const lines = []
  for await (const batch of batches) lines.push(...batch)
  expect(lines.map(({ cells }) => cells[1])).toEqual(document.table.values[1])
  expect(lines.map(({ cells }) => cells[6])).toEqual(document.table.values[6]?.map((cell) => (cell === null ? '' : String(cell))))
  expect(lines.map(({ cells }) => cells[4])).toEqual(document.table.values[4]?.map((cell) => String(cell).trim()))
})

test('notes tell what must be known, in the language of the file', async () => {
  const [, notes, source] = await readXlsxFile(path)
  const lines = notes?.data.map((cells) => cells.map((cell) => cell ?? '').join('|')) ?? []
  expect(lines).toEqual(expect.arrayContaining(['Ting||', '|Oppdiktet|', 'Kolonne|Betydning|Enhet', 'share_se|Andel, standardfeil|share', 'SUPPRESSED|Kjent, men ikke offentlig.|']))
  expect(lines.slice(lines.indexOf('Kolonne|Grunn|År') + 1)).toEqual([2018, 2020, 2020].map((year, at) => `${at < 2 ? 'share' : 'visits'}|Nytt skjema – https://example.org/form|${year}`))
  expect(Object.fromEntries(source?.data.map(([word, text]) => [word, text]) ?? [])).toMatchObject({
    'Siteres slik': document.citation, Utgave: document.release, Laget: document.createdAt, Lisens: 'CC0-1.0', 'Samme tabell': document.address('xlsx'),
  })
})

test('a text is never a formula, whatever it begins with', () => {
  for (const [name, xml] of parts) expect([name, /<f[ >/]/.test(xml)]).toEqual([name, false])
  const styles = part('xl/styles.xml').match(/<xf [^>]*>(?=.*<\/cellXfs>)/g)?.slice(1) ?? []
  const quoted = styles.findIndex((style) => style.includes('quotePrefix="1"'))
  const formula = hardTexts.indexOf('=1+1') + 2
  expect(part('xl/worksheets/sheet1.xml')).toContain(`<c r="E${formula}" s="${quoted}" t="s">`)
})

describe('the parts are as Excel wants them', () => {
  test('each is well-formed XML, and every letter is one that XML knows', () => {
    for (const [name, xml] of parts) {
      const parser = new SaxesParser({ xmlns: true })
      parser.on('error', (error) => {
        throw new Error(`${name}: ${error.message}`)
      })
      parser.write(xml).close()
    }
    expect(part('xl/sharedStrings.xml')).toContain('<t xml:space="preserve">tab\tand _x0007_</t>')
    expect(part('xl/sharedStrings.xml')).toContain('_x005F_x0041_')
  })

  test('each is named by its content type, and each relation leads to one', () => {
    const types = [...part('[Content_Types].xml').matchAll(/PartName="\/([^"]+)"/g)].map(([, name]) => name)
    expect([...parts.keys()].filter((name) => !name.endsWith('.rels') && name !== '[Content_Types].xml').sort()).toEqual(types.toSorted())
    const targets = (name: string, folder: string) => [...part(name).matchAll(/Target="([^"]+)"/g)].map(([, target]) => `${folder}${target}`)
    for (const target of [...targets('_rels/.rels', ''), ...targets('xl/_rels/workbook.xml.rels', 'xl/')]) expect(parts.has(target)).toBe(true)
    const ids = [...part('xl/workbook.xml').matchAll(/r:id="(\w+)"/g)].map(([, id]) => id)
    expect(ids).toHaveLength(3)
    for (const id of ids) expect(part('xl/_rels/workbook.xml.rels')).toMatch(new RegExp(`Id="${id}" Type="[^"]*/worksheet"`))
  })

  test('the header is bold, stays in sight and filters; columns have widths, numbers their formats', () => {
    const sheet = part('xl/worksheets/sheet1.xml')
    const order = ['dimension', 'sheetViews', 'sheetFormatPr', 'cols', 'sheetData', 'autoFilter'].map((name) => sheet.indexOf(`<${name}`))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
    expect(sheet).toContain(`<autoFilter ref="A1:R${rows + 1}"/>`)
    expect(part('xl/workbook.xml')).toContain(`hidden="1">'Data'!$A$1:$R$${rows + 1}</definedName>`)
    expect(sheet.match(/<col min="1" max="1" width="\d+" customWidth="1"\/>/)).toBeTruthy()
    const formats = [...part('xl/styles.xml').split('<cellXfs')[1]!.matchAll(/<xf numFmtId="(\d+)" fontId="(\d)"/g)].map(([, format, font]) => `${format} ${font}`)
    const formatOf = (cell: string) => formats[Number(new RegExp(`<c r="${cell}" s="(\\d+)"`).exec(sheet)?.[1])]
    expect(['A1', 'A2', 'B2', 'G2', 'K2', 'M2'].map(formatOf)).toEqual(['0 1', '1 0', '164 0', '165 0', '3 0', '4 0'])
  })
})

test('the same table is the same bytes, on a clock of any zone', async () => {
  expect(Buffer.from(await wholeOf(xlsx.write(document))).equals(bytes)).toBe(true)
  const zone = process.env['TZ']
  process.env['TZ'] = 'Pacific/Auckland'
  const elsewhere = await wholeOf(xlsx.write(document))
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
  expect(Buffer.from(elsewhere).equals(bytes)).toBe(true)
})

test('more rows than a sheet has are refused before anything is written, with the way out', () => {
  const long = documentOfRows(0)
  const values = long.table.values.map(() => new Array<null>(1_048_576))
  expect(() => xlsx.write({ ...long, table: { ...long.table, values } })).toThrow(/has 1048576 rows, and a sheet of Excel at most 1048575; narrow it, .*csv or parquet/)
})

const hasR = (() => {
  try {
    return execFileSync('Rscript', ['-e', 'cat(requireNamespace("openxlsx", quietly = TRUE))'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }) === 'TRUE'
  } catch {
    return false
  }
})()

test.skipIf(!hasR)('R reads numbers, dates and texts (SKIPPED where R has no openxlsx)', () => {
  const script = `d <- openxlsx::read.xlsx("${path}", sheet = 1, detectDates = TRUE); cat(nrow(d), class(d$year), class(d$date), class(d$area), class(d$share), sum(d$share, na.rm = TRUE), d$kind[1])`
  const sum = document.table.values[6]?.reduce<number>((all, cell) => all + Number(cell ?? 0), 0) ?? 0
  expect(execFileSync('Rscript', ['-e', script], { encoding: 'utf8' })).toBe(`${rows} numeric Date character numeric ${Number(sum.toPrecision(7))} =1+1`)
})
