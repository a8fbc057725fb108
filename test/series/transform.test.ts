import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLibraries, type Libraries } from '../world/libraries-world.ts'
import { dataOf } from '../world/open-world.ts'

let world: Libraries
beforeAll(async () => {
  world = await openLibraries()
})
afterAll(() => world.close())

type Transformed = {
  years: number[]
  values: (number | null)[]
  points: { value: number | null; status: string; standardError: number | null }[]
}

/** One series under a transform. */
const transformed = async (transform: string, where: string, args: string): Promise<Transformed> => {
  const query = `{ lending(where: { ${where} }) { series(${args}) {
    years values(transform: { ${transform} }) points(transform: { ${transform} }) { value status standardError } } } }`
  const [series, ...others] = (await dataOf<{ lending: { series: Transformed[] } }>(world.ask(query))).lending.series
  if (!series || others.length > 0) throw new Error('one series expected')
  expect(series.points.map(({ value }) => value)).toEqual(series.values)
  return series
}
const values = async (transform: string, where: string, args: string) => (await transformed(transform, where, args)).values

// B1 lent 100, 110, 120, 130 in 2020-2023, with a break before 2022; nobody was asked in 2019.
const elder = 'area: ["B1"]'
const loans = 'indicator: LOANS'

describe('change and growth', () => {
  test('look back by their lag, and give null across a break', async () => {
    expect(await values('change: 1', elder, loans)).toEqual([null, null, 10, null, 10])
    expect(await values('growth: 1', elder, loans)).toEqual([null, null, expect.closeTo(0.1, 12), null, expect.closeTo(10 / 120, 12)])
    expect(await values('change: 2', elder, loans)).toEqual([null, null, null, null, null])
  })

  test('cross a break when told to', async () => {
    const across = `${elder}, acrossBreaks: true`
    expect(await values('change: 1', across, loans)).toEqual([null, null, 10, 10, 10])
    expect(await values('change: 2', across, loans)).toEqual([null, null, null, 20, 20])
    expect(await values('growth: 3', across, loans)).toEqual([null, null, null, null, expect.closeTo(0.3, 12)])
  })

  test('say why they are null: a break, or a missing year', async () => {
    const { points } = await transformed('change: 1', 'area: ["A3"], acrossBreaks: true', `${loans}, estimator: WEIGHTED`)
    // A3: 90 in 2020, no answer in 2021, 99, 101
    expect(points.map(({ value, status }) => [value, status])).toEqual([
      [null, 'NOT_ASKED'],
      [null, 'MISSING'],
      [null, 'MISSING'],
      [null, 'MISSING'],
      [2, 'BREAK'],
    ])
    expect((await transformed('change: 1', elder, loans)).points[3]).toMatchObject({ value: null, status: 'BREAK' })
  })

  test('growth from nothing is null, not infinite', async () => {
    // The queue of B4 is 0 in every year.
    expect(await values('growth: 1', 'area: ["B4"], acrossBreaks: true', 'indicator: MEAN_QUEUE')).toEqual([null, null, null, null, null])
    expect(await values('change: 1', 'area: ["B4"], acrossBreaks: true', 'indicator: MEAN_QUEUE')).toEqual([null, null, 0, 0, 0])
  })
})

describe('across breaks', () => {
  const statuses = async (transform: string, where: string, args = loans) => (await transformed(transform, where, args)).points.map(({ status }) => status)
  const across = `${elder}, acrossBreaks: true`

  test('every point after a break says so, those before it do not', async () => {
    expect(await statuses('change: 1', across)).toEqual(['NOT_ASKED', 'MISSING', 'NORMAL', 'BREAK', 'BREAK'])
    expect(await statuses('rolling: 2', across)).toEqual(['NOT_ASKED', 'MISSING', 'NORMAL', 'BREAK', 'BREAK'])
    expect(await statuses('change: 1', elder)).toEqual(['NOT_ASKED', 'MISSING', 'NORMAL', 'BREAK', 'NORMAL'])
    const plain = (where: string) => world.lines(where, loans).then(([line]) => line?.points.map(({ status, flags }) => [status, flags.length]))
    expect(await plain(across)).toEqual([['NOT_ASKED', 1], ['NORMAL', 1], ['NORMAL', 1], ['BREAK', 1], ['BREAK', 1]])
    expect(await plain(elder)).toEqual([['NOT_ASKED', 1], ['NORMAL', 1], ['NORMAL', 1], ['BREAK', 1], ['NORMAL', 1]])
  })

  test('a break before the years shown counts where the transform looks back over it', async () => {
    expect(await statuses('change: 1', `${across}, year: { in: [2023] }`)).toEqual(['NORMAL'])
    expect(await statuses('change: 2', `${across}, year: { in: [2023] }`)).toEqual(['BREAK'])
    expect(await statuses('indexTo: 2020', `${across}, year: { in: [2023] }`)).toEqual(['BREAK'])
    expect(await statuses('indexTo: 2022', `${across}, year: { in: [2023] }`)).toEqual(['NORMAL'])
    expect(await statuses('indexTo: 2023', `${across}, year: { in: [2020] }`)).toEqual(['BREAK'])
  })

  test('a table says the same', async () => {
    const rows = async (where: string) =>
      (
        await dataOf<{ lending: { table: { records: { loans_status: string }[] } } }>(
          world.ask(`{ lending(where: { ${where} }) { table(indicators: [LOANS], transform: { change: 1 }) { records } } }`),
        )
      ).lending.table.records.map((row) => row.loans_status)
    expect(await rows(across)).toEqual(['NOT_ASKED', 'MISSING', 'NORMAL', 'BREAK', 'BREAK'])
    expect(await rows(elder)).toEqual(['NOT_ASKED', 'MISSING', 'NORMAL', 'BREAK', 'NORMAL'])
  })
})

