import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dimension, question, text } from './words.ts'

const folder = join(import.meta.dirname, '../../../shared/statistics')

/** A number of R's survey package, or several by category. */
export type Reference = {
  readonly id: string
  readonly estimate: number | Readonly<Record<string, number>>
  readonly se?: number | Readonly<Record<string, number>>
} & Readonly<Record<string, unknown>>

/** Numbers of R's survey package on schools, where they stand beside this checkout; null elsewhere: the schools are not ours to copy. */
export const references = existsSync(join(folder, 'expected.json'))
  ? (JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { values: readonly Reference[] }).values
  : null

/** The rows of a data file, cells by column. */
export const schoolRows = (file: string): readonly Readonly<Record<string, string>>[] => {
  const [header = [], ...rows] = readFileSync(join(folder, 'data', file), 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => [...line.matchAll(/"([^"]*)"|([^,]+)|(?<=,)(?=,|$)/g)].map((cell) => cell[1] ?? cell[2] ?? ''))
  return rows.map((cells) => Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])))
}

const csv = (rows: readonly Readonly<Record<string, string | number>>[]): string => {
  const columns = Object.keys(rows[0] ?? {})
  return [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '').replaceAll(/[",]/g, ' ')))].map((cells) => cells.join(',')).join('\n')
}

/** Schools in 1999 and 2000: what differs between the years is the index, `api`. */
const twoYears = (file: string) =>
  schoolRows(file).flatMap(({ api99 = '', api00 = '', ...school }) => [
    { ...school, year: 1999, api: api99, before: api99, low: Number(api99) < 450 ? 1 : 0 },
    { ...school, year: 2000, api: api00, before: api99, low: Number(api00) < 450 ? 1 : 0 },
  ])

const numbers: Readonly<Record<string, string>> = { api: 'api', before: 'before', enroll: 'enroll', stu: 'api.stu' }
const measures: Readonly<Record<string, string>> = { wide: 'sch.wide', improved: 'comp.imp', awards: 'awards' }
const list = (options: Readonly<Record<string, string>>) => Object.entries(options).map(([from, to]) => `"${from}": ${to}`).join(', ')

const survey = (id: string, file: string, design: string, frame = 'none') => `id: ${id}
title: ${text(id)}
primary: ${id === 'strat'}
unit: { column: cds, kind: other }
frame: ${frame}
design: ${design}
waves: { file: waves/${file}, year: year }
questions:
${Object.entries(numbers).map(([fact, column]) => question(fact, `school.${fact}`, '{ kind: number }', column)).join('')}${question('low', 'school.low', '{ kind: boolean }')}
  - { id: measures, text: ${text('measures')}, answer: { kind: multi }, columns: { ${list(Object.fromEntries(Object.entries(measures).map(([id, column]) => [column, id])))} }, gives: { fact: school.takes, measure: $option } }
${question('kind', 'school.of_kind, kind: $option', '{ kind: choice, options: { E: e, H: h, M: m } }', 'stype')}${question('award', 'school.with_award, award: $option', '{ kind: choice, options: { "Yes": awarded, "No": unawarded } }', 'awards')}`

const subject = `id: school
label: ${text('School')}
dimensions: [kind, measure, award]
facts:
${Object.keys(numbers).map((id) => `  ${id}: { kind: number, unit: points }`).join('\n')}
${['low', 'takes', 'of_kind', 'with_award'].map((id) => `  ${id}: { kind: boolean, combine: any }`).join('\n')}
indicators:
  mean_api: { kind: mean, of: api }
  total_enroll: { kind: total, of: enroll }
  mean_enroll: { kind: mean, of: enroll }
  median_enroll: { kind: median, of: enroll }
  total_stu: { kind: total, of: stu }
  stu_per_enroll: { kind: ratio, of: stu, to: enroll }
  api_growth: { kind: ratio, of: api, to: before }
  share_low: { kind: share, of: low }
  share_of_kind: { kind: share, of: of_kind }
  number_of_kind: { kind: count, of: of_kind }
  share_of_award: { kind: share, of: with_award }
  share_taking: { kind: share, of: takes }
${['0.1', '0.25', '0.5', '0.75', '0.9'].map((p) => `  api_q${Number(p) * 100}: { kind: quantile, p: ${p}, of: api }`).join('\n')}
`

const clusters = (id: string, design: string) => `id: ${id}
title: ${text(id)}
unit: { column: psu, kind: other }
frame: none
design: ${design}
waves: { file: waves/clusters.csv, year: 2000 }
questions:
${question('x', 'cluster.x')}`

const kinds = '{ strata_file: kinds.csv, strata: stype, units: schools, size: enroll }'

/** A seeds folder of the schools under several designs, and of a small sample of strata. */
export const apiWorld = (): Readonly<Record<string, string>> => ({
  'model.yaml': `id: api\ntitle: ${text('API')}\nlanguages: [nb, en]\n`,
  'dimensions/kind.yaml': dimension('kind', ['e', 'h', 'm']),
  'dimensions/measure.yaml': dimension('measure', Object.keys(measures)),
  'dimensions/award.yaml': dimension('award', ['awarded', 'unawarded']),
  'dimensions/stype.yaml': dimension('stype', 'found', 'stype'),
  'dimensions/awarded.yaml': dimension('has_award', 'found', 'awards'),
  'dimensions/cnum.yaml': dimension('cnum', 'found', 'cnum'),
  'subjects/school.yaml': subject,
  'subjects/cluster.yaml': `id: cluster\nlabel: ${text('Cluster')}\ndimensions: []\nfacts: { x: { kind: number, unit: points } }\nindicators:\n  mean_x: { kind: mean, of: x }\n  total_x: { kind: total, of: x }\n`,
  'surveys/srs.yaml': survey('srs', 'srs.csv', '{ units: fpc }'),
  'surveys/srs_nofpc.yaml': survey('srs_nofpc', 'srs.csv', '{ weight: pw }'),
  'surveys/post.yaml': survey('post', 'srs.csv', '{ weight: pw, calibrate: poststratify }', '{ strata_file: kinds.csv, strata: stype, units: schools }'),
  'surveys/strat.yaml': survey('strat', 'strat.csv', '{ strata: stype, weight: pw, units: fpc }'),
  'surveys/strat_nofpc.yaml': survey('strat_nofpc', 'strat.csv', '{ strata: stype, weight: pw }'),
  'surveys/strat_ignored.yaml': survey('strat_ignored', 'strat.csv', '{ weight: pw }'),
  'surveys/ratio_combined.yaml': survey('ratio_combined', 'strat.csv', '{ weight: pw, calibrate: combined_ratio }', kinds),
  'surveys/ratio_separate.yaml': survey('ratio_separate', 'strat.csv', '{ weight: pw, calibrate: separate_ratio }', kinds),
  'surveys/clusters.yaml': clusters('clusters', '{ strata: stratid, weight: weight, units: strat_units }'),
  'surveys/clusters_nofpc.yaml': clusters('clusters_nofpc', '{ strata: stratid, weight: weight }'),
  'kinds.csv': 'stype,schools,enroll\nE,4421,1877350\nH,755,1013824\nM,1018,920298\n',
  'waves/srs.csv': csv(twoYears('apisrs.csv')),
  'waves/strat.csv': csv(twoYears('apistrat.csv')),
  'waves/clusters.csv': csv(schoolRows('fpc.csv').map((row, index) => ({ psu: `u${index + 1}`, ...row }))),
})
