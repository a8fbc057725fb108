import { describe, expect, test } from 'vitest'
import { fillSurvey } from '../../src/model/fill-survey.ts'
import type { Survey } from '../../src/model/model.ts'
import { readModel } from '../../src/model/read-model.ts'
import { modelShape } from '../../src/model/shapes/model-shape.ts'
import { surveyShape } from '../../src/model/shapes/survey-shape.ts'
import { smallFolder, withFolder } from './small-folder.ts'

const title = { nb: 'A', en: 'B' }
const question = { id: 'q', text: title, column: 'q', answer: { kind: 'number' }, gives: { fact: 's.f' } }

/** A survey with keys added or replaced, as the model has it. */
function filled(survey: Record<string, unknown>, model: Record<string, unknown> = {}): Survey {
  const yaml = { id: 'form', title, unit: { column: 'id', kind: 'other' }, waves: { years: [2020] }, questions: [question], ...survey }
  return fillSurvey(surveyShape.parse(yaml), modelShape.parse({ id: 'm', title, ...model }))
}
const asked = (keys: Record<string, unknown>, survey: Record<string, unknown> = {}) =>
  filled({ ...survey, questions: [{ ...question, ...keys }] }).questions[0]

describe('a survey', () => {
  test('has every key that was left out', () => {
    expect(filled({})).toMatchObject({
      description: null,
      primary: false,
      designed: false,
      instrument: null,
      source: null,
      segments: [],
    })
    expect(filled({}).unit).toEqual({ column: 'id', kind: 'other', parts: null })
    expect(filled({}).design).toEqual({
      strata: null,
      weight: null,
      cluster: [],
      units: [],
      replacement: false,
      sample: false,
      calibrate: null,
      nonresponse: 'reweight',
    })
  })

  test('keeps every key that was said', () => {
    const said = { description: title, primary: true, designed: true, instrument: 'study', source: 'there' }
    expect(filled(said)).toMatchObject(said)
    expect(filled({ unit: { column: 'a', kind: 'area', parts: 'p.csv' } }).unit.parts).toBe('p.csv')
    const segment = { from: 2020, to: 2021, note: title, reason: title, source: 'there' }
    expect(filled({ segments: [segment] }).segments[0]).toMatchObject(segment)
    const design = { strata: 's', weight: 'w', replacement: true, sample: true, calibrate: 'poststratify', nonresponse: 'domain' }
    expect(filled({ design: { ...design, cluster: 'c', units: ['u', 'v'] } }).design).toEqual({
      ...design,
      cluster: ['c'],
      units: ['u', 'v'],
    })
  })

  test('has one of four frames', () => {
    expect(filled({ frame: 'none' }).frame).toEqual({ kind: 'none' })
    expect(filled({ frame: 'geography' }).frame).toEqual({ kind: 'geography' })
    const units = { file: 'f.csv', unit: 'u', strata: 's', size: 'n' }
    expect(filled({ frame: units }).frame).toEqual({ kind: 'file', ...units })
    const totals = { strata_file: 's.csv', strata: 's', units: 'u' }
    expect(filled({ frame: totals }).frame).toEqual({ kind: 'totals', file: 's.csv', strata: 's', units: 'u', size: null })
  })

  test('is stratified by what the design says, else the frame, else size groups where no design is said and sizes are known', () => {
    const groups = { size_groups: [1000] }
    const sized = { file: 'f.csv', unit: 'u', size: 'n' }
    expect(filled({ frame: { ...sized, strata: 's' }, design: { strata: 'd' } }, groups).design.strata).toBe('d')
    expect(filled({ frame: { ...sized, strata: 's' } }, groups).design.strata).toBe('s')
    expect(filled({ frame: sized }, groups).design.strata).toBe('size_group')
    expect(filled({ frame: 'geography' }, groups).design.strata).toBe('size_group')
    expect(filled({ frame: sized, design: {} }, groups).design.strata).toBeNull()
    expect(filled({ frame: sized }).design.strata).toBeNull()
    expect(filled({ frame: { file: 'f.csv', unit: 'u' } }, groups).design.strata).toBeNull()
  })

  test('has one wave file per year, or one file with a column or a number as year', () => {
    expect(filled({ waves: { years: [2020, 2022], responded: 'r', synthetic: true } }).waves).toEqual({
      files: [
        { file: 'waves/form/2020.csv', year: 2020 },
        { file: 'waves/form/2022.csv', year: 2022 },
      ],
      responded: 'r',
      synthetic: true,
      long: null,
    })
    expect(filled({ waves: { file: 'a.csv', year: 'y' } }).waves.files).toEqual([{ file: 'a.csv', year: 'y' }])
    expect(filled({ waves: { file: 'a.csv', year: 2020 } }).waves.files).toEqual([{ file: 'a.csv', year: 2020 }])
  })
})

