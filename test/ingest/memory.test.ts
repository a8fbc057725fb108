import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { writeNumbers, writeSurvey } from '../../bench/ingest/survey-of-numbers.ts'
import { sql } from '../../src/database/sql.ts'
import { createWriter } from '../../src/database/writer.ts'
import { readAnswers } from '../../src/ingest/read-answers.ts'
import { findWaveFiles } from '../../src/ingest/wave-files.ts'
import { readGeography } from '../../src/model/geography-rows.ts'
import { modelOf } from './small-seeds.ts'

const folder = mkdtempSync(join(tmpdir(), 'memory-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['wide', false],
  ['long', true],
])('a %s file of more answers than fit in memory is staged whole', async (name, long) => {
  const seeds = join(folder, name)
  const shape = { units: 12_000, questions: 100, text: long ? 0 : 2000 }
  writeSurvey(seeds, shape, long)
  writeNumbers(join(seeds, 'waves/form/2024.csv'), shape, long)
  const writer = await createWriter(join(seeds, 'stage.duckdb'), { memory: '120MB' })
  try {
    const model = modelOf(seeds)
    const stage = { writer, model, geography: readGeography(seeds, model), seeds, scratch: folder }
    expect(await readAnswers(stage, findWaveFiles(model, { folders: [seeds] }).files, () => {})).toEqual([])
    const { values } = await writer.all(sql`select count(*)::integer, count(distinct unit)::integer, sum(number::integer)::integer from stage_answer where how = 'reported'`)
    const total = Array.from({ length: shape.units }, (_, unit) => Array.from({ length: 100 }, (__, index) => (unit * 7919 + index * 104_729) % 1000))
    expect(values.map(([value]) => Number(value))).toEqual([1_200_000, shape.units, total.flat().reduce((sum, number) => sum + number, 0)])
    const spilled = await writer.all(sql`select sum(temporary_storage_bytes)::double from duckdb_memory()`)
    expect(Number(spilled.values[0]?.[0])).toBeGreaterThan(0)
  } finally {
    await writer.close()
  }
})
