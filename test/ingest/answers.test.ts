import { expect, test } from 'vitest'
import { sql } from '../../src/database/sql.ts'
import { question, rowsOf, rowsOfAll, survey, wave } from './small-seeds.ts'

const codes = sql`(select unit, code from unit)`

test('numbers may have a decimal comma, a decimal point and spaces between thousands, and are kept exactly', async () => {
  const rows = await rowsOf(
    sql`select code, n::varchar, typeof(n) from fact_things join ${codes} using (unit) order by code`,
    survey([question('q', { kind: 'number' }, 'n')]),
    wave('id;q\na;1 234,5\nb;0.25\nc;1\u00A0000\nd;-3\ne;+7,10\n'),
  )
  expect(rows).toEqual([
    ['a', '1234.50', 'DECIMAL(18,2)'],
    ['b', '0.25', 'DECIMAL(18,2)'],
    ['c', '1000.00', 'DECIMAL(18,2)'],
    ['d', '-3.00', 'DECIMAL(18,2)'],
    ['e', '7.10', 'DECIMAL(18,2)'],
  ])
})

test('numbers with many decimals or of great size are kept as floating point', async () => {
  const rows = await rowsOf(
    sql`select code, n, typeof(n) from fact_things join ${codes} using (unit) order by code`,
    survey([question('q', { kind: 'number' }, 'n')]),
    wave('id,q\na,0.1234567\nb,1e12\n'),
  )
  expect(rows).toEqual([
    ['a', 0.1234567, 'DOUBLE'],
    ['b', 1e12, 'DOUBLE'],
  ])
})

test('a missing answer is a row without a value that says why; missing is never 0', async () => {
  const rows = await rowsOf(
    sql`select code, n::double, n_how::varchar from fact_things join ${codes} using (unit) order by code`,
    survey([question('q', { kind: 'number' }, 'n', { missing: { '-1': 'suppressed' } })], {
      missing: { '': 'not_answered', '..': 'not_answered', ':': 'suppressed', '.': 'not_asked' },
    }),
    wave('id,q\na,0\nb,\nc, ..\nd,:\ne,.\nf,-1\n'),
  )
  expect(rows).toEqual([
    ['a', 0, 'reported'],
    ['b', null, 'not_answered'],
    ['c', null, 'not_answered'],
    ['d', null, 'suppressed'],
    ['e', null, 'not_asked'],
    ['f', null, 'suppressed'],
  ])
})

test('yes and no have many words, in any letters', async () => {
  const rows = await rowsOf(
    sql`select code, has from fact_things join ${codes} using (unit) order by code`,
    survey([question('q', { kind: 'boolean' }, 'has')]),
    wave('id,q\na,1\nb,0\nc,TRUE\nd,false\ne,Ja\nf,NEI\ng,yes\nh,No\n'),
  )
  expect(rows.map(([, value]) => value)).toEqual([true, false, true, false, true, false, true, false])
})

test('a choice with $option is a row per option, chosen or not, for everyone who answered', async () => {
  const rows = await rowsOf(
    sql`select code, kind::varchar, has, has_how::varchar from fact_things join ${codes} using (unit) order by code, kind`,
    survey([question('q', { kind: 'choice', options: { A: 'alpha', B: 'beta' } }, { fact: 'things.has', kind: '$option' })]),
    wave('id,q\nx,A\ny,B\nz,\n'),
  )
  expect(rows).toEqual([
    ['x', 'alpha', true, 'reported'],
    ['x', 'beta', false, 'reported'],
    ['y', 'alpha', false, 'reported'],
    ['y', 'beta', true, 'reported'],
    ['z', 'alpha', null, 'not_answered'],
    ['z', 'beta', null, 'not_answered'],
  ])
})

