import { form, model } from './case.ts'
import type { Case, Edits } from './case.ts'

const inForm = (more: string): Edits => ({ [form]: [['questions:\n', `${more}\nquestions:\n`]] })
const inModel = (more: string): Edits => ({ [model]: [['licence: CC0\n', `licence: CC0\n${more}\n`]] })
const filter = (more: string, from = '    column: { default: antall'): Edits => ({ [form]: [[from, `    filter: ${more}\n${from}`]] })
/** Two more questions with numbers, and a sum of them. */
const sum = (keys: string, id = 'all'): Edits => ({
  [form]: [
    [
      'questions:\n',
      `sums:\n  - { id: ${id}, label: { nb: Alle, en: All }, ${keys} }\nquestions:\n${number('men', 'weeks')}${number('women', 'persons')}`,
    ],
  ],
})
const number = (id: string, fact: string): string => `  - id: ${id}
    text: { nb: Hvor mange?, en: How many? }
    column: antall
    answer: { kind: number }
    gives: { fact: waiting.${fact} }
    until: 2020
`

export const checkCases: Case[] = [
  {
    rule: 'check-rule',
    wrong: inModel('checks: [{ rule: larg-change, bound: 3 }]'),
    at: [model, 'larg-change'],
    says: 'there is no rule larg-change that can be set; nearest: large-change',
    right: inModel('checks: [{ rule: large-change, bound: 3 }]'),
  },
  {
    rule: 'check-keys',
    wrong: inForm('checks: [{ rule: damaged-letters, severity: error, floor: 2 }]'),
    at: [form, 'floor: 2'],
    says: 'damaged-letters has no floor',
    right: inForm('checks: [{ rule: damaged-letters, severity: error }]'),
  },
  {
    rule: 'check-keys',
    wrong: inForm('checks: [{ rule: outlier, questions: [persons_young] }]'),
    at: [form, 'outlier'],
    says: 'the entry of outlier changes nothing',
    right: inForm('checks: [{ rule: outlier, questions: [persons_young], severity: "off" }]'),
  },
  {
    rule: 'check-question',
    wrong: inForm('checks: [{ rule: outlier, questions: [person_young], bound: 3 }]'),
    at: [form, 'person_young'],
    says: 'form has no question person_young; nearest: persons_young',
    right: inForm('checks: [{ rule: outlier, questions: [persons_young], bound: 3 }]'),
  },
  {
    rule: 'check-question',
    wrong: inModel('checks: [{ rule: outlier, questions: [persons_young], bound: 3 }]'),
    at: [model, 'questions'],
    says: 'questions belong to a survey',
    right: inModel('checks: [{ rule: outlier, bound: 3 }]'),
  },
  {
    rule: 'check-question',
    wrong: inForm('checks: [{ rule: few-responses, questions: [persons_young], bound: 0.3 }]'),
    at: [form, 'questions: [p'],
    says: 'few-responses is about no single question',
    right: inForm('checks: [{ rule: few-responses, bound: 0.3 }]'),
  },
  {
    rule: 'sum-question',
    wrong: sum('total: person_young, parts: [men, women]'),
    at: [form, 'person_young'],
    says: 'form has no question person_young; nearest: persons_young',
    right: sum('total: persons_young, parts: [men, women]'),
  },
  {
    rule: 'sum-question',
    wrong: sum('total: has_list, parts: [men, women]'),
    at: [form, 'has_list, parts'],
    says: 'has_list is a choice answer; sums are of numbers',
    right: {},
  },
  {
    rule: 'sum-question',
    wrong: sum('total: persons_young, parts: [men, women, men]'),
    at: [form, 'men] }'],
    says: 'men is in the sum twice',
    right: {},
  },
  {
    rule: 'sum-question',
    wrong: sum('total: persons_young, parts: [men, women]', 'outlier'),
    at: [form, 'outlier'],
    says: 'outlier is the name of a rule',
    right: sum('total: persons_young, parts: [men, women]', 'outliers'),
  },
  {
    rule: 'filter-question',
    wrong: filter('{ question: has_lists, is: true }'),
    at: [form, 'has_lists'],
    says: 'form has no question has_lists; nearest: has_list',
    right: filter('{ question: has_list, is: true }'),
  },
  {
    rule: 'filter-question',
    wrong: filter('{ question: persons_young, is: 3 }'),
    at: [form, 'persons_young, is'],
    says: 'persons_young is its own filter',
    right: {},
  },
  {
    rule: 'filter-question',
    wrong: filter('{ question: persons_young, is: 3 }', '    columns: { henv_fastlege'),
    at: [form, 'persons_young, is'],
    says: 'persons_young is a number answer; a filter is a yes or no, a choice or a multi',
    right: {},
  },
  {
    rule: 'filter-question',
    wrong: {
      [form]: [
        ['    column: { default: antall', '    from: 2021\n    filter: { question: topics, is: sleep }\n    column: { default: antall'],
      ],
    },
    at: [form, 'topics, is'],
    says: 'persons_young and topics are asked in no wave together',
    right: filter('{ question: topics, is: sleep }'),
  },
  {
    rule: 'filter-is',
    wrong: filter('{ question: has_list, is: "true" }'),
    at: [form, '"true"'],
    says: 'has_list is never "true"; nearest: true; allowed: true, false',
    right: filter('{ question: has_list, is: [true, false] }'),
  },
  {
    rule: 'filter-is',
    wrong: filter('{ question: referrers, is: [gp, me] }'),
    at: [form, 'me]'],
    says: 'referrers is never "me"',
    right: filter('{ question: referrers, is: [gp, self] }'),
  },
]
