import { describe, expect, test } from 'vitest'
import { alignedText } from '../../src/export/aligned-text.ts'
import { flatten } from '../../src/export/flatten.ts'

describe('an answer as rows', () => {
  test('one row per point, which repeats the values of its series', () => {
    const points = [{ year: 2020, value: 1 }, { year: 2021, value: null }]
    expect(flatten({ posts: { series: [{ group: 'A', area: { code: '1', name: 'x' }, points }, { group: 'B', area: { code: '2', name: 'y' }, points }] } })).toEqual({
      columns: ['group', 'area.code', 'area.name', 'year', 'value'],
      rows: [
        ['A', '1', 'x', 2020, 1],
        ['A', '1', 'x', 2021, null],
        ['B', '2', 'y', 2020, 1],
        ['B', '2', 'y', 2021, null],
      ],
    })
  })

  test('the rows of a table in any of its shapes', () => {
    const expected = { columns: ['year', 'posts'], rows: [[2020, 1.5], [2021, null]] }
    const columns = [{ name: 'year' }, { name: 'posts' }]
    expect(flatten({ s: { table: { rowCount: 2, records: [{ year: 2020, posts: 1.5 }, { year: 2021, posts: null }] } } })).toEqual(expected)
    expect(flatten({ s: { table: { columns, rows: [[2020, 1.5], [2021, null]] } } })).toEqual(expected)
    expect(flatten({ s: { table: { columnar: { year: [2020, 2021], posts: [1.5, null] } } } })).toEqual(expected)
    expect(flatten({ s: { table: { rows: [[2020, 1.5]] } } }).columns).toEqual(['column_1', 'column_2'])
    expect(flatten({ s: { table: { records: [] } } })).toEqual({ columns: [], rows: [] })
  })

  test('years beside values are points too', () => {
    expect(flatten({ s: { series: [{ group: 'A', years: [2020, 2021], values: [1, null] }] } }).rows).toEqual([['A', 2020, 1], ['A', 2021, null]])
  })

  test('lists of scalars are one text; an object without lists is one row', () => {
    expect(flatten({ indicator: { key: 'a.b', years: [2020, 2021], subject: { id: 'a' } } })).toEqual({
      columns: ['key', 'years', 'subject.id'],
      rows: [['a.b', '2020, 2021', 'a']],
    })
  })

  test('a name the list shares with what is around it gets the name of the list', () => {
    expect(flatten({ surveys: [{ id: 's', questions: [{ id: 'q' }] }] })).toEqual({ columns: ['id', 'questions.id'], rows: [['s', 'q']] })
  })

  test('several lists come below one another, with where each row is from', () => {
    expect(flatten({ a: { series: [{ year: 1 }] }, b: { series: [{ year: 2 }] } })).toEqual({
      columns: ['path', 'year'],
      rows: [['a.series', 1], ['b.series', 2]],
    })
  })

  test('an object that is missing in some rows is empty cells under the names it has in others', () => {
    expect(flatten({ list: [{ area: null, n: 1 }, { area: { code: '1' }, n: 2 }] })).toEqual({ columns: ['n', 'area.code'], rows: [[1, null], [2, '1']] })
  })
})

test('aligned text puts numbers to the right, rounds them, and shows a missing value as -', () => {
  expect(alignedText({ columns: ['name', 'n'], rows: [['a', 1234567], ['long\nname', 0.123456789], [null, null]] })).toBe(
    ['name              n', 'a           1234567', 'long name  0.123457', '-                 -', ''].join('\n'),
  )
  expect(alignedText({ columns: [], rows: [] })).toBe('no rows\n')
})
