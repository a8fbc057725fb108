import { expect, test } from 'vitest'
import { sql } from '../../src/database/sql.ts'
import { ofPlaces, places, question, rowsOf, rowsOfAll, survey, wave } from './small-seeds.ts'

const number = question('q', { kind: 'number' }, 'n')

test('parts are combined into their unit, which has answered when all its parts have', async () => {
  const parted = survey(
    [
      question('n', { kind: 'number' }, 'n'),
      question('most', { kind: 'number' }, 'most'),
      question('weeks', { kind: 'number' }, 'weeks'),
      question('has', { kind: 'boolean' }, 'has'),
      question('every', { kind: 'boolean' }, 'every'),
    ],
    {
      unit: { column: 'id', kind: 'area', parts: 'districts.csv' },
      frame: 'geography',
      missing: { '': 'not_answered', ':': 'suppressed' },
    },
  )
  const [facts, responded, answers] = await rowsOfAll(
    [
      sql`select code, n::double, n_how::varchar, most::double, weeks, has, has_how::varchar, every from fact_things join unit using (unit) order by code`,
      sql`select code, responded from unit_wave order by code`,
      sql`select code, part, question, value from answer join unit using (unit) where question = 'n' order by code, part`,
    ],
    places,
    parted,
    { 'districts.csv': 'part,unit\n0201,02\n0202,02\n0301,03\n0302,03\n' },
    wave('id,n,most,weeks,has,every\n01,5,5,5,1,1\n0201,1,7,10,0,1\n0202,3,2,2,1,\n0301,4,4,4,1,1\n'),
  )
  expect(facts).toEqual([
    ['01', 5, 'reported', 5, 5, true, 'reported', true],
    ['02', 4, 'reported', 7, 4, true, 'reported', null], // (1 * 10 + 3 * 2) / 4 weeks
  ])
  expect(responded).toEqual([
    ['01', true],
    ['02', true],
    ['03', false],
  ])
  expect(answers).toEqual([
    ['01', null, 'n', '5'],
    ['02', '0201', 'n', '1'],
    ['02', '0202', 'n', '3'],
    ['03', '0301', 'n', '4'], // said, though its unit has not answered yet
  ])
})

test('a sum over parts is missing where a part is, hidden where a part is', async () => {
  const parted = survey([question('n', { kind: 'number' }, 'n'), question('has', { kind: 'boolean' }, 'has')], {
    unit: { column: 'id', kind: 'other', parts: 'districts.csv' },
    missing: { '': 'not_answered', ':': 'suppressed', '.': 'not_asked' },
  })
  const rows = await rowsOf(
    sql`select code, n::double, n_how::varchar, has, has_how::varchar from fact_things join unit using (unit) order by code`,
    parted,
    { 'districts.csv': 'part,unit\na1,a\na2,a\nb1,b\nb2,b\nc1,c\nc2,c\nd1,d\nd2,d\n' },
    wave('id,n,has\na1,1,0\na2,,\nb1,1,0\nb2,:,:\nc1,1,0\nc2,.,.\nd1,.,.\nd2,.,.\n'),
  )
  expect(rows).toEqual([
    ['a', null, 'not_answered', null, 'not_answered'],
    ['b', null, 'suppressed', null, 'suppressed'],
    ['c', 1, 'reported', false, 'reported'],
    ['d', null, 'not_asked', null, 'not_asked'],
  ])
})

test('an area is the same unit in every survey, another unit is its survey’s own', async () => {
  const other = {
    'surveys/other.yaml': `id: other
title: { nb: Annet, en: Other }
unit: { column: id, kind: area }
frame: none
waves: { file: waves/other.csv, year: 2020 }
questions:
  - { id: o, text: { nb: o, en: o }, column: o, answer: { kind: number }, gives: { fact: things.n } }
`,
    'waves/other.csv': 'id,o\n02,7\n',
  }
  expect(
    await rowsOf(
      sql`select f.survey::varchar, unit.survey::varchar, code, n::double from fact_things f join unit using (unit) order by f.survey, code`,
      places,
      survey([number], ofPlaces),
      other,
      wave('id,q\n02,1\n'),
    ),
  ).toEqual([
    ['form', null, '02', 1],
    ['other', null, '02', 7],
  ])
  expect(await rowsOf(sql`select survey::varchar, code from unit`, survey([number]), wave('id,q\n02,1\n'))).toEqual([['form', '02']])
})
