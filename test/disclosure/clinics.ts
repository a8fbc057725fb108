/**
 * Patients of eight places in two counties, crossed by two districts: small counts among large ones. P7 and P8 merge into P9 in 2023.
 * A panel of doctors, who are no areas, says how content they are; they have a side.
 */
const label = (text: string) => `{ nb: ${text}, en: ${text} }`
const members = (ids: readonly string[]) => ids.map((id) => `  - { id: ${id}, label: ${label(id)} }\n`).join('')

const grades = ['low', 'mid', 'high']
const ages = ['young', 'old']
const ways = ['home', 'ward']

const model = `id: clinics
title: ${label('Clinics')}
languages: [nb, en]
size_groups: [1000]
geography:
  country: XX
  base: place
  vintage: 2023
  levels:
    - { id: county, label: ${label('County')} }
    - { id: district, label: ${label('District')} }
    - { id: place, label: ${label('Place')} }
`

const places2022 = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8']
const places2023 = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P9']
const county: Readonly<Record<string, string>> = { P1: 'AA', P2: 'AA', P3: 'AA', P4: 'AA', P5: 'BB', P6: 'BB', P7: 'BB', P8: 'BB', P9: 'BB' }
const district: Readonly<Record<string, string>> = { P1: 'west', P2: 'west', P3: 'west', P5: 'west', P4: 'east', P6: 'east', P7: 'east', P8: 'east', P9: 'east' }

const cells = grades.flatMap((grade) => ages.flatMap((age) => ways.map((way) => ({ id: `${grade}_${age}_${way}`, grade, age, way }))))

const few: Readonly<Record<string, number>> = { 'P1 0': 3, 'P1 1': 0, 'P6 4': 1, 'P6 5': 1, 'P7 8': 2, 'P7 9': 0, 'P9 10': 4, 'P9 11': 0 }

/** Most cells count dozens; some few. */
const patients = (place: string, year: number, cell: number): number => few[`${place} ${cell}`] ?? 10 + ((Number(place.slice(1)) * 7 + cell * 5 + year) % 11) * 3

const wave = (year: number, places: readonly string[]): string =>
  [['code', 'beds', ...cells.map(({ id }) => id)].join(','), ...places.map((place) => [place, 20 + Number(place.slice(1)), ...cells.map((_, index) => patients(place, year, index))].join(','))].join('\n')

const doctors = Array.from({ length: 24 }, (_, index) => `d${index + 1}`)
// Two doctors have the side `north`; all others are on `south`.
const panel = ['code,side,content,score', ...doctors.map((doctor, index) => [doctor, index < 2 ? 'north' : 'south', index % 3 === 0 ? 1 : 0, (index % 5) + 1].join(','))].join('\n')

const population = (year: number, places: readonly string[]) => places.map((place) => `${year},${place},${place === 'P9' ? 900 : 400 + 200 * Number(place.slice(1))}\n`).join('')

export const clinics: Readonly<Record<string, string>> = {
  'model.yaml': model,
  'dimensions/grade.yaml': `id: grade\nlabel: ${label('Grade')}\nmembers:\n${members(grades)}`,
  'dimensions/age.yaml': `id: age\nlabel: ${label('Age')}\nmembers:\n${members(ages)}`,
  'dimensions/way.yaml': `id: way\nlabel: ${label('Way')}\nmembers:\n${members(ways)}`,
  'dimensions/side.yaml': `id: side\nlabel: ${label('Side')}\nof: unit\ncolumn: side\nmembers:\n${members(['north', 'south'])}`,
  'subjects/care.yaml': `id: care
label: ${label('Care')}
dimensions: [grade, age, way]
facts:
  patients: { kind: number, unit: persons, disclosure: persons }
  beds: { kind: number }
indicators:
  patients: { kind: total, of: patients }
  patients_per_1000: { kind: ratio, of: patients, to: population, per: 1000 }
  patients_per_bed: { kind: ratio, of: patients, to: beds }
  beds_per_patient: { kind: ratio, of: beds, to: patients }
  share_of_patients: { kind: composition, of: patients, over: grade }
  median_patients: { kind: median, of: patients }
  mean_patients: { kind: mean, of: patients }
  beds: { kind: total, of: beds }
`,
  'subjects/opinion.yaml': `id: opinion
label: ${label('Opinion')}
facts:
  content: { kind: boolean, disclosure: respondents }
  score: { kind: number, combine: mean, disclosure: respondents }
indicators:
  share_content: { kind: share, of: content }
  mean_score: { kind: mean, of: score }
`,
  'surveys/form.yaml': `id: form
title: ${label('The form')}
primary: true
unit: { column: code, kind: area }
frame: geography
waves: { years: [2022, 2023] }
questions:
  - id: beds
    text: ${label('Beds?')}
    column: beds
    answer: { kind: number }
    gives: { fact: care.beds }
${cells
  .map(
    ({ id, grade, age, way }) => `  - id: ${id}
    text: ${label('How many?')}
    column: ${id}
    answer: { kind: number }
    gives: { fact: care.patients, grade: ${grade}, age: ${age}, way: ${way} }
`,
  )
  .join('')}`,
  'surveys/panel.yaml': `id: panel
title: ${label('The panel')}
unit: { column: code, kind: other }
frame: none
waves: { years: [2023] }
questions:
  - id: content
    text: ${label('Content?')}
    column: content
    answer: { kind: boolean }
    gives: { fact: opinion.content }
  - id: score
    text: ${label('How content?')}
    column: score
    answer: { kind: number }
    gives: { fact: opinion.score }
`,
  'geography/areas.csv': `level,code,name,valid_from,valid_to
county,AA,Alpha,,
county,BB,Beta,,
district,west,West,,
district,east,East,,
${['P1', 'P2', 'P3', 'P4', 'P5', 'P6'].map((place) => `place,${place},${place},,\n`).join('')}place,P7,P7,,2022
place,P8,P8,,2022
place,P9,P9,2023,
`,
  'geography/area_members.csv': `child,parent,valid_from,valid_to,share
${Object.keys(county)
  .flatMap((place) => [`${place},${county[place]},,,1\n`, `${place},${district[place]},,,1\n`])
  .join('')}`,
  'geography/area_changes.csv': `year,from_code,to_code,share
2023,P7,P9,1
2023,P8,P9,1
`,
  'geography/population.csv': `year,code,persons\n${population(2022, places2022)}${population(2023, places2023)}`,
  'waves/form/2022.csv': wave(2022, places2022),
  'waves/form/2023.csv': wave(2023, places2023),
  'waves/panel/2023.csv': panel,
}
