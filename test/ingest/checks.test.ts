import { expect, test } from 'vitest'
import { runChecks } from '../../src/ingest/run-checks.ts'
import { warehouseFiles } from '../../src/ingest/stage.ts'
import { ofPlaces, places, question, survey, wave, withWarehouse } from './small-seeds.ts'

const folder = [places, survey([question('q', { kind: 'number' }, 'n')], ofPlaces), wave('id,q\n01,1\n03,2\n')]

/** Statements that break each check (every file of warehouse/checks), and what its message names. */
const broken: Readonly<Record<string, readonly [statement: string, first: string]>> = {
  'answers-of-units': [`update answer set unit = 99 where value = '1'`, 'survey form, year 2020, unit 99'],
  'correspondence-lands-on-areas': [`delete from area_base where vintage = 2021 and base = '04'`, 'vintage 2021, target 04'],
  'correspondence-sums-to-one': [
    `update area_correspondence set share = 0.5 where year = 2020 and code = '01' and vintage = 2022`,
    'year 2020, code 01, vintage 2022, share 0.5',
  ],
  'facts-are-unique': [
    'insert into fact_things from fact_things where n = 2',
    'subject things, survey form, year 2020, unit 3, cell  * * *, rows 2',
  ],
  'facts-of-respondents': ['update fact_things set unit = 2 where n = 2', 'subject things, survey form, year 2020, unit 2'],
  'membership-within-one': [
    `insert into area_base values (2021, '04', 'county', 'N', 0.2, false)`,
    'vintage 2021, base 04, level county, share 1.2',
  ],
  'population-of-areas': [`insert into population values (2020, '77', 1)`, 'year 2020, code 77'],
  'respondents-agree': ['update wave set respondents = 3', 'survey form, year 2020, respondents 3, units 2, strata 2'],
  'strata-exist': ['update unit_wave set stratum = 9 where unit = 3', 'survey form, year 2020, unit 3, stratum 9'],
  'weights-are-positive': ['update unit_wave set base_weight = 0 where unit = 3', 'survey form, year 2020, unit 3, base_weight 0'],
}

test('every check has a case here', () => {
  expect(warehouseFiles('checks').map((file) => file.replace('.sql', ''))).toEqual(Object.keys(broken).sort())
})

test.each(Object.entries(broken))('%s stops a build and names the rows', async (check, [statement, first]) => {
  await withWarehouse(folder, async (writer) => {
    await writer.script(statement)
    await expect(runChecks(writer)).rejects.toThrow(`${check} (1 rows, the first: ${first})`)
  })
})
