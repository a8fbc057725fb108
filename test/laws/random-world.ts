import { numbers } from '../world/numbers.ts'

/**
 * A country made up from a seed: places in counties and in districts that cross them, three that merge from two in 2021 and one that
 * is divided in 2022. Of the facts, `n` is missing only where a place did not answer at all, `m` and `w` where an answer was left out
 * too; `w` is asked whole and by kind; `always` is yes for everyone.
 */
export type Made = {
  readonly files: Readonly<Record<string, string>>
  /** Place of 2022 -> the two places it was merged from. */
  readonly merged: ReadonlyMap<string, readonly [string, string]>
}
export const years = [2020, 2021, 2022]
export const ages = ['children', 'adults']
export const kinds = ['red', 'green', 'blue']
export const bounds = [1000, 4000]

type Place = {
  readonly code: string
  readonly county: string
  readonly district: string
  readonly from: number
  readonly to: number | null
  readonly persons: number
}
type Cells = ReadonlyMap<string, string>

const label = (text: string) => `{ nb: "${text}", en: "${text}" }`

const model = `id: country
title: ${label('A country')}
languages: [nb, en]
size_groups: [${bounds.join(', ')}]
geography:
  country: C
  base: place
  vintage: 2022
  levels: [{ id: county, label: ${label('County')} }, { id: district, label: ${label('District')} }, { id: place, label: ${label('Place')} }]
`
const dimension = (id: string, members: readonly string[]) =>
  `id: ${id}\nlabel: ${label(id)}\nmembers:\n${members.map((one) => `  - { id: ${one}, label: ${label(one)} }\n`).join('')}`
const subject = `id: things
label: ${label('Things')}
dimensions: [age_group, kind]
facts:
  n: { kind: number, unit: things, impute: growth }
  m: { kind: number, unit: things }
  w: { kind: number, unit: things }
  most: { kind: number, combine: max }
  yes: { kind: boolean, combine: any }
  every: { kind: boolean, combine: all }
  always: { kind: boolean }
indicators:
  n: { kind: total, of: n }
  m: { kind: total, of: m }
  w: { kind: total, of: w }
  mean_m: { kind: mean, of: m }
  mean_most: { kind: mean, of: most }
  median_m: { kind: median, of: m }
  upper_m: { kind: quantile, of: m, p: 0.9 }
  m_per_person: { kind: ratio, of: m, to: population, per: 1000 }
  m_per_n: { kind: ratio, of: m, to: n }
  n_per_size: { kind: ratio, of: n, to: size }
  kinds_of_n: { kind: composition, of: n, over: kind }
  ages_of_m: { kind: composition, of: m, over: age_group }
  share_yes: { kind: share, of: yes }
  count_yes: { kind: count, of: yes }
  share_every: { kind: share, of: every }
  share_always: { kind: share, of: always }
  count_always: { kind: count, of: always }
`

const cells = ages.flatMap((age) => kinds.map((kind) => ({ age, kind })))
type Asked = {
  readonly column: string
  readonly fact: string
  readonly at: string
  readonly kind: 'number' | 'boolean'
  readonly missing: number
}
const asked: readonly Asked[] = [
  ...cells.map(({ age, kind }) => ({
    column: `n_${age}_${kind}`,
    fact: 'n',
    at: `, age_group: ${age}, kind: ${kind}`,
    kind: 'number' as const,
    missing: 0,
  })),
  ...cells.map(({ age, kind }) => ({
    column: `m_${age}_${kind}`,
    fact: 'm',
    at: `, age_group: ${age}, kind: ${kind}`,
    kind: 'number' as const,
    missing: 0.04,
  })),
  ...kinds.map((kind) => ({ column: `w_${kind}`, fact: 'w', at: `, kind: ${kind}`, kind: 'number' as const, missing: 0.15 })),
  { column: 'w', fact: 'w', at: '', kind: 'number', missing: 0.4 },
  ...kinds.map((kind) => ({ column: `most_${kind}`, fact: 'most', at: `, kind: ${kind}`, kind: 'number' as const, missing: 0.2 })),
  ...kinds.map((kind) => ({ column: `yes_${kind}`, fact: 'yes', at: `, kind: ${kind}`, kind: 'boolean' as const, missing: 0.2 })),
  ...ages.map((age) => ({ column: `every_${age}`, fact: 'every', at: `, age_group: ${age}`, kind: 'boolean' as const, missing: 0.2 })),
  { column: 'always', fact: 'always', at: '', kind: 'boolean', missing: 0 },
]

const survey = (id: string, primary: boolean, waves: readonly number[], questions: readonly Asked[]) => `id: ${id}
title: ${label(id)}
primary: ${primary}
unit: { column: code, kind: area }
frame: geography
waves: { years: [${waves.join(', ')}] }
questions:
${questions.map(({ column, fact, at, kind }) => `  - { id: ${column}, text: ${label(`${column}?`)}, column: ${column}, answer: { kind: ${kind} }, gives: { fact: things.${fact}${at} } }\n`).join('')}`

