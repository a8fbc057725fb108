import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Shape = { readonly places: number; readonly years: number; readonly kinds: number }

const label = (text: string) => `{ nb: ${text}, en: ${text} }`

/** Writes a seeds folder in which every place of a country tells one number of each kind in each year: `places * years * kinds` rows of a table. */
export const writePlaces = (folder: string, { places, years, kinds }: Shape): void => {
  const codes = Array.from({ length: places }, (_, index) => String(index + 1).padStart(5, '0'))
  const ids = Array.from({ length: kinds }, (_, index) => `k${index + 1}`)
  const waves = Array.from({ length: years }, (_, index) => 2015 + index)
  const wave = (year: number) => codes.map((code, place) => [code, ...ids.map((_, kind) => (place * 7919 + kind * 104_729 + year * 31) % 1000)].join(',')).join('\n')
  const files: Readonly<Record<string, string>> = {
    'model.yaml': `id: places\ntitle: ${label('Places')}\nlanguages: [nb, en]\nlicence: CC0-1.0\ngeography: { country: XX, base: place, vintage: ${waves[0]}, levels: [{ id: place, label: ${label('Place')} }] }\n`,
    'dimensions/kind.yaml': `id: kind\nlabel: ${label('Kind')}\nmembers:\n${ids.map((id) => `  - { id: ${id}, label: ${label(`Kind ${id}`)} }\n`).join('')}`,
    'subjects/counts.yaml': `id: counts\nlabel: ${label('Counts')}\ndimensions: [kind]\nfacts:\n  n: { kind: number, unit: things, combine: sum }\nindicators:\n  n: { kind: total, of: n }\n`,
    'surveys/form.yaml': `id: form\ntitle: ${label('Form')}\nprimary: true\nunit: { column: code, kind: area }\nframe: geography\nwaves: { years: [${waves.join(', ')}] }\nquestions:
${ids.map((id) => `  - { id: ${id}, text: ${label(`How many ${id}`)}, column: ${id}, answer: { kind: number }, gives: { fact: counts.n, kind: ${id} } }\n`).join('')}`,
    'geography/areas.csv': `level,code,name,valid_from,valid_to\n${codes.map((code, index) => `place,${code},Place number ${index + 1},,\n`).join('')}`,
    'geography/area_members.csv': 'child,parent,valid_from,valid_to,share\n',
    'geography/area_changes.csv': 'year,from_code,to_code,share\n',
    'geography/population.csv': `year,code,persons\n${waves.flatMap((year) => codes.map((code, index) => `${year},${code},${100 + index}\n`)).join('')}`,
    ...Object.fromEntries(waves.map((year) => [`waves/form/${year}.csv`, `code,${ids.join(',')}\n${wave(year)}\n`])),
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
}
