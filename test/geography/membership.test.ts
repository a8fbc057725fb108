import { expect, test } from 'vitest'
import { memberships } from '../../src/geography/membership.ts'

const geography = { country: 'NO', base: 'place', levels: ['region', 'trust', 'clinic', 'county', 'place'].map((id) => ({ id })) }
const area = (level: string, code: string, validFrom: number | null = null, validTo: number | null = null) => ({
  level,
  code,
  name: code,
  validFrom,
  validTo,
})
const member = (child: string, parent: string, share = 1, validFrom: number | null = null, validTo: number | null = null) => ({
  child,
  parent,
  share,
  validFrom,
  validTo,
  divided: false,
})
const areas = [
  area('region', 'R'),
  area('trust', 'T1'),
  area('trust', 'T2'),
  area('clinic', 'K1'),
  area('clinic', 'K2'),
  area('county', 'C'),
  area('place', 'one'),
  area('place', 'old', null, 2019),
  area('place', 'two', 2020),
]
const members = [
  member('one', 'C'),
  member('one', 'K1', 0.25),
  member('one', 'K2', 0.75),
  member('K1', 'T1'),
  member('K2', 'T2', 1, null, 2020),
  member('K2', 'T1', 1, 2021, null),
  member('T1', 'R'),
  member('T2', 'R'),
  member('old', 'T1'),
  member('two', 'T2'),
  member('two', 'K1'),
]
const of = (vintage: number, base: string) =>
  Object.fromEntries(
    memberships(geography, areas, members, vintage)
      .filter((row) => row.base === base)
      .map(({ level, area: code, share }) => [`${level} ${code}`, share]),
  )

test('a base area lies in itself, its parents, what they lie in, and the country', () => {
  expect(of(2020, 'one')).toEqual({
    'country NO': 1,
    'region R': 1,
    'trust T1': 0.25,
    'trust T2': 0.75,
    'clinic K1': 0.25,
    'clinic K2': 0.75,
    'county C': 1,
    'place one': 1,
  })
})

test('memberships are those of the vintage', () => {
  expect(of(2021, 'one')).toMatchObject({ 'trust T1': 1, 'region R': 1 })
  expect(of(2019, 'old')).toEqual({ 'country NO': 1, 'region R': 1, 'trust T1': 1, 'place old': 1 })
  expect(of(2020, 'old')).toEqual({})
  expect(of(2019, 'two')).toEqual({})
})

test('an area divided nobody knows how counts whole where it is said to lie, and is known to be divided in all that follows from that', () => {
  const marked = [...members, { ...member('odd', 'K1'), divided: true }, member('odd', 'C')]
  const rows = memberships(geography, [...areas, area('place', 'odd')], marked, 2020).filter(({ base }) => base === 'odd')
  expect(rows.filter(({ share }) => share !== 1)).toEqual([])
  expect(rows.filter(({ divided }) => divided).map(({ area: code }) => code)).toEqual(['R', 'T1', 'K1'])
  const beside = memberships(geography, [...areas, area('place', 'odd')], [...marked, member('odd', 'T2')], 2020)
  expect(beside.filter(({ divided }) => divided).map(({ area: code }) => code)).toEqual(['K1'])
  const stated = memberships(geography, [...areas, area('place', 'odd')], [...marked, member('odd', 'R')], 2020)
  expect(stated.filter(({ divided }) => divided).map(({ area: code }) => code)).toEqual(['T1', 'K1'])
})

test('where an area states its place at a level itself, that counts and not the way round', () => {
  expect(of(2020, 'two')).toEqual({ 'country NO': 1, 'region R': 1, 'trust T2': 1, 'clinic K1': 1, 'place two': 1 })
})