test('a choice gives a boolean, a number, or the score of the member chosen', async () => {
  const rows = await rowsOf(
    sql`select code, grade::varchar, has, n::double, weeks::double from fact_things join ${codes} using (unit) order by code, grade`,
    survey([
      question('yes', { kind: 'choice', options: { Ja: true, Nei: false } }, 'has'),
      question('number', { kind: 'choice', options: { few: 2.5, many: 40 } }, 'n'),
      question('rated', { kind: 'choice', options: { low: 'g1', high: 'g5' } }, [
        { fact: 'things.every', grade: '$option' },
        { fact: 'things.weeks' },
      ]),
    ]),
    wave('id,yes,number,rated\na,Ja,few,high\nb,Nei,many,low\n'),
  )
  expect(rows).toEqual([
    ['a', 'g1', null, null, null],
    ['a', 'g5', null, null, null],
    ['a', null, true, 2.5, 5],
    ['b', 'g1', null, null, null],
    ['b', 'g5', null, null, null],
    ['b', null, false, 40, 1],
  ])
})

test('in a multi-select with a column per option one filled makes the empty ones no; none filled is not answered', async () => {
  const [facts, answers] = await rowsOfAll(
    [
      sql`select code, kind::varchar, has, has_how::varchar from fact_things join ${codes} using (unit) order by code, kind`,
      sql`select u.code, option, value, how::varchar from answer join ${codes} u using (unit) order by u.code, option`,
    ],
    survey([question('q', { kind: 'multi' }, { fact: 'things.has', kind: '$option' }, { columns: { first: 'alpha', second: 'beta' } })], {
      missing: { '': 'not_answered', ':': 'suppressed' },
    }),
    wave('id,first,second\na,x,\nb,,\nc,0,0\nd,1,:\ne,ja,Nei\n'),
  )
  expect(facts).toEqual([
    ['a', 'alpha', true, 'reported'],
    ['a', 'beta', false, 'reported'],
    ['b', 'alpha', null, 'not_answered'],
    ['b', 'beta', null, 'not_answered'],
    ['c', 'alpha', false, 'reported'],
    ['c', 'beta', false, 'reported'],
    ['d', 'alpha', true, 'reported'],
    ['d', 'beta', null, 'suppressed'],
    ['e', 'alpha', true, 'reported'],
    ['e', 'beta', false, 'reported'],
  ])
  expect(answers).toEqual([
    ['a', 'alpha', 'alpha', 'reported'],
    ['b', null, null, 'not_answered'],
    ['c', null, null, 'reported'],
    ['d', 'alpha', 'alpha', 'reported'],
    ['e', 'alpha', 'alpha', 'reported'],
  ])
})

test('a multi-select in one column is split by its separator, its words mapped to members', async () => {
  const rows = await rowsOf(
    sql`select code, kind::varchar, has, has_how::varchar from fact_things join ${codes} using (unit) order by code, kind`,
    survey([
      question(
        'q',
        { kind: 'multi', separator: '|', options: { First: 'alpha', Second: 'beta' } },
        { fact: 'things.has', kind: '$option' },
      ),
    ]),
    wave('id,q\na,First | Second\nb,Second\nc,\n'),
  )
  expect(rows).toEqual([
    ['a', 'alpha', true, 'reported'],
    ['a', 'beta', true, 'reported'],
    ['b', 'alpha', false, 'reported'],
    ['b', 'beta', true, 'reported'],
    ['c', 'alpha', null, 'not_answered'],
    ['c', 'beta', null, 'not_answered'],
  ])
})

test('members that are found are the words of all files, sorted; who ticked another one said no to them', async () => {
  const [range, facts] = await rowsOfAll(
    [
      sql`select enum_range(null::d_topic)`,
      sql`select year, code, topic::varchar, has from fact_things join ${codes} using (unit) order by year, code, topic`,
    ],
    survey([question('q', { kind: 'multi', separator: ';' }, { fact: 'things.has', topic: '$option' })], {
      waves: { years: [2020, 2021] },
    }),
    wave('id,q\na,søvn;arbeid\n'),
    wave('id,q\na,arbeid\nb,Zen\n', 2021),
  )
  expect(range).toEqual([[['Zen', 'arbeid', 'søvn']]])
  expect(facts).toEqual([
    [2020, 'a', 'Zen', false],
    [2020, 'a', 'arbeid', true],
    [2020, 'a', 'søvn', true],
    [2021, 'a', 'Zen', false],
    [2021, 'a', 'arbeid', true],
    [2021, 'a', 'søvn', false],
    [2021, 'b', 'Zen', true],
    [2021, 'b', 'arbeid', false],
    [2021, 'b', 'søvn', false],
  ])
})

