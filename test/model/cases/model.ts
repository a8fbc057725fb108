import { age, areas, form, model, otherSurvey, otherWave, place, waiting } from './case.ts'
import type { Case } from './case.ts'

const third = { [areas]: [['municipality,0101', 'part,01a,Del,,\nmunicipality,0101']] } as const

export const modelCases: Case[] = [
  {
    rule: 'model-languages',
    wrong: { [model]: [['languages: [nb, en]', 'languages: [en]']] },
    at: [model, '[en]'],
    says: 'languages are en; nb and en are always needed',
    right: { [model]: [['languages: [nb, en]\n', '']] },
  },
  {
    rule: 'text-languages',
    wrong: { [waiting]: [['label: { nb: Andel, en: Share }', 'label: { nb: Andel }']] },
    at: [waiting, '{ nb: Andel }'],
    says: 'label has no en (languages: nb, en)',
    right: { [waiting]: [['label: { nb: Andel, en: Share }', 'label: { en: Andel, nb: Share }']] },
  },
  {
    rule: 'text-languages',
    wrong: { [form]: [['note: { nb: Nytt, en: New }', 'note: { nb: Nytt, en: New, nn: Nytt }']] },
    at: [form, 'nn: Nytt'],
    says: 'nn is not a language of model.yaml; nearest: nb; allowed: nb, en',
    right: { [form]: [['note: { nb: Nytt, en: New }', 'reason: { nb: Nytt, en: New }']] },
  },
  {
    rule: 'size-groups-order',
    wrong: { [model]: [['[1000, 5000]', '[1000, 5000, 2000]']] },
    at: [model, '2000]'],
    says: '2000 comes after 5000',
    right: { [model]: [['[1000, 5000]', '[1000, 5000, 20000]']] },
  },
  {
    rule: 'base-level',
    wrong: { [model]: [['base: municipality', 'base: municipal']] },
    at: [model, 'municipal\n'],
    says: 'the base level municipal is not in levels; nearest: municipality',
    right: {},
  },
  {
    rule: 'vintage-year',
    wrong: {
      [model]: [['vintage: 2021', 'vintage: 1990']],
      [areas]: [
        ['Alm,,', 'Alm,2020,'],
        ['Or,,', 'Or,2020,'],
        ['Bjerk,,2020', 'Bjerk,2020,2020'],
      ],
    },
    at: [model, '1990'],
    says: 'no municipality of geography/areas.csv is valid in 1990',
    right: { [model]: [['vintage: 2021', 'vintage: 2020']] },
  },
  {
    rule: 'unknown-level',
    wrong: third,
    at: 'geography/areas.csv:4:1',
    says: 'there is no level "part"',
    right: { ...third, [model]: [['  levels:\n', '  levels:\n    - { id: part, label: { nb: Del, en: Part } }\n']] },
  },
  {
    rule: 'unit-dimension',
    wrong: { [place]: [['column: type\n', '']] },
    at: [place, 'unit'],
    says: 'place_type is an attribute of the unit, but no column is named',
    right: { [place]: [['column: type\n', 'column: kind\n']] },
  },
  {
    rule: 'unit-dimension',
    wrong: { [age]: [['members:', 'column: type\nmembers:']] },
    at: [age, 'column'],
    says: 'column is for attributes of the unit',
    right: { [age]: [['members:', 'of: fact\nmembers:']] },
  },
  {
    rule: 'subject-dimensions',
    wrong: { [waiting]: [['[age_group, referrer, topic]', '[age_group, referrer, topic, age_group]']] },
    at: [waiting, 'age_group]'],
    says: 'age_group is listed twice',
    right: { [waiting]: [['[age_group, referrer, topic]', '[topic, referrer, age_group]']] },
  },
  {
    rule: 'subject-dimensions',
    wrong: { [waiting]: [['referrer, topic]', 'referrer, topic, place_type]']] },
    at: [waiting, 'place_type'],
    says: 'place_type is an attribute of the unit; every subject has it',
    right: {},
  },
  {
    rule: 'needs-geography',
    wrong: withoutGeography({ 'surveys/other.yaml': [['kind: other', 'kind: area']] }),
    at: ['surveys/other.yaml', 'area }'],
    says: 'units of kind area need a geography',
    right: withoutGeography({}),
  },
  {
    rule: 'needs-geography',
    wrong: withoutGeography({ 'surveys/other.yaml': [['waves:', 'frame: geography\nwaves:']] }),
    at: ['surveys/other.yaml', 'geography'],
    says: 'frame: geography needs a geography',
    right: withoutGeography({ 'surveys/other.yaml': [['waves:', 'frame: none\nwaves:']] }),
  },
]

function withoutGeography(more: Record<string, [string, string][]>) {
  const other = (more['surveys/other.yaml'] ?? []).reduce((text, [from, to]) => text.replace(from, to), otherSurvey())
  return {
    [model]: 'id: small\ntitle: { nb: Liten, en: Small }\n',
    [form]: null,
    [waiting]: [['  per_1000: { kind: ratio, of: persons, to: population, per: 1000 }\n', '']],
    [areas]: null,
    'published/figures.csv': null,
    'geography/area_members.csv': null,
    'geography/area_changes.csv': null,
    'geography/population.csv': null,
    'waves/form/2020.csv': null,
    'waves/form/2021.csv': null,
    'surveys/other.yaml': other,
    ...otherWave,
  } as const
}
