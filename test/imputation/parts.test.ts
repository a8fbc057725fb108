import { expect, test } from 'vitest'
import { sql } from '../../src/database/sql.ts'
import { opened, place } from './orchards.ts'

const four = [place('A1', 100), place('A2', 200), place('A3', 300), place('A4', 400)]
const cells = sql`select u.code, coalesce(fruit::varchar, ''), coalesce(soil::varchar, ''), c.crates::double, crates_how::varchar
  from completed_harvest c join unit u using (unit) where crates_how in ('imputed', 'suppressed') order by all`
const close = (value: number) => expect.closeTo(value, 12)
const parts = { apple: 'harvest.crates, fruit: apple', pear: 'harvest.crates, fruit: pear' }

test('parts are estimated with the same units and add up; an answered part stands', () =>
  opened({ places: four, asks: parts, waves: { 2020: 'id,apple,pear\nA1,1,3\nA2,4,\nA3,7,5\n' } }, async ({ rows }) => {
    // Apples: 12 for 600; pears: 8 for 400.
    expect(await rows(cells)).toEqual([
      ['A2', 'pear', '', close(200 * 8 / 400), 'imputed'],
      ['A4', 'apple', '', close(400 * 12 / 600), 'imputed'],
      ['A4', 'pear', '', close(400 * 8 / 400), 'imputed'],
    ])
  }))

test('parts grow with their whole and are divided as in the stratum', () =>
  opened({
    places: four,
    asks: { apple: 'harvest.trees, fruit: apple', pear: 'harvest.trees, fruit: pear' },
    waves: { 2020: 'id,apple,pear\nA1,1,3\nA2,4,2\nA3,7,3\nA4,9,1\n', 2021: 'id,apple,pear\nA1,2,3\nA2,5,2\nA3,8,4\n' },
  }, async ({ rows }) => {
    const trees = sql`select fruit::varchar, trees::double from completed_harvest where trees_how = 'imputed' order by fruit`
    expect(await rows(trees)).toEqual([['apple', close(10 * 15 / 20)], ['pear', close(10 * 9 / 20)]])
  }))

const whole = { all: 'harvest.crates', ...parts }

test('where the whole was answered its parts share it; where parts were, the whole is their sum', () =>
  opened({ places: four, asks: whole, waves: { 2020: 'id,all,apple,pear\nA1,4,1,3\nA2,6,3,3\nA3,20,,\nA4,,9,\n' } }, async ({ rows }) => {
    // Of 10 crates 4 are apples. Pears: 6 for 300.
    expect(await rows(cells)).toEqual([
      ['A3', 'apple', '', close(8), 'imputed'],
      ['A3', 'pear', '', close(12), 'imputed'],
      ['A4', '', '', close(17), 'imputed'],
      ['A4', 'pear', '', close(8), 'imputed'],
    ])
  }))

test('who answered all parts is as good as who answered the whole', () =>
  opened({ places: four, asks: whole, waves: { 2020: 'id,all,apple,pear\nA1,4,1,3\nA2,6,3,3\nA3,,9,11\n' } }, async ({ rows }) => {
    expect((await rows(cells)).filter(([code]) => code === 'A4')).toEqual([
      ['A4', '', '', close(400 * 30 / 600), 'imputed'],
      ['A4', 'apple', '', close(400 * 13 / 600), 'imputed'],
      ['A4', 'pear', '', close(400 * 17 / 600), 'imputed'],
    ])
  }))

test('a part beside the whole is what it leaves; of a whole that is more than its parts it is a share', async () => {
  await opened({ places: four, asks: whole, waves: { 2020: 'id,all,apple,pear\nA1,4,1,3\nA2,6,3,3\nA3,20,5,\nA4,1,1,0\n' } }, async ({ rows }) => {
    expect(await rows(cells)).toEqual([['A3', 'pear', '', close(15), 'imputed']])
  })
  await opened({ places: four, asks: whole, waves: { 2020: 'id,all,apple,pear\nA1,10,1,3\nA2,10,3,3\nA3,40,5,\nA4,1,1,0\n' } }, async ({ rows }) => {
    expect(await rows(cells)).toEqual([['A3', 'pear', '', close(40 * 6 / 21), 'imputed']])
  })
})