test('facts are wide: one row per cell, the whole beside the parts, how is null where nobody asked for that cell', async () => {
  const rows = await rowsOf(
    sql`select kind::varchar, n::double, n_how::varchar, has, has_how::varchar from fact_things order by kind`,
    survey([
      question('n_alpha', { kind: 'number' }, { fact: 'things.n', kind: 'alpha' }),
      question('n_all', { kind: 'number' }, 'n'),
      question('has_beta', { kind: 'boolean' }, { fact: 'things.has', kind: 'beta' }),
      question('has_alpha', { kind: 'boolean' }, { fact: 'things.has', kind: 'alpha' }),
    ]),
    wave('id,n_alpha,n_all,has_beta,has_alpha\na,3,5,1,\n'),
  )
  expect(rows).toEqual([
    ['alpha', 3, 'reported', null, 'not_answered'],
    ['beta', null, null, true, 'reported'],
    [null, 5, 'reported', null, null],
  ])
})

test('texts and dates are answers, not facts; dates are read in two ways', async () => {
  const [answers, columns] = await rowsOfAll(
    [
      sql`select question, value, how::varchar from answer order by question`,
      sql`select list(column_name order by column_index) from duckdb_columns() where table_name = 'fact_things'`,
    ],
    survey([
      question('remark', { kind: 'text' }, 'remark'),
      question('since', { kind: 'date' }, 'since'),
      question('started', { kind: 'date' }, { fact: 'things.since', kind: 'alpha' }),
    ]),
    wave('id,remark,since,started\na,"Line one, and\nline two",31.3.2020,2020-04-01\n'),
  )
  expect(answers).toEqual([
    ['remark', 'Line one, and\nline two', 'reported'],
    ['since', '2020-03-31', 'reported'],
    ['started', '2020-04-01', 'reported'],
  ])
  expect(columns?.[0]?.[0]).toEqual([
    'survey',
    'year',
    'unit',
    'kind',
    'topic',
    'grade',
    'n',
    'n_how',
    'most',
    'most_how',
    'weeks',
    'weeks_how',
    'has',
    'has_how',
    'every',
    'every_how',
  ])
})

test('a question has rows only in the years it was asked, under the column it had that year', async () => {
  const rows = await rowsOf(
    sql`select year, kind::varchar, n::double from fact_things order by year, kind`,
    survey(
      [
        question('q', { kind: 'number' }, { fact: 'things.n', kind: 'alpha' }, { column: { default: 'new', 2020: 'old' } }),
        question('later', { kind: 'number' }, { fact: 'things.n', kind: 'beta' }, { from: 2021, until: 2021 }),
        question('some', { kind: 'number' }, { fact: 'things.n', kind: 'gamma' }, { column: { 2022: 'some' }, from: 2022 }),
      ],
      { waves: { years: [2020, 2021, 2022] } },
    ),
    wave('id,old\na,1\n'),
    wave('id,new,later\na,2,3\n', 2021),
    wave('id,new,later,some\na,4,5,6\n', 2022),
  )
  expect(rows).toEqual([
    [2020, 'alpha', 1],
    [2021, 'alpha', 2],
    [2021, 'beta', 3],
    [2022, 'alpha', 4],
    [2022, 'gamma', 6],
  ])
})

test('texts keep their quotes, delimiters and line ends, whatever these are', async () => {
  const rows = await rowsOf(
    sql`select value from answer order by unit`,
    survey([question('q', { kind: 'text' }, 'remark')]),
    wave('id;q\r\na;"say ""yes""; then, no"\r\nb;"one\r\ntwo"\r\nc;" \u00A0spaced "\r\nd;"NULL"\r\ne;"æøå – “x” 😀"\r\n'),
  )
  expect(rows.map(([value]) => value)).toEqual(['say "yes"; then, no', 'one\r\ntwo', 'spaced', 'NULL', 'æøå – “x” 😀'])
})
