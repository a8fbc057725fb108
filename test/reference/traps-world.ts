import { dimension, question, text } from './words.ts'

const sources = ['gp', 'self', 'nav']
type Trap = { readonly rows: string; readonly frame?: string; readonly design?: string; readonly segments?: string; readonly files?: Readonly<Record<string, string>> }

const thirds = [1, 1, 1]
const half = Math.sqrt(75)
const rest = Math.sqrt(15)

/** Units of no geography: answers of every trap as one survey, a column of y, x, yes, ticks (multi) or parts. */
export const unitTraps: Readonly<Record<string, Trap>> = {
  missing_as_zero: {
    rows: 'year,unit,yes\n2000,a,1\n2000,b,1\n2000,c,0\n2000,d,\n2000,e,\n',
    frame: '{ file: five.csv, unit: unit }',
    files: { 'five.csv': 'unit\na\nb\nc\nd\ne\n' },
  },
  percentages_averaged: { rows: 'year,unit,y,x\n2000,a,8,10\n2000,b,30,100\n' },
  unweighted_strata: { rows: 'year,unit,h,nn,y\n2000,a,s1,100,1\n2000,b,s1,100,3\n2000,c,s2,10,45\n2000,d,s2,10,55\n', design: '{ strata: h, units: nn }' },
  across_a_break: {
    rows: 'year,unit,y\n2012,all,11955\n2016,all,13936\n2022,all,17074\n2023,all,17436\n',
    segments: '[{ from: 2012, to: 2012 }, { from: 2016, to: 2016 }, { from: 2022 }]',
  },
  single_choice: { rows: 'year,unit,ticks\n2000,a,gp;self\n2000,b,gp\n2000,c,self;nav\n2000,d,gp;self;nav\n' },
  fan_out: { rows: 'year,unit,y,ticks\n2000,a,10,gp;self\n2000,b,20,gp;nav;self\n' },
  no_correction: { rows: 'year,unit,nn,y\n2000,a,5,10\n2000,b,5,12\n2000,c,5,14\n2000,d,5,20\n', design: '{ units: nn }' },
  unweighted_median: { rows: 'year,unit,w,y\n2000,a,10,1\n2000,b,1,5\n2000,c,1,9\n', design: '{ weight: w }' },
  none_of_twenty: { rows: `year,unit,yes\n${Array.from({ length: 20 }, (_, unit) => `2000,u${unit},0\n2001,u${unit},1\n`).join('')}` },
  // Four units whose totals have the variances 400 and 441, the covariance 380 and the change 20.
  independent_years: {
    rows: `year,unit,w,y\n${[[1, 1], [1, -1], [-1, 1], [-1, -1]].map(([a = 0, b = 0], unit) => `2000,u${unit},1,${100 + half * a}\n2001,u${unit},1,${105 + 0.95 * half * a + rest * b}\n`).join('')}`,
    design: '{ weight: w }',
  },
  percent_and_points: { rows: `year,unit,yes\n${Array.from({ length: 20 }, (_, unit) => `2000,u${unit},${unit < 4 ? 1 : 0}\n2001,u${unit},${unit < 5 ? 1 : 0}\n`).join('')}` },
  rounded_parts: { rows: `year,unit,${sources.map((id) => `part_${id}`).join(',')}\n2000,a,${thirds.join(',')}\n` },
  lone_answer: {
    rows: 'year,unit,y\n2000,a,7\n',
    frame: '{ file: three.csv, unit: unit }',
    files: { 'three.csv': 'unit\na\nb\nc\n' },
  },
}

const survey = (id: string, { rows, frame = 'none', design, segments }: Trap) => {
  const columns = (rows.split('\n')[0] ?? '').split(',')
  const has = (column: string, text: string) => (columns.includes(column) ? text : '')
  return `id: ${id}
title: ${text(id)}
unit: { column: unit, kind: other }
frame: ${frame}
${design ? `design: ${design}\n` : ''}${segments ? `segments: ${segments}\n` : ''}waves: { file: waves/${id}.csv, year: year }
questions:
${has('y', question('y', 'traps.y'))}${has('x', question('x', 'traps.x'))}${has('yes', question('yes', 'traps.yes', '{ kind: boolean }'))}${has(
    'ticks',
    `  - { id: ticks, text: ${text('ticks')}, column: ticks, answer: { kind: multi, separator: ";" }, gives: { fact: traps.uses, source: $option } }\n`,
  )}${sources.map((id) => has(`part_${id}`, question(`part_${id}`, `traps.part, source: ${id}`))).join('')}`
}

