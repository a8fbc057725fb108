import { numbers } from '../world/numbers.ts'

/**
 * A sample made up from a seed, drawn in ways that must agree: units in strata (code, h, w, nn), by twos in pairs (pair of `pairs`),
 * with numbers y and x, yes and its opposite no, regions that cross the strata.
 */
type Unit = {
  readonly code: string
  readonly h: string
  readonly w: number
  readonly nn: number
  readonly answered: number
  readonly pair: string
  readonly pairs: number
  readonly region: string
  readonly y: number
  readonly x: number
  readonly yes: boolean
}
export const regions = ['r1', 'r2', 'r3']

const label = (text: string) => `{ nb: "${text}", en: "${text}" }`

const sample = (seed: number): readonly Unit[] => {
  const next = numbers(seed)
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return Array.from({ length: whole(2, 5) }, (_, stratum) => {
    const drawn = 2 * whole(2, 5)
    const of = drawn + 2 * whole(1, 20)
    const level = 1 + next() * 50
    return Array.from({ length: drawn }, (_, unit): Unit => ({
      code: `u${stratum}_${unit}`,
      h: `h${stratum}`,
      w: Number(((of / drawn) * (0.5 + next())).toFixed(3)),
      nn: of,
      answered: drawn,
      pair: `p${Math.floor(unit / 2)}`,
      pairs: of / 2,
      region: regions[Math.floor(next() * regions.length)] ?? 'r1',
      y: Number((level * (0.5 + next())).toFixed(2)),
      x: Number((level * (1 + 2 * next())).toFixed(1)),
      yes: next() < 0.4,
    }))
  }).flat()
}

const rows = (units: readonly Unit[]): string =>
  ['code,h,w,heavy,nn,answered,pair,pairs,two,region,y,x,yes,no', ...units.map(({ code, h, w, nn, answered, pair, pairs, region, y, x, yes }) =>
    [code, h, w, w * 8, nn, answered, pair, pairs, 2, region, y, x, yes ? 1 : 0, yes ? 0 : 1].join(','))].join('\n')

const designs: Readonly<Record<string, string>> = {
  drawn: '{ strata: h, weight: w, units: nn }',
  extended: '{ strata: h, weight: w, units: nn }',
  everyone: '{ strata: h, units: answered }',
  one_each: '{ strata: h, weight: w, cluster: code, units: nn }',
  pairs: '{ strata: h, weight: w, cluster: pair, units: pairs }',
  pairs_whole: '{ strata: h, weight: w, cluster: [pair, code], units: [pairs, two] }',
  light: '{ strata: h, weight: w }',
  heavy: '{ strata: h, weight: heavy }',
  replaced: '{ strata: h, weight: w, units: nn, replacement: true }',
}

const survey = (id: string, design: string) => `id: ${id}
title: ${label(id)}
primary: ${id === 'drawn'}
unit: { column: code, kind: other }
frame: none
design: ${design}
waves: { file: waves/${id === 'extended' ? id : 'drawn'}.csv, year: 2000 }
questions:
${['y', 'x', 'yes', 'no'].map((id) => `  - { id: ${id}, text: ${label(id)}, column: "${id}", answer: { kind: ${id === 'y' || id === 'x' ? 'number' : 'boolean'} }, gives: { fact: things.${id === 'no' ? 'not' : id} } }\n`).join('')}`

/** The seeds folder. `extended` has one more stratum, in which everybody was asked. */
export const makeSamples = (seed: number): Readonly<Record<string, string>> => {
  const units = sample(seed)
  const more = units.slice(0, 4).map((unit, index): Unit => ({ ...unit, code: `full${index}`, h: 'full', w: 1, nn: 4, answered: 4 }))
  return {
    'model.yaml': `id: samples\ntitle: ${label('Samples')}\nlanguages: [nb, en]\n`,
    'dimensions/region.yaml': `id: region\nlabel: ${label('Region')}\nof: unit\ncolumn: region\nmembers: [${regions.map((id) => `{ id: ${id}, label: ${label(id)} }`).join(', ')}]\n`,
    'subjects/things.yaml': `id: things
label: ${label('Things')}
dimensions: []
facts:
  y: { kind: number, unit: points }
  x: { kind: number, unit: points }
  yes: { kind: boolean }
  not: { kind: boolean }
indicators:
  total: { kind: total, of: y }
  mean: { kind: mean, of: y }
  ratio: { kind: ratio, of: y, to: x, per: 100 }
  share: { kind: share, of: yes }
  opposite: { kind: share, of: not }
  count: { kind: count, of: yes }
  median: { kind: median, of: y }
`,
    ...Object.fromEntries(Object.entries(designs).map(([id, design]) => [`surveys/${id}.yaml`, survey(id, design)])),
    'waves/drawn.csv': rows(units),
    'waves/extended.csv': rows([...units, ...more]),
  }
}
