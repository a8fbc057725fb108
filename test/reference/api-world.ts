import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFolder } from '../world/write-seeds.ts'

const folder = join(import.meta.dirname, '../../../shared/statistics')

/** Reference numbers of R's survey package and the data they were made from, where they stand beside this checkout. */
export const references = existsSync(join(folder, 'expected.json'))
  ? (JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { values: Reference[] }).values
  : null
export type Reference = { readonly id: string; readonly estimate: number | Record<string, number>; readonly se: number | Record<string, number> } & Readonly<Record<string, unknown>>

const data = (name: string) => readFileSync(join(folder, 'data', name), 'utf8')

const text = (words: string) => `{ nb: "${words}", en: "${words}" }`
const number = (id: string, column: string) => `
  - { id: ${id}, text: ${text(id)}, column: "${column}", answer: { kind: number }, gives: { fact: school.${id} } }`
const yes = (id: string, column: string) => `
  - { id: ${id}, text: ${text(id)}, column: "${column}", answer: { kind: choice, options: { "Yes": true, "No": false } }, gives: { fact: school.${id} } }`

const survey = (id: string, file: string, design: string, primary = '') => `id: ${id}
title: ${text(id)}
${primary}
unit: { column: cds, kind: other }
frame: none
design: ${design}
waves: { file: waves/${file}, year: 2000 }
questions:${number('api00', 'api00')}${number('api99', 'api99')}${number('enroll', 'enroll')}${number('stu', 'api.stu')}${yes('awards', 'awards')}${yes('wide', 'sch.wide')}${yes('improved', 'comp.imp')}
  - id: kind
    text: ${text('kind')}
    column: stype
    answer: { kind: choice, options: { E: e, H: h, M: m } }
    gives: { fact: school.of_kind, kind: $option }
  - { id: one, text: ${text('one')}, column: one, answer: { kind: number }, gives: { fact: school.one } }
`

const subject = `id: school
label: ${text('School')}
dimensions: [kind]
facts:
${['api00', 'api99', 'enroll', 'stu', 'one'].map((id) => `  ${id}: { kind: number, unit: points }`).join('\n')}
${['awards', 'wide', 'improved', 'of_kind'].map((id) => `  ${id}: { kind: boolean }`).join('\n')}
indicators:
  mean_api00: { kind: mean, of: api00, label: ${text('mean')} }
  total_enroll: { kind: total, of: enroll, label: ${text('total')} }
  mean_enroll: { kind: mean, of: enroll, label: ${text('mean')} }
  stu_per_enroll: { kind: ratio, of: stu, to: enroll, label: ${text('ratio')} }
  api_growth: { kind: ratio, of: api00, to: api99, label: ${text('growth')} }
  share_of_kind: { kind: share, of: of_kind, label: ${text('share')} }
  number_of_kind: { kind: count, of: of_kind, label: ${text('number')} }
  share_awards: { kind: share, of: awards, label: ${text('awards')} }
  share_wide: { kind: share, of: wide, label: ${text('wide')} }
  share_improved: { kind: share, of: improved, label: ${text('improved')} }
${[0.1, 0.25, 0.5, 0.75, 0.9].map((p) => `  api00_q${p * 100}: { kind: quantile, p: ${p}, of: api00, label: ${text('quantile')} }`).join('\n')}
`

const unitDimension = (id: string, column: string) => `id: ${id}\nlabel: ${text(id)}\nof: unit\ncolumn: "${column}"\nmembers: found\n`

const withOne = (csv: string) => csv.trimEnd().split(/\r?\n/).map((line, index) => `${line},${index === 0 ? '"one"' : '1'}`).join('\n') + '\n'

const psuFile = (csv: string) =>
  csv.trimEnd().split(/\r?\n/).map((line, index) => (index === 0 ? `"cds",${line}` : `u${index},${line}`)).join('\n') + '\n'

/** A seeds folder of the api schools under several designs, and of the two small files of clusters. */
export const writeApiSeeds = (): string =>
  writeFolder({
    'model.yaml': `id: api\ntitle: ${text('API')}\nlanguages: [nb, en]\n`,
    'dimensions/kind.yaml': `id: kind\nlabel: ${text('Kind')}\nmembers:\n${['e', 'h', 'm'].map((id) => `  - { id: ${id}, label: ${text(id)} }`).join('\n')}\n`,
    'dimensions/stype.yaml': unitDimension('stype', 'stype'),
    'dimensions/awarded.yaml': unitDimension('awarded', 'awards'),
    'dimensions/cnum.yaml': unitDimension('cnum', 'cnum'),
    'subjects/school.yaml': subject,
    'subjects/cluster.yaml': `id: cluster\nlabel: ${text('Cluster')}\ndimensions: []\nfacts: { x: { kind: number, unit: points } }\nindicators:\n  mean_x: { kind: mean, of: x, label: ${text('mean')} }\n  total_x: { kind: total, of: x, label: ${text('total')} }\n`,
    'surveys/srs.yaml': survey('srs', 'srs.csv', '{ units: fpc }'),
    'surveys/srs_nofpc.yaml': survey('srs_nofpc', 'srs.csv', '{ weight: pw }'),
    'surveys/strat.yaml': survey('strat', 'strat.csv', '{ strata: stype, weight: pw, units: fpc }', 'primary: true'),
    'surveys/strat_nofpc.yaml': survey('strat_nofpc', 'strat.csv', '{ strata: stype, weight: pw }'),
    'surveys/clusters.yaml': clusters('clusters', '{ strata: stratid, weight: weight, units: strat_units }'),
    'surveys/clusters_nofpc.yaml': clusters('clusters_nofpc', '{ strata: stratid, weight: weight }'),
    'waves/srs.csv': withOne(data('apisrs.csv')),
    'waves/strat.csv': withOne(data('apistrat.csv')),
    'waves/clusters.csv': psuFile(data('fpc.csv')),
  })

const clusters = (id: string, design: string) => `id: ${id}
title: ${text(id)}
unit: { column: cds, kind: other }
frame: none
design: ${design}
waves: { file: waves/clusters.csv, year: 2000 }
questions:
  - { id: x, text: ${text('x')}, column: x, answer: { kind: number }, gives: { fact: cluster.x } }
`
