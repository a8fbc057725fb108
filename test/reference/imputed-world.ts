import { readData, rowsOf } from './data.ts'
import { country } from './places.ts'
import { dimension, question, text } from './words.ts'

const items = ['staff', 'persons']
const methods = ['growth', 'ratio']
const facts = items.flatMap((item) => methods.map((method) => ({ id: `${item}_${method}`, item, method })))

const kinds = ['mild', 'moderate', 'severe']
const whole = rowsOf('form').filter((row) => kinds.every((kind) => row[kind] !== ''))

/** The yearly form of `census`, its numbers declared to be estimated where they were not answered, in both ways. */
export const imputed: Readonly<Record<string, string>> = {
  ...country([2000, 5000, 10000, 20000, 50000]),
  'dimensions/kind.yaml': dimension('kind', kinds),
  'subjects/staffing.yaml': `id: staffing
label: ${text('Staffing')}
dimensions: [kind]
facts:
${facts.map(({ id, method }) => `  ${id}: { kind: number, unit: persons, impute: ${method} }`).join('\n')}
${methods.map((method) => `  fte_${method}: { kind: number, unit: fte, combine: sum, impute: ${method} }`).join('\n')}
indicators:
${methods.map((method) => `  fte_${method}: { kind: total, of: fte_${method} }`).join('\n')}
${facts.map(({ id }) => `  ${id}: { kind: total, of: ${id} }\n  mean_${id}: { kind: mean, of: ${id} }\n  rate_${id}: { kind: ratio, of: ${id}, to: population, per: 10000 }`).join('\n')}
`,
  'surveys/form.yaml': `id: form
title: ${text('Form')}
unit: { column: code, kind: area }
frame: geography
waves: { file: waves/form.csv, year: year }
questions:
${facts.map(({ id, item }) => question(id, `staffing.${id}`, '{ kind: number }', item)).join('')}`,
  'surveys/whole_form.yaml': `id: whole_form
title: ${text('Whole form')}
unit: { column: code, kind: area }
frame: geography
waves: { file: waves/whole.csv, year: year }
questions:
${methods.flatMap((method) => kinds.map((kind) => question(`${kind}_${method}`, `staffing.fte_${method}, kind: ${kind}`, '{ kind: number }', kind))).join('')}`,
  'surveys/calibrated.yaml': `id: calibrated
title: ${text('Calibrated')}
unit: { column: code, kind: area }
frame: geography
design: { strata: size_group, calibrate: separate_ratio }
waves: { file: waves/form.csv, year: year }
questions:
${question('staff', 'staffing.staff_ratio')}`,
  'waves/whole.csv': ['year,code,mild,moderate,severe', ...whole.map((row) => ['year', 'code', ...kinds].map((column) => row[column]).join(','))].join('\n'),
  'waves/form.csv': readData('form'),
}
