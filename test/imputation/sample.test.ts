import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mistakeOf } from '../world/open-world.ts'
import { openOrchards, place, type Orchard } from './orchards.ts'

const places = [place('A1', 100), place('A2', 200), place('A3', 300), place('B1', 400), place('B2', 2000), place('B3', 3000), place('A4', 4000)]
// A sample in 2020; the year after everybody is asked by another survey, which no one tells apart by its name.
const everybody = `id: register
title: { nb: Register, en: Register }
unit: { column: id, kind: area }
frame: geography
waves: { years: [2021] }
questions:
  - { id: crates, text: { nb: "Kasser?", en: "Crates?" }, column: crates, answer: { kind: number }, gives: { fact: harvest.crates } }
`
let world: Orchard
beforeAll(async () => {
  world = await openOrchards({
    places,
    asks: { crates: 'harvest.crates', tools: 'harvest.tools' },
    waves: { 2020: 'id,crates,tools\nA1,10,1\nA2,26,2\nB2,200,3\nB3,330,4\n' },
    survey: 'design: { sample: true, strata: size_group, calibrate: separate_ratio }\n',
    files: { 'surveys/register.yaml': everybody, 'waves/register/2021.csv': 'id,crates\nA1,1\nA2,2\nA3,3\nB1,4\nB2,5\nB3,6\nA4,7\n' },
  })
})
afterAll(() => world.close())

const ask = (where: string, args: string) => world.ask(`{ harvest(where: { ${where} }) { series(${args}) { area { code } points { year value status flags } } } }`)

describe('a sample that is extrapolated by size', () => {
  test('speaks for the country and its size groups, estimated', async () => {
    const total = (1000 * 36) / 300 + (9000 * 530) / 5000
    expect((await world.points('year: { in: [2020] }', 'indicator: CRATES'))[0]).toMatchObject({ value: expect.closeTo(total, 9), flags: ['LOW_RELIABILITY', 'ESTIMATED'] })
    const { result } = await ask('year: { in: [2020] }', 'indicator: CRATES, at: SIZE_GROUP')
    const { series } = (result.data as { harvest: { series: { area: { code: string }; points: { value: number | null }[] }[] } }).harvest
    expect(series.map(({ area, points }) => [area.code, points[0]?.value])).toEqual([['0-999', expect.closeTo(120, 9)], ['1000-4999', expect.closeTo(954, 9)], ['5000-', null]])
  })

  test('and every unit for itself', async () => {
    expect((await world.points('area: ["B2"], year: { in: [2020] }', 'indicator: CRATES'))[0]).toMatchObject({ value: 200, status: 'NORMAL' })
  })

  test('refuses other areas, and says why and what to ask instead', async () => {
    const mistake = await mistakeOf(ask('year: { in: [2020] }', 'indicator: CRATES, at: COUNTY'))
    expect(mistake).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(mistake.message).toBe(
      'harvest.crates comes from form, a sample that is extrapolated by size: it speaks for the country and its size groups (at: SIZE_GROUP), ' +
        'not for areas of level COUNTY, of which it has too few units. Ask for the country, for single areas of level PLACE, or for what came with estimator: REPORTED',
    )
    expect(await mistakeOf(world.ask('{ harvest(where: { area: ["A"], year: { in: [2020] } }) { table(indicators: [CRATES, CRATES_PER_1000]) { rows } } }'))).toMatchObject({ message: expect.stringContaining('harvest.crates comes from form') })
  })

  test('leaves such a year open where another survey answers other years', async () => {
    expect((await world.points('area: ["A"]', 'indicator: CRATES')).map(({ value, flags }) => [value, flags])).toEqual([[null, ['LOW_RELIABILITY']], [13, ['BREAK']]])
  })

  test('shows what came if that is asked for', async () => {
    expect((await world.points('area: ["B"], year: { in: [2020] }', 'indicator: CRATES, estimator: REPORTED'))[0]).toMatchObject({ value: 530, status: 'NORMAL' })
  })
})
