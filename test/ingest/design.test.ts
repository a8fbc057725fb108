import { expect, test } from 'vitest'
import { sql } from '../../src/database/sql.ts'
import { ofPlaces, places, question, rowsOf, rowsOfAll, survey, wave } from './small-seeds.ts'

const number = question('q', { kind: 'number' }, 'n')
const units = sql`select code, in_frame, asked, responded, s.name, u.size, size_group, base_weight
  from unit_wave u join stratum s using (survey, year, stratum) order by year, code`
const strata = sql`select name, units, size, clusters, respondents, respondents_weight from stratum order by year, stratum`
const waves = sql`select year, frame, sampled, respondents from wave order by year`

test('without frame and design every unit counts once, in one stratum', async () => {
  expect(await rowsOfAll([units, strata, waves], survey([number]), wave('id,q\na,1\nb,2\n'))).toEqual([
    [
      ['a', false, true, true, 'all', null, null, 1],
      ['b', false, true, true, 'all', null, null, 1],
    ],
    [['all', null, null, null, 2, 2]],
    [[2020, null, 2, 2]],
  ])
})

test('the geography as frame: every place of the year, its inhabitants as size, size groups as strata, weighted N/n', async () => {
  const model = survey([number], { ...ofPlaces, waves: { years: [2020, 2021] } })
  expect(await rowsOfAll([units, strata, waves], places, model, wave('id,q\n02,1\n'), wave('id,q\n02,1\n01,1\n04,1\n', 2021))).toEqual([
    [
      ['01', true, true, false, '0-99', 50, '0-99', 0],
      ['02', true, true, true, '100-999', 150, '100-999', 1],
      ['03', true, true, false, '1000-', 2000, '1000-', 0],
      ['01', true, true, true, '0-99', 60, '0-99', 1],
      ['02', true, true, true, '100-999', 140, '100-999', 2],
      ['04', true, true, true, '1000-', 1500, '1000-', 1],
      ['05', true, true, false, '100-999', 500, '100-999', 0],
    ],
    [
      ['0-99', 1, 50, null, 0, 0],
      ['100-999', 1, 150, null, 1, 1],
      ['1000-', 1, 2000, null, 0, 0],
      ['0-99', 1, 60, null, 1, 1],
      ['100-999', 2, 640, null, 1, 2],
      ['1000-', 1, 1500, null, 1, 1],
    ],
    [
      [2020, 3, 3, 1],
      [2021, 4, 4, 3],
    ],
  ])
})

test('a unit of the frame without a row did not respond; in a sample it was not asked', async () => {
  const frame = { 'frame.csv': 'school,pupils\na,10\nb,20\nc,30\n' }
  const census = survey([number], { frame: { file: 'frame.csv', unit: 'school' }, waves: { years: [2020], responded: 'svar' } })
  const text = wave('id,svar,q\na,1,4\nb,0,\n')
  const brief = sql`select code, asked, responded, base_weight from unit_wave order by code`
  expect(await rowsOfAll([brief, waves], frame, census, text)).toEqual([
    [
      ['a', true, true, 3],
      ['b', true, false, 0],
      ['c', true, false, 0],
    ],
    [[2020, 3, 3, 1]],
  ])
  const sample = survey([number], {
    frame: { file: 'frame.csv', unit: 'school' },
    waves: { years: [2020], responded: 'svar' },
    design: { sample: true },
  })
  expect(await rowsOfAll([brief, waves], frame, sample, text)).toEqual([
    [
      ['a', true, true, 3],
      ['b', true, false, 0],
      ['c', false, false, 0],
    ],
    [[2020, 3, 2, 1]],
  ])
})

test('who did not respond has no facts and no answers', async () => {
  const model = survey([number], { waves: { years: [2020], responded: 'svar' } })
  expect(
    await rowsOfAll([sql`select n::double from fact_things`, sql`select value from answer`], model, wave('id,svar,q\na,1,4\nb,0,7\n')),
  ).toEqual([[[4]], [['4']]])
})

test('the frame’s strata and sizes count, and its attributes; a file frame may change with the year', async () => {
  const model = survey([number], {
    frame: { file: 'frame.csv', unit: 'school', strata: 'place', size: 'pupils' },
    waves: { years: [2020, 2021] },
  })
  const owner = { 'dimensions/owner.yaml': 'id: owner\nlabel: { nb: Eier, en: Owner }\nof: unit\ncolumn: owner\nmembers: found\n' }
  const frame = {
    'frame.csv': 'year;school;place;pupils;owner\n2020;a;N;10;city\n2020;b;N;;city\n2020;c;S;1 200,5;church\n2021;a;S;11;city\n',
  }
  expect(
    await rowsOf(
      sql`select u.year, code, s.name, u.size, owner::varchar, base_weight from unit_wave u join stratum s using (survey, year, stratum) order by all`,
      model,
      owner,
      frame,
      wave('id,q\na,1\nc,2\n'),
      wave('id,q\na,1\n', 2021),
    ),
  ).toEqual([
    [2020, 'a', 'N', 10, 'city', 2],
    [2020, 'b', 'N', null, 'city', 0],
    [2020, 'c', 'S', 1200.5, 'church', 1],
    [2021, 'a', 'S', 11, 'city', 1],
  ])
})

