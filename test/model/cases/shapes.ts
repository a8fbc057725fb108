import { age, form, model, waiting } from './case.ts'
import type { Case } from './case.ts'

const latin1 = Buffer.from('knr;liste;antall_personer;henv_fastlege;henv_selv;\u00f8\n', 'latin1')

/** What is wrong with a single file: its syntax, or its shape. */
export const shapeCases: Case[] = [
  { rule: 'yaml-syntax', wrong: { [age]: [['label: { nb: Aldersgruppe, en', 'label: { nb: Aldersgruppe en']] }, at: 'dimensions/age_group.yaml:2:14', says: 'this is not YAML', right: {} },
  { rule: 'yaml-encoding', wrong: { 'dimensions/topic.yaml': new Uint8Array([0x69, 0x64, 0x3a, 0xe5]) }, at: 'dimensions/topic.yaml:1:1', says: 'the file is not UTF-8', right: {} },
  { rule: 'duplicate-key', wrong: { [waiting]: [['  since: {', '  remark: {']] }, at: 'subjects/waiting.yaml:9:3', says: 'the key remark is there twice', right: {} },
  { rule: 'duplicate-key', wrong: { [form]: [['{ Ja: true, Nei: false }', '{ 1: true, "1": false, "2": false }']] }, at: [form, '"1"'], says: 'the key "1" is there twice', right: { [form]: [['{ Ja: true, Nei: false }', '{ 1: true, "2": false }']] } },
  { rule: 'unquoted-key', wrong: { [form]: [['{ Ja: true, Nei: false }', '{ 01: true, 00: false, 2: true }'], ['00: false', '"00": false']] }, at: [form, '01: true'], says: 'the key 01 is read as the number 1', right: { [form]: [['{ Ja: true, Nei: false }', '{ "01": true, 2: false }']] } },
  { rule: 'empty-file', wrong: { 'dimensions/z.yaml': '# nothing\n' }, at: 'dimensions/z.yaml:1:1', says: 'the file is empty', right: {} },
  { rule: 'unknown-key', wrong: { [form]: [['segments:', 'segmnets:']] }, at: [form, 'segmnets'], says: 'segmnets is not a key of a survey; nearest: segments; allowed: id, title', right: {} },
  { rule: 'unknown-key', wrong: { [form]: [['min: 0, max', 'minimum: 0, max']] }, at: [form, 'minimum'], says: 'minimum is not a key of a number answer; nearest: min; allowed: kind, unit, min, max', right: {} },
  { rule: 'unknown-key', wrong: { [waiting]: [['kind: share, of:', 'kind: share, off:']] }, at: [waiting, 'off:'], says: 'off is not a key of an indicator; nearest: of', right: {} },
  { rule: 'unknown-key', wrong: { [form]: [['frame: geography', 'frame: { file: frame.csv, unt: knr }']], 'frame.csv': 'knr\n' }, at: [form, 'unt'], says: 'unt is not a key of a frame file; nearest: unit', right: { [form]: [['frame: geography', 'frame: { file: frame.csv, unit: knr }']], 'frame.csv': 'knr\n' } },
  { rule: 'missing-key', wrong: { [model]: [['title: { nb: Liten, en: Small }\n', '']] }, at: 'model.yaml:1:1', says: 'title is missing', right: {} },
  { rule: 'missing-key', wrong: { [form]: [['    answer: { kind: multi }\n', '']] }, at: [form, 'id: referrers'], says: 'answer is missing', right: {} },
  { rule: 'missing-key', wrong: { [waiting]: [['remark: { kind: text }', 'remark: { label: { nb: A, en: B } }']] }, at: [waiting, '{ label'], says: 'kind is missing (one of number, boolean, text, date)', right: {} },
  { rule: 'missing-key', wrong: { [form]: [['gives: { fact: waiting.has_list }', 'gives: { age_group: young }']] }, at: [form, '{ age_group: young }'], says: 'fact is missing', right: {} },
  { rule: 'missing-file', wrong: { [model]: null }, at: 'model.yaml:1:1', says: 'there is no model.yaml in the folder', right: {} },
  { rule: 'empty-value', wrong: { [model]: [['licence: CC0', 'licence:']] }, at: [model, 'licence'], says: 'licence has no value', right: { [model]: [['licence: CC0\n', '']] } },
  { rule: 'wrong-type', wrong: { [form]: [['column: liste', 'column: [liste]']] }, at: [form, '[liste]'], says: 'column is a list; expected: a text or keys with values', right: {} },
  { rule: 'wrong-type', wrong: { [model]: [['country: "NO"', 'country: 47']] }, at: [model, '47'], says: 'country is 47; expected: a text', right: { [model]: [['country: "NO"', 'country: NO']] } },
  { rule: 'wrong-type', wrong: { [form]: [['    from: 2020\n', '    from: 2020.5\n']] }, at: [form, '2020.5'], says: 'from is 2020.5; expected: a whole number', right: {} },
  { rule: 'unknown-word', wrong: { [waiting]: [['has_list: { kind: boolean', 'has_list: { kind: bolean']] }, at: [waiting, 'bolean'], says: 'kind is "bolean"; nearest: boolean; allowed: number, boolean, text, date', right: {} },
  { rule: 'unknown-word', wrong: { [form]: [['kind: choice', 'kind: choise']] }, at: [form, 'choise'], says: 'kind is "choise"; nearest: choice', right: {} },
  { rule: 'unknown-word', wrong: { [form]: [['frame: geography', 'frame: geografi']] }, at: [form, 'geografi'], says: 'frame is "geografi"', right: {} },
  { rule: 'out-of-range', wrong: { [waiting]: [['per: 1000', 'per: 0']] }, at: [waiting, '0 }'], says: 'per is 0; expected: above 0', right: {} },
  { rule: 'out-of-range', wrong: { [form]: [['    from: 2020\n', '    from: 20\n']] }, at: [form, '20\n  - id: topics'], says: 'from is 20; expected: at least 1800', right: {} },
  { rule: 'wrong-length', wrong: { [age]: [['id: young, label: { nb: Unge,', 'id: young, label: { nb: "",']] }, at: [age, '""'], says: 'nb has 0 characters; at least 1 expected', right: {} },
  { rule: 'csv-syntax', wrong: { 'published/figures.csv': [['A book', '"A book']] }, at: 'published/figures.csv:2:1', says: 'this is not CSV', right: { 'published/figures.csv': [['A book', '"A book"']] } },
  { rule: 'cell-count', wrong: { 'published/figures.csv': [['A book,\n', 'A book\n']] }, at: 'published/figures.csv:2:7', says: 'the row has 6 cells, the header 7', right: {} },
  { rule: 'empty-file', wrong: { 'published/other.csv': '' }, at: 'published/other.csv:1:1', says: 'the file is empty', right: {} },
  { rule: 'yaml-syntax', wrong: { [model]: [['licence: CC0', 'licence: *cc0']] }, at: [model, '*cc0'], says: 'there is no anchor &cc0 before this alias', right: { [model]: [['id: small', 'id: &cc0 small'], ['licence: CC0', 'licence: *cc0']] } },
  { rule: 'unknown-key', wrong: { [waiting]: [['  since: {', '  __proto__: {']] }, at: [waiting, '__proto__'], says: '__proto__ is no key', right: {} },
  { rule: 'wrong-encoding', wrong: { 'waves/form/2021.csv': new Uint8Array([0x6b, 0, 0x6e, 0, 0x72, 0]) }, at: 'waves/form/2021.csv:1:1', says: 'UTF-16', right: { 'waves/form/2021.csv': latin1 } },
  { rule: 'empty-file', wrong: { 'waves/form/2021.csv': '' }, at: 'waves/form/2021.csv:1:1', says: 'the file is empty', right: {} },
]
