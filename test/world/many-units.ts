import { numbers } from './numbers.ts'

/**
 * Many units of no geography that fill two row groups of the store, so that threads share the work: 4000 places, two years, 24 lanes
 * each, with numbers of many decimals (kept as floating point), and some of two (kept exactly).
 */
const units = 4000
const parts = Array.from({ length: 24 }, (_, index) => `p${index + 1}`)
const exact = parts.slice(0, 4)
const strata = ['north', 'south', 'west']

const label = (text: string) => `{ nb: ${text}, en: ${text} }`
const question = (fact: string, part: string) => `  - id: ${fact}_${part}
    text: ${label(`${fact} ${part}`)}
    column: ${fact}_${part}
    answer: { kind: number }
    gives: { fact: ${fact === 'flow' ? 'rivers' : 'roads'}.${fact}, lane: ${part} }
`

const wave = (year: number): string => {
  const header = ['code', 'stratum', ...parts.map((part) => `flow_${part}`), ...exact.map((part) => `cars_${part}`)]
  const next = numbers(year)
  const cell = (most: number, decimals: number) => (next() < 0.01 ? '' : (next() * most).toFixed(decimals))
  const rows = Array.from({ length: units }, (_, unit) =>
    next() < 0.05 ? null : [`u${unit}`, strata[unit % 3], ...parts.map(() => cell(1e4, 9)), ...exact.map(() => cell(1e3, 2))].join(','),
  )
  return [header.join(','), ...rows.filter((row) => row !== null)].join('\n')
}

const subject = (id: string, fact: string) => `id: ${id}
label: ${label(id)}
dimensions: [lane]
facts:
  ${fact}: { kind: number, unit: ${fact}, combine: sum }
indicators:
  total: { kind: total, of: ${fact} }
  mean: { kind: mean, of: ${fact} }
  median: { kind: median, of: ${fact} }
  parts: { kind: composition, of: ${fact}, over: lane }
  per_size: { kind: ratio, of: ${fact}, to: size }
`

const size = numbers(1)

export const manyUnits: Readonly<Record<string, string>> = {
  'model.yaml': `id: many\ntitle: ${label('Many')}\nlanguages: [nb, en]\nsize_groups: [50, 80]\n`,
  'dimensions/lane.yaml': `id: lane\nlabel: ${label('Lane')}\nmembers:\n${parts.map((id) => `  - { id: ${id}, label: ${label(id)} }\n`).join('')}`,
  'dimensions/stratum.yaml': `id: side\nlabel: ${label('Side')}\nof: unit\ncolumn: stratum\nmembers:\n${strata.map((id) => `  - { id: ${id}, label: ${label(id)} }\n`).join('')}`,
  'subjects/rivers.yaml': subject('rivers', 'flow'),
  'subjects/roads.yaml': subject('roads', 'cars'),
  'surveys/form.yaml': `id: form
title: ${label('Form')}
primary: true
unit: { column: code, kind: other }
frame: { file: frame.csv, unit: code, strata: stratum, size: size }
design: { strata: stratum }
waves: { years: [2020, 2021] }
questions:
${parts.map((part) => question('flow', part)).join('')}${exact.map((part) => question('cars', part)).join('')}`,
  'frame.csv': `code,stratum,size\n${Array.from({ length: units }, (_, unit) => `u${unit},${strata[unit % 3]},${Math.floor(size() * 100) + 1}`).join('\n')}\n`,
  'waves/form/2020.csv': wave(2020),
  'waves/form/2021.csv': wave(2021),
}
