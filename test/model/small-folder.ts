import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A small valid seeds folder: path -> content. Two counties, three municipalities, one subject, one survey with two waves. */
export const smallFolder: Readonly<Record<string, string>> = {
  'model.yaml': `id: small
title: { nb: Liten, en: Small }
languages: [nb, en]
notice: { nb: Oppdiktet, en: Made up }
licence: CC0
size_groups: [1000, 5000]
geography:
  country: "NO"
  base: municipality
  vintage: 2021
  levels:
    - { id: county, label: { nb: Fylke, en: County } }
    - { id: municipality, label: { nb: Kommune, en: Municipality } }
`,
  'dimensions/age_group.yaml': `id: age_group
label: { nb: Aldersgruppe, en: Age group }
members:
  - { id: young, label: { nb: Unge, en: Young }, score: 1 }
  - { id: adults, label: { nb: Voksne, en: Adults }, score: 2 }
`,
  'dimensions/source.yaml': `id: referrer
label: { nb: Henviser, en: Referrer }
members:
  - { id: gp, label: { nb: Fastlege, en: GP } }
  - { id: self, label: { nb: Personen selv, en: The person }, description: { nb: Selv, en: Self } }
`,
  'dimensions/place_type.yaml': `id: place_type
label: { nb: Stedstype, en: Type of place }
members: found
of: unit
column: type
`,
  'dimensions/topic.yaml': `id: topic
label: { nb: Tema, en: Topic }
members: found
`,
  'subjects/waiting.yaml': `id: waiting
label: { nb: Venting, en: Waiting }
dimensions: [age_group, referrer, topic]
facts:
  has_list: { kind: boolean }
  persons: { kind: number, unit: persons, impute: growth }
  weeks: { kind: number, unit: weeks, combine: mean, weight: persons }
  remark: { kind: text }
  since: { kind: date }
  refers: { kind: boolean }
indicators:
  share_with_list: { kind: share, of: has_list, label: { nb: Andel, en: Share } }
  persons: { kind: total, of: persons, estimator: imputed }
  per_1000: { kind: ratio, of: persons, to: population, per: 1000 }
  per_person: { kind: ratio, of: weeks, to: persons }
  by_age: { kind: composition, of: persons, over: age_group }
  upper: { kind: quantile, of: weeks, p: 0.9 }
`,
  'surveys/form.yaml': `id: form
title: { nb: Skjema, en: Form }
primary: true
unit: { column: knr, kind: area }
frame: geography
waves:
  years: [2020, 2021]
segments:
  - { from: 2020, to: 2020 }
  - { from: 2021, note: { nb: Nytt, en: New } }
questions:
  - id: has_list
    text: { nb: Venteliste?, en: Waiting list? }
    column: liste
    answer: { kind: choice, options: { Ja: true, Nei: false } }
    gives: { fact: waiting.has_list }
  - id: persons_young
    text: { nb: Hvor mange?, en: How many? }
    column: { default: antall, 2021: antall_personer }
    answer: { kind: number, unit: persons, min: 0, max: 500 }
    gives: { fact: waiting.persons, age_group: young }
    wording:
      - { from: 2021, text: { nb: Antall?, en: Number? }, link: minor }
  - id: referrers
    text: { nb: Hvem henviser?, en: Who refers? }
    answer: { kind: multi }
    columns: { henv_fastlege: gp, henv_selv: self }
    gives: { fact: waiting.refers, referrer: $option }
    from: 2020
  - id: topics
    text: { nb: Hvilke tema?, en: Which topics? }
    column: tema
    answer: { kind: multi, separator: "|" }
    gives: { fact: waiting.refers, topic: $option }
    until: 2020
`,
  'geography/areas.csv': `level,code,name,valid_from,valid_to
county,01,Øst,,
county,02,Vest,,
municipality,0101,Alm,,
municipality,0102,Bjerk,,2020
municipality,0103,Hassel,2021,
municipality,0201,Or,,
`,
  'geography/area_members.csv': `child,parent,valid_from,valid_to,share
0101,01,,,1
0102,01,,2020,1
0103,01,2021,,1
0201,01,,,0.4
0201,02,,,0.6
`,
  'geography/area_changes.csv': `year,from_code,to_code,share
2021,0102,0103,1
`,
  'geography/population.csv': `year,code,age_group,persons
2020,0101,young,100
2020,0101,adults,900
2020,0102,young,0
2020,0102,adults,50
2021,0103,adults,60
`,
  'published/figures.csv': `indicator,year,area,age_group,value,source,url
waiting.persons,2020,NO,young,12,A book,
waiting.persons,2021,0101,,12.5,A book,https://example.org
`,
  'waves/form/2020.csv': `knr;type;liste;antall;henv_fastlege;henv_selv;tema
0101;by;Ja;3;1;;søvn|skole
`,
  'waves/form/2021.csv': `knr;type;liste;antall_personer;henv_fastlege;henv_selv
0101;by;Nei;;;1
`,
}

/** Writes files to a new temporary folder, runs, and deletes it. */
export function withFolder<T>(files: Readonly<Record<string, string | Uint8Array>>, run: (dir: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), 'seeds-'))
  try {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, file)), { recursive: true })
      writeFileSync(join(dir, file), content)
    }
    return run(dir)
  } finally {
    rmSync(dir, { recursive: true })
  }
}
