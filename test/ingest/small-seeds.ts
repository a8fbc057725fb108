import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import type { Sql } from '../../src/database/sql.ts'
import { createWriter, type Writer } from '../../src/database/writer.ts'
import { checkSeeds } from '../../src/ingest/check-seeds.ts'
import { fillWarehouse } from '../../src/ingest/fill-warehouse.ts'
import { readAnswers } from '../../src/ingest/read-answers.ts'
import { findWaveFiles } from '../../src/ingest/wave-files.ts'
import { printFinding, type Finding } from '../../src/model/finding.ts'
import { readGeography } from '../../src/model/geography-rows.ts'
import { readModel } from '../../src/model/read-model.ts'

export type Files = Readonly<Record<string, string | Uint8Array>>
type Yaml = Readonly<Record<string, unknown>>

const both = (text: string) => ({ nb: text, en: text })

/** A question that gives a fact of the subject `things`. */
export const question = (id: string, answer: Yaml, gives: unknown, more: Yaml = {}): Yaml => ({
  id,
  text: both(`${id}?`),
  ...('columns' in more ? {} : { column: id }),
  answer,
  gives: typeof gives === 'string' ? { fact: `things.${gives}` } : gives,
  ...more,
})

const things: Files = {
  'model.yaml': stringify({ id: 'small', title: both('Small'), languages: ['nb', 'en'], size_groups: [100, 1000] }),
  'dimensions/kind.yaml': stringify({
    id: 'kind',
    label: both('Kind'),
    members: ['alpha', 'beta', 'gamma'].map((id) => ({ id, label: both(id) })),
  }),
  'dimensions/topic.yaml': stringify({ id: 'topic', label: both('Topic'), members: 'found' }),
  'dimensions/grade.yaml': stringify({
    id: 'grade',
    label: both('Grade'),
    members: [1, 2, 5].map((score) => ({ id: `g${score}`, label: both(`g${score}`), score })),
  }),
  'subjects/things.yaml': stringify({
    id: 'things',
    label: both('Things'),
    dimensions: ['kind', 'topic', 'grade'],
    facts: {
      n: { kind: 'number', unit: 'things', combine: 'sum' },
      most: { kind: 'number', unit: 'things', combine: 'max' },
      weeks: { kind: 'number', unit: 'weeks', combine: 'mean', weight: 'n' },
      has: { kind: 'boolean', combine: 'any' },
      every: { kind: 'boolean', combine: 'all' },
      remark: { kind: 'text' },
      since: { kind: 'date' },
    },
    indicators: { n: { kind: 'total', of: 'n' } },
  }),
}

/** A survey of units that need no geography; `more` overrides any key. */
export const survey = (questions: readonly Yaml[], more: Yaml = {}): Files => ({
  'surveys/form.yaml': stringify({
    id: 'form',
    title: both('Form'),
    primary: true,
    unit: { column: 'id', kind: 'other' },
    frame: 'none',
    waves: { years: [2020] },
    questions,
    ...more,
  }),
})

/** Adds the places 1, 2 and 3 in counties; 3 was divided into 4 and 5 in 2021, and 1 and 2 merged into 6 in 2022. */
export const places: Files = {
  'model.yaml': stringify({
    id: 'small',
    title: both('Small'),
    languages: ['nb', 'en'],
    size_groups: [100, 1000],
    geography: {
      country: 'NO',
      base: 'place',
      vintage: 2022,
      levels: [
        { id: 'county', label: both('County') },
        { id: 'place', label: both('Place') },
      ],
    },
  }),
  'geography/areas.csv': `level,code,name,valid_from,valid_to
county,N,North,,
county,S,South,,
place,01,Alm,,2021
place,02,Birk,,2021
place,03,Cypress,,2020
place,04,Damson,2021,
place,05,Elm,2021,
place,06,Fir,2022,
`,
  'geography/area_members.csv': `child,parent,valid_from,valid_to,share
01,N,,,1
02,N,,,1
03,S,,,1
04,S,,,1
05,S,,,1
06,N,,,1
`,
  'geography/area_changes.csv': `year,from_code,to_code,share
2021,03,04,0.75
2021,03,05,0.25
2022,01,06,1
2022,02,06,1
`,
  'geography/population.csv': `year,code,persons
2020,01,50
2020,02,150
2020,03,2000
2021,01,60
2021,02,140
2021,04,1500
2021,05,500
2022,04,1500
2022,05,500
2022,06,200
`,
}
export const ofPlaces: Yaml = { unit: { column: 'id', kind: 'area' }, frame: 'geography' }

