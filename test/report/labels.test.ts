import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { buildRelease } from '../../src/ingest/build.ts'
import { labelFinder } from '../../src/model/likeness.ts'
import { RefusedInput } from '../../src/model/refused-input.ts'
import { inspect, type Inspected } from '../../src/report/inspect.ts'
import { question, survey, wave, writeSeeds } from '../ingest/small-seeds.ts'
import { savWriter } from '../reading/sav-writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'kartlag-labels-'))
const asked = (id: string, text: string) => ({ ...question(id, { kind: 'number' }, id), text: { nb: text, en: text } })
afterAll(() => rmSync(folder, { recursive: true }))

test('columns of SPSS that are called otherwise are found by their labels', async () => {
  const path = join(folder, 'wave.sav')
  const { head, row } = savWriter([
    { name: 'ID', width: 8 },
    { name: 'WEEK', width: 0, label: 'How many persons worked here last year' },
    { name: 'V7', width: 0, label: 'Q7. How many weeks does one wait?' },
    { name: 'V8', width: 0, label: 'Something else' },
  ])
  writeFileSync(path, Buffer.concat([head, row(['a', 4, 5, 6])]))
  const form = { waves: { years: [2020] }, unit: { column: 'ID', kind: 'other' } }
  const { dir, remove } = writeSeeds(
    survey([asked('n', 'How many persons worked here last year?'), asked('weeks', 'How many weeks does one wait?')], form),
    wave('ID,n,weeks\na,1,2\n'),
  )
  let inspected: Inspected | null = null
  const built = buildRelease({
    ...{ seeds: dir, data: join(folder, 'data'), publish: false, load: { survey: 'form', year: 2020, path, file: path } },
    staged: async (staged) => {
      inspected = await inspect(staged, { survey: 'form', year: 2020, name: path, language: 'en' })
    },
  })
  const error: unknown = await built.catch((thrown: unknown) => thrown)
  remove()
  if (!(error instanceof RefusedInput)) throw error
  expect(error.findings.map(({ rule, message }) => [rule, message])).toEqual([
    ['missing-column', 'there is no column n (question n in 2020); nearest: WEEK (How many persons worked here last year); allowed: ID, WEEK, V7, V8'],
    ['missing-column', 'there is no column weeks (question weeks in 2020); nearest: V7 (Q7. How many weeks does one wait?); allowed: ID, WEEK, V7, V8'],
  ])
  const { columns } = (inspected as Inspected | null)?.quality ?? {}
  expect(columns?.unclaimed).toEqual([
    { name: 'WEEK', near: 'n' },
    { name: 'V7', near: 'weeks' },
    { name: 'V8', near: null },
  ])
  expect(columns?.unanswered.map(({ question: { id }, near }) => [id, near])).toEqual([
    ['n', 'WEEK'],
    ['weeks', 'V7'],
  ])
})

test('labels that are short are alike only where they are nearly the same', () => {
  const find = labelFinder([{ label: 'Size' }, { label: 'Weeks' }, { label: null }])
  expect([find(['weeks?']), find(['week']), find(['Sizes in all']), find([])]).toEqual([{ label: 'Weeks' }, null, null, null])
})
