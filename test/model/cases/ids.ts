import { age, form, model, place, referrer, waiting } from './case.ts'
import type { Case } from './case.ts'

export const idCases: Case[] = [
  {
    rule: 'id-pattern',
    wrong: { [waiting]: [['  remark: {', '  Re-mark: {']] },
    at: [waiting, 'Re-mark'],
    says: 'the fact id "Re-mark" does not match [a-z][a-z0-9_]*',
    right: { [waiting]: [['  remark: {', '  re_mark2: {']] },
  },
  {
    rule: 'id-pattern',
    wrong: { [age]: [['  - { id: young', '  - { id: "null", label: { nb: N, en: N } }\n  - { id: young']] },
    at: [age, '"null"'],
    says: 'reserved word (true, false, null)',
    right: { [age]: [['  - { id: young', '  - { id: nullable, label: { nb: N, en: N } }\n  - { id: young']] },
  },
  {
    rule: 'duplicate-id',
    wrong: { [age]: [['{ id: adults', '{ id: young, label: { nb: A, en: A } }\n  - { id: adults']] },
    at: 'dimensions/age_group.yaml:5:11',
    says: 'the member id young is declared already at dimensions/age_group.yaml:4',
    right: { [age]: [['{ id: adults', '{ id: gp, label: { nb: A, en: A } }\n  - { id: adults']] },
  },
  {
    rule: 'duplicate-id',
    wrong: { [form]: [['id: topics', 'id: referrers']] },
    at: 'surveys/form.yaml:30:9',
    says: 'the question id referrers is declared already at surveys/form.yaml:24',
    right: { [form]: [['id: topics', 'id: referrers2']] },
  },
  {
    rule: 'duplicate-id',
    wrong: { 'dimensions/z.yaml': 'id: topic\nlabel: { nb: Z, en: Z }\nmembers: found\n' },
    at: 'dimensions/z.yaml:1:5',
    says: 'the dimension id topic is declared already at dimensions/topic.yaml:1',
    right: { 'dimensions/z.yaml': 'id: topic2\nlabel: { nb: Z, en: Z }\nmembers: found\n' },
  },
  {
    rule: 'name-taken',
    wrong: { [referrer]: [['id: referrer', 'id: area_policy']], ...renamed('area_policy') },
    at: 'dimensions/source.yaml:1:5',
    says: 'dimension area_policy would be areaPolicy, a field of filters and series, which is taken by the fixed GraphQL schema',
    right: { [referrer]: [['id: referrer', 'id: area_police']], ...renamed('area_police') },
  },
  {
    rule: 'name-taken',
    wrong: { 'dimensions/z.yaml': 'id: age__group\nlabel: { nb: Z, en: Z }\nmembers: found\n' },
    at: 'dimensions/z.yaml:1:5',
    says:
      'dimension age__group would be ageGroup, a field of filters and series, ' +
      'which is taken by dimension age_group (dimensions/age_group.yaml:1)',
    right: { 'dimensions/z.yaml': 'id: age_groups\nlabel: { nb: Z, en: Z }\nmembers: found\n' },
  },
  {
    rule: 'name-taken',
    wrong: {
      [age]: [],
      'subjects/z.yaml':
        'id: waiting_series\nlabel: { nb: Z, en: Z }\nfacts: { n: { kind: number } }\nindicators: { n: { kind: total, of: n } }\n',
    },
    at: 'subjects/z.yaml:1:5',
    says: 'subject waiting_series would be WaitingSeries, a GraphQL type, which is taken by subject waiting (subjects/waiting.yaml:1)',
    right: {
      'subjects/z.yaml':
        'id: waiting_list\nlabel: { nb: Z, en: Z }\nfacts: { n: { kind: number } }\nindicators: { n: { kind: total, of: n } }\n',
    },
  },
  {
    rule: 'name-taken',
    wrong: {
      'subjects/z.yaml': 'id: table\nlabel: { nb: Z, en: Z }\nfacts: { n: { kind: number } }\nindicators: { n: { kind: total, of: n } }\n',
    },
    at: 'subjects/z.yaml:1:5',
    says: 'subject table would be Table, a GraphQL type, which is taken by the fixed GraphQL schema',
    right: {
      'subjects/z.yaml': 'id: tables\nlabel: { nb: Z, en: Z }\nfacts: { n: { kind: number } }\nindicators: { n: { kind: total, of: n } }\n',
    },
  },
  {
    rule: 'name-taken',
    wrong: {
      [model]: [['{ id: county,', '{ id: size_group,']],
      'geography/areas.csv': [
        ['county,01', 'size_group,01'],
        ['county,02', 'size_group,02'],
      ],
    },
    at: [model, 'size_group,'],
    says: 'level size_group would be SIZE_GROUP, a value of AreaLevel',
    right: {
      [model]: [['{ id: county,', '{ id: size,']],
      'geography/areas.csv': [
        ['county,01', 'size,01'],
        ['county,02', 'size,02'],
      ],
    },
  },
  {
    rule: 'name-taken',
    wrong: { [waiting]: [['  remark: {', '  topic: {']] },
    at: [waiting, 'topic: {'],
    says: 'fact waiting.topic would be topic, a column of fact_waiting, which is taken by dimension topic (dimensions/topic.yaml:1)',
    right: { [waiting]: [['  remark: {', '  topics: {']] },
  },
  {
    rule: 'name-taken',
    wrong: { [waiting]: [['  remark: {', '  population: {']] },
    at: [waiting, 'population: {'],
    says: 'a word in to: of waiting',
    right: { [waiting]: [['  remark: {', '  populations: {']] },
  },
  {
    rule: 'name-taken',
    wrong: { [waiting]: [['  upper: {', '  persons_lower: {']] },
    at: [waiting, 'persons_lower'],
    says:
      'indicator waiting.persons_lower would be persons_lower, a column of the table of waiting, ' +
      'which is taken by indicator waiting.persons',
    right: { [waiting]: [['  upper: {', '  persons_low: {']] },
  },
  {
    rule: 'name-taken',
    wrong: { [place]: [['id: place_type', 'id: base_weight']] },
    at: 'dimensions/place_type.yaml:1:5',
    says: 'dimension base_weight would be base_weight, a column of unit_wave',
    right: { [place]: [['id: place_type', 'id: base_weights']] },
  },
  {
    rule: 'name-taken',
    wrong: { [place]: [['id: place_type', 'id: order_by']] },
    at: 'dimensions/place_type.yaml:1:5',
    says: 'dimension order_by would be order_by, a parameter of /data, which is taken by the fixed parameters of /data',
    right: { [place]: [['id: place_type', 'id: ordered_by']] },
  },
  {
    rule: 'name-taken',
    wrong: { [waiting]: [['  upper: {', '  area_level: {']] },
    at: [waiting, 'area_level'],
    says: 'indicator waiting.area_level would be area_level, a column of the table of waiting, which is taken by the fixed columns of a table',
    right: { [waiting]: [['  upper: {', '  area_levels: {']] },
  },
  {
    rule: 'name-taken',
    wrong: { 'subjects/waiting_z.yaml': 'id: waiting_by_survey\nlabel: { nb: Z, en: Z }\nfacts: { z: { kind: number } }\nindicators: { z: { kind: total, of: z, label: { nb: Z, en: Z } } }\n' },
    at: 'subjects/waiting_z.yaml:1:5',
    says: 'subject waiting_by_survey would be waiting_by_survey, an entity set of /odata, which is taken by subject waiting',
    right: { 'subjects/waiting_z.yaml': 'id: waiting_by_surveys\nlabel: { nb: Z, en: Z }\nfacts: { z: { kind: number } }\nindicators: { z: { kind: total, of: z, label: { nb: Z, en: Z } } }\n' },
  },
]

function renamed(id: string) {
  return { [waiting]: [['age_group, referrer,', `age_group, ${id},`]], [form]: [['referrer: $option', `${id}: $option`]] } as const
}
