import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql, bind } from '../../src/database/sql.ts'
import { createWriter } from '../../src/database/writer.ts'
import { fillLines } from '../../src/ingest/fill-lines.ts'
import { warehouseSql } from '../../src/ingest/stage.ts'
import { RefusedInput } from '../../src/model/refused-input.ts'
import { createScanner, cellsOf } from '../../src/reading/csv/scan.ts'
import { csv } from '../../src/reading/csv.ts'
import { encodingOf } from '../../src/reading/encoding.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'csv-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const written = (bytes: string | Buffer): string => {
  const path = join(folder, 'answers.csv')
  writeFileSync(path, bytes)
  return path
}

const read = async (bytes: string | Buffer) => {
  const { columns, rows, refused = [], lines } = await csv.open(written(bytes), 'answers.csv', { scratch: folder })
  const all: string[][] = []
  for await (const batch of rows) for (const { line, cells } of batch) all.push([String(line), ...cells])
  return { header: columns.map(({ name }) => name), rows: all, refused: refused.map(({ row, findings }) => [row.line, findings[0]?.rule]), lines }
}

/** The same rows as the database reads them from what was made for it. */
const stored = async (bytes: string | Buffer): Promise<string[][]> => {
  const writer = await createWriter(':memory:', { memory: '200MB' })
  try {
    for (const file of ['macros/text.sql', 'stage/tables.sql']) await writer.script(warehouseSql(file))
    const reading = await csv.open(written(bytes), 'answers.csv', { scratch: folder })
    await fillLines({ writer, scratch: folder } as never, 'answers.csv', reading, reading.columns.map((_, index) => index + 1), { of: 2020 })
    const { values, rowCount } = await writer.all(sql`select * exclude (year, year_text) from file_line where year = ${bind('usmallint', 2020)} order by line`)
    return Array.from({ length: rowCount }, (_, row) => values.map((column) => String(column[row])))
  } finally {
    await writer.close()
  }
}