test('an attribute that only the wave file has is known of who answered; a survey without the column was not asked', async () => {
  const owner = { 'dimensions/owner.yaml': 'id: owner\nlabel: { nb: Eier, en: Owner }\nof: unit\ncolumn: owner\nmembers: found\n' }
  const model = survey([number], { frame: { file: 'frame.csv', unit: 'school' }, waves: { years: [2020, 2021] } })
  expect(
    await rowsOf(
      sql`select year, code, owner::varchar from unit_wave order by all`,
      model,
      owner,
      { 'frame.csv': 'school\na\nb\n' },
      wave('id,q,owner\na,1,city\n'),
      wave('id,q\na,1\n', 2021),
    ),
  ).toEqual([
    [2020, 'a', 'city'],
    [2020, 'b', null],
    [2021, 'a', null],
    [2021, 'b', null],
  ])
})

test('an attribute left blank is unknown, in the frame as in the wave file', async () => {
  const attribute = (id: string) => ({ [`dimensions/${id}.yaml`]: `id: ${id}\nlabel: { nb: ${id}, en: ${id} }\nof: unit\ncolumn: ${id}\nmembers:\n  - { id: city, label: { nb: By, en: City } }\n` })
  const model = survey([number], { frame: { file: 'frame.csv', unit: 'school' } })
  const files = [attribute('owner'), attribute('side'), { 'frame.csv': 'school,owner\na,city\nb,\n' }, wave('id,q,side\na,1,\nb,2,city\n')]
  expect(await rowsOf(sql`select code, owner::varchar, side::varchar from unit_wave order by all`, model, ...files)).toEqual([
    ['a', 'city', null],
    ['b', null, 'city'],
  ])
})

test('totals only: strata from the wave file, weighted by the totals; a stratum nobody answered in is there too', async () => {
  const model = survey([number], { frame: { strata_file: 'strata.csv', strata: 's', units: 'n', size: 'pupils' } })
  const totals = { 'strata.csv': 's,n,pupils\nNorth,6,600\nSouth,4,100\nWest,2,50\n' }
  expect(await rowsOfAll([strata, waves], model, totals, wave('id,s,q\na,North,1\nb,North,2\nc,South,3\n'))).toEqual([
    [
      ['North', 6, 600, null, 2, 6],
      ['South', 4, 100, null, 1, 4],
      ['West', 2, 50, null, 0, 0],
    ],
    [[2020, 12, 12, 3]],
  ])
})

test('weights of the file are used as they are', async () => {
  const model = survey([number], { design: { weight: 'w', strata: 's' } })
  expect(
    await rowsOfAll(
      [sql`select code, base_weight from unit_wave order by code`, strata],
      model,
      wave('id,s,w,q\na,x,"1,5",1\nb,x,2.25,2\n'),
    ),
  ).toEqual([
    [
      ['a', 1.5],
      ['b', 2.25],
    ],
    [['x', null, null, null, 2, 3.75]],
  ])
})

test('the number of units of a stratum may be a column of the wave file', async () => {
  const model = survey([number], { design: { strata: 's', units: 'fpc' } })
  expect(
    await rowsOfAll(
      [sql`select code, base_weight from unit_wave order by code`, strata],
      model,
      wave('id,s,fpc,q\na,x,6,1\nb,x,6,2\nc,y,5,3\n'),
    ),
  ).toEqual([
    [
      ['a', 3],
      ['b', 3],
      ['c', 5],
    ],
    [
      ['x', 6, null, null, 2, 6],
      ['y', 5, null, null, 1, 5],
    ],
  ])
})

test('clusters: there are 12, 3 are in the sample, so each unit counts 4 times', async () => {
  const model = survey([number], { design: { cluster: 'd', units: 'fpc' } })
  expect(
    await rowsOfAll(
      [sql`select code, base_weight, cluster_1 from unit_wave order by code`, strata],
      model,
      wave('id,d,fpc,q\na,d1,12,1\nb,d1,12,2\nc,d2,12,3\nd,d3,12,4\n'),
    ),
  ).toEqual([
    [
      ['a', 4, 'd1'],
      ['b', 4, 'd1'],
      ['c', 4, 'd2'],
      ['d', 4, 'd3'],
    ],
    [['all', null, null, 12, 4, 16]],
  ])
})

test('two stages: 10 clusters of which 2, and in them 4 of which 2 and 5 of which 1', async () => {
  const model = survey([number], { design: { cluster: ['d', 's'], units: ['n1', 'n2'] } })
  expect(
    await rowsOf(
      sql`select code, base_weight, cluster_1, cluster_2, units_2 from unit_wave order by code`,
      model,
      wave('id,d,s,n1,n2,q\na,d1,s1,10,4,1\nb,d1,s2,10,4,2\nc,d2,s1,10,5,3\n'),
    ),
  ).toEqual([
    ['a', 10, 'd1', 's1', 4],
    ['b', 10, 'd1', 's2', 4],
    ['c', 25, 'd2', 's1', 5],
  ])
})
