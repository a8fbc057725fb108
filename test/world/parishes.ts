/**
 * Places whose borders change. In 2020 A and B merge into C, and P and Q into M; in 2021 W is divided: 60 % into U and 40 % into V, and M is
 * divided: 70 % into X and 30 % into Y. All of P lies in X since, and all of Q in Y. S stays as it is.
 * Of the clinics, k1 and k2 share X (25 % and 75 %); C lies in others than k1 too, nobody knows with what share; Y, U, V and S are k2's whole.
 * Everyone answers, but for Q in 2019 the question about weeks.
 */
const model = `id: parishes
title: { nb: Sogn, en: Parishes }
languages: [nb, en]
geography:
  country: XX
  base: place
  vintage: 2021
  levels:
    - { id: clinic, label: { nb: Klinikk, en: Clinic } }
    - { id: county, label: { nb: Fylke, en: County } }
    - { id: place, label: { nb: Sted, en: Place } }
  population_source: The register
  changes_source: The map office
`
const facts = `id: work
label: { nb: Arbeid, en: Work }
dimensions: [age_group]
facts:
  posts: { kind: number, combine: sum }
  weeks: { kind: number, combine: mean, weight: waiting }
  waiting: { kind: number, combine: sum }
  peak: { kind: number, combine: max }
  has: { kind: boolean, combine: any }
  always: { kind: boolean, combine: all }
indicators:
  posts: { kind: total, of: posts }
  posts_per_10000: { kind: ratio, of: posts, to: population, per: 10000 }
  posts_per_waiting: { kind: ratio, of: posts, to: waiting }
  posts_per_size: { kind: ratio, of: posts, to: size, per: 10000 }
  mean_posts: { kind: mean, of: posts }
  median_posts: { kind: median, of: posts }
  young_posts: { kind: composition, of: posts, over: age_group }
  mean_weeks: { kind: mean, of: weeks }
  mean_peak: { kind: mean, of: peak }
  share_has: { kind: share, of: has }
  places_with: { kind: count, of: has }
  share_always: { kind: share, of: always }
`
const answered = (column: string, gives: string, kind: 'number' | 'boolean') => `  - id: ${column}
    text: { nb: "${column}?", en: "${column}?" }
    column: ${column}
    answer: { kind: ${kind} }
    gives: { fact: work.${gives} }
`
const survey = `id: form
title: { nb: Skjema, en: The form }
primary: true
unit: { column: code, kind: area }
frame: geography
waves: { years: [2018, 2019, 2020, 2021] }
questions:
${answered('young', 'posts, age_group: young', 'number')}${answered('old', 'posts, age_group: old', 'number')}${answered('weeks', 'weeks', 'number')}${answered('waiting', 'waiting', 'number')}${answered('peak', 'peak', 'number')}${answered('has', 'has', 'boolean')}${answered('always', 'always', 'boolean')}`

export const parishes: Readonly<Record<string, string>> = {
  'model.yaml': model,
  'dimensions/age_group.yaml': `id: age_group
label: { nb: Alder, en: Age }
members: [{ id: young, label: { nb: Unge, en: Young } }, { id: old, label: { nb: Gamle, en: Old } }]
`,
  'subjects/work.yaml': facts,
  'surveys/form.yaml': survey,
  'geography/areas.csv': `level,code,name,valid_from,valid_to
county,N,North,,
county,E,East,,
clinic,k1,First,,
clinic,k2,Second,,
place,A,Ash,,2019
place,B,Birch,,2019
place,C,Ashbirch,2020,
place,P,Pine,,2019
place,Q,Quince,,2019
place,M,Mulberry,2020,2020
place,X,Pine,2021,
place,Y,Quince,2021,
place,W,Willow,,2020
place,U,Upper Willow,2021,
place,V,Lower Willow,2021,
place,S,Spruce,,
`,
  'geography/area_members.csv': `child,parent,valid_from,valid_to,share,divided
A,N,,,1,
B,N,,,1,
C,N,,,1,
S,N,,,1,
P,N,,,1,
Q,E,,,1,
M,E,,,1,
X,N,,,1,
Y,E,,,1,
W,E,,,1,
U,E,,,1,
V,E,,,1,
A,k1,,,1,1
B,k1,,,1,1
C,k1,,,1,1
P,k1,,,0.25,
P,k2,,,0.75,
X,k1,,,0.25,
X,k2,,,0.75,
Q,k2,,,1,
Y,k2,,,1,
M,k2,,,1,
W,k2,,,1,
U,k2,,,1,
V,k2,,,1,
S,k2,,,1,
`,
  'geography/area_changes.csv': `year,from_code,to_code,share
2020,A,C,1
2020,B,C,1
2020,P,M,1
2020,Q,M,1
2021,W,U,0.6
2021,W,V,0.4
2021,M,X,0.7
2021,M,Y,0.3
2021,P,X,1
2021,Q,Y,1
`,
  'geography/population.csv': `year,code,persons
2018,A,10000
2018,B,5000
2018,P,7000
2018,Q,3000
2018,W,3000
2018,S,1000
2019,A,10000
2019,B,5000
2019,P,7000
2019,Q,3000
2019,W,3000
2019,S,1000
2020,C,15200
2020,M,10000
2020,W,3000
2020,S,1000
2021,C,15400
2021,X,7200
2021,Y,3000
2021,U,1900
2021,V,1200
2021,S,1100
`,
  'waves/form/2018.csv': `code,young,old,weeks,waiting,peak,has,always
A,40,50,6,10,8,yes,yes
B,10,10,9,20,9,no,yes
P,20,40,4,40,7,yes,no
Q,4,6,2,10,4,no,yes
W,10,20,5,10,6,yes,yes
S,1,4,3,5,3,no,no
`,
  'waves/form/2019.csv': `code,young,old,weeks,waiting,peak,has,always
A,40,60,6,10,8,yes,yes
B,10,10,9,20,9,no,yes
P,25,45,4,40,7,yes,no
Q,4,6,,10,4,no,yes
W,10,20,5,10,6,yes,yes
S,1,4,3,5,3,no,no
`,
  'waves/form/2020.csv': `code,young,old,weeks,waiting,peak,has,always
C,60,70,7,30,9,yes,yes
M,30,60,4,50,7,yes,no
W,12,21,5,10,6,no,yes
S,2,4,3,5,3,yes,no
`,
  'waves/form/2021.csv': `code,young,old,weeks,waiting,peak,has,always
C,65,75,7,30,9,yes,yes
X,30,50,4,40,7,yes,no
Y,5,7,3,10,4,yes,yes
U,8,13,5,6,6,no,yes
V,6,9,4,4,6,yes,yes
S,2,5,3,5,3,yes,no
`,
}
