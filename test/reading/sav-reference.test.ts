import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { FileColumn } from '../../src/reading/reading.ts'
import { sav } from '../../src/reading/sav.ts'
import { readAll, type Sheet } from './read-all.ts'

type HavenColumn = {
  readonly name: string
  readonly label: string | null
  readonly labels: readonly (readonly [string, string])[]
  readonly cells: readonly (string | null)[]
  readonly missing: readonly number[]
}
type Group = {
  readonly files: readonly string[]
  readonly haven: { readonly rows: number; readonly columns: readonly HavenColumn[] }
  readonly pspp: readonly string[]
}

const folder = join(import.meta.dirname, '../reference/sav')
const { groups } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { groups: readonly Group[] }

/** `-26:00:00.5` in seconds. */
const seconds = (clock: string): number => {
  const [, sign = '', hours, minutes, rest] = /^(-?)(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(clock) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(rest))
}
const isClock = ({ kind }: FileColumn, cell: string) => kind === 'text' && /^-?\d+:\d\d:\d\d/.test(cell)

/** A cell as haven says it: numbers as numbers, times of day in seconds. */
const plain = (column: FileColumn, cell: string): string | number | null => {
  if (column.kind === 'number') return cell === '' ? null : Number(cell)
  return isClock(column, cell) ? seconds(cell) : cell
}
const havenCell = (column: FileColumn, cell: string | null, clock: boolean): string | number | null => {
  if (column.kind === 'number' || clock) return cell === null ? (clock ? '' : null) : Number(cell)
  // haven leaves parts of seconds out here.
  return (cell ?? '').replace(/T00:00:00$/, '')
}

describe.each(groups.flatMap((group) => group.files.map((file) => ({ file, group }))))('$file', ({ file, group: { haven, pspp } }) => {
  const read = (): Promise<Sheet> => readAll(sav, join(folder, 'files', file))

  test('has the columns that haven reads: names, labels, labels of values', async () => {
    const { columns } = await read()
    expect(columns.map(({ name, label }) => ({ name, label }))).toEqual(haven.columns.map(({ name, label }) => ({ name, label })))
    const labelsOf = ({ labels, name }: HavenColumn) =>
      // A day labelled by its seconds; haven does not say it as a day.
      Object.fromEntries(
        labels.map(([value, label]) => [/^\d/.test(value) && name !== 'kommunenr' ? String(Number(value)) : value.trim(), label]),
      )
    expect(columns.map(({ labels }) => labels)).toEqual(haven.columns.map(labelsOf))
  })

  test('has the cells that haven reads, and the same of them declared as missing', async () => {
    const { columns, rows } = await read()
    expect(rows.map(({ line }) => line)).toEqual(Array.from({ length: haven.rows }, (_, i) => i + 1))
    columns.forEach((column, at) => {
      const cells = rows.map((row) => row.cells[at] ?? '')
      const clock = cells.some((cell) => isClock(column, cell))
      const whole = (cell: string) => (column.kind === 'date' ? cell.replace(/\.\d+$/, '') : cell)
      expect(
        cells.map((cell) => plain(column, whole(cell))),
        column.name,
      ).toEqual((haven.columns[at]?.cells ?? []).map((cell) => havenCell(column, cell, clock)))
      expect(
        rows.flatMap(({ missing }, i) => (missing?.includes(at) ? [i] : [])),
        column.name,
      ).toEqual(haven.columns[at]?.missing)
    })
  })

  test('has the cells that PSPP reads', async () => {
    const { columns, rows } = await read()
    const [header = [], ...expected] = parse(pspp.join('\n'), { relax_quotes: true }) as string[][]
    expect(columns.map(({ name }) => name)).toEqual(header)
    const american = (cell: string) =>
      cell
        .trim()
        .replace(/^(\d\d)\/(\d\d)\/(\d{4})/, '$3-$1-$2')
        .replace(' 00:00:00', '')
        .replace(' ', 'T')
    // pspp-convert writes whole seconds, and ? for a letter that is cut.
    const said = (column: FileColumn, cell: string) => {
      if (column.kind === 'number') return cell.trim() === '' ? null : Number(cell)
      return column.kind === 'date' ? american(cell) : cell.trim().replace(/\?$/, '')
    }
    const ours = (column: FileColumn, cell: string) => {
      if (column.kind === 'number') return cell === '' ? null : Number(cell)
      return column.kind === 'date' || isClock(column, cell) ? cell.replace(/\.\d+$/, '') : cell
    }
    expect(rows.map(({ cells }) => cells.map((cell, at) => ours(columns[at] as FileColumn, cell)))).toEqual(
      expected.map((cells) => cells.map((cell, at) => said(columns[at] as FileColumn, cell))),
    )
  })
})

const fixtures = join(import.meta.dirname, '../../../shared/fixtures')
const inFixtures = existsSync(fixtures) ? describe : describe.skip

inFixtures('files of SPSS itself (they lie beside the checkout)', () => {
  const read = (file: string) => readAll(sav, join(fixtures, file))

  test('a packed and a plain file read the same', async () => {
    const plainSheet = await read('pyreadstat_sample.sav')
    expect(await read('pyreadstat_sample.zsav')).toEqual(plainSheet)
    expect(plainSheet.rows[1]?.cells).toEqual(['b', '1.2', '1880-05-06', '1880-05-06T10:10:10', '2', '2', '23:10:10'])
    expect(plainSheet.rows[4]?.cells).toEqual(['e', '1000.3', '', '', '1', '1', ''])
    expect(plainSheet.columns[4]).toEqual({ name: 'mylabl', label: 'labeled', kind: 'number', labels: { 1: 'Male', 2: 'Female' } })
  })

  test('single missing values, and a range with a value beside it', async () => {
    const { rows } = await read('pyreadstat_sample_missing.sav')
    expect(rows).toHaveLength(7)
    expect(rows[5]).toEqual({ line: 6, cells: ['Z', '-1', '', '', '-1', '-1', ''], missing: expect.arrayContaining([1, 4, 5]) })
    expect(rows[6]).toEqual({ line: 7, cells: ['', '2500', '', '', '', '-3', ''], missing: [1, 5] })
    expect((await read('pyreadstat_missing_test.sav')).rows).toEqual([
      { line: 1, cells: ['1'], missing: [0] },
      { line: 2, cells: ['2'] },
    ])
  })

  test('all kinds of variables', async () => {
    const { columns, rows } = await read('pyreadstat_simple_alltypes.sav')
    expect(columns.map(({ kind }) => kind).join(' ')).toBe('number date number text number number number text text text date date')
    expect(rows[3]).toEqual({
      line: 4,
      cells: ['4', '1776-07-04', '999', 'NA', '0', '0', '0', 'b', 'b', 'b', '2014-12-15', '2014-10-01'],
      missing: [2],
    })
    expect(rows[4]?.missing).toEqual([0])
  })
})

test.each(['none.sav', 'byte.sav', 'zsav.zsav'])('the bytes of haven-%s are told as they are read', async (kind) => {
  const path = join(folder, 'files', `haven-${kind}`)
  let told = 0
  const { rows } = await sav.open(path, kind, { seen: (bytes) => (told += bytes) })
  const head = told
  for await (const _ of rows) expect(told).toBeGreaterThan(head)
  expect(told).toBeGreaterThan(statSync(path).size * 0.99)
  expect(told).toBeLessThanOrEqual(statSync(path).size)
})
