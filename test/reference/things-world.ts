import { dimension, question, text } from './words.ts'

const kinds = ['a', 'b', 'c']

/** What is asked of every sample: numbers, yes or no, one of three; `item` was not answered by all. */
const subject = (sized: boolean) => `id: things
label: ${text('Things')}
dimensions: [kind]
facts:
${['y', 'x', 'item'].map((id) => `  ${id}: { kind: number, unit: points }`).join('\n')}
${['yes', 'none', 'of_kind'].map((id) => `  ${id}: { kind: boolean, combine: any }`).join('\n')}
indicators:
  total_y: { kind: total, of: y }
  mean_y: { kind: mean, of: y }
  y_per_x: { kind: ratio, of: y, to: x }
  share_yes: { kind: share, of: yes }
  number_yes: { kind: count, of: yes }
  share_none: { kind: share, of: none }
  share_kind: { kind: share, of: of_kind }
  median_y: { kind: median, of: y }
  low_y: { kind: quantile, p: 0.25, of: y }
  total_item: { kind: total, of: item }
  mean_item: { kind: mean, of: item }
  item_per_x: { kind: ratio, of: item, to: x }
${sized ? '  y_per_size: { kind: ratio, of: y, to: size }\n' : ''}`

export type Design = { readonly file: string; readonly frame?: string; readonly design?: string; readonly responded?: string; readonly year?: string }

const survey = (id: string, { file, frame = 'none', design, responded, year = '2000' }: Design, primary: boolean) => `id: ${id}
title: ${text(id)}
primary: ${primary}
unit: { column: code, kind: other }
frame: ${frame}
${design ? `design: ${design}` : ''}
waves: { file: ${file}, year: ${year}${responded ? `, responded: ${responded}` : ''} }
questions:
${['y', 'x', 'item'].map((id) => question(id, `things.${id}`)).join('')}${['yes', 'none'].map((id) => question(id, `things.${id}`, '{ kind: boolean }')).join('')}
${question('kind', 'things.of_kind, kind: $option', `{ kind: choice, options: { ${kinds.map((id) => `${id}: ${id}`).join(', ')} } }`)}`

/** A seeds folder without geography: one survey per design, over the files given. */
export const thingsWorld = (designs: Readonly<Record<string, Design>>, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  'model.yaml': `id: things_of_several_designs\ntitle: ${text('Things')}\nlanguages: [nb, en]\n`,
  'dimensions/kind.yaml': dimension('kind', kinds),
  'dimensions/region.yaml': dimension('region', 'found', 'region'),
  'subjects/things.yaml': subject(Object.values(designs).some(({ frame }) => frame?.includes('size:'))),
  ...Object.fromEntries(Object.entries(designs).map(([id, design], index) => [`surveys/${id}.yaml`, survey(id, design, index === 0)])),
  ...files,
})
