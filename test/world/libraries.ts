/**
 * Public libraries of eight places in two counties: small enough to compute by hand, with what makes surveys hard.
 * One place has the code A0 in 2019, A4 in 2020 and A6 from 2021 on. In 2022 A1 and A2 merge into A5, and B3 is divided: 60 % into B5 and
 * 40 % into B2.
 * Districts cross the counties: west is A1 A2 A3 A5 B1, east is A0 A4 A6 B2 B3 B4 B5.
 * Strata (below and from 1000 inhabitants):
 *   2019-2021 small A1 A2 B3 B4, large A3 A0/A4/A6 B1 B2; 2022-2023 small B4 B5, large A3 A5 A6 B1 B2.
 */
const model = `id: libraries
title: { nb: Bibliotek, en: Libraries }
languages: [nb, en]
notice: { nb: Oppdiktet, en: Made up }
licence: CC0-1.0
contact: library@example.org
size_groups: [1000]
geography:
  country: XX
  base: place
  vintage: 2023
  levels:
    - { id: county, label: { nb: Fylke, en: County } }
    - { id: district, label: { nb: Distrikt, en: District } }
    - { id: place, label: { nb: Sted, en: Place } }
  population_source: The register, table 1
`

const dimensions = {
  'dimensions/age_group.yaml': `id: age_group
label: { nb: Aldersgruppe, en: Age group }
ordered: true
members:
  - { id: children, label: { nb: Barn, en: Children } }
  - { id: adults, label: { nb: Voksne, en: Adults } }
`,
  'dimensions/medium.yaml': `id: medium
label: { nb: Medium, en: Medium }
members:
  - { id: book, label: { nb: Bok, en: Book } }
  - { id: film, label: { nb: Film, en: Film } }
  - { id: game, label: { nb: Spill, en: Game } }
`,
  'dimensions/topic.yaml': `id: topic
label: { nb: Tema, en: Topic }
members: found
`,
}

const subjects = {
  'subjects/lending.yaml': `id: lending
label: { nb: Utlån, en: Lending }
dimensions: [age_group, medium]
facts:
  loans:    { kind: number, unit: loans, combine: sum, impute: growth }
  staff:    { kind: number, unit: persons, combine: sum }
  rating:   { kind: number, combine: mean, weight: loans }
  queue:    { kind: number, unit: days, combine: max }
  offered:  { kind: boolean, combine: any }
  complete: { kind: boolean, combine: all }
  visitors: { kind: number, unit: persons, combine: sum, disclosure: persons }
  remark:   { kind: text }
indicators:
  loans:
    kind: total
    of: loans
    label: { nb: Utlån, en: Loans }
    description: { nb: Antall lån i året, en: Number of loans in the year }
  staff:            { kind: total, of: staff }
  mean_staff:       { kind: mean, of: staff }
  median_staff:     { kind: median, of: staff }
  low_staff:        { kind: quantile, of: staff, p: 0.25 }
  loans_per_person: { kind: ratio, of: loans, to: population }
  loans_per_staff:  { kind: ratio, of: loans, to: staff, per: 10 }
  staff_per_size:   { kind: ratio, of: staff, to: size, per: 1000 }
  share_of_loans:   { kind: composition, of: loans, over: age_group }
  mean_rating:      { kind: mean, of: rating }
  mean_queue:       { kind: mean, of: queue }
  share_offering:   { kind: share, of: offered }
  places_offering:  { kind: count, of: offered }
  share_complete:   { kind: share, of: complete }
  visitors:         { kind: total, of: visitors }
`,
  'subjects/events.yaml': `id: events
label: { nb: Arrangement, en: Events }
dimensions: [topic]
facts:
  held: { kind: boolean, combine: any }
  seats: { kind: number, unit: seats, combine: sum }
indicators:
  share_holding: { kind: share, of: held, label: { nb: Andel med arrangement, en: Share that hold events } }
  seats: { kind: total, of: seats }
`,
}

const number = (id: string, gives: string, more = '') => `  - id: ${id}
    text: { nb: "${id} (nb)?", en: "How many ${id}?" }
    column: ${id}
    answer: { kind: number, min: 0, max: 100000 }
    gives: { ${gives} }
${more}`
const yes = (id: string, gives: string) => `  - id: ${id}
    text: { nb: "${id} (nb)?", en: "Is there ${id}?" }
    column: ${id}
    answer: { kind: boolean }
    gives: { ${gives} }
`

