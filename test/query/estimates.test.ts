import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLibraries, type Libraries } from '../world/libraries-world.ts'
import { mistakeOf } from '../world/open-world.ts'

let world: Libraries
beforeAll(async () => {
  world = await openLibraries()
})
afterAll(() => world.close())

const value = async (where: string, year: number, args: string) => (await world.point(where, year, args)).value
/** Member -> value of one year. */
const split = async (dimension: 'ageGroup' | 'medium', year: number, args: string, where = ''): Promise<Record<string, number | null>> =>
  Object.fromEntries(
    (await world.lines(`year: { in: [${year}] }, ${where}`, args)).map((line) => [line[dimension] ?? '', line.values[0] ?? null]),
  )

describe('weights', () => {
  test('a total is weighted up by N over the n that answered this item, stratum by stratum', async () => {
    // Small: 40+40+20 from 3 of 4; large: 90+100+100 from 3 of 4 (A4 left a part open).
    expect(await value('', 2020, 'indicator: LOANS, estimator: WEIGHTED')).toBeCloseTo((100 * 4) / 3 + (290 * 4) / 3, 10)
    // Staff: small 1+2 from 2 of 4; large 3+4+5 from 3 of 4.
    expect(await value('', 2020, 'indicator: STAFF')).toBeCloseTo((3 * 4) / 2 + (12 * 4) / 3, 10)
    // 2021: all four small ones 2+2+1+1; large 6+5+8 from 3 of 4.
    expect(await value('', 2021, 'indicator: STAFF')).toBeCloseTo(6 + (19 * 4) / 3, 10)
  })

  test('where all have answered the estimate is the sum', async () => {
    const { value, status, respondents, frame } = await world.point('', 2022, 'indicator: LOANS')
    expect({ value, respondents, frame }).toEqual({ value: 618, respondents: 7, frame: 7 })
    expect(status).toBe('BREAK')
  })

  test('a part of the country has the weights of the country', async () => {
    // BB: small B4 20 x 4/3; large B1 100 and B2 100 x 4/3.
    expect(await value('area: ["BB"]', 2020, 'indicator: LOANS, estimator: WEIGHTED')).toBeCloseTo(((20 + 100 + 100) * 4) / 3, 10)
  })

  test('a place stands for itself only', async () => {
    expect(await value('area: ["A3"]', 2020, 'indicator: LOANS')).toBe(90)
  })
})

describe('one value per place first', () => {
  test('sum: a part that was asked and not answered makes the whole missing', async () => {
    expect(await world.point('area: ["A4"], vintage: 2020', 2020, 'indicator: LOANS, estimator: WEIGHTED')).toMatchObject({
      value: null,
      status: 'MISSING',
      respondents: 0,
    })
    expect(await value('area: ["A4"], vintage: 2020, ageGroup: [CHILDREN]', 2020, 'indicator: LOANS')).toBe(40)
  })

  test('any: yes if one is yes, no only if all that were asked are no', async () => {
    const offered = (code: string) => value(`area: ["${code}"], vintage: 2020`, 2020, 'indicator: SHARE_OFFERING')
    expect(await offered('A1')).toBe(1) // yes no no
    expect(await offered('B4')).toBe(1) // no – yes
    expect(await offered('B1')).toBe(0) // no no no
    expect(await offered('B2')).toBeNull() // no – no
  })

  test('all: no if one is no, yes only if all that were asked are yes', async () => {
    const complete = (code: string) => value(`area: ["${code}"], vintage: 2020`, 2020, 'indicator: SHARE_COMPLETE')
    expect(await complete('A1')).toBe(1) // yes yes
    expect(await complete('A2')).toBe(0) // yes no
    expect(await complete('A3')).toBe(0) // – no
    expect(await complete('A4')).toBeNull() // yes –
  })

  test('mean: over what was answered, by its weight', async () => {
    const rating = (code: string) => value(`area: ["${code}"], vintage: 2020`, 2020, 'indicator: MEAN_RATING')
    expect(await rating('A1')).toBeCloseTo((4 * 10 + 2 * 30) / 40, 12)
    expect(await rating('B2')).toBeCloseTo((1 * 60 + 5 * 40) / 100, 12)
    expect(await rating('A4')).toBe(4) // the weight of its adults is missing
    expect(await value('area: ["B4"]', 2021, 'indicator: MEAN_RATING')).toBe(2) // the rating of its adults is, but not the weight
  })

  test('max: the greatest that was answered', async () => {
    const queue = (code: string) => value(`area: ["${code}"], vintage: 2020`, 2020, 'indicator: MEAN_QUEUE')
    expect(await queue('A1')).toBe(5)
    expect(await queue('A3')).toBe(7) // – 7
  })

  test('a place that ticks three media is still one place', async () => {
    // Small: A1 A2 B4 of 4, all yes. Large: A3 A4 yes, B1 no; B2 is missing.
    expect(await value('', 2020, 'indicator: SHARE_OFFERING')).toBeCloseTo((4 + (2 * 4) / 3) / 8, 12)
    expect(await value('', 2020, 'indicator: PLACES_OFFERING')).toBeCloseTo(4 + (2 * 4) / 3, 12)
    expect(await value('', 2020, 'indicator: SHARE_OFFERING, estimator: REPORTED')).toBeCloseTo(5 / 6, 12)
    expect(await value('', 2020, 'indicator: PLACES_OFFERING, estimator: REPORTED')).toBe(5)
  })
})

