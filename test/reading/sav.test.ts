import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { sav } from '../../src/reading/sav.ts'
import { readAll, type Sheet } from './read-all.ts'
import { pack, savWriter, type Column, type Extension } from './sav-writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'sav-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'wave.sav')
type Cells = Parameters<ReturnType<typeof savWriter>['row']>[0]

const read = (columns: readonly Column[], rows: readonly Cells[], options: Parameters<typeof savWriter>[1] = {}): Promise<Sheet> => {
  const { head, row } = savWriter(columns, options)
  const cases = Buffer.concat(rows.map(row))
  writeFileSync(path, Buffer.concat([head, options.packed ? pack(cases, options) : cases]))
  return readAll(sav, path)
}
const cellsOf = ({ rows }: Sheet) => rows.map(({ cells }) => cells)
const number = (more: Partial<Column> = {}): Column => ({ name: 'N', width: 0, ...more })
const text = (width: number): Column => ({ name: 'T', width })
const encoding = (name: string): Extension => ({ subtype: 20, bytes: Buffer.from(name) })

describe('numbers', () => {
  const values = [0, -0, 0.1, 1 / 3, -99, -100, 151, 152, 2 ** 53, 1e21, 1.5e-7, 5e-324, Number.MAX_VALUE]
  test.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])('come out as they went in (little %s, packed %s), without exponents', async (little, packed) => {
    const sheet = await read(
      [number()],
      values.map((value) => [value]),
      { little, packed },
    )
    expect(cellsOf(sheet).map(([cell]) => Number(cell))).toEqual(values.map((value) => value + 0))
    expect(
      cellsOf(sheet)
        .map(([cell]) => cell)
        .filter((cell) => !/^-?\d+(\.\d+)?$/.test(cell ?? '')),
    ).toEqual([])
    expect(sheet.rows[9]?.cells).toEqual(['1000000000000000000000'])
    expect(sheet.rows[10]?.cells).toEqual(['0.00000015'])
  })

  test('nothing, and what is no number, is empty and not declared missing', async () => {
    const all = number({ missing: [-Infinity, Infinity], range: true })
    expect((await read([all], [[null], [Number.NaN], [1]])).rows).toEqual([
      { line: 1, cells: [''] },
      { line: 2, cells: [''] },
      { line: 3, cells: ['1'], missing: [0] },
    ])
  })

  test('missing values: up to three, a range, a range and a value', async () => {
    const missing = async (more: Partial<Column>) =>
      (await read([number(more)], [[-1], [0], [1], [2], [98.5], [99]])).rows.flatMap((row) => (row.missing ? row.cells : []))
    expect(await missing({ missing: [1, 99] })).toEqual(['1', '99'])
    expect(await missing({ missing: [0, 2], range: true })).toEqual(['0', '1', '2'])
    expect(await missing({ missing: [98, Number.MAX_VALUE, -1], range: true })).toEqual(['-1', '98.5', '99'])
  })
})

describe('days and clocks', () => {
  const shown = async (format: number, ...values: number[]) =>
    cellsOf(
      await read(
        [number({ format })],
        values.map((value) => [value]),
      ),
    ).flat()
  const day = 86_400
  test('days are those of the calendar; what is none, or after 9999, stays a number', async () => {
    expect(await shown(20, day, day * 2.75, 13_000_000_000, -5, 0, 1e12)).toEqual([
      '1582-10-15',
      '1582-10-16',
      '1994-09-26',
      '-5',
      '0',
      '1000000000000',
    ])
  })
  test('a moment has a clock unless it is midnight', async () => {
    expect(await shown(22, 13_000_000_000, day * 151_000, day * 151_000 + 0.1, day * 151_000 - 1e-6)).toEqual([
      '1994-09-26T23:06:40',
      '1996-03-17',
      '1996-03-17T00:00:00.1',
      '1996-03-17',
    ])
  })
  test('a duration may be longer than a day, or negative', async () => {
    expect(await shown(21, 90_061.25, -60, 0, 360_000, 3599.999_999_999_9)).toEqual([
      '25:01:01.25',
      '-00:01:00',
      '00:00:00',
      '100:00:00',
      '01:00:00',
    ])
  })
})