const ages = ['children', 'adults']
const formQuestions = [
  ...ages.map((age) => number(`loans_${age}`, `fact: lending.loans, age_group: ${age}`)),
  number('loans_all', 'fact: lending.loans', '    from: 2023\n'),
  number(
    'staff',
    'fact: lending.staff',
    `    wording:
      - { from: 2021, text: { nb: "Ansatte?", en: "How many employees?" }, link: minor }
      - { from: 2023, text: { nb: "Årsverk?", en: "How many full-time equivalents?" }, link: break }
`,
  ),
  ...ages.map((age) => number(`rating_${age}`, `fact: lending.rating, age_group: ${age}`)),
  number(
    'queue_children',
    'fact: lending.queue, age_group: children',
    `    wording: [{ from: 2023, text: { nb: "Kø, barn?", en: "How long is the queue of children?" }, link: break }]
`,
  ),
  number('queue_adults', 'fact: lending.queue, age_group: adults'),
  ...['book', 'film', 'game'].map((medium) => yes(medium, `fact: lending.offered, medium: ${medium}`)),
  ...ages.map((age) => yes(`whole_${age}`, `fact: lending.complete, age_group: ${age}`)),
  number(
    'visitors',
    'fact: lending.visitors',
    `    wording: [{ from: 2021, text: { nb: "Besøk?", en: "How many visits?" }, link: break }]
`,
  ),
]

const surveys = {
  'surveys/form.yaml': `id: form
title: { nb: Skjema, en: The form }
primary: true
source: "https://example.org/form"
unit: { column: code, kind: area }
frame: geography
waves: { years: [2020, 2021, 2022, 2023] }
segments:
  - { from: 2020, to: 2021 }
  - { from: 2022, note: { nb: Nytt skjema, en: New form }, reason: { nb: Nye grenser, en: New borders }, source: "https://example.org/new-form" }
missing: { "": not_answered, ":": suppressed, ".": not_asked }
questions:
${formQuestions.join('')}  - id: remark
    text: { nb: Merknad?, en: Any remarks? }
    column: remark
    answer: { kind: text }
    gives: { fact: lending.remark }
`,
  'surveys/census.yaml': `id: census
title: { nb: Telling, en: The census }
unit: { column: code, kind: area }
frame: geography
waves: { years: [2019, 2021] }
questions:
${number('employees', 'fact: lending.staff')}${number('seats', 'fact: events.seats')}  - id: topics
    text: { nb: Tema?, en: Which topics? }
    column: topics
    answer: { kind: multi, separator: ";" }
    gives: { fact: events.held, topic: $option }
    from: 2021
`,
  'surveys/poll.yaml': `id: poll
title: { nb: Måling, en: The poll }
designed: true
unit: { column: code, kind: area }
frame: geography
waves: { years: [2021, 2022] }
questions:
  - id: topics
    text: { nb: Hvilke tema?, en: What are events about? }
    column: topics
    answer: { kind: multi, separator: ";" }
    gives: { fact: events.held, topic: $option }
`,
}

const geography = {
  'geography/areas.csv': `level,code,name,valid_from,valid_to
county,AA,Alpha,,
county,BB,Beta,,
district,west,West,,
district,east,East,,
place,A1,Aster,,2021
place,A2,Briar,,2021
place,A3,Clover,,
place,A0,Daisy,,2019
place,A4,Daisy,2020,2020
place,A5,Asterbriar,2022,
place,A6,Daisy,2021,
place,B1,Elder,,
place,B2,Fern,,
place,B3,Gorse,,2021
place,B4,Heather,,
place,B5,Iris,2022,
`,
  'geography/area_members.csv': `child,parent,valid_from,valid_to,share
A1,AA,,,1
A2,AA,,,1
A3,AA,,,1
A0,AA,,,1
A4,AA,,,1
A5,AA,,,1
A6,AA,,,1
B1,BB,,,1
B2,BB,,,1
B3,BB,,,1
B4,BB,,,1
B5,BB,,,1
A1,west,,,1
A2,west,,,1
A3,west,,,1
A5,west,,,1
B1,west,,,1
A0,east,,,1
A4,east,,,1
A6,east,,,1
B2,east,,,1
B3,east,,,1
B4,east,,,1
B5,east,,,1
`,
  'geography/area_changes.csv': `year,from_code,to_code,share
2020,A0,A4,1
2021,A4,A6,1
2022,A1,A5,1
2022,A2,A5,1
2022,B3,B5,0.6
2022,B3,B2,0.4
`,
  'geography/population.csv': `year,code,age_group,persons
${[
  ...[2019, 2020, 2021].flatMap((year) => [
    [year, 'A1', 200, 600],
    [year, 'A2', 100, 300],
    [year, 'A3', 300, 900],
    [year, ({ 2019: 'A0', 2020: 'A4' } as Record<number, string>)[year] ?? 'A6', 500, 1500],
    [year, 'B1', 250, 750],
    [year, 'B2', 400, 1200],
    [year, 'B3', 100, 400],
    [year, 'B4', 150, 450],
  ]),
  ...[2022, 2023].flatMap((year) => [
    [year, 'A3', 300, 900],
    [year, 'A5', 300, 900],
    [year, 'A6', 500, 1500],
    [year, 'B1', 250, 750],
    [year, 'B2', 440, 1360],
    [year, 'B4', 150, 450],
    [year, 'B5', 60, 240],
  ]),
]
  .map(([year, code, children, adults]) => `${year},${code},children,${children}\n${year},${code},adults,${adults}\n`)
  .join('')}`,
}

