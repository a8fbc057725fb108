import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bind, empty, identifier, integer, join, list, sql, textOf, type Sql } from '../../src/database/sql.ts'
import { createWriter, type Writer } from '../../src/database/writer.ts'

let writer: Writer
beforeAll(async () => {
  writer = await createWriter(':memory:', { threads: 1 })
})
afterAll(() => writer.close())

const first = async (statement: Sql) => (await writer.all(statement)).values[0]?.[0]

describe('a statement', () => {
  test('binds every value with its type, numbered in order', () => {
    const statement = sql`select ${bind('varchar', 'a')}, ${bind('usmallint', 2020)}`
    expect(textOf(statement)).toBe('select $1::varchar, $2::usmallint')
    expect(statement.parameters).toEqual([
      { type: 'varchar', value: 'a' },
      { type: 'usmallint', value: 2020 },
    ])
  })

  test('keeps its numbering when nested and joined', () => {
    const inner = sql`x = ${bind('integer', 1)}`
    const statement = sql`where ${join([inner, sql`true`, inner], sql` or `)} and y in ${list('double', [2, 3])}`
    expect(textOf(statement)).toBe('where x = $1::integer or true or x = $2::integer and y in ($3::double, $4::double)')
    expect(statement.parameters.map(({ value }) => value)).toEqual([1, 1, 2, 3])
  })

  test('may be empty, and an empty list matches nothing', async () => {
    expect(textOf(sql`a${empty}b`)).toBe('ab')
    expect(textOf(join([]))).toBe('')
    expect(await first(sql`select count(*)::integer from range(3) t(x) where x in ${list('integer', [])}`)).toBe(0)
    expect(await first(sql`select count(*)::integer from range(3) t(x) where x in ${list('integer', [1, 2, 7])}`)).toBe(2)
  })
})

describe('text of a request', () => {
  const hostile = [
    "'",
    "'; drop table secret; --",
    '"; drop table secret; --',
    '$1',
    '$1::varchar',
    '\\',
    '%',
    '${x}',
    'select 1',
    '/* */',
    'å',
    '😀',
    'NULL',
  ]

  test.each(hostile)('stays data: %s', async (text) => {
    await writer.script('create or replace table secret as select 1 as x')
    expect(await first(sql`select ${bind('varchar', text)}`)).toBe(text)
    expect(
      await first(sql`select count(*)::integer from (select ${bind('varchar', text)} as t) where t in ${list('varchar', [text, 'other'])}`),
    ).toBe(1)
    expect(await first(sql`select count(*)::integer from secret`)).toBe(1)
  })

  test('a list of nothing holds nothing', async () => {
    expect(await first(sql`select ${bind('varchar', 'x')} in ${list('varchar', [])}`)).toBe(false)
    expect(await first(sql`select ${bind('varchar', 'x')} not in ${list('varchar', [])}`)).toBe(true)
  })

  test('null is bound as null', async () => {
    expect(await first(sql`select ${bind('varchar', null)} is null`)).toBe(true)
  })

  test('a number that does not fit its type is an error, not another number', async () => {
    await expect(first(sql`select ${bind('usmallint', 70_000)}`)).rejects.toThrow(/70000/)
    await expect(first(sql`select ${bind('usmallint', -1)}`)).rejects.toThrow(/-1/)
  })
})

describe('identifiers', () => {
  test.each(['severity', 'a', 'x_1', 'select'])('are words a model may declare: %s', (name) => {
    expect(textOf(identifier(name))).toBe(`"${name}"`)
  })

  test.each(['', 'A', '1a', '_a', 'a b', 'a"', 'a;--', 'å', 'a.b', 'a\n', '"a"'])('are nothing else: %s', (name) => {
    expect(() => identifier(name)).toThrow('not an identifier')
  })

  test('integers of the program’s own are whole', () => {
    expect(textOf(integer(-3))).toBe('-3')
    for (const value of [1.5, NaN, Infinity, 2 ** 60]) expect(() => integer(value)).toThrow('not an integer')
  })
})
