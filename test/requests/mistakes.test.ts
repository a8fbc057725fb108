import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLibraries, type Libraries } from '../world/libraries-world.ts'
import { mistakeOf } from '../world/open-world.ts'

let world: Libraries
beforeAll(async () => {
  world = await openLibraries()
})
afterAll(() => world.close())

const lending = (where: string, args = 'indicator: LOANS') => `{ lending(where: { ${where} }) { series(${args}) { years } } }`
const table = (args: string, where = '') => `{ lending(where: { ${where} }) { table(${args}) { rowCount } } }`
const transformed = (transform: string, indicator = 'LOANS') =>
  `{ lending { series(indicator: ${indicator}) { values(transform: { ${transform} }) } } }`

/** What was done, the query, and what the message must say. */
type Mistake = readonly [name: string, query: string, ...says: readonly (string | RegExp)[]]

const areas: readonly Mistake[] = [
  ['an area code that is like another', lending('area: ["A33"]'), 'where.area', 'A33', '2023', 'did you mean A3 Clover?'],
  ['a name where a code is meant', lending('area: ["beta"]'), 'where.area', 'beta is no area', 'did you mean', 'Beta'],
  ['an area code like no other', lending('area: ["zzzzzzzzz"]'), 'where.area', 'zzzzzzzzz is no area in the borders of 2023'],
  [
    'an area that was merged names what it became',
    lending('area: ["A1"]'),
    'where.area',
    'A1 Aster ended in 2021',
    'it became A5',
    'vintage: 2021',
  ],
  ['an area that was divided names all it became', lending('area: ["B3"]'), 'B3 Gorse ended in 2021', 'it became B5, B2'],
  ['an area that was renamed twice names what it is now', lending('area: ["A0"]'), 'A0 Daisy ended in 2019; it became A6;'],
  ['an area that was renamed twice names what it was then', lending('area: ["A0"], vintage: 2020'), 'it became A4;'],
  ['an area of later borders', lending('area: ["A5"], vintage: 2020'), 'where.area', 'A5 Asterbriar', 'from 2022', 'vintage: 2022'],
  ['one wrong code among right ones', lending('area: ["A3", "BBB"]'), 'where.area', 'BBB'],
  ['an empty list of areas', lending('area: []'), 'where.area is empty', 'leave it out'],
  ['borders that are not known', lending('vintage: 1999'), 'where.vintage', '1999', '2019 to 2023'],
  [
    'a level without areas in the list',
    lending('area: ["0-999"]', 'indicator: LOANS, at: COUNTY'),
    'at',
    'county',
    '0-999',
    'country, county, district, place, size_group',
  ],
  [
    'an area that does not lie in the one narrowed to',
    '{ area(code: "AA") { lending(where: { area: ["B1"] }) { series(indicator: LOANS) { years } } } }',
    'where.area',
    'B1 Elder',
    'AA Alpha',
  ],
  [
    'other borders than those of the area narrowed to',
    '{ area(code: "AA") { lending(where: { vintage: 2020 }) { series(indicator: LOANS) { years } } } }',
    'where.vintage is 2020',
    '2023',
  ],
  ['areas within an unknown area', '{ areas(level: PLACE, within: "AAA") { code } }', 'within', 'AAA', 'did you mean AA Alpha?'],
  ['areas within one that ended', '{ areas(level: PLACE, within: "B3") { code } }', 'within', 'B3 Gorse ended in 2021'],
  ['an area in borders that are not known', '{ area(code: "A3", vintage: 1850) { code } }', 'vintage', '1850', '2019 to 2023'],
  ['areas in borders that are not known', '{ areas(level: PLACE, vintage: 3000) { code } }', 'vintage', '3000', '2019 to 2023'],
]

const years: readonly Mistake[] = [
  ['an unknown year', lending('year: { in: [2021, 1999] }'), 'where.year.in', '1999', '2019, 2020, 2021, 2022, 2023'],
  ['an empty list of years', lending('year: { in: [] }'), 'where.year.in is empty'],
  ['from after to', lending('year: { from: 2023, to: 2020 }'), 'where.year', 'from 2023 is after to 2020'],
  ['a span before all years', lending('year: { to: 1999 }'), 'where.year', '1999', '2019, 2020'],
  ['years that cannot all hold', lending('year: { from: 2022, in: [2020] }'), 'where.year', 'no year is left', '2022', '2020'],
]

const members: readonly Mistake[] = [
  ['an empty list of members', lending('ageGroup: []'), 'where.age_group is empty', 'children, adults'],
  [
    'a member found in no file, like another',
    '{ events(where: { topic: ["musik"], survey: "poll" }) { series(indicator: SHARE_HOLDING) { years } } }',
    'where.topic',
    'musik',
    'did you mean music?',
    'crafts, history, music',
  ],
  ['a member that is not declared', lending('ageGroup: [CHILDRENS]'), 'CHILDRENS', 'Did you mean', '"CHILDREN"'],
  ['an unknown indicator', lending('', 'indicator: LOAN'), 'LOAN', 'Did you mean', '"LOANS"'],
  ['a dimension the subject has not', lending('topic: ["music"]'), 'topic', 'LendingFilter'],
  ['a dimension to split by that the subject has not', lending('', 'indicator: LOANS, by: [TOPIC]'), 'TOPIC', 'LendingDimension'],
  ['the same dimension twice', lending('', 'indicator: LOANS, by: [AGE_GROUP, AGE_GROUP]'), 'by', 'age_group', 'named twice'],
  ['the same dimension twice in a table', table('indicators: [LOANS], by: [SURVEY, SURVEY]'), 'by', 'survey', 'named twice'],
]

