import { readData } from './data.ts'
import { country } from './places.ts'
import { question, text } from './words.ts'

const items = ['staff', 'persons']
const methods = ['growth', 'ratio']
const facts = items.flatMap((item) => methods.map((method) => ({ id: `${item}_${method}`, item, method })))

/** The yearly form of `census`, its numbers declared to be estimated where they were not answered, in both ways. */
export const imputed: Readonly<Record<string, string>> = {
  ...country([2000, 5000, 10000, 20000, 50000]),
  'subjects/staffing.yaml': `id: staffing
label: ${text('Staffing')}
dimensions: []
facts:
${facts.map(({ id, method }) => `  ${id}: { kind: number, unit: persons, impute: ${method} }`).join('\n')}
indicators:
${facts.map(({ id }) => `  ${id}: { kind: total, of: ${id} }\n  mean_${id}: { kind: mean, of: ${id} }\n  rate_${id}: { kind: ratio, of: ${id}, to: population, per: 10000 }`).join('\n')}
`,
  'surveys/form.yaml': `id: form
title: ${text('Form')}
unit: { column: code, kind: area }
frame: geography
waves: { file: waves/form.csv, year: year }
questions:
${facts.map(({ id, item }) => question(id, `staffing.${id}`, '{ kind: number }', item)).join('')}`,
  'surveys/calibrated.yaml': `id: calibrated
title: ${text('Calibrated')}
unit: { column: code, kind: area }
frame: geography
design: { strata: size_group, calibrate: separate_ratio }
waves: { file: waves/form.csv, year: year }
questions:
${question('staff', 'staffing.staff_ratio')}`,
  'waves/form.csv': readData('form'),
}
