import { expect, test } from 'vitest'
import { printFinding } from '../../src/model/finding.ts'
import { readGeography } from '../../src/model/geography-rows.ts'
import { readModel } from '../../src/model/read-model.ts'
import { smallFolder, withFolder } from './small-folder.ts'

test('a valid folder becomes a model with every default filled in', () => {
  const { model, findings } = withFolder(smallFolder, readModel)
  expect(findings).toEqual([])
  expect(model?.geography?.populationDimensions).toEqual(['age_group'])
  expect(model).toMatchObject({ id: 'small', sizeGroups: [1000, 5000], contact: null })
  expect(model?.catalogue).toEqual({ publisher: null, publisherUrl: null, licenceUrl: null, themes: [], places: [] })
  const survey = model?.surveys[0]
  expect(survey?.waves.files).toEqual([
    { file: 'waves/form/2020.csv', year: 2020 },
    { file: 'waves/form/2021.csv', year: 2021 },
  ])
  expect(survey?.design).toMatchObject({ strata: 'size_group', nonresponse: 'reweight', replacement: false })
  expect(survey?.questions.map((question) => question.columns)).toEqual([
    { kind: 'one', default: 'liste', byYear: {}, last: 2021 },
    { kind: 'one', default: 'antall', byYear: { 2021: 'antall_personer' }, last: 2021 },
    { kind: 'options', options: { henv_fastlege: 'gp', henv_selv: 'self' } },
    { kind: 'one', default: 'tema', byYear: {}, last: 2021 },
  ])
  expect(survey?.questions[0]?.missing).toEqual({ '': 'not_answered', NA: 'not_answered' })
  expect(model?.subjects[0]?.indicators[1]).toMatchObject({
    label: { nb: 'Persons', en: 'Persons' },
    unit: 'persons',
    estimator: 'imputed',
  })
  expect(model?.published).toEqual([
    { indicator: 'waiting.persons', year: 2020, area: 'NO', members: { age_group: 'young' }, value: 12, source: 'A book', url: null },
    { indicator: 'waiting.persons', year: 2021, area: '0101', members: {}, value: 12.5, source: 'A book', url: 'https://example.org' },
  ])
})

test('the model is frozen, plain JSON, and the same on every reading', () => {
  const [first, second] = withFolder(smallFolder, (dir) => [readModel(dir).model, readModel(dir).model])
  expect(JSON.parse(JSON.stringify(first))).toEqual(second)
  expect(Object.isFrozen(first?.surveys[0]?.questions[0]?.gives[0]?.members)).toBe(true)
})