describe('the whole or its parts', () => {
  test('the whole is used where it is stated, else the parts are added, never both', async () => {
    const loans = (code: string) => value(`area: ["${code}"]`, 2023, 'indicator: LOANS')
    expect(await loans('A3')).toBe(101) // parts 36 + 64
    expect(await loans('A5')).toBe(120) // no parts
    expect(await loans('A6')).toBe(50 + 100) // no whole
    expect(await value('', 2023, 'indicator: LOANS, estimator: REPORTED')).toBe(101 + 120 + 150 + 130 + 130 + 30)
  })

  test('split or filtered by the dimension, only parts are looked at', async () => {
    expect(await split('ageGroup', 2023, 'indicator: LOANS, by: [AGE_GROUP]', 'area: ["A3"]')).toEqual({ CHILDREN: 36, ADULTS: 64 })
    expect(await split('ageGroup', 2023, 'indicator: LOANS, by: [AGE_GROUP], estimator: WEIGHTED', 'area: ["A5"]')).toEqual({ CHILDREN: null, ADULTS: null })
    expect(await value('area: ["A3"], ageGroup: [CHILDREN, ADULTS]', 2023, 'indicator: LOANS')).toBe(100)
    expect(await value('area: ["A3"], ageGroup: [ADULTS]', 2023, 'indicator: LOANS')).toBe(64)
  })
})