const header =
  'code;loans_children;loans_adults;staff;rating_children;rating_adults;queue_children;queue_adults;book;film;game;whole_children;whole_adults;visitors;remark'
const waves = {
  // B3 did not answer; A4 left out its adult loans; the staff of B2 is not public, B4 was not asked for it.
  'waves/form/2020.csv': `${header}
A1;10;30;1;4;2;1;5;1;0;0;1;1;100;Open on Sundays
A2;20;20;2;3;3;2;2;1;1;0;1;0;200;
A3;30;60;3;5;2;;7;1;0;1;0;;300;
A4;40;;4;4;4;4;4;1;1;1;1;;400;
B1;50;50;5;2;4;3;1;0;0;0;;0;500;
B2;60;40;:;1;5;9;9;0;;0;1;1;600;
B4;5;15;.;2;2;0;0;0;;1;1;1;:;
`,
  // A3 did not answer, nor A2 for its visitors and B4 for the rating of its adults.
  'waves/form/2021.csv': `${header}
A1;12;36;2;4;2;1;5;1;0;0;1;1;110;
A2;22;22;2;3;3;2;2;1;1;0;1;0;;
A6;44;88;6;4;4;4;4;1;1;1;1;1;410;
B1;55;55;5;2;4;3;1;0;0;0;1;0;510;
B2;66;44;8;1;5;9;9;0;0;0;1;1;610;
B3;4;8;1;3;3;1;1;0;0;0;1;1;50;
B4;6;18;1;2;;0;0;0;0;1;1;1;60;
`,
  'waves/form/2022.csv': `${header}
A3;33;66;3;5;2;6;7;1;0;1;0;0;310;
A5;40;60;4;4;2;1;5;1;1;0;1;1;330;
A6;44;99;6;4;4;4;4;1;1;1;1;1;420;
B1;60;60;5;2;4;3;1;0;0;0;1;0;520;
B2;70;50;9;1;5;9;9;0;0;0;1;1;620;
B4;8;20;1;2;2;0;0;0;0;1;1;1;70;
B5;2;6;1;3;3;1;1;0;0;0;1;1;30;
`,
  // The whole is asked beside the parts: A3 states both, A5 only the whole, A6 only the parts. B5 did not answer.
  'waves/form/2023.csv': `${header};loans_all
A3;36;64;3;5;2;6;7;1;0;1;0;0;320;;101
A5;;;5;4;2;1;5;1;1;0;1;1;340;;120
A6;50;100;6;4;4;4;4;1;1;1;1;1;430;;
B1;66;64;5;2;4;3;1;0;0;0;1;0;530;;130
B2;70;60;10;1;5;9;9;0;0;0;1;1;630;;130
B4;9;21;1;2;2;0;0;0;0;1;1;1;80;;30
`,
  'waves/census/2019.csv': `code;employees;seats
A1;1;10
A2;1;20
A3;2;30
A0;3;40
B1;4;50
B2;6;60
B3;1;70
B4;1;80
`,
  'waves/census/2021.csv': `code;employees;seats;topics
A1;3;11;music
A2;3;21;"music;crafts"
A3;4;31;crafts
A6;7;41;history
B1;6;51;history
B2;9;61;music
B3;2;71;crafts
B4;2;81;crafts
`,
  'waves/poll/2021.csv': `code,topics
A1,music
A2,music
A3,music;crafts
A6,crafts
B1,music
B2,music
B3,crafts
B4,music
`,
  'waves/poll/2022.csv': `code,topics
A3,music;crafts
A5,music
A6,crafts
B1,history
B2,music
B4,
`,
}

export const libraries: Readonly<Record<string, string>> = {
  'model.yaml': model,
  ...dimensions,
  ...subjects,
  ...surveys,
  ...geography,
  ...waves,
}