describe('the year filter', () => {
  test('cuts after the transform, so that the first year shown has its change', async () => {
    expect(await transformed('change: 1', `${elder}, year: { in: [2021] }`, loans)).toMatchObject({ years: [2021], values: [10] })
    expect(await transformed('rolling: 2', `${elder}, year: { from: 2023 }`, loans)).toMatchObject({ years: [2023], values: [125] })
    expect(await transformed('indexTo: 2022', `${elder}, year: { from: 2023 }`, loans)).toMatchObject({
      years: [2023],
      values: [expect.closeTo(100 * (130 / 120), 10)],
    })
  })
})

describe('indexTo', () => {
  test('makes its year 100, and is null beyond a break', async () => {
    expect(await values('indexTo: 2020', elder, loans)).toEqual([null, 100, expect.closeTo(110, 10), null, null])
    expect(await values('indexTo: 2023', elder, loans)).toEqual([null, null, null, expect.closeTo(100 * (120 / 130), 10), 100])
    expect(await values('indexTo: 2020', `${elder}, acrossBreaks: true`, loans)).toEqual([
      null,
      100,
      expect.closeTo(110, 10),
      expect.closeTo(120, 10),
      expect.closeTo(130, 10),
    ])
  })

  test('to a year without a value is null throughout', async () => {
    expect(await values('indexTo: 2021', 'area: ["A3"], acrossBreaks: true', `${loans}, estimator: WEIGHTED`)).toEqual([null, null, null, null, null])
  })
})

describe('rolling', () => {
  test('a total is the mean of its window', async () => {
    expect(await values('rolling: 2', elder, loans)).toEqual([null, null, 105, null, 125])
    expect(await values('rolling: 4', `${elder}, acrossBreaks: true`, loans)).toEqual([null, null, null, null, 115])
  })

  test('a rate sums numerators and denominators, and is not a mean of rates', async () => {
    // Country, reported: loans over staff of the places that answered both.
    const over = { 2020: [40 + 40 + 90 + 100, 1 + 2 + 3 + 5], 2021: [480, 25] } as const
    expect(await values('rolling: 2', 'year: { in: [2021] }', 'indicator: LOANS_PER_STAFF, estimator: REPORTED')).toEqual([
      expect.closeTo((10 * (over[2020][0] + over[2021][0])) / (over[2020][1] + over[2021][1]), 10),
    ])
    // B1 has 1000 inhabitants in all years.
    expect(await values('rolling: 2', `${elder}, year: { in: [2021, 2023] }`, 'indicator: LOANS_PER_PERSON')).toEqual([
      expect.closeTo(210 / 2000, 12),
      expect.closeTo(250 / 2000, 12),
    ])
  })

  test('a share sums the places that answered', async () => {
    // Film, reported: 2 of 5 in 2020, 2 of 7 in 2021.
    const args = 'indicator: SHARE_OFFERING, estimator: REPORTED'
    expect(await values('rolling: 2', 'medium: [FILM], year: { in: [2021] }', args)).toEqual([expect.closeTo(4 / 12, 12)])
  })

  test('a window with a missing year is null', async () => {
    expect(await values('rolling: 2', 'area: ["A3"], acrossBreaks: true', `${loans}, estimator: WEIGHTED`)).toEqual([null, null, null, null, 100])
  })

  test('by a split, each member by itself', async () => {
    const query = `{ lending(where: { ${elder}, year: { in: [2023] } }) { series(${loans}, by: [AGE_GROUP]) { values(transform: { rolling: 2 }) } } }`
    const { lending } = await dataOf<{ lending: { series: { values: number[] }[] } }>(world.ask(query))
    expect(lending.series.map(({ values }) => values)).toEqual([[(60 + 66) / 2], [(60 + 64) / 2]])
  })
})

test('a transform of one series leaves the same series without one as it was', async () => {
  const query = `{ lending(where: { ${elder} }) { series(${loans}) { plain: values changed: values(transform: { change: 1 }) again: values } } }`
  const { lending } = await dataOf<{ lending: { series: Record<string, number[]>[] } }>(world.ask(query))
  expect(lending.series).toEqual([
    { plain: [null, 100, 110, 120, 130], changed: [null, null, 10, null, 10], again: [null, 100, 110, 120, 130] },
  ])
})