describe('kinds of indicators', () => {
  test('share and count of one member', async () => {
    // Film: small A1 no A2 yes, B4 open: weight 2; large A3 no A4 yes B1 no, B2 open: weight 4/3.
    expect((await split('medium', 2020, 'indicator: SHARE_OFFERING, by: [MEDIUM]'))['FILM']).toBeCloseTo((2 + 4 / 3) / 8, 12)
    expect((await split('medium', 2020, 'indicator: PLACES_OFFERING, by: [MEDIUM]'))['FILM']).toBeCloseTo(2 + 4 / 3, 12)
    expect(await value('medium: [FILM, GAME]', 2020, 'indicator: SHARE_OFFERING, estimator: REPORTED')).toBeCloseTo(4 / 6, 12) // A2 A3 A4 B4 of these and A1 B1; B2 is open
  })

  test('mean over the places', async () => {
    const small = (2.5 + 3 + 2) / 3
    const large = (3 + 4 + 3 + 2.6) / 4
    expect(await value('', 2020, 'indicator: MEAN_RATING')).toBeCloseTo((small * 4 + large * 4) / 8, 12)
    expect(await value('', 2020, 'indicator: MEAN_STAFF')).toBeCloseTo(22 / 8, 12)
  })

  test('ratio to inhabitants: sums over sums, of the places that answered, for the members asked', async () => {
    expect(await split('ageGroup', 2020, 'indicator: LOANS_PER_PERSON, by: [AGE_GROUP], estimator: REPORTED')).toEqual({
      CHILDREN: expect.closeTo(215 / (200 + 100 + 300 + 500 + 250 + 400 + 150), 12),
      ADULTS: expect.closeTo(215 / (600 + 300 + 900 + 750 + 1200 + 450), 12), // without A4
    })
    const children = ((35 * 4) / 3 + 180) / ((450 * 4) / 3 + 1450)
    expect(await value('ageGroup: [CHILDREN]', 2020, 'indicator: LOANS_PER_PERSON, estimator: WEIGHTED')).toBeCloseTo(children, 12)
    expect(await value('', 2020, 'indicator: LOANS_PER_PERSON, estimator: WEIGHTED')).toBeCloseTo(390 / (800 + 400 + 600 + 1200 + 1000 + 1600), 12) // weight 4/3 in both strata
    expect(await value('area: ["B2"]', 2022, 'indicator: LOANS_PER_PERSON')).toBeCloseTo(120 / 1800, 12)
  })

  test('ratio of two facts: the places that answered both, never the mean of ratios', async () => {
    // A1 A2 (weight 2) and A3 B1 (weight 2)
    expect(await value('', 2020, 'indicator: LOANS_PER_STAFF')).toBeCloseTo((10 * (40 + 40 + 90 + 100)) / (1 + 2 + 3 + 5), 10)
  })

  test('ratio of a split fact to one that is not split: the denominator is the whole', async () => {
    expect(await split('ageGroup', 2022, 'indicator: LOANS_PER_STAFF, by: [AGE_GROUP], estimator: REPORTED')).toEqual({
      CHILDREN: expect.closeTo((10 * 257) / 29, 10),
      ADULTS: expect.closeTo((10 * 361) / 29, 10),
    })
  })

  test('ratio to the size of the frame', async () => {
    const small = { staff: 3 * 2, size: 1200 * 2 }
    const large = { staff: (12 * 4) / 3, size: (4200 * 4) / 3 }
    expect(await value('', 2020, 'indicator: STAFF_PER_SIZE')).toBeCloseTo(
      (1000 * (small.staff + large.staff)) / (small.size + large.size),
      10,
    )
  })

  test('composition: parts of the same places’ whole, which add up to one', async () => {
    const shares = await split('ageGroup', 2020, 'indicator: SHARE_OF_LOANS, by: [AGE_GROUP], estimator: WEIGHTED')
    expect(shares).toEqual({ CHILDREN: expect.closeTo(175 / 390, 12), ADULTS: expect.closeTo(215 / 390, 12) }) // without A4
    expect(await value('ageGroup: [CHILDREN]', 2020, 'indicator: SHARE_OF_LOANS, estimator: WEIGHTED')).toBeCloseTo(175 / 390, 12)
  })

  test('median and quantile: the smallest value whose share of the weight is reached', async () => {
    // 1 and 2 with weight 2, 3 4 5 with weight 4/3: half of 8 is reached at 2, a quarter at 1.
    expect(await value('', 2020, 'indicator: MEDIAN_STAFF')).toBe(2)
    expect(await value('', 2020, 'indicator: LOW_STAFF')).toBe(1)
    // 2022: 1 1 3 4 5 6 9
    expect(await value('', 2022, 'indicator: MEDIAN_STAFF')).toBe(4)
    expect(await value('area: ["BB"]', 2022, 'indicator: MEDIAN_STAFF')).toBe(1) // 1 1 5 9
  })
})

