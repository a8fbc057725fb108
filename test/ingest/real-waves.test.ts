import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, type Sql } from '../../src/database/sql.ts'
import { createWriter, type Writer } from '../../src/database/writer.ts'
import { fillWarehouse } from '../../src/ingest/fill-warehouse.ts'
import { readAnswers } from '../../src/ingest/read-answers.ts'
import { findWaveFiles } from '../../src/ingest/wave-files.ts'
import { readGeography } from '../../src/model/geography-rows.ts'
import { readModel } from '../../src/model/read-model.ts'

// The two tables of real municipal answers that ship, without the surveys whose answers are made up.
const seeds = 'seeds'
const scratch = mkdtempSync(join(tmpdir(), 'scratch-'))
let writer: Writer
beforeAll(async () => {
  const shipped = readModel(seeds).model
  if (shipped === null) throw new Error('the shipped model has mistakes')
  const model = { ...shipped, surveys: shipped.surveys.filter(({ id }) => id.startsWith('ssb_')) }
  writer = await createWriter(':memory:')
  const stage = { writer, model, geography: readGeography(seeds, model), seeds, scratch }
  expect(await readAnswers(stage, findWaveFiles(model, { folders: [seeds] }).files, () => {})).toEqual([])
  await fillWarehouse(stage, { subject: () => {}, checking: () => {} })
})
afterAll(async () => {
  await writer.close()
  rmSync(scratch, { recursive: true, force: true })
})
const rows = async (statement: Sql) => {
  const { values, rowCount } = await writer.all(statement)
  return Array.from({ length: rowCount }, (_, row) => values.map((column) => column[row]))
}

test('every municipality of the two tables answered, none was made up, and there is no frame', async () => {
  expect(await rows(sql`select survey::varchar, year, synthetic, frame, sampled, respondents from wave order by year`)).toEqual([
    ['ssb_cooperation', 2003, false, null, 50, 50],
    ['ssb_grants_fte', 2004, false, null, 40, 40],
  ])
})

test('.. is not answered and : is not public, in the facts and in the answers; Råde and Hobøl show it', async () => {
  const of = (code: string) => sql`select distinct cooperates, cooperates_how::varchar from fact_collaboration join unit using (unit)
    where code = ${{ type: 'varchar', value: code }} and year = 2003 and cooperates_how is not null`
  expect(await rows(of('0135'))).toEqual([[null, 'not_answered']])
  expect(await rows(of('0138'))).toEqual([[null, 'suppressed']])
  expect(
    await rows(sql`select code, value, how::varchar from answer join unit using (unit)
    where question = 'cooperation_employment_service' and code in ('0101', '0135', '0138') order by code`),
  ).toEqual([
    ['0101', 'Ja', 'reported'],
    ['0135', null, 'not_answered'],
    ['0138', null, 'suppressed'],
  ])
})

test('Halden’s full-time equivalents are those of the table, to the decimal', async () => {
  expect(
    await rows(sql`select service::varchar, grant_fte::varchar from fact_workforce join unit using (unit)
    where code = '0101' and age_group = 'adults' and grant_fte is not null order by service::varchar`),
  ).toEqual([
    ['day_activity', '3.8'],
    ['housing', '8.3'],
    ['other', '3.8'],
  ])
})
