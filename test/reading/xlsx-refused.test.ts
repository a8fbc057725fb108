import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RefusedInput } from '../../src/model/refused-input.ts'
import { reckonedCrc } from '../../src/reading/xlsx/crc.ts'
import { xlsx } from '../../src/reading/xlsx.ts'
import { readAll } from './read-all.ts'
import { zipOf, type Lie } from './zip.ts'

const files = join(import.meta.dirname, '../reference/xlsx/files')
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kartlag-xlsx-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const written = (bytes: Buffer): string => {
  const path = join(folder, 'wave.xlsx')
  writeFileSync(path, bytes)
  return path
}

/** Why a file is refused: its rule, message and way out; what it reads as where it is not. */
const said = async (bytes: Buffer, sheet?: string): Promise<string> => {
  try {
    return JSON.stringify(await readAll(xlsx, written(bytes), sheet === undefined ? {} : { sheet }))
  } catch (error) {
    if (!(error instanceof RefusedInput)) throw error
    return error.findings.map(({ rule, message, wayOut }) => `${rule}: ${message} → ${wayOut}`).join('\n')
  }
}

const relations = (...items: [id: string, kind: string, target: string][]) =>
  `<Relationships>${items.map(([id, kind, target]) => `<Relationship Id="${id}" Type="x/${kind}" Target="${target}"/>`).join('')}</Relationships>`
const parts = {
  '_rels/.rels': relations(['r1', 'officeDocument', 'xl/workbook.xml']),
  'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="Svar" r:id="r1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': relations(['r1', 'worksheet', 'sheet.xml'], ['r2', 'sharedStrings', 'texts.xml']),
  'xl/texts.xml': '<sst><si><t>unit</t></si></sst>',
  'xl/sheet.xml': '<worksheet><sheetData><row><c t="s"><v>0</v></c></row><row><c><v>301</v></c></row></sheetData></worksheet>',
}
const book = (other: Readonly<Record<string, string | Buffer>> = {}, lies: Readonly<Record<string, Lie>> = {}) => zipOf({ ...parts, ...other }, lies)
const sheet = (rows: string) => ({ 'xl/sheet.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>` })

test('the small workbook of these tests is read', async () => {
  expect(JSON.parse(await said(book()))).toMatchObject({ columns: [{ name: 'unit' }], rows: [{ line: 2, cells: ['301'] }] })
})

describe('files of other kinds say what they are and how to get a workbook', () => {
  test.each([
    ['libreoffice-password.xlsx', /^unreadable-file: the file is protected by a password → open it in Excel and save it without one/],
    ['libreoffice.xls', /^unreadable-file: this is a workbook of Excel 97-2003 \(\.xls\).* → .*save it as Excel workbook \(\.xlsx\)/],
    ['libreoffice.ods', /^unreadable-file: this is an OpenDocument file → .*save it as Excel workbook/],
  ])('%s', async (name, why) => {
    expect(await said(readFileSync(join(files, name)))).toMatch(why)
  })
  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['a zip file of something else', { 'wave.csv': 'unit' }, /^unreadable-file: this zip file is no workbook → unpack it/],
    ['a binary workbook', { 'xl/workbook.bin': '', '_rels/.rels': '' }, /^unreadable-file: this is a binary workbook \(\.xlsb\) → /],
    ['a text document', { 'word/document.xml': '', '_rels/.rels': '' }, /^unreadable-file: this is a text document \(\.docx\) → /],
    ['an archive without a workbook', { '_rels/.rels': relations() }, /^unreadable-file: this zip file is no workbook → open it/],
  ])('%s', async (_, content, why) => {
    expect(await said(zipOf(content))).toMatch(why)
  })
  test('a zip file with a password', async () => {
    expect(await said(book({}, { 'xl/workbook.xml': { flags: 1 } }))).toMatch(/^unreadable-file: the file is a zip file with a password → /)
  })
})

describe('which sheet', () => {
  const saying = async (name: string, chosen?: string) => said(readFileSync(join(files, name)), chosen)
  test('several with something in them are named, and how to choose', async () => {
    expect(await saying('openpyxl-several.xlsx')).toBe(
      "several-sheets: answers are in one sheet, and 'Svar 2024', 'Svar 2023' have something in them → name the one with --sheet NAME",
    )
  })
  test('one that there is not is told with the nearest', async () => {
    expect(await saying('openpyxl-several.xlsx', 'svar 2023')).toBe(
      "unknown-sheet: there is no sheet 'svar 2023'; nearest: Svar 2023; allowed: Svar 2024, Svar 2023, Tom → name one of these with --sheet",
    )
  })
  test('one that is empty is refused, and so is a workbook with nothing but a hidden one', async () => {
    expect(await saying('openpyxl-several.xlsx', 'Tom')).toMatch(/^empty-file: sheet 'Tom' is empty → /)
    const hidden = { 'xl/workbook.xml': parts['xl/workbook.xml'].replace('name=', 'state="hidden" name=') }
    expect(await said(book(hidden))).toMatch(/^empty-file: the workbook is empty; hidden sheets: 'Svar' → .*--sheet NAME/)
  })
})

