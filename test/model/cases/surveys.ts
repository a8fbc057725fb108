import { form, model, otherSurvey, otherWave } from './case.ts'
import type { Case, Edits } from './case.ts'

const line = (from: string, to: string) => ({ [form]: [[from, to]] }) as const
const other = (more: string, from = '', to = ''): Edits => ({ 'surveys/other.yaml': otherSurvey(more).replace(from, to), ...otherWave })
const frame = { 'frame.csv': 'id;group;size\n1;a;100\n' }

export const surveyCases: Case[] = [
  {
    rule: 'frame-kind',
    wrong: other('frame: geography\n'),
    at: ['surveys/other.yaml', 'geography'],
    says: 'frame: geography means areas, but the units are of kind other',
    right: other('frame: none\n'),
  },
  {
    rule: 'wave-years',
    wrong: line('years: [2020, 2021]', 'years: [2020, 2021, 2020]'),
    at: [form, '2020]'],
    says: 'the wave 2020 is listed twice',
    right: line('years: [2020, 2021]', 'years: [2021, 2020]'),
  },
  {
    rule: 'segment-years',
    wrong: line('{ from: 2020, to: 2020 }', '{ from: 2020, to: 2019 }\n  - { from: 2020, to: 2020 }'),
    at: [form, '2020, to: 2019'],
    says: 'the segment is from 2020 to 2019',
    right: line('{ from: 2020, to: 2020 }', '{ from: 2019, to: 2020 }'),
  },
  {
    rule: 'segment-overlap',
    wrong: line('{ from: 2020, to: 2020 }', '{ from: 2020, to: 2021 }'),
    at: [form, '2021, note'],
    says: 'the segment from 2021 overlaps the one before (2020-2021)',
    right: line('{ from: 2020, to: 2020 }', '{ from: 2018, to: 2020 }'),
  },
  {
    rule: 'segment-overlap',
    wrong: line('{ from: 2020, to: 2020 }', '{ from: 2020 }'),
    at: [form, '2021, note'],
    says: 'overlaps the one before (2020-)',
    right: {},
  },
  {
    rule: 'segment-gap',
    wrong: line('  - { from: 2020, to: 2020 }\n', ''),
    at: [form, 'segments'],
    says: 'no segment has the wave 2020',
    right: line('segments:\n  - { from: 2020, to: 2020 }\n  - { from: 2021, note: { nb: Nytt, en: New } }\n', ''),
  },
  {
    rule: 'segment-subject',
    wrong: line('{ from: 2020, to: 2020 }', '{ from: 2020, to: 2020, subjects: [wating] }'),
    at: [form, 'wating'],
    says: 'there is no subject wating; nearest: waiting',
    right: line('{ from: 2020, to: 2020 }', '{ from: 2020, to: 2020, subjects: [waiting] }'),
  },
  {
    rule: 'primary-twice',
    wrong: other('primary: true\n'),
    at: ['surveys/other.yaml', 'true'],
    says: 'other and form are both primary for waiting 2020',
    right: { ...other('primary: true\n', '[2020]', '[2019]'), 'waves/other/2020.csv': null, 'waves/other/2019.csv': 'id,n\n' },
  },
  {
    rule: 'primary-twice',
    wrong: inOneFile('primary: true\n', '1,2,2019\n1,2,2021\n'),
    at: ['surveys/other.yaml', 'true'],
    says: 'other and form are both primary for waiting 2021;',
    right: inOneFile('primary: true\n', '1,2,2019\n1,2,2022\n'),
  },
  {
    rule: 'segment-gap',
    wrong: inOneFile('segments: [{ from: 2020 }]\n', '1,2,2019\n2,2,2019\n1,2,2021\n'),
    at: ['surveys/other.yaml', 'segments'],
    says: 'no segment has the wave 2019',
    right: inOneFile('segments: [{ from: 2020 }]\n', '1,2,2020\n1,2,2021\n'),
  },
  {
    rule: 'question-years',
    wrong: inOneFile('    until: 2018\n', '1,2,2019\n1,2,2021\n'),
    at: ['surveys/other.yaml', 'until'],
    says: 'count is asked in no wave (2019, 2021)',
    right: inOneFile('    until: 2019\n', '1,2,2019\n1,2,2021\n'),
  },
  {
    rule: 'design-units',
    wrong: { ...other('frame: { file: frame.csv, unit: id }\ndesign: { units: size }\n'), ...frame },
    at: ['surveys/other.yaml', 'size }'],
    says: 'the frame counts the units already',
    right: other('design: { units: n }\n'),
  },
  {
    rule: 'design-units',
    wrong: other('design: { cluster: [id, n], units: n }\n'),
    at: ['surveys/other.yaml', 'n }\n'],
    says: 'units has 1 columns for 2 stages of sampling',
    right: other('design: { cluster: [id, n], units: [n, n] }\n'),
  },
  {
    rule: 'design-size',
    wrong: { ...other('frame: { file: frame.csv, unit: id }\ndesign: { calibrate: separate_ratio }\n'), ...frame },
    at: ['surveys/other.yaml', 'separate_ratio'],
    says: 'the frame has no sizes',
    right: { ...other('frame: { file: frame.csv, unit: id, size: size }\ndesign: { calibrate: separate_ratio }\n'), ...frame },
  },
  {
    rule: 'design-size',
    wrong: {
      ...line('frame: geography', 'frame: geography\ndesign: { strata: size_group }'),
      [model]: [['size_groups: [1000, 5000]\n', '']],
    },
    at: [form, 'size_group }'],
    says: 'model.yaml has no size_groups',
    right: line('frame: geography', 'frame: geography\ndesign: { strata: size_group }'),
  },
  {
    rule: 'unknown-survey',
    wrong: { 'waves/forms/2020.csv': 'knr\n0101\n' },
    at: 'waves/forms:1:1',
    says: 'there is no survey forms; nearest: form',
    right: {},
  },
  {
    rule: 'undeclared-wave',
    wrong: { 'waves/form/2022.csv': 'knr\n0101\n' },
    at: 'waves/form/2022.csv:1:1',
    says: 'form has no wave 2022 (2020, 2021), so the file would not be read',
    right: { 'waves/form/notes.txt': 'a\n' },
  },
  {
    rule: 'undeclared-wave',
    wrong: { 'waves/form/2019_old.csv': 'knr\n0101\n' },
    at: 'waves/form/2019_old.csv:1:1',
    says: '2019_old.csv is no wave of form; its files are 2020, 2021, each .csv, so the file would not be read',
    right: { 'waves/form/.2019_old.csv': 'knr\n0101\n' },
  },
  {
    rule: 'undeclared-wave',
    wrong: { 'waves/nosuch.csv': 'knr\n0101\n' },
    at: 'waves/nosuch.csv:1:1',
    says: 'no survey names waves/nosuch.csv',
    right: {
      ...other('', '{ years: [2020] }', '{ file: waves/all.csv, year: 2020 }'),
      'waves/all.csv': 'id,n\n1,2\n',
      'waves/other/2020.csv': null,
    },
  },
  {
    rule: 'undeclared-wave',
    wrong: { ...inOneFile('', '1,2,2020\n'), ...otherWave },
    at: 'waves/other/2020.csv:1:1',
    says: 'the waves of other are in all.csv, so the file would not be read',
    right: inOneFile('', '1,2,2020\n'),
  },
  {
    rule: 'missing-file',
    wrong: {
      'surveys/other.yaml': otherSurvey().replace('{ years: [2020] }', '{ file: waves/al.csv, year: 2020 }'),
      'waves/all.csv': 'id,n\n1,2\n',
    },
    at: ['surveys/other.yaml', 'waves/al.csv'],
    says: 'there is no file waves/al.csv; nearest: waves/all.csv',
    right: {},
  },
  {
    rule: 'missing-file',
    wrong: { 'waves/form/2021.csv': null },
    at: [form, '2021]'],
    says: 'there is no file waves/form/2021.csv',
    right: { 'waves/form/2021.csv': null, ...line('years: [2020, 2021]', 'years: [2020, 2021]\n  synthetic: true') },
  },
  {
    rule: 'missing-file',
    wrong: { ...other('frame: { file: fram.csv, unit: id }\n'), ...frame },
    at: ['surveys/other.yaml', 'fram.csv'],
    says: 'there is no file fram.csv; nearest: frame.csv',
    right: { ...other('frame: { file: frame.csv, unit: id }\n'), ...frame },
  },
  {
    rule: 'missing-file',
    wrong: other('', 'kind: other }', 'kind: other, parts: parts.csv }'),
    at: ['surveys/other.yaml', 'parts.csv'],
    says: 'there is no file parts.csv',
    right: { ...other('', 'kind: other }', 'kind: other, parts: parts.csv }'), 'parts.csv': 'part,unit\n1a,1\n' },
  },
  {
    rule: 'path-outside',
    wrong: { ...other('', 'waves: { years: [2020] }', 'waves: { file: ../all.csv, year: 2020 }'), 'waves/other/2020.csv': null },
    at: ['surveys/other.yaml', '../all.csv'],
    says: '../all.csv is outside the folder',
    right: other('', 'waves: { years: [2020] }', 'waves: { file: waves/other/2020.csv, year: 2020 }'),
  },
  {
    rule: 'unexpected-file',
    wrong: { 'subject/z.yaml': 'id: z\n' },
    at: 'subject:1:1',
    says: 'YAML files in subject/ are not read; nearest: subjects/',
    right: { 'recipes/z.yaml': 'id: z\n', 'README.md': 'Notes\n' },
  },
  {
    rule: 'unexpected-file',
    wrong: { 'subjects/z.yml': 'id: z\n' },
    at: 'subjects/z.yml:1:1',
    says: 'z.yml is not read; files end with .yaml',
    right: { 'subjects/z.txt': 'id: z\n' },
  },
  {
    rule: 'unexpected-file',
    wrong: { 'mode.yaml': 'id: z\n' },
    at: 'mode.yaml:1:1',
    says: 'mode.yaml is not read',
    right: {},
  },
  {
    rule: 'missing-column',
    wrong: line('column: liste', 'column: list'),
    at: [form, 'list\n    answer'],
    says: 'the column list is not in waves/form/2020.csv, waves/form/2021.csv; nearest: liste',
    right: line('column: liste', 'column: type'),
  },
  {
    rule: 'missing-column',
    wrong: line('2021: antall_personer', '2021: antal_personer'),
    at: [form, 'antal_personer'],
    says: 'the column antal_personer is not in waves/form/2021.csv; nearest: antall_personer',
    right: { 'waves/form/2021.csv': '\ufeff knr , type, liste , antall_personer,henv_fastlege,henv_selv\n' },
  },
  {
    rule: 'missing-column',
    wrong: line('column: knr', 'column: kommunenr'),
    at: [form, 'kommunenr'],
    says: 'the column kommunenr is not in waves/form/2020.csv, waves/form/2021.csv',
    right: { [form]: [['column: knr', 'column: kommunenr']], ...renamed('knr', 'kommunenr') },
  },
  {
    rule: 'missing-column',
    wrong: line('henv_selv: self', 'henv_sjøl: self'),
    at: [form, 'henv_sjøl'],
    says: 'the column henv_sjøl is not in',
    right: { [form]: [['henv_selv: self', 'henv_sjøl: self']], ...renamed('henv_selv', 'henv_sjøl') },
  },
  {
    rule: 'missing-column',
    wrong: { ...other('frame: { file: frame.csv, unit: id, strata: groups }\n'), ...frame },
    at: ['surveys/other.yaml', 'groups'],
    says: 'the column groups is not in frame.csv; nearest: group',
    right: { ...other('frame: { file: frame.csv, unit: id, strata: group }\n'), ...frame },
  },
  {
    rule: 'missing-column',
    wrong: {
      ...other('frame: { strata_file: frame.csv, strata: group, units: number }\n'),
      ...frame,
      'waves/other/2020.csv': 'id,n,group\n',
    },
    at: 'surveys/other.yaml:11:56',
    says: 'the column number is not in frame.csv',
    right: {
      ...other('frame: { strata_file: frame.csv, strata: group, units: size }\n'),
      ...frame,
      'waves/other/2020.csv': 'id,n,group\n',
    },
  },
  {
    rule: 'missing-column',
    wrong: { ...other('frame: { strata_file: frame.csv, strata: group, units: size }\n'), ...frame },
    at: 'surveys/other.yaml:11:42',
    says: 'the column group is not in waves/other/2020.csv',
    right: {},
  },
  {
    rule: 'missing-column',
    wrong: { ...other('frame: { file: frame.csv, unit: id }\ndesign: { weight: pw }\n'), ...frame },
    at: ['surveys/other.yaml', 'pw }'],
    says: 'the column pw is not in waves/other/2020.csv',
    right: { ...other('frame: { file: frame.csv, unit: id }\ndesign: { weight: size }\n'), ...frame },
  },
  {
    rule: 'missing-column',
    wrong: { ...other('', 'kind: other }', 'kind: other, parts: parts.csv }'), 'parts.csv': 'part,whole\n1a,1\n' },
    at: ['surveys/other.yaml', 'parts.csv'],
    says: 'the column unit is not in parts.csv',
    right: {},
  },
  {
    rule: 'missing-column',
    wrong: { 'geography/areas.csv': [['level,code', 'level,kode']] },
    at: 'geography/areas.csv:1:1',
    says: 'the column code is not there; nearest: kode',
    right: {},
  },
  {
    rule: 'duplicate-column',
    wrong: {
      'waves/form/2020.csv': [
        ['knr;type', 'knr;knr;type'],
        ['0101;', '0101;0101;'],
      ],
    },
    at: 'waves/form/2020.csv:1:2',
    says: 'column knr is there twice',
    right: {},
  },
]

function inOneFile(more: string, rows: string): Edits {
  const survey = otherSurvey(more).replace('{ years: [2020] }', '{ file: all.csv, year: aar }')
  return { 'surveys/other.yaml': survey, 'all.csv': `id,n,aar\n${rows}` }
}

function renamed(from: string, to: string) {
  return { 'waves/form/2020.csv': [[from, to]], 'waves/form/2021.csv': [[from, to]] } as const
}
