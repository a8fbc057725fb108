import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { findingsOf, ofPlaces, places, question, survey, wave, type Files } from './small-seeds.ts'

const number = question('q', { kind: 'number', min: 0, max: 100 }, 'n')
const nynorsk: Files = { 'dimensions/topic.yaml': 'id: topic\nlabel: { nb: Tema, nn: Tema, en: Topic }\nmembers: found\n' }
const ofFrame = (frame: object, more: object = {}) => survey([number], { frame: { file: 'frame.csv', ...frame }, ...more })
const changed = (files: Files, file: string, from: string, to: string): Files => ({
  ...files,
  [file]: String(files[file]).replace(from, to),
})

const mistakes: readonly (readonly [mistake: string, folder: readonly Files[], told: string])[] = [
  [
    'a model.yaml that is not YAML',
    [survey([number]), nynorsk, { 'model.yaml': 'id: [\n' }, wave('id,q\na,1\n')],
    'model.yaml yaml-syntax',
  ],
  [
    'languages that are no list',
    [survey([number]), nynorsk, { 'model.yaml': 'id: small\ntitle: { nb: A, en: A }\nlanguages: nn\n' }, wave('id,q\na,1\n')],
    'model.yaml wrong-type',
  ],
  [
    'a base level that is none',
    [changed(places, 'model.yaml', 'base: place', 'base: plaice'), survey([number], ofPlaces), wave('id,q\n01,1\n02,1\n')],
    'model.yaml base-level',
  ],
  [
    'areas that are not CSV',
    [changed(places, 'geography/areas.csv', 'Alm', '"Alm'), survey([number], ofPlaces), wave('id,q\n01,1\n02,1\n')],
    'geography/areas.csv csv-syntax',
  ],
  [
    'areas that are not CSV, with a frame of areas',
    [
      changed(places, 'geography/areas.csv', 'Alm', '"Alm'),
      ofFrame({ unit: 'id' }, { unit: ofPlaces['unit'] }),
      { 'frame.csv': 'id\n01\n02\n' },
      wave('id,q\n01,1\n'),
    ],
    'geography/areas.csv csv-syntax',
  ],
  [
    'a column of units that the frame does not have',
    [ofFrame({ unit: 'shopp' }), { 'frame.csv': 'shop\na\nb\n' }, wave('id,q\na,1\n')],
    'surveys/form.yaml missing-column',
  ],
  [
    'a least answer above the greatest',
    [survey([question('q', { kind: 'number', min: 100, max: 0 }, 'n')]), wave('id,q\na,1\nb,2\n')],
    'surveys/form.yaml min-max',
  ],
  [
    'two surveys of one id',
    [
      survey([number]),
      { 'surveys/later.yaml': String(survey([question('other', { kind: 'number' }, 'n')])['surveys/form.yaml']).replace('2020', '2021') },
      wave('id,q\na,1\n'),
      { 'waves/later/2021.csv': 'id,other\na,1\n' },
    ],
    'surveys/later.yaml duplicate-id',
  ],
  [
    'a frame without rows of the year',
    [ofFrame({ unit: 'id' }), { 'frame.csv': 'id,year\na,2019\nb,2019\n' }, wave('id,q\na,1\nb,1\n')],
    'waves/form/2020.csv no-frame',
  ],
  [
    'a column of strata that neither the frame nor the file has',
    [ofFrame({ unit: 'id' }, { design: { strata: 'ward' } }), { 'frame.csv': 'id\na\nb\n' }, wave('id,q\na,1\n')],
    'surveys/form.yaml missing-column',
  ],
  [
    'a column of strata that the frame of totals and the file do not have',
    [
      survey([number], { frame: { strata_file: 'strata.csv', strata: 'ward', units: 'n' } }),
      { 'strata.csv': 'wards,n\nx,5\n' },
      wave('id,ward,q\na,x,1\n'),
    ],
    'surveys/form.yaml missing-column',
  ],
  [
    'two questions that give the same',
    [
      survey([number, question('again', { kind: 'number' }, 'n')], { waves: { years: [2020, 2021] } }),
      wave('id,q,again\na,1,2\n'),
      wave('id,q,again\na,1,2\n', 2021),
    ],
    'surveys/form.yaml doubled-gives',
  ],
  [
    'two members of one id',
    [
      {
        'dimensions/kind.yaml': stringify({
          id: 'kind',
          label: { nb: 'A', en: 'A' },
          members: ['alpha', 'alpha'].map((id) => ({ id, label: { nb: id, en: id } })),
        }),
      },
      survey([question('q', { kind: 'number' }, { fact: 'things.n', kind: 'beta' })]),
      wave('id,q\na,1\n'),
    ],
    'dimensions/kind.yaml duplicate-id',
  ],
  [
    'an id of a dimension that is written wrong',
    [
      {
        'dimensions/channel.yaml': stringify({
          id: 'Channel',
          label: { nb: 'K', en: 'C' },
          members: [{ id: 'mail', label: { nb: 'P', en: 'M' } }],
        }),
      },
      {
        'subjects/sales.yaml': stringify({
          id: 'sales',
          label: { nb: 'Salg', en: 'Sales' },
          dimensions: ['channel'],
          facts: { n: { kind: 'number', unit: 'things' } },
          indicators: { by_channel: { kind: 'composition', of: 'n', over: 'channel' } },
        }),
      },
      survey([question('q', { kind: 'number' }, { fact: 'sales.n', channel: 'mail' })]),
      wave('id,q\na,1\n'),
    ],
    'dimensions/channel.yaml id-pattern',
  ],
]

test.each(mistakes)('%s is told once, and not in what refers to it', async (_, folder, told) => {
  expect((await findingsOf(...folder)).map(({ file, rule }) => `${file} ${rule}`)).toEqual([told])
})
