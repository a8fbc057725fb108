import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFolder } from '../world/write-seeds.ts'

/** Shops of four places in two counties, and what they sold of five kinds. Every version of the answers has a total of its own. */
const label = (text: string) => `{ nb: ${text}, en: ${text} }`
export const kinds = ['red', 'blue', 'green', 'white', 'black']
const places = ['P1', 'P2', 'P3', 'P4']
const wave = 'waves/form/2020.csv'

/** The answer file: a row per place. */
export const answers = (version: number): string =>
  [['code', ...kinds].join(','), ...places.map((place, row) => [place, ...kinds.map((_, column) => 1000 * version + 7 * row + column)].join(','))].join('\n')

/** What all places sold of some kinds, by the version of the answers. */
export const soldOf = (version: number, some: readonly string[] = kinds): number =>
  places.reduce((sum, _, row) => sum + some.reduce((all, kind) => all + 1000 * version + 7 * row + kinds.indexOf(kind), 0), 0)

const files = {
  'model.yaml': `id: shops
title: ${label('Shops')}
languages: [nb, en]
geography:
  country: XX
  base: place
  vintage: 2020
  levels:
    - { id: county, label: ${label('County')} }
    - { id: place, label: ${label('Place')} }
`,
  'dimensions/kind.yaml': `id: kind\nlabel: ${label('Kind')}\nmembers:\n${kinds.map((id) => `  - { id: ${id}, label: ${label(id)} }\n`).join('')}`,
  'subjects/sales.yaml': `id: sales\nlabel: ${label('Sales')}\ndimensions: [kind]\nfacts:\n  sold: { kind: number }\nindicators:\n  sold: { kind: total, of: sold }\n`,
  'surveys/form.yaml': `id: form
title: ${label('The form')}
primary: true
unit: { column: code, kind: area }
frame: geography
waves: { years: [2020] }
questions:
${kinds.map((kind) => `  - { id: ${kind}, text: ${label('How many?')}, column: ${kind}, answer: { kind: number }, gives: { fact: sales.sold, kind: ${kind} } }\n`).join('')}`,
  'geography/areas.csv': `level,code,name,valid_from,valid_to\ncounty,N,North,,\ncounty,S,South,,\n${places.map((place) => `place,${place},${place},,\n`).join('')}`,
  'geography/area_members.csv': `child,parent,valid_from,valid_to,share\nP1,N,,,1\nP2,N,,,1\nP3,S,,,1\nP4,S,,,1\n`,
  'geography/population.csv': `year,code,persons\n${places.map((place) => `2020,${place},100\n`).join('')}`,
}

export const writeShops = (version: number): string => writeFolder({ ...files, [wave]: answers(version) })

/** The answers came anew. */
export const rewriteAnswers = (seeds: string, version: number): void => writeFileSync(join(seeds, wave), answers(version))