describe('a damaged workbook is never read as another', () => {
  test.each<[string, Readonly<Record<string, string | Buffer>>, RegExp]>([
    ['a sheet that ends early', { 'xl/sheet.xml': parts['xl/sheet.xml'].slice(0, -30) }, /^damaged-file: this is not XML: xl\/sheet\.xml/],
    ['a sheet that is not there', { 'xl/_rels/workbook.xml.rels': relations(['r1', 'worksheet', 'other.xml']) }, /^damaged-file: there is no xl\/other\.xml in the file/],
    ['a text that is not there', sheet('<row><c r="A1" t="s"><v>7</v></c></row>'), /^damaged-file: cell A1 refers to text 7 of the workbook, which has 1/],
    ['letters that are none', { 'xl/texts.xml': Buffer.from('<sst><si><t>\xe6</t></si></sst>', 'latin1') }, /^damaged-file: xl\/texts\.xml cannot be unpacked: .*utf-8/i],
    ['a row beyond the last', sheet('<row r="2000000"/>'), /^damaged-file: a sheet has 1048576 rows; row 2000000 came/],
    ['a cell beyond the last', sheet('<row><c r="XFE1"/></row>'), /^damaged-file: there is no cell XFE1 in row 1/],
    ['a cell without a place', sheet('<row><c r="A"/></row>'), /^damaged-file: there is no cell A in row 1/],
  ])('%s', async (_, other, why) => {
    expect(await said(book(other))).toMatch(why)
  })

  test('a wrong checksum is told', async () => {
    expect(await said(book({}, { 'xl/sheet.xml': { checksum: 1 } }))).toMatch(/^damaged-file: the checksum of xl\/sheet\.xml is wrong → get the file anew/)
  })

  test('checksums are those of Node, in one piece and in several', () => {
    const bytes = readFileSync(join(files, 'excel.xlsx'))
    expect(reckonedCrc(bytes)).toBe(crc32(bytes))
    expect(reckonedCrc(bytes.subarray(100), reckonedCrc(bytes.subarray(0, 100)))).toBe(crc32(bytes))
    expect(reckonedCrc(Buffer.alloc(0))).toBe(0)
  })

  const whole = readFileSync(join(files, 'excel.xlsx'))
  test('cut anywhere, it is refused', async () => {
    for (let length = 8; length < whole.length; length += 97) expect(await said(whole.subarray(0, length))).toMatch(/^(damaged|unreadable)-file: /)
  })
  test('with any bit wrong it is refused, or reads the same', async () => {
    const read = await said(whole)
    for (let at = 8; at < whole.length; at += 23) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << at % 8)
      const now = await said(bytes)
      if (now !== read) expect(now).toMatch(/^[a-z-]+: .* → /)
    }
  })
})

describe('a workbook made to fill the memory is refused at once', () => {
  test('a sheet that says it is large', async () => {
    expect(await said(book({}, { 'xl/sheet.xml': { size: 3e9 } }))).toMatch(
      /^unreadable-file: xl\/sheet\.xml has 3000000000 bytes unpacked, and 2147483648 are read at most → .*CSV/,
    )
  })
  test('shared texts that say they are large', async () => {
    expect(await said(book({}, { 'xl/texts.xml': { size: 3e8 } }))).toMatch(/^unreadable-file: xl\/texts\.xml has 300000000 bytes unpacked/)
  })
  test('a part that is larger than it says', async () => {
    expect(await said(book({ 'xl/texts.xml': Buffer.alloc(1e8, 32) }, { 'xl/texts.xml': { size: 1000 } }))).toMatch(/^damaged-file: xl\/texts\.xml cannot be unpacked: too many bytes/)
  })
  test('a text without end', async () => {
    expect(await said(book(sheet(`<row><c t="inlineStr"><is><t>${'a'.repeat(2e7)}</t></is></c></row>`)))).toMatch(/^damaged-file: xl\/sheet\.xml has a text of more than/)
  })
  test('tags without end', async () => {
    expect(await said(book(sheet('<a>'.repeat(1e6))))).toMatch(/^damaged-file: xl\/sheet\.xml is nested more than 100 levels deep/)
  })
  test('entities that stand for entities', async () => {
    const bomb = '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    expect(await said(book({ 'xl/texts.xml': bomb }))).toMatch(/^damaged-file: this is not XML: .*entity/)
  })
  test('more cells than any wave has', async () => {
    const wide = `<row><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>${'<row><c><v>1</v></c></row>'.repeat(3100)}`
    const { rows } = await xlsx.open(written(book(sheet(wide))), 'wave.xlsx')
    let read = 0
    const all = async () => {
      for await (const batch of rows) read += batch.length
    }
    await expect(all()).rejects.toThrow(/unreadable-file {2}sheet 'Svar' has more than 50000000 cells {2}→ .*CSV/)
    expect(read).toBeGreaterThan(3000)
  })
})
