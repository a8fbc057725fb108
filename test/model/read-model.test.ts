import { expect, test } from 'vitest'
import { readModel } from '../../src/model/read-model.ts'
import { smallFolder, withFolder } from './small-folder.ts'

test('a valid folder becomes a model with every default filled in', () => {
  const { model, findings } = withFolder(smallFolder, readModel)
  expect(findings).toEqual([])
  expect(model?.geography?.populationDimensions).toEqual(['age_group'])
  expect(model).toMatchObject({ id: 'small', sizeGroups: [1000, 5000], contact: null })
  const survey = model?.surveys[0]
  expect(survey?.waves.files).toEqual([
    { file: 'waves/form/2020.csv', year: 2020 },
    { file: 'waves/form/2021.csv', year: 2021 },
  ])
  expect(survey?.design).toMatchObject({ strata: 'size_group', nonresponse: 'reweight', replacement: false })
  expect(survey?.questions.map((question) => question.columns)).toEqual([
    { kind: 'one', default: 'liste', byYear: {} },
    { kind: 'one', default: 'antall', byYear: { 2021: 'antall_personer' } },
    { kind: 'options', options: { henv_fastlege: 'gp', henv_selv: 'self' } },
    { kind: 'one', default: 'tema', byYear: {} },
  ])
  expect(survey?.questions[0]?.missing).toEqual({ '': 'not_answered', NA: 'not_answered' })
  expect(model?.subjects[0]?.indicators[1]).toMatchObject({ label: { nb: 'Persons', en: 'Persons' }, unit: 'persons', estimator: 'imputed' })
  expect(model?.published).toHaveLength(2)
})