test('parts of parts add up too', () =>
  opened({
    places: four,
    asks: { ...parts, clay: 'harvest.crates, fruit: apple, soil: clay', sand: 'harvest.crates, fruit: apple, soil: sand' },
    waves: { 2020: 'id,apple,pear,clay,sand\nA1,4,1,1,3\nA2,6,1,4,2\nA3,10,1,,\n' },
  }, async ({ rows }) => {
    expect(await rows(cells)).toEqual([
      ['A3', 'apple', 'clay', close(5), 'imputed'],
      ['A3', 'apple', 'sand', close(5), 'imputed'],
      ['A4', 'apple', '', close(400 * 20 / 600), 'imputed'],
      ['A4', 'apple', 'clay', close(400 * 10 / 600), 'imputed'],
      ['A4', 'apple', 'sand', close(400 * 10 / 600), 'imputed'],
      ['A4', 'pear', '', close(400 * 3 / 600), 'imputed'],
    ])
  }))

test('whom a question does not concern has nothing; what is not public is estimated and stays not public', () =>
  opened({ places: four, asks: { crates: 'harvest.crates' }, waves: { 2020: 'id,crates\nA1,6\nA2,.\nA3,:\n' } }, async ({ rows }) => {
    expect(await rows(cells)).toEqual([['A3', '', '', close(300 * 6 / 300), 'suppressed'], ['A4', '', '', close(400 * 6 / 300), 'imputed']])
  }))

test('what is averaged is estimated by the mean of the stratum', () =>
  opened({ places: four, asks: { apple: 'harvest.weeks, fruit: apple', pear: 'harvest.weeks, fruit: pear' }, waves: { 2020: 'id,apple,pear\nA1,1,3\nA2,4,\nA3,7,5\n' } }, async ({ rows }) => {
    const weeks = sql`select u.code, fruit::varchar, weeks from completed_harvest join unit u using (unit) where weeks_how = 'imputed' order by all`
    expect(await rows(weeks)).toEqual([['A2', 'pear', 4], ['A4', 'apple', 4], ['A4', 'pear', 4]])
  }))

test('of merged places the year before is the sum of those they were, if all answered; of a divided one there is none', () =>
  opened({
    places: [
      ...['A1', 'A2', 'A3', 'A4', 'A5'].map((code) => place(code, 100, { to: 2020 })),
      place('A6', 200, { from: 2021 }),
      place('A7', 200, { from: 2021 }),
      place('A8', 50, { from: 2021 }),
      place('A9', 50, { from: 2021 }),
      ...[1, 2, 3].map((nth) => place(`B${nth}`, 100)),
    ],
    changes: '2021,A1,A6,1\n2021,A2,A6,1\n2021,A3,A7,1\n2021,A4,A7,1\n2021,A5,A8,0.5\n2021,A5,A9,0.5\n',
    asks: { trees: 'harvest.trees' },
    waves: { 2020: 'id,trees\nA1,5\nA2,7\nA3,5\nA5,8\nB1,10\nB2,10\nB3,10\n', 2021: 'id,trees\nB1,20\nB2,20\nB3,20\n' },
  }, async ({ rows }) => {
    const methods = sql`select u.code, i.method::varchar, i.x from imputation i join unit u using (unit) where imputed and year = 2021 order by all`
    expect(await rows(methods)).toEqual([['A6', 'growth', 12], ['A7', 'ratio', 200], ['A8', 'ratio', 50], ['A9', 'ratio', 50]])
  }))

test('neither a sample nor a survey without a list of its units is estimated', async () => {
  const waves = { 2020: 'id,crates\nA1,6\nA2,\n' }
  for (const survey of ['design: { sample: true }\n', 'frame: none\n'])
    await opened({ places: four, asks: { crates: 'harvest.crates' }, waves, survey }, async ({ rows }) => {
      expect(await rows(cells)).toEqual([])
      expect(await rows(sql`select count(*)::integer from completed_harvest`)).toEqual([[2]])
    })
})