describe('a question', () => {
  test('adds its words for missing answers to those of the survey, which replace those of the model', () => {
    const model = { missing: { '-': 'suppressed' } }
    expect(filled({}, model).questions[0]?.missing).toEqual({ '-': 'suppressed' })
    expect(filled({ missing: ['', ' .. '] }, model).missing).toEqual({ '': 'not_answered', '..': 'not_answered' })
    expect(asked({ missing: { ':': 'suppressed' } }, { missing: ['?'] })?.missing).toEqual({ '?': 'not_answered', ':': 'suppressed' })
    expect(asked({ missing: { NA: 'not_asked' } })?.missing).toEqual({ '': 'not_answered', NA: 'not_asked' })
  })

  test('has its columns, wordings and years', () => {
    expect(asked({ column: { default: 'a', 2019: 'b' } })?.columns).toEqual({ kind: 'one', default: 'a', byYear: { 2019: 'b' }, last: 2020 })
    const wording = [{ from: 2020, text: title, link: 'break' }]
    expect(asked({ wording, from: 2019, until: 2021, designed: false, note: title })).toMatchObject({
      wording,
      from: 2019,
      until: 2021,
      designed: false,
      note: title,
    })
    expect(asked({})).toMatchObject({ wording: [], from: null, until: null, designed: null, note: null })
  })

  test('has one of six kinds of answer', () => {
    const answer = (keys: Record<string, unknown>, more = {}) => asked({ answer: keys, ...more })?.answer
    expect(answer({ kind: 'number', min: 0 })).toEqual({ kind: 'number', unit: null, min: 0, max: null })
    expect(answer({ kind: 'choice', options: { Ja: true } })).toEqual({ kind: 'choice', options: { Ja: true }, labels: {} })
    expect(answer({ kind: 'multi' }, { columns: { a: 'b' } })).toEqual({ kind: 'multi', separator: null, options: { a: 'b' } })
    expect(answer({ kind: 'multi', separator: ';' })).toEqual({ kind: 'multi', separator: ';', options: null })
    for (const kind of ['boolean', 'text', 'date']) expect(answer({ kind })).toEqual({ kind })
  })

  test('gives one fact or several, of members', () => {
    const gives = [{ fact: 's.f', age: 'old' }, { fact: 's.g' }]
    expect(asked({ gives })?.gives).toEqual([
      { subject: 's', fact: 'f', members: { age: 'old' } },
      { subject: 's', fact: 'g', members: {} },
    ])
  })
})

describe('an indicator', () => {
  const indicators = new Map(withFolder(smallFolder, readModel).model?.subjects[0]?.indicators.map((one) => [one.id, one]))

  test('has the measure that follows from its kind', () => {
    const units = ['share_with_list', 'persons', 'per_1000', 'per_person', 'by_age', 'upper'].map((id) => indicators.get(id)?.unit)
    expect(units).toEqual(['share', 'persons', 'persons per 1000 population', 'weeks per persons', 'share', 'weeks'])
  })

  test('is imputed by default where its fact is', () => {
    expect(indicators.get('per_1000')).toMatchObject({ estimator: 'imputed', per: 1000, to: 'population', over: null, p: null })
    expect(indicators.get('upper')).toMatchObject({ estimator: 'weighted', per: 1, p: 0.9 })
  })
})
