import { describe, expect, test } from 'vitest'
import { hiddenIn } from './small-table.ts'

const country = (units: number) => ({ country: Array.from({ length: units }, (_, unit) => unit) })

describe('counts of persons', () => {
  test('a table without small counts is all shown', () => {
    expect(hiddenIn({ values: [[5, 9], [12, 40], [8, 7]], areas: country(3) })).toEqual([])
  })

  test('in a table of three by two with one cell of 3, four cells are hidden, and the margins are kept', () => {
    expect(hiddenIn({ values: [[3, 20], [9, 30], [25, 40]], areas: country(3) })).toEqual(['unit0 m0', 'unit0 m1', 'unit1 m0', 'unit1 m1'])
  })

  test('a total less all but one would tell the one', () => {
    expect(hiddenIn({ values: [[3], [9]], areas: country(2) })).toEqual(['unit0', 'unit1'])
    expect(hiddenIn({ values: [[3], [9], [30]], areas: country(3) })).toEqual(['unit0', 'unit1'])
  })

  test('an area less another that lies in it would tell the unit that is left', () => {
    const values = [[30], [40], [3], [50]]
    const hidden = hiddenIn({ values, areas: { ...country(4), county0: [0, 1, 2], county1: [3], part0: [0, 1] } })
    expect(hidden).toEqual(['part0', 'unit0', 'unit2'])
  })

  test('what lies in two areas is hidden in both where one would tell it', () => {
    const values = [[3], [30], [40], [50]]
    expect(hiddenIn({ values, areas: { ...country(4), left0: [0, 1], left1: [2, 3], right0: [0, 2], right1: [1, 3] } })).toEqual(['unit0', 'unit1', 'unit2', 'unit3'])
  })

  test('0 persons is shown; it hides nothing, so that the sum goes too', () => {
    expect(hiddenIn({ values: [[3, 0, 0], [20, 30, 40]], areas: country(2) })).toEqual(['unit0', 'unit0 m0', 'unit1', 'unit1 m0'])
  })

  test('two that add up to fewer than five are not left alone: each knows the other', () => {
    expect(hiddenIn({ values: [[1], [2], [30], [40]], areas: country(4) })).toEqual(['unit0', 'unit1', 'unit2'])
  })

  test('ones only are not hidden by one another, however many', () => {
    expect(hiddenIn({ values: [[1], [1], [1], [1], [1], [30]], areas: country(6) })).toEqual(['unit0', 'unit1', 'unit2', 'unit3', 'unit4', 'unit5'])
  })

  test('of yes and no, a small rest is hidden as a small part is, and few in all', () => {
    const people = (yes: number, no: number) => [...Array.from({ length: yes }, () => [1]), ...Array.from({ length: no }, () => [0])]
    const shownOf = (yes: number, no: number) => !hiddenIn({ values: people(yes, no), areas: country(yes + no), kind: 'boolean' }).includes('country')
    expect([shownOf(6, 6), shownOf(9, 3), shownOf(3, 9), shownOf(5, 5)]).toEqual([true, false, false, false])
  })
})

describe('answers of respondents', () => {
  const half = (units: number) => Array.from({ length: units }, (_, unit) => unit)

  test('fewer than three are hidden, and so is what would tell them', () => {
    const values = [[2], [5], [3], [1], [4], [2], [3]]
    const hidden = hiddenIn({ values, disclosure: 'respondents', areas: { ...country(7), side0: [0, 1, 2, 3, 4], side1: [5, 6] } })
    expect(hidden.filter((name) => !name.startsWith('unit'))).toEqual(['side0', 'side1'])
  })

  test('where fewer than ten said all the same, that is hidden', () => {
    const hidden = (values: readonly number[]) => hiddenIn({ values: values.map((value) => [value]), disclosure: 'respondents', areas: { country: half(values.length) } }).includes('country')
    expect([hidden([4, 4, 4, 4]), hidden([4, 4, 4, 5]), hidden([4, 4, 4, 4, 4, 4, 4, 4, 4, 4])]).toEqual([true, false, false])
  })

  test('two areas that differ by one respondent are not both shown', () => {
    const hidden = hiddenIn({ values: [[1], [2], [3], [4], [5], [2]], disclosure: 'respondents', areas: { ...country(6), most0: [0, 1, 2, 3, 4] } })
    expect(hidden.filter((name) => !name.startsWith('unit'))).toEqual(['most0'])
  })
})