describe('texts', () => {
  test('keep letters that lie across eights of bytes, and leading zeros', async () => {
    const sheet = await read([text(24)], [['xxxxxxxøl på brygga'], ['0301'], ['']], { extensions: [encoding('UTF-8')], packed: true })
    expect(cellsOf(sheet)).toEqual([['xxxxxxxøl på brygga'], ['0301'], ['']])
  })

  test('are read in the page that the file states by name, or by number, or as UTF-8 and else Latin-1', async () => {
    const windows = Buffer.from([0xe6, 0xf8, 0xe5, 0x80])
    const cells = async (bytes: Buffer, ...extensions: Extension[]) => cellsOf(await read([text(8)], [[bytes]], { extensions })).flat()
    const numbered = (page: number) => ({
      subtype: 3,
      bytes: Buffer.concat([0, 0, 0, 0, 1, 1, 2, page].map((part) => Buffer.from(new Int32Array([part]).buffer))),
    })
    expect(await cells(windows, encoding('windows-1252'))).toEqual(['æøå€'])
    expect(await cells(windows, encoding('ISO-8859-1'))).toEqual(['æøå€'])
    expect(await cells(windows, numbered(1252))).toEqual(['æøå€'])
    expect(await cells(windows, numbered(2))).toEqual(['æøå€'])
    expect(await cells(windows)).toEqual(['æøå€'])
    expect(await cells(Buffer.from('æøå'))).toEqual(['æøå'])
    expect(await cells(Buffer.from('æøå'), numbered(65001))).toEqual(['æøå'])
    expect(await cells(Buffer.from([0x91, 0x9b, 0x86]), numbered(850))).toEqual(['æøå'])
    expect(await cells(Buffer.from([0x93, 0xfa]), encoding('Shift_JIS'))).toEqual(['日'])
    await expect(cells(windows, encoding('no-such-page'))).rejects.toThrow(/"no-such-page", which is not known/)
  })

  test('a letter cut by the width is left out; other broken letters refuse the file and say where', async () => {
    const cut = Buffer.from('abcdefgæ').subarray(0, 8)
    expect(cellsOf(await read([text(8)], [[cut]], { extensions: [encoding('UTF-8')] }))).toEqual([['abcdefg']])
    const surrogate = Buffer.from([0x61, 0xed, 0xa0, 0x80])
    await expect(read([text(8)], [[surrogate]], { extensions: [encoding('UTF-8')] })).rejects.toThrow(/letters the file states/)
    const broken = read(
      [number(), text(8)],
      [
        [1, 'ok'],
        [2, Buffer.from([0x61, 0xe6, 0x62])],
      ],
      { extensions: [encoding('UTF-8')] },
    )
    await expect(broken).rejects.toMatchObject({
      findings: [{ line: 2, column: 2, message: expect.stringMatching(/text of T in case 2/) }],
    })
  })

  test('old writers of missing values of long texts say the length before each', async () => {
    const int = (value: number) => Buffer.from(new Int32Array([value]).buffer)
    const eight = (word: string) => Buffer.from(word.padEnd(8))
    const bytes = Buffer.concat([
      int(1),
      Buffer.from('T'),
      Buffer.from([3]),
      int(8),
      eight('nei'),
      int(8),
      eight('vet ikke'),
      int(8),
      eight('annet'),
    ])
    const sheet = await read([text(20)], [['nei'], ['vet ikke'], ['annet'], ['ja'], ['']], { extensions: [{ subtype: 22, bytes }] })
    expect(sheet.rows.map(({ missing }) => missing)).toEqual([[0], [0], [0], undefined, undefined])
  })
})

test('the number of cases may stand in an extension; too few are then refused', async () => {
  const cases = (count: number) => ({ subtype: 16, bytes: Buffer.from(new BigInt64Array([1n, BigInt(count)]).buffer) })
  expect((await read([number()], [[1], [2]], { extensions: [cases(2)] })).rows).toHaveLength(2)
  await expect(read([number()], [[1], [2]], { extensions: [cases(3)] })).rejects.toThrow(/3 cases, but ends after 2/)
})