export const wave = (text: string | Uint8Array, year = 2020): Files => ({ [`waves/form/${year}.csv`]: text })

/** Writes a seeds folder (what is not given is the subject `things`) to a temporary place; `remove` deletes it. */
export const writeSeeds = (...files: readonly Files[]): { dir: string; remove: () => void } => {
  const dir = mkdtempSync(join(tmpdir(), 'seeds-'))
  for (const [file, content] of Object.entries(Object.assign({}, things, ...files) as Files)) {
    mkdirSync(dirname(join(dir, file)), { recursive: true })
    writeFileSync(join(dir, file), content)
  }
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

export const modelOf = (dir: string) => {
  const { model, findings } = readModel(dir)
  if (model === null) throw new Error(findings.map(printFinding).join('\n'))
  return model
}

/** What is wrong with a folder. */
export const findingsOf = async (...files: readonly Files[]): Promise<Finding[]> => {
  const { dir, remove } = writeSeeds(...files)
  try {
    return await checkSeeds(dir)
  } finally {
    remove()
  }
}

/** The rows a statement gives on the warehouse of a folder, held in memory. */
export const rowsOf = async (statement: Sql, ...files: readonly Files[]): Promise<unknown[][]> =>
  (await rowsOfAll([statement], ...files))[0] ?? []

export const rowsOfAll = (statements: readonly Sql[], ...files: readonly Files[]): Promise<unknown[][][]> =>
  withWarehouse(files, async (writer) => {
    const results: unknown[][][] = []
    for (const statement of statements) {
      const { values, rowCount } = await writer.all(statement)
      results.push(Array.from({ length: rowCount }, (_, row) => values.map((column) => plain(column[row]))))
    }
    return results
  })

/** Fills the warehouse of a folder in memory, runs, and closes it. */
export const withWarehouse = async <T>(files: readonly Files[], run: (writer: Writer) => Promise<T>): Promise<T> => {
  const { dir, remove } = writeSeeds(...files)
  const scratch = mkdtempSync(join(tmpdir(), 'scratch-'))
  const writer = await createWriter(':memory:')
  try {
    const model = modelOf(dir)
    const stage = { writer, model, geography: readGeography(dir, model), seeds: dir, scratch }
    const findings = await readAnswers(stage, findWaveFiles(model, { folders: [dir] }).files, () => {})
    if (findings.length > 0) throw new Error(findings.map(printFinding).join('\n'))
    await fillWarehouse(stage, { subject: () => {}, checking: () => {} })
    return await run(writer)
  } finally {
    await writer.close()
    rmSync(scratch, { recursive: true, force: true })
    remove()
  }
}

const plain = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value)

/** Findings as `file:line:column`, rule and message. */
export const short = (findings: readonly Finding[]): readonly (readonly string[])[] =>
  findings.map(({ file, line, column, rule, message }) => [`${file}:${line}:${column}`, rule, message])

/** The only finding of a folder, in short. Throws where there is none, or more than one. */
export const only = async (...files: Files[]): Promise<readonly string[]> => {
  const [first, ...others] = short(await findingsOf(...files))
  if (!first || others.length > 0) throw new Error(`one finding expected, ${others.length + (first ? 1 : 0)} came`)
  return first
}