test('ten planted mistakes are ten findings, in the order of files and lines', () => {
  const planted = changed({
    'model.yaml': [['vintage: 2021', 'vintag: 2021']],
    'dimensions/age_group.yaml': [['id: adults, label: { nb: Voksne, en: Adults }', 'id: adults, label: { nb: Voksne }']],
    'dimensions/topic.yaml': [['label:', 'label']],
    'subjects/waiting.yaml': [
      ['combine: mean', 'combine: meen'],
      ['to: population', 'to: poplation'],
    ],
    'surveys/form.yaml': [
      ['from: 2021, note', 'from: 2020, note'],
      ['fact: waiting.has_list', 'fact: waiting.has_lists'],
      ['age_group: young', 'age_group: yung'],
      ['gp,', 'gpp,'],
    ],
    'geography/area_changes.csv': [['0102,0103,1', '0102,0199,1']],
    'published/figures.csv': [['NO,young,12,', 'NO,young,twelve,']],
  })
  const { model, findings } = withFolder(planted, readModel)
  expect(model).toBeNull()
  expect(findings.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`)).toEqual([
    'dimensions/age_group.yaml:5:26 text-languages',
    'dimensions/topic.yaml:2:13 yaml-syntax',
    'model.yaml:10:3 unknown-key',
    'published/figures.csv:2:5 published-value',
    'subjects/waiting.yaml:7:48 unknown-word',
    'subjects/waiting.yaml:14:45 indicator-to',
    'surveys/form.yaml:10:13 segment-overlap',
    'surveys/form.yaml:16:20 unknown-fact',
    'surveys/form.yaml:21:48 unknown-member',
    'surveys/form.yaml:27:31 option-member',
  ])
})

test('a broken part does not make mistakes of what refers to it', () => {
  const rules = (edits: Record<string, [string, string][]>) =>
    withFolder(changed(edits), (dir) => readModel(dir).findings.map(({ rule }) => rule))
  expect(rules({ 'subjects/waiting.yaml': [['persons: { kind: number', 'persons: { kind: 7']] })).toEqual(['unknown-word'])
  expect(rules({ 'subjects/waiting.yaml': [['facts:\n', 'facts: 3\nold:\n']] })).toEqual(['wrong-type', 'unknown-key'])
  expect(rules({ 'subjects/waiting.yaml': [['facts:', '\tfacts:']] })).toEqual(['yaml-syntax'])
  expect(rules({ 'subjects/waiting.yaml': [['id: waiting', 'id: [waiting]']] })).toEqual(['wrong-type'])
  expect(rules({ 'dimensions/age_group.yaml': [['{ id: young,', '{ id: 7,']] })).toEqual(['wrong-type'])
  expect(rules({ 'dimensions/age_group.yaml': [['members:', 'membrs:']] })).toEqual(['unknown-key'])
  expect(rules({ 'model.yaml': [['geography:', 'geografi:']] })).toEqual(['unknown-key'])
  expect(rules({ 'model.yaml': [['id: small', 'id: [small']] })).toEqual(['yaml-syntax'])
  expect(rules({ 'subjects/waiting.yaml': [['label: { nb: Andel', 'label: { nb: 3']], 'model.yaml': [['nb: Liten, ', '']] })).toEqual([
    'text-languages',
    'wrong-type',
  ])
  expect(
    rules({
      'surveys/form.yaml': [
        ['column: liste', 'column: 3'],
        ['id: topics', 'id: 8'],
      ],
    }),
  ).toEqual(['wrong-type', 'wrong-type'])
})

test('the mistakes after a broken entry of a list keep their lines', () => {
  const files = changed({
    'surveys/form.yaml': [
      ['column: liste', 'column: 3'],
      ['topic: $option', 'topik: $option'],
    ],
  })
  const findings = withFolder(files, (dir) => readModel(dir).findings)
  expect(findings.map(({ line, column, rule }) => [line, column, rule])).toContainEqual([34, 36, 'unknown-dimension'])
})

test('a folder that is not there is one finding', () => {
  expect(readModel('no/such/folder').findings.map(({ rule }) => rule)).toEqual(['missing-folder'])
})

test('a finding is printed as place, rule, message and way out', () => {
  const files = changed({ 'surveys/form.yaml': [['waiting.has_list', 'waiting.has_lst']] })
  const [finding] = withFolder(files, (dir) => readModel(dir).findings)
  expect(finding && printFinding(finding)).toBe(
    'surveys/form.yaml:16:20  unknown-fact  the subject waiting has no fact has_lst; nearest: has_list; ' +
      'allowed: has_list, persons, weeks, remark, since, refers  → name one of these, or add has_lst to its facts',
  )
})

test('the rows of the geography are read with open years as null', () => {
  const rows = withFolder(smallFolder, (dir) => {
    const { model } = readModel(dir)
    return model === null ? null : readGeography(dir, model)
  })
  expect(rows?.areas[3]).toEqual({ level: 'municipality', code: '0102', name: 'Bjerk', validFrom: null, validTo: 2020 })
  expect(rows?.members[4]).toEqual({ child: '0201', parent: '02', validFrom: null, validTo: null, share: 0.6, divided: false })
  expect(rows?.changes).toEqual([{ year: 2021, from: '0102', to: '0103', share: 1 }])
  expect(rows?.population[0]).toEqual({ year: 2020, code: '0101', members: { age_group: 'young' }, persons: 100 })
})

test('a model without a geography has no rows', () => {
  const rows = withFolder(smallFolder, (dir) => {
    const { model } = readModel(dir)
    return model === null ? null : readGeography(dir, { ...model, geography: null })
  })
  expect(rows).toEqual({ areas: [], members: [], changes: [], population: [] })
})

function changed(edits: Record<string, [string, string][]>): Record<string, string> {
  const files: Record<string, string> = { ...smallFolder }
  for (const [file, pairs] of Object.entries(edits)) {
    for (const [from, to] of pairs) {
      if (!files[file]?.includes(from)) throw new Error(`not there: ${from}`)
      files[file] = files[file].replace(from, () => to)
    }
  }
  return files
}
