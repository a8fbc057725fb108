import { expect, test } from 'vitest'
import { sql } from '../../src/database/sql.ts'
import { opened, place } from './orchards.ts'

/** Small A1-A4, middle B1-B3, large C1. */
const eight = [place('A1', 100), place('A2', 200), place('A3', 300), place('A4', 400), place('B1', 1000), place('B2', 2000), place('B3', 3000), place('C1', 9000)]

const estimates = (fact: 'trees' | 'crates' | 'weeks') => sql`select c.year, u.code, c.${{ text: [fact], parameters: [] }}::double
  from completed_harvest c join unit u using (unit) where c.${{ text: [`${fact}_how`], parameters: [] }} = 'imputed' order by all`
const methods = sql`select i.year, u.code, i.method::varchar, i.x, i.pool from imputation i join unit u using (unit) where imputed order by all`
const asks = { trees: 'harvest.trees', crates: 'harvest.crates' }

test('what was not answered the first year is the size times the ratio of the stratum', () =>
  opened({ places: eight, asks, waves: { 2020: 'id,trees,crates\nA1,10,1\nA2,20,3\nA4,30,\nB1,5,5\nB3,35,15\nC1,90,90\n' } }, async ({ rows }) => {
    // Small: 60 trees for 700, 4 crates for 300; middle: 40 trees, 20 crates for 4000.
    expect(await rows(estimates('trees'))).toEqual([[2020, 'A3', (300 * 60) / 700], [2020, 'B2', 20]])
    expect(await rows(estimates('crates'))).toEqual([[2020, 'A3', (300 * 4) / 300], [2020, 'A4', (400 * 4) / 300], [2020, 'B2', 10]].map(([year, code, value]) => [year, code, expect.closeTo(Number(value), 12)]))
  }))

test('what was answered the year before grows as the others of the stratum did, but not twice in a row', () =>
  opened({
    places: eight,
    asks: { trees: 'harvest.trees' },
    waves: {
      2020: 'id,trees\nA1,10\nA2,20\nA3,30\nA4,40\nB1,10\nB2,20\nB3,30\nC1,90\n',
      2021: 'id,trees\nA1,12\nA2,22\nA3,35\nB1,10\nB2,20\nB3,30\nC1,90\n',
      2022: 'id,trees\nA1,12\nA2,22\nA3,35\nB1,10\nB2,20\nB3,30\nC1,90\n',
    },
  }, async ({ rows }) => {
    expect(await rows(estimates('trees'))).toEqual([[2021, 'A4', expect.closeTo((40 * 69) / 60, 12)], [2022, 'A4', expect.closeTo((400 * 69) / 600, 12)]])
    expect(await rows(methods)).toEqual([[2021, 'A4', 'growth', 40, 1], [2022, 'A4', 'ratio', 400, 1]])
  }))

test.each([
  ['a new segment', 'segments: [{ from: 2020, to: 2020 }, { from: 2021 }]\n', {}, 'ratio'],
  ['a new segment of another subject', 'segments: [{ from: 2020, to: 2020 }, { from: 2021, subjects: [weather] }]\n', {}, 'growth'],
  ['a question that changed its meaning', '', { trees: '[{ from: 2021, text: { nb: a, en: b }, link: break }]' }, 'ratio'],
  ['a question that changed its words', '', { trees: '[{ from: 2021, text: { nb: a, en: b }, link: minor }]' }, 'growth'],
])('after %s', async (_, survey, wording, method) => {
  const weather = `id: weather\nlabel: { nb: w, en: w }\nfacts: { rain: { kind: boolean } }\nindicators: { rain: { kind: share, of: rain } }\n`
  const waves = { 2020: 'id,trees\nA1,10\nA2,20\nA3,30\nA4,40\n', 2021: 'id,trees\nA1,10\nA2,20\nA3,30\n' }
  await opened({ places: eight.slice(0, 4), asks: { trees: 'harvest.trees' }, waves, survey, wording, files: { 'subjects/weather.yaml': weather } }, async ({ rows }) => {
    expect((await rows(methods)).map(([, , used]) => used)).toEqual([method])
  })
})

test('a stratum that has nothing to go by joins the next larger one, the largest the next smaller', () =>
  opened({
    places: eight,
    asks,
    waves: {
      2020: 'id,trees,crates\nA1,10,\nA2,20,\nA3,30,\nA4,40,\nB1,10,5\nB2,20,10\nB3,30,15\nC1,90,\n',
      2021: 'id,trees,crates\nA1,12,3\nB1,11,5\nB2,21,10\nB3,31,15\nC1,,\n',
    },
  }, async ({ rows }) => {
    // 2020: nobody small or large told the crates; 20 crates of 6000 are 5 per 1000. 2021: of the small one only told both years, so all grow alike.
    expect((await rows(estimates('crates'))).filter(([year]) => year === 2020)).toEqual(
      [[2020, 'A1', 0.5], [2020, 'A2', 1], [2020, 'A3', 1.5], [2020, 'A4', 2], [2020, 'C1', 45]].map(([year, code, value]) => [year, code, expect.closeTo(Number(value), 12)]))
    expect((await rows(estimates('trees'))).map(([, code, value]) => [code, value])).toEqual([
      ['A2', expect.closeTo((20 * 75) / 70, 12)],
      ['A3', expect.closeTo((30 * 75) / 70, 12)],
      ['A4', expect.closeTo((40 * 75) / 70, 12)],
      ['C1', expect.closeTo((90 * 75) / 70, 12)],
    ])
  }))