export const trapsOfUnits: Readonly<Record<string, string>> = {
  'model.yaml': `id: traps\ntitle: ${text('Traps')}\nlanguages: [nb, en]\n`,
  'dimensions/source.yaml': dimension('source', sources),
  'subjects/traps.yaml': `id: traps
label: ${text('Traps')}
dimensions: [source]
facts:
  y: { kind: number, unit: points }
  x: { kind: number, unit: points }
  part: { kind: number, unit: points, combine: sum }
  yes: { kind: boolean }
  uses: { kind: boolean, combine: any }
indicators:
  total: { kind: total, of: y }
  mean: { kind: mean, of: y }
  median: { kind: median, of: y }
  ratio: { kind: ratio, of: y, to: x }
  share: { kind: share, of: yes }
  share_using: { kind: share, of: uses }
  parts: { kind: composition, of: part, over: source }
`,
  ...Object.fromEntries(Object.entries(unitTraps).flatMap(([id, trap]) => [[`surveys/${id}.yaml`, survey(id, trap)], [`waves/${id}.csv`, trap.rows], ...Object.entries(trap.files ?? {})])),
}

const areas = (codes: readonly (readonly [code: string, from: string, to: string])[]) => ['level,code,name,valid_from,valid_to', ...codes.map(([code, from, to]) => `place,${code},${code},${from},${to}`)].join('\n')
const population = (rows: readonly (readonly [year: number, code: string, persons: number])[]) => ['year,code,persons', ...rows.map((row) => row.join(','))].join('\n')

/** Places with their inhabitants, one form that all of them should answer. */
const country = (vintage: number, files: Readonly<Record<string, string>>, impute = ''): Readonly<Record<string, string>> => ({
  'model.yaml': `id: places\ntitle: ${text('Places')}\nlanguages: [nb, en]\ngeography: { country: XX, base: place, vintage: ${vintage}, levels: [{ id: place, label: ${text('Place')} }] }\n`,
  'subjects/work.yaml': `id: work
label: ${text('Work')}
dimensions: []
facts:
  fte: { kind: number, unit: fte${impute} }
  persons: { kind: number, unit: persons, disclosure: persons }
indicators:
  fte: { kind: total, of: fte }
  fte_per_10000: { kind: ratio, of: fte, to: population, per: 10000 }
  persons: { kind: total, of: persons }
`,
  'surveys/form.yaml': `id: form
title: ${text('Form')}
primary: true
unit: { column: place, kind: area }
frame: geography
waves: { file: waves/form.csv, year: year }
questions:
${question('fte', 'work.fte')}${(files['waves/form.csv'] ?? '').includes('persons') ? question('persons', 'work.persons') : ''}`,
  ...files,
})

const open = (...codes: readonly string[]) => areas(codes.map((code) => [code, '', ''] as const))

export const trapsOfPlaces = {
  /** Two places of very different size; two others of the same country in another year. */
  rates: country(2001, {
    'geography/areas.csv': open('small', 'big'),
    'geography/population.csv': population([[2000, 'small', 1000], [2000, 'big', 100000], [2001, 'small', 10000], [2001, 'big', 20000]]),
    'waves/form.csv': 'year,place,fte\n2000,small,5\n2000,big,150\n2001,small,30\n2001,big,40\n',
  }),
  /** One of three places did not answer. */
  silent: country(2000, {
    'geography/areas.csv': open('a', 'b', 'c'),
    'geography/population.csv': population([[2000, 'a', 1000], [2000, 'b', 2000], [2000, 'c', 1500]]),
    'waves/form.csv': 'year,place,fte\n2000,a,10\n2000,b,20\n',
  }, ', impute: ratio'),
  /** A and B become C. */
  merger: country(2020, {
    'geography/areas.csv': areas([['A', '', '2019'], ['B', '', '2019'], ['C', '2020', '']]),
    'geography/area_changes.csv': 'year,from_code,to_code,share\n2020,A,C,1\n2020,B,C,1\n',
    'geography/population.csv': population([[2019, 'A', 10000], [2019, 'B', 5000], [2020, 'C', 15200]]),
    'waves/form.csv': 'year,place,fte\n2019,A,100\n2019,B,20\n2020,C,130\n',
  }),
  /** X is divided between U and V. */
  split: country(2020, {
    'geography/areas.csv': areas([['X', '', '2019'], ['U', '2020', ''], ['V', '2020', '']]),
    'geography/area_changes.csv': 'year,from_code,to_code,share\n2020,X,U,0.6\n2020,X,V,0.4\n',
    'geography/population.csv': population([[2019, 'X', 3000], [2020, 'U', 1800], [2020, 'V', 1200]]),
    'waves/form.csv': 'year,place,fte\n2019,X,30\n2020,U,18\n2020,V,12\n',
  }),
  /** A year without an answer. */
  gap: country(2024, {
    'geography/areas.csv': open('a'),
    'geography/population.csv': population([[2022, 'a', 1000], [2023, 'a', 1000], [2024, 'a', 2000]]),
    'waves/form.csv': 'year,place,fte\n2022,a,10\n2023,a,\n2024,a,40\n',
  }),
  /** Counts of persons, one of them small. */
  persons: country(2000, {
    'geography/areas.csv': open('K001', 'K002'),
    'geography/population.csv': population([[2000, 'K001', 1000], [2000, 'K002', 2000]]),
    'waves/form.csv': 'year,place,fte,persons\n2000,K001,1,3\n2000,K002,1,9\n',
  }),
}