describe('status', () => {
  const of = (line: { points: readonly { status: string }[] } | undefined) => line?.points.map(({ status }) => status)

  test('NORMAL, BREAK and ESTIMATED', async () => {
    const [loans] = await world.lines('', 'indicator: LOANS')
    expect(of(loans)).toEqual(['NOT_ASKED', 'ESTIMATED', 'ESTIMATED', 'BREAK', 'ESTIMATED'])
    const [weighted] = await world.lines('', 'indicator: LOANS, estimator: WEIGHTED')
    expect(of(weighted)).toEqual(['NOT_ASKED', 'NORMAL', 'NORMAL', 'BREAK', 'NORMAL'])
    expect(weighted?.values.slice(3, 4)).toEqual(loans?.values.slice(3, 4))
  })

  test('a place that did not answer is MISSING, a year that was not asked NOT_ASKED, and neither point is dropped', async () => {
    const [clover] = await world.lines('area: ["A3"]', 'indicator: LOANS, estimator: WEIGHTED')
    expect(clover?.years).toEqual([2019, 2020, 2021, 2022, 2023])
    expect(clover?.points.map(({ value, status }) => [value, status])).toEqual([
      [null, 'NOT_ASKED'],
      [90, 'NORMAL'],
      [null, 'MISSING'],
      [99, 'BREAK'],
      [101, 'NORMAL'],
    ])
    expect(clover?.points[2]).toMatchObject({ respondents: 0, frame: 1 })
  })

  test('suppressed, not asked, not answered and zero are four different things', async () => {
    const staff = async (code: string) => world.point(`area: ["${code}"], vintage: 2020`, 2020, 'indicator: STAFF')
    expect(await staff('B2')).toMatchObject({ value: null, status: 'SUPPRESSED' })
    expect(await staff('B4')).toMatchObject({ value: null, status: 'NOT_ASKED' })
    expect(await staff('B3')).toMatchObject({ value: null, status: 'MISSING' })
    expect(await world.point('area: ["B4"]', 2020, 'indicator: MEAN_QUEUE')).toMatchObject({ value: 0, status: 'NORMAL' })
  })

  test('respondents are those that answered the item, frame all that should have', async () => {
    expect(await world.point('', 2020, 'indicator: STAFF')).toMatchObject({ respondents: 5, frame: 8 })
    expect(await world.point('area: ["BB"]', 2020, 'indicator: STAFF')).toMatchObject({ respondents: 1, frame: 4 })
    expect(await world.point('', 2022, 'indicator: STAFF')).toMatchObject({ respondents: 7, frame: 7 })
  })
})

describe('splits', () => {
  test('every member of one dimension has its series, also one that nobody was asked about', async () => {
    expect(
      (await world.lines('', 'indicator: LOANS, by: [MEDIUM]')).map(({ medium, values, points }) => [
        medium,
        values.at(-1),
        points.at(-1)?.status,
      ]),
    ).toEqual([
      ['BOOK', null, 'NOT_ASKED'],
      ['FILM', null, 'NOT_ASKED'],
      ['GAME', null, 'NOT_ASKED'],
    ])
  })

  test('members come in the order of the model, and a filter leaves the others out', async () => {
    expect((await world.lines('', 'indicator: LOANS, by: [AGE_GROUP]')).map(({ ageGroup }) => ageGroup)).toEqual(['CHILDREN', 'ADULTS'])
    expect((await world.lines('medium: [GAME, BOOK]', 'indicator: SHARE_OFFERING, by: [MEDIUM]')).map(({ medium }) => medium)).toEqual([
      'BOOK',
      'GAME',
    ])
  })

  test('a dimension that is not split by is null', async () => {
    const [line] = await world.lines('ageGroup: [CHILDREN]', 'indicator: LOANS')
    expect(line).toMatchObject({ ageGroup: null, medium: null, survey: null })
  })
})

describe('estimators', () => {
  test('REPORTED is the sum of what came', async () => {
    expect(await value('', 2020, 'indicator: STAFF, estimator: REPORTED')).toBe(1 + 2 + 3 + 4 + 5)
    expect(await world.point('', 2020, 'indicator: LOANS, estimator: REPORTED')).toMatchObject({ value: 390, status: 'NORMAL' })
  })

  test('IMPUTED of a fact that is not imputed is the user’s mistake', async () => {
    const { message, code } = await mistakeOf(world.ask('{ lending { series(indicator: STAFF, estimator: IMPUTED) { years } } }'))
    expect(code).toBe('BAD_USER_INPUT')
    expect(message).toContain('estimator')
    expect(message).toContain('lending.staff')
    expect(message).toContain('WEIGHTED')
  })
})
