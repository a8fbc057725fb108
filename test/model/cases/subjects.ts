import { model, otherSurvey, otherWave, waiting } from './case.ts'
import type { Case } from './case.ts'

/** A line changed in the facts or indicators of the subject. */
const line = (from: string, to: string) => ({ [waiting]: [[from, to]] }) as const

const bare = 'id: z\nlabel: { nb: Z, en: Z }\nfacts: { n: { kind: number } }\n'

export const subjectCases: Case[] = [
  {
    rule: 'subject-indicators',
    wrong: { 'subjects/z.yaml': bare },
    at: 'subjects/z.yaml:1:5',
    says: 'the subject z has no indicators',
    right: { 'subjects/z.yaml': `${bare}indicators: { n: { kind: mean, of: n } }\n` },
  },
  {
    rule: 'fact-combine',
    wrong: line('has_list: { kind: boolean }', 'has_list: { kind: boolean, combine: sum }'),
    at: [waiting, 'sum }'],
    says: 'the boolean fact has_list has combine: sum',
    right: line('has_list: { kind: boolean }', 'has_list: { kind: boolean, combine: all }'),
  },
  {
    rule: 'fact-weight',
    wrong: line('weight: persons', 'weight: person'),
    at: [waiting, 'person }'],
    says: 'person is no other number fact of waiting; nearest: persons',
    right: line('weight: persons', 'disclosure: respondents'),
  },
  {
    rule: 'fact-weight',
    wrong: line('combine: mean, weight: persons', 'combine: max, weight: persons'),
    at: [waiting, 'persons }'],
    says: 'only combine: mean is weighted',
    right: line('combine: mean, weight: persons', 'combine: max'),
  },
  {
    rule: 'fact-impute',
    wrong: line('refers: { kind: boolean }', 'refers: { kind: boolean, impute: growth }'),
    at: [waiting, 'growth }\nindicators'],
    says: 'only numbers are imputed',
    right: line('refers: { kind: boolean }', 'refers: { kind: boolean, impute: none }'),
  },
  {
    rule: 'indicator-of',
    wrong: line('kind: share, of: has_list', 'kind: share, of: has_lst'),
    at: [waiting, 'has_lst'],
    says: 'the subject waiting has no fact has_lst; nearest: has_list; allowed: has_list, refers',
    right: line('kind: share, of: has_list', 'kind: share, of: refers'),
  },
  {
    rule: 'indicator-of',
    wrong: line('kind: quantile, of: weeks', 'kind: quantile, of: remark'),
    at: [waiting, 'remark, p'],
    says: 'a quantile is of a number fact; remark is a text',
    right: line('kind: quantile, of: weeks', 'kind: quantile, of: persons'),
  },
  {
    rule: 'indicator-of',
    wrong: line('kind: total, of: persons', 'kind: count, of: persons'),
    at: [waiting, 'persons, estimator'],
    says: 'a count is of a boolean fact; persons is a number',
    right: line('kind: total, of: persons', 'kind: mean, of: persons'),
  },
  {
    rule: 'indicator-keys',
    wrong: line('of: weeks, to: persons', 'of: weeks'),
    at: [waiting, 'per_person'],
    says: 'the ratio per_person has no to',
    right: line('of: weeks, to: persons', 'of: weeks, to: weeks'),
  },
  {
    rule: 'indicator-keys',
    wrong: line('of: weeks, p: 0.9', 'of: weeks'),
    at: [waiting, 'upper'],
    says: 'the quantile upper has no p',
    right: line('kind: quantile, of: weeks, p: 0.9', 'kind: median, of: weeks'),
  },
  {
    rule: 'indicator-keys',
    wrong: line('of: has_list, label', 'of: has_list, per: 100, label'),
    at: [waiting, 'per: 100,'],
    says: 'per means nothing for a share',
    right: {},
  },
  {
    rule: 'indicator-to',
    wrong: line('of: weeks, to: persons', 'of: weeks, to: remark'),
    at: [waiting, 'remark }'],
    says: 'remark is no number fact of waiting; allowed: population, size, persons, weeks',
    right: line('of: weeks, to: persons', 'of: weeks, to: size'),
  },
  {
    rule: 'indicator-to',
    wrong: { 'geography/population.csv': null },
    at: [waiting, 'population'],
    says: 'to: population needs a geography with geography/population.csv',
    right: { 'geography/population.csv': null, ...line('to: population, per: 1000', 'to: weeks') },
  },
  {
    rule: 'indicator-to',
    wrong: { ...sized('none'), ...line('of: weeks, to: persons', 'of: weeks, to: size') },
    at: [waiting, 'size }'],
    says: 'no survey that gives waiting has a frame with sizes',
    right: { ...sized('{ file: frame.csv, unit: id, size: n }'), ...line('of: weeks, to: persons', 'of: weeks, to: size') },
  },
  {
    rule: 'indicator-over',
    wrong: line('over: age_group', 'over: place_type'),
    at: [waiting, 'place_type'],
    says: 'place_type is an attribute of the unit of waiting; ',
    right: line('over: age_group', 'over: topic'),
  },
  {
    rule: 'quantile-p',
    wrong: line('p: 0.9', 'p: 90'),
    at: [waiting, '90 }'],
    says: 'p is 90; a number between 0 and 1 is expected',
    right: line('p: 0.9', 'p: 0.1'),
  },
  {
    rule: 'estimator-impute',
    wrong: line('upper: { kind: quantile, of: weeks,', 'upper: { kind: quantile, of: weeks, estimator: imputed,'),
    at: [waiting, 'imputed, p'],
    says: 'estimator: imputed, but the fact weeks is not imputed',
    right: line('upper: { kind: quantile, of: weeks,', 'upper: { kind: quantile, of: weeks, estimator: reported,'),
  },
]

// Only a survey of other units is left, with the frame given.
function sized(frame: string) {
  return {
    [model]: [],
    'surveys/form.yaml': null,
    'waves/form/2020.csv': null,
    'waves/form/2021.csv': null,
    'surveys/other.yaml': otherSurvey(`frame: ${frame}\n`),
    'frame.csv': 'id,n\n1,100\n',
    ...otherWave,
  } as const
}
