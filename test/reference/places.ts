import { rowsOf } from './data.ts'
import { text } from './words.ts'

const years = [2021, 2022, 2023, 2024, 2025]
const places = rowsOf('places')
const areas = (level: string, codes: readonly string[]) => [...new Set(codes)].sort().map((code) => `${level},${code},${code},,`)
const of = (column: string) => places.map((place) => place[column] ?? '')

/** A country of 350 places in counties and in districts that cross them; size groups up to these bounds are its strata. */
export const country = (sizeGroups: readonly number[]): Readonly<Record<string, string>> => ({
  'model.yaml': `id: census
title: ${text('Census')}
languages: [nb, en]
size_groups: [${sizeGroups}]
geography:
  country: XX
  base: place
  vintage: 2025
  levels: [${['county', 'district', 'place'].map((id) => `{ id: ${id}, label: ${text(id)} }`).join(', ')}]
`,
  'geography/areas.csv': ['level,code,name,valid_from,valid_to', ...areas('county', of('county')), ...areas('district', of('district')), ...areas('place', of('code'))].join('\n'),
  'geography/area_members.csv': ['child,parent,valid_from,valid_to,share', ...places.flatMap(({ code, county, district }) => [`${code},${county},,,1`, `${code},${district},,,1`])].join('\n'),
  'geography/population.csv': ['year,code,persons', ...years.flatMap((year) => places.map((place) => `${year},${place['code']},${place[`size_${year}`]}`))].join('\n'),
})