const cell = fc.oneof(fc.constantFrom('', 'a', 'ø', '1,5', '0301', '"', 'x"y', 'a;b', 'line\nbreak', 'line\r\nbreak', "it's", '€', 'blåbær', '𝒳'), fc.string({ maxLength: 6 }))
const inText = (text: string, delimiter: string, always: boolean): string =>
  always || /["\n\r]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text

test('any table comes out as it went in, with the lines a person sees, as csv-parse reads it and as the database does', async () => {
  const table = fc.record({
    rows: fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
    delimiter: fc.constantFrom(',', ';', '\t'),
    end: fc.constantFrom('\n', '\r\n'),
    last: fc.boolean(),
    quoted: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(table, async ({ rows, delimiter, end, last, quoted }) => {
      const clean = rows.map((row) => row.map((text) => text.replaceAll('\0', '').replaceAll(/[\uD800-\uDFFF\uFFFD\u00C2\u00C3\u2020\u203A]/g, '')))
      const text = [['p', 'q', 'r'], ...clean].map((row) => row.map((one) => inText(one, delimiter, quoted)).join(delimiter)).join(end) + (last ? end : '')
      const { header, rows: came } = await read(text)
      const expected: string[][] = []
      let line = 2
      for (const cells of (parse(text, { delimiter }) as string[][]).slice(1)) {
        const trimmed = cells.map((one) => one.trim())
        if (trimmed.some((one) => one !== '')) expected.push([String(line), ...trimmed])
        line += 1 + cells.join('').split(/\r\n|\r|\n/).length - 1
      }
      expect(header).toEqual(['p', 'q', 'r'])
      expect(came).toEqual(expected)
      expect(await stored(text)).toEqual(expected)
    }),
    { numRuns: 60 },
  )
})

test('a row of megabytes among short ones comes out whole, and costs no more memory than it is long', async () => {
  const text = 'blå '.repeat(1 << 20).trim()
  const rows = await stored(`id;remark\na;x\nb;"${text}"\nc;y\n`)
  expect(rows.map(([line, id, remark]) => [line, id, remark?.length])).toEqual([['2', 'a', 1], ['3', 'b', text.length], ['4', 'c', 1]])
  expect(rows[1]?.[2] === text).toBe(true)
})

test('records are cut alike wherever the pieces of a file end', () => {
  const text = Buffer.from('a;b\r\n"x\r\ny";"q""r"\r\n\r\n1;"2"\rø;æ\n"å";')
  const cut = (size: number) => {
    const found: unknown[] = []
    const scanner = createScanner(59, (record) => found.push([record.line, record.cells, record.broken, cellsOf(record, ';')]))
    for (let from = 0; from < text.length; from += size) scanner.take(text.subarray(from, from + size))
    scanner.end()
    return found
  }
  const whole = cut(text.length)
  expect(whole).toEqual([
    [1, 2, null, ['a', 'b']],
    [2, 2, null, ['x\r\ny', 'q"r']],
    [5, 2, null, ['1', '2']],
    [6, 2, null, ['ø', 'æ']],
    [7, 2, null, ['å', '']],
  ])
  for (let size = 1; size < text.length; size += 1) expect(cut(size)).toEqual(whole)
})

test('every way of writing the same table reads to the same cells', async () => {
  const text = 'id;år;merknad\r\nå;1,5;«blåbær»\r\n0301;2 000;\r\n'
  const expected = { header: ['id', 'år', 'merknad'], rows: [['2', 'å', '1,5', '«blåbær»'], ['3', '0301', '2 000', '']], refused: [], lines: 2 }
  const plain = text.replaceAll('\r\n', '\n')
  for (const bytes of [
    ...[text, plain, `\uFEFF${text}`, text.replaceAll('\r\n', '\r'), `${plain}\n\n;;\n`, text.replaceAll(';', '\t')],
    ...[iconv.encode(text, 'windows-1252'), iconv.encode(text, 'utf16', { addBOM: true }), Buffer.from(text, 'utf16le'), iconv.encode(text, 'utf-16be', { addBOM: true })],
    text.split('\r\n').map((row) => row.split(';').map((one) => `"${one}"`).join(';')).slice(0, 3).join('\n'),
  ])
    expect(await read(bytes)).toEqual(expected)
  expect((await read(`sep=;\r\n${text}`)).rows.map(([line]) => line)).toEqual(['3', '4'])
})

test('rows that are no rows of the table are refused with their line, and lines are what is loaded and what is refused', async () => {
  const { rows, refused, lines } = await read('a,b\n1,2\n3\n4,5,6\n7,x"y\n"8"z,9\n10,11\n12,"13')
  expect(rows.map(([line]) => line)).toEqual(['2', '7'])
  expect(refused).toEqual([
    [3, 'cell-count'],
    [4, 'cell-count'],
    [5, 'csv-syntax'],
    [6, 'csv-syntax'],
    [8, 'csv-syntax'],
  ])
  expect(lines).toBe(rows.length + refused.length)
  expect((await read('a|b\n1|2\n')).rows).toEqual([['2', '1', '2']])
})

describe('bytes that are no UTF-8 in a file that otherwise is', () => {
  const text = 'id;navn;merknad\n1;Bodø;blåbær\n2;Tromsø;"på\nto; linjer"\n3;Ås;\n'
  const slipped = (word: string): Buffer => {
    const [before = '', after = ''] = text.split(word)
    return Buffer.concat([Buffer.from(before), iconv.encode(word, 'windows-1252'), Buffer.from(after)])
  }

  test.each([
    ['Tromsø', 3, 2, 'F8', 'ø', 'Tromsø'],
    ['på', 3, 3, 'E5', 'å', 'på\nto; linjer'],
    ['Ås', 5, 2, 'C5', 'Å', 'Ås'],
  ])('are told with line, cell and the letter that it may be, and no other letter is blamed: %s', async (word, line, column, byte, letter, cell) => {
    const path = written(slipped(word))
    const { refused = [], lines } = await csv.open(path, 'answers.csv', {})
    expect(refused.map(({ row, findings }) => [row.line, findings.length])).toEqual([[line, 1]])
    expect(refused[0]?.findings[0]).toMatchObject({
      ...{ rule: 'wrong-encoding', line, column },
      message: `byte ${byte} is no UTF-8, and the rest of the file is; as a letter of Windows (Latin-1) it is ${letter}: ${JSON.stringify(cell)}`,
      translated: { nb: { message: expect.stringContaining(`byten ${byte} er ikke UTF-8`) } },
    })
    expect(refused[0]?.row.cells[column - 1]).toBe(cell)
    const { rows } = await read(slipped(word))
    expect([rows.length + 1, lines]).toEqual([3, 3])
    expect(rows.flat().join()).not.toMatch(/[ÃÂ\uFFFD]/)
  })

  test('in the header refuse the file, with the letter', async () => {
    await expect(csv.open(written(Buffer.concat([Buffer.from('id;'), Buffer.from([0xe5]), Buffer.from('r\n1;Bodø\n2;blåbær\n')])), 'answers.csv', {})).rejects.toMatchObject({
      findings: [{ rule: 'wrong-encoding', line: 1, column: 2, message: expect.stringContaining('it is å: "år"') }],
    })
  })

  test('where most are not, it is a file of Windows; a byte order mark says that it is none', async () => {
    const windows = Buffer.concat([iconv.encode('id;navn\n1;Bodø\n2;Tromsø\n3;Ås\n', 'windows-1252'), Buffer.from('4;Røst\n')])
    expect((await read(windows)).rows[1]).toEqual(['3', '2', 'Tromsø'])
    expect((await read(windows)).refused).toEqual([[5, 'wrong-encoding']])
    const marked = Buffer.concat([Buffer.from('\uFEFF'), windows])
    expect((await read(marked)).refused.map(([line]) => line)).toEqual([2, 3, 4])
  })

  test.each([
    ['after them', 1_040_000, 280_000, false],
    ['before them', 1_040_000, 104_000, true],
    ['before them, more than they are', 104_000, 280_000, true],
  ])('are weighed against all letters of a large file, %s', async (_, letters, odd, first) => {
    const rowsWith = (letter: Buffer, count: number) => Buffer.concat(Array.from({ length: count / 8 }, () => [Buffer.from('x;y'), ...Array<Buffer>(8).fill(letter), Buffer.from('\n')]).flat())
    const parts = [Buffer.concat([Buffer.alloc(1 << 20, 'x;y\n'), rowsWith(Buffer.from('ø'), letters)]), rowsWith(Buffer.from([0xf8]), odd)]
    const path = written(Buffer.concat(first ? parts.reverse() : parts))
    expect(await encodingOf(path, 'answers.csv')).toEqual(letters > odd ? { name: 'utf8', skip: 0, mixed: true } : { name: 'windows-1252', skip: 0 })
  })

  test('far down in a large file are found, also where a piece of it is cut within a letter', async () => {
    const many = Array.from({ length: 120_000 }, (_, row) => `${row};${'ø'.repeat(row % 7)};x\n`).join('')
    const bytes = Buffer.concat([Buffer.from(`id;navn;merknad\n${many}`), Buffer.from([0x62, 0x6c, 0xe5, 0x3b, 0x3b, 0x0a]), Buffer.from(many)])
    expect(bytes.length).toBeGreaterThan(2 << 20)
    const { rows, refused, lines } = await read(bytes)
    expect([refused, rows.length, lines]).toEqual([[[120_002, 'wrong-encoding']], 240_000, 240_001])
  })
})

test.each(['’', '–', '“', '…', '€', 'ø', 'Å'])('%s that was converted to UTF-8 twice is told, and as it is it is not', async (letter) => {
  const twice = iconv.decode(Buffer.from(letter), 'windows-1252')
  const { refused } = await read(`id;why\n1;it${twice}s\n2;it${letter}s\n3;âme, 5 €, châ\n`)
  expect(refused).toEqual([[2, 'wrong-encoding']])
})

test('what is no text is refused whole', async () => {
  for (const [bytes, rule] of [['', 'empty-file'], ['\n\n', 'empty-file'], ['a,b\n1,\0\n', 'wrong-encoding'], ['a,b\n1,"2', null], ['a,b\n1,"2\n3,4\n', 'csv-syntax'], ['a,b\n1,"2\n3,4\n5,6",7\n', 'cell-count']] as const) {
    const refusal: string | null = await csv.open(written(bytes), 'answers.csv', {}).then(
      () => null,
      (error: unknown) => (error instanceof RefusedInput ? (error.findings[0]?.rule ?? '') : String(error)),
    )
    expect([bytes, refusal]).toEqual([bytes, rule])
  }
})
