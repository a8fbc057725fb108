import { readData } from './data.ts'
import { country } from './places.ts'
import { dimension, question, text } from './words.ts'

const kinds = ['mild', 'moderate', 'severe']
const sources = ['gp', 'self', 'nav']
const priorities = ['p1', 'p2', 'p3', 'p4', 'p5']

const subject = `id: work
label: ${text('Work')}
dimensions: [kind, source, priority]
facts:
  fte: { kind: number, unit: fte, combine: sum }
  staff: { kind: number, unit: persons }
  persons: { kind: number, unit: persons }
  waiting: { kind: boolean }
  rare: { kind: boolean }
  uses: { kind: boolean, combine: any }
  stated: { kind: boolean, combine: any }
  score: { kind: number }
indicators:
  fte: { kind: total, of: fte }
  mean_fte: { kind: mean, of: fte }
  fte_per_10000: { kind: ratio, of: fte, to: population, per: 10000 }
  staff: { kind: total, of: staff }
  mean_persons: { kind: mean, of: persons }
  persons_per_size: { kind: ratio, of: persons, to: size, per: 1000 }
  persons_per_fte: { kind: ratio, of: persons, to: fte }
  kinds_of_fte: { kind: composition, of: fte, over: kind }
  share_waiting: { kind: share, of: waiting }
  places_waiting: { kind: count, of: waiting }
  share_rare: { kind: share, of: rare }
  share_using: { kind: share, of: uses }
  share_stated: { kind: share, of: stated }
  places_stated: { kind: count, of: stated }
  mean_score: { kind: mean, of: score }
  median_fte: { kind: median, of: fte }
  high_fte: { kind: quantile, p: 0.9, of: fte }
  low_persons: { kind: quantile, p: 0.2, of: persons }
`

const survey = (id: string, design: string, primary: boolean) => `id: ${id}
title: ${text(id)}
primary: ${primary}
unit: { column: code, kind: area }
frame: geography
${design}
waves: { file: waves/form.csv, year: year }
questions:
${kinds.map((kind) => question(kind, `work.fte, kind: ${kind}`)).join('')}${['staff', 'persons'].map((id) => question(id, `work.${id}`)).join('')}
${['waiting', 'rare'].map((id) => question(id, `work.${id}`, '{ kind: boolean }')).join('')}
  - id: sources
    text: ${text('sources')}
    answer: { kind: multi }
    columns: { ${sources.map((id) => `${id}: ${id}`).join(', ')} }
    gives: { fact: work.uses, source: $option }
  - id: priority
    text: ${text('priority')}
    column: priority
    answer: { kind: choice, options: { ${priorities.map((id) => `${id}: ${id}`).join(', ')} } }
    gives: [{ fact: work.stated, priority: $option }, { fact: work.score }]
`

/** The yearly form of 350 places, with item non-response counted in both ways. */
export const census: Readonly<Record<string, string>> = {
  ...country([2000, 5000, 10000, 20000, 50000, 100000]),
  'dimensions/kind.yaml': dimension('kind', kinds),
  'dimensions/source.yaml': dimension('source', sources),
  'dimensions/priority.yaml': `id: priority\nlabel: ${text('Priority')}\nordered: true\nmembers: [${priorities.map((id, index) => `{ id: ${id}, label: ${text(id)}, score: ${index + 1} }`).join(', ')}]\n`,
  'dimensions/owner.yaml': dimension('owner', ['own', 'joint', 'bought'], 'owner'),
  'subjects/work.yaml': subject,
  'surveys/form.yaml': survey('form', '', true),
  'surveys/form_domain.yaml': survey('form_domain', 'design: { strata: size_group, nonresponse: domain }', false),
  'waves/form.csv': readData('form'),
}