const shuffled = <T>(items: readonly T[], next: () => number): T[] =>
  items
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)

const makePlaces = (next: () => number): { places: Place[]; merged: Map<string, [string, string]>; changes: string[] } => {
  const one = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T
  const make = (code: string, from: number, to: number | null, persons: number): Place => ({
    code,
    county: one(['c1', 'c2', 'c3']),
    district: one(['d1', 'd2']),
    from,
    to,
    persons,
  })
  const count = 40 + Math.floor(next() * 20)
  const old = Array.from({ length: count }, (_, index) =>
    make(`p${index}`, 2000, index < 6 ? 2020 : index === 6 ? 2021 : null, 100 + Math.floor(next() ** 2 * 8000)),
  )
  const merged = new Map<string, [string, string]>([0, 1, 2].map((index) => [`m${index}`, [`p${2 * index}`, `p${2 * index + 1}`]]))
  const persons = (code: string) => old.find((place) => place.code === code)?.persons ?? 0
  const young = [...merged].map(([code, [a, b]]) => make(code, 2021, null, persons(a) + persons(b)))
  const divided = make('s0', 2022, null, Math.round(persons('p6') * 0.7))
  const changes = [
    ...[...merged].flatMap(([code, parts]) => parts.map((part) => `2021,${part},${code},1`)),
    '2022,p6,s0,0.7',
    '2022,p6,p7,0.3',
  ]
  return { places: [...old, ...young, divided], merged, changes }
}

/** `scale` multiplies every number that was answered; `shuffle` puts rows and columns of the files in another order. */
export const makeWorld = (seed: number, { scale = 1, shuffle = false } = {}): Made => {
  const next = numbers(seed)
  const { places, merged, changes } = makePlaces(next)
  const there = (year: number) => places.filter(({ from, to }) => from <= year && year <= (to ?? 9999))
  const answersOf = (questions: readonly Asked[]): Cells | null => {
    const rows = questions.map(({ column, kind, missing }) => {
      const value = kind === 'boolean' ? (column === 'always' || next() < 0.5 ? 'yes' : 'no') : String(Math.floor(next() * 100) * scale)
      return [column, next() < missing ? '' : value] as const
    })
    return next() < 0.1 ? null : new Map(rows)
  }
  const order = numbers(seed + 1)
  const mixed = <T>(items: readonly T[]): readonly T[] => (shuffle ? shuffled(items, order) : items)
  const wave = (year: number, questions: readonly Asked[]): string => {
    const rows = there(year).flatMap(({ code }) => {
      const answers = answersOf(questions)
      return answers === null ? [] : [new Map([['code', code], ...answers])]
    })
    const columns = mixed(['code', ...questions.map(({ column }) => column)])
    return [columns.join(';'), ...mixed(rows).map((row) => columns.map((column) => row.get(column) ?? '').join(';'))].join('\n')
  }
  const second = asked.filter(({ fact }) => fact === 'n' || fact === 'm')
  const files = {
    'model.yaml': model,
    'dimensions/age_group.yaml': dimension('age_group', ages),
    'dimensions/kind.yaml': dimension('kind', kinds),
    'subjects/things.yaml': subject,
    'surveys/form.yaml': survey('form', true, years, asked),
    'surveys/second.yaml': survey('second', false, [2021], second),
    'geography/areas.csv': [
      'level,code,name,valid_from,valid_to',
      ...['c1', 'c2', 'c3'].map((code) => `county,${code},${code},,`),
      ...['d1', 'd2'].map((code) => `district,${code},${code},,`),
      ...places.map(({ code, from, to }) => `place,${code},${code},${from},${to ?? ''}`),
    ].join('\n'),
    'geography/area_members.csv': [
      'child,parent,valid_from,valid_to,share',
      ...places.flatMap(({ code, county, district }) => [`${code},${county},,,1`, `${code},${district},,,1`]),
    ].join('\n'),
    'geography/area_changes.csv': ['year,from_code,to_code,share', ...changes].join('\n'),
    'geography/population.csv': [
      'year,code,age_group,persons',
      ...years.flatMap((year) =>
        there(year).flatMap(({ code, persons }) => [
          `${year},${code},children,${Math.floor(persons / 4)}`,
          `${year},${code},adults,${persons - Math.floor(persons / 4)}`,
        ]),
      ),
    ].join('\n'),
    ...Object.fromEntries(years.map((year) => [`waves/form/${year}.csv`, wave(year, asked)])),
    'waves/second/2021.csv': wave(2021, second),
  }
  return { files, merged }
}