const rest: readonly Mistake[] = [
  ['an unknown survey', lending('survey: "from"'), 'where.survey', 'from', 'did you mean form?', 'census, form, poll'],
  ['an unknown release', '{ lending(release: "nothing") { series(indicator: LOANS) { years } } }', 'release', 'nothing'],
  ['answers of an unknown survey', '{ area(code: "A3") { answers(survey: "fromm") { year } } }', 'survey', 'fromm', 'census, form, poll'],
  ['questions of an unknown survey', '{ questions(survey: "pol") { totalCount } }', 'survey', 'pol', 'census, form, poll'],
  [
    'indicators of an unknown subject',
    '{ indicators(subject: "lendings") { totalCount } }',
    'subject',
    'lendings',
    'nearest: lending',
    'events, lending',
  ],
  ['a lag of nothing', transformed('change: 0'), 'transform.change', '1 or more', '0 came'],
  ['a lag forward', transformed('growth: -1'), 'transform.growth', '1 or more', '-1 came'],
  ['a window of one year', transformed('rolling: 1'), 'transform.rolling', '2 or more', '1 came'],
  ['a base year without answers', transformed('indexTo: 2019'), 'transform.indexTo', '2019', '2020, 2021, 2022, 2023'],
  ['a rolling median', transformed('rolling: 2', 'MEDIAN_STAFF'), 'transform.rolling', 'median_staff', 'change, growth or indexTo'],
  ['two transforms', transformed('change: 1, growth: 1'), 'Transform', /exactly one/i],
  ['no transform', transformed(''), 'Transform', /exactly one/i],
  ['a lag of nothing in a table', table('indicators: [LOANS], transform: { change: 0 }'), 'transform.change', '0 came'],
  ['no indicators', table('indicators: []'), 'indicators is empty', 'loans, staff'],
  [
    'order by an unknown column',
    table('indicators: [LOANS], orderBy: [{ column: "loan" }]'),
    'orderBy',
    'loan is no column',
    'did you mean loans?',
    'year, date, area',
  ],
  ['order by an indicator of another table', table('indicators: [LOANS], orderBy: [{ column: "staff" }]'), 'orderBy', 'staff'],
  [
    'having an unknown column',
    table('indicators: [LOANS], having: [{ column: "Loans", min: 1 }]'),
    'having',
    'Loans is no column',
    'did you mean loans?',
  ],
  ['having a text', table('indicators: [LOANS], having: [{ column: "area", min: 1 }]'), 'having', 'area is STRING', 'loans'],
  ['having neither min nor max', table('indicators: [LOANS], having: [{ column: "loans" }]'), 'having', 'loans', 'min', 'max'],
  [
    'having min above max',
    table('indicators: [LOANS], having: [{ column: "loans", min: 3, max: 2 }]'),
    'having',
    'loans',
    'min 3',
    'max 2',
  ],
  ['a negative limit', table('indicators: [LOANS], limit: -1'), 'limit', '0 or more', '-1 came'],
  ['a negative offset', table('indicators: [LOANS], offset: -5'), 'offset', '0 or more', '-5 came'],
]

// Enum values and input fields are refused by graphql-js when it validates; a server adds the code, see test/server.
const validated = new Set([
  'a member that is not declared',
  'an unknown indicator',
  'a dimension the subject has not',
  'a dimension to split by that the subject has not',
  'two transforms',
  'no transform',
])

describe.each([
  ['areas', areas],
  ['years', years],
  ['members and dimensions', members],
  ['surveys, transforms and tables', rest],
])('mistakes with %s are refused with a message that helps', (_, mistakes) => {
  test.each(mistakes.map(([name, query, ...says]) => ({ name, query, says })))('$name', async ({ name, query, says }) => {
    const { message, code } = await mistakeOf(world.ask(query))
    for (const words of says)
      expect(message).toMatch(typeof words === 'string' ? new RegExp(words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')) : words)
    expect(code).toBe(validated.has(name) ? undefined : 'BAD_USER_INPUT')
    expect(message).not.toMatch(/select |undefined|\[object|\/src\/|\n\s+at /i)
  })
})

test('the same mistakes in a table and through an area', async () => {
  for (const query of [
    '{ lending(where: { area: ["A1"] }) { table(indicators: [LOANS]) { rowCount } } }',
    '{ area(code: "XX") { lending(where: { area: ["A1"] }) { series(indicator: LOANS) { years } } } }',
  ]) {
    const { message, code } = await mistakeOf(world.ask(query))
    expect(code).toBe('BAD_USER_INPUT')
    expect(message).toContain('it became A5')
  }
})
