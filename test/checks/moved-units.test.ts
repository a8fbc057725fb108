import { expect, test } from 'vitest'
import { movedUnits } from '../../src/checks/moved-units.ts'
import type { Checked } from '../../src/checks/check.ts'

const areas = [
  ['a', null, null],
  ['old', null, 2020],
  ['new', 2021, null],
  ['m1', null, 2020],
  ['m2', null, 2020],
  ['merged', 2021, null],
  ['d', null, 2020],
  ['d1', 2021, null],
  ['d2', 2021, null],
  ['gives', null, null],
  ['takes', null, null],
  ['swallowed', null, 2021],
] as const
const changes = [
  ['old', 'new', 1],
  ['m1', 'merged', 1],
  ['m2', 'merged', 1],
  ['d', 'd1', 0.6],
  ['d', 'd2', 0.4],
  ['gives', 'gives', 0.9],
  ['gives', 'takes', 0.1],
] as const
const world = {
  model: { geography: { base: 'place' } },
  geography: {
    areas: areas.map(([code, validFrom, validTo]) => ({ level: 'place', code, name: code, validFrom, validTo })),
    changes: [
      ...changes.map(([from, to, share]) => ({ year: 2021, from, to, share })),
      { year: 2022, from: 'swallowed', to: 'a', share: 1 },
      { year: 2022, from: 'a', to: 'a', share: 1 },
    ],
  },
} as unknown as Pick<Checked, 'model' | 'geography'>

const moved = (earlier: number, later: number) => Object.fromEntries(movedUnits(world, earlier, later).map(({ code, target, sources }) => [code, [target, sources]]))

test('a new code is the same unit, merged ones are parts of one, divided ones and who took or gave a part are nobody', () => {
  expect(moved(2020, 2021)).toEqual({
    ...{ old: ['new', 1], m1: ['merged', 2], m2: ['merged', 2] },
    ...{ d: [null, 1], gives: [null, 1], takes: [null, 2] },
  })
})

test('who others are merged into counts as one of them', () => {
  expect(moved(2021, 2022)).toEqual({ swallowed: ['a', 2], a: ['a', 2] })
})

test('between waves without a change everybody is the same', () => {
  expect(moved(2022, 2024)).toEqual({})
  expect(moved(2018, 2020)).toEqual({})
})
