import { expect, test } from 'vitest'
import { lastCode, predecessors, successors } from '../../src/geography/history.ts'
import { stepsOf, succeeded } from '../../src/geography/succession.ts'

/** Code -> first and last year. `again` is a code that was used twice. */
const spans: Record<string, readonly (readonly [number, number])[]> = {
  a: [[2000, 2017]],
  b: [[2018, 2019]],
  c: [[2000, 2019]],
  m: [[2020, 2023]],
  x: [[2024, 2030]],
  y: [[2024, 2030]],
  again: [
    [2000, 2019],
    [2024, 2030],
  ],
}
const valid = (code: string, year: number) => (spans[code] ?? []).some(([from, to]) => from <= year && year <= to)
const rowsOf = (code: string) =>
  (spans[code] ?? []).map(([validFrom, validTo]) => ({ level: 'place', code, name: code, validFrom, validTo }))
const steps = stepsOf(
  [
    { year: 2024, from: 'm', to: 'x', share: 0.6 },
    { year: 2024, from: 'm', to: 'y', share: 0.3 },
    { year: 2024, from: 'm', to: 'again', share: 0.1 },
    { year: 2024, from: 'b', to: 'y', share: 1 },
    { year: 2018, from: 'a', to: 'b', share: 1 },
    { year: 2020, from: 'b', to: 'm', share: 1 },
    { year: 2020, from: 'c', to: 'm', share: 1 },
    { year: 2020, from: 'again', to: 'm', share: 1 },
  ],
  valid,
)
const words = (changes: readonly { year: number; from: string; to: string; share: number; direct: boolean }[]) =>
  changes.map(({ year, from, to, share, direct }) => `${year} ${from} ${to} ${share}${direct ? ' direct' : ''}`)
const after = (code: string, year: number) => words(successors(code, year, steps))
const before = (code: string, year: number) => words(predecessors(code, year, steps, rowsOf))

test('what became of an area is told over all steps, oldest first and the greatest part first', () => {
  expect(after('c', 2019)).toEqual(['2020 c m 1', '2024 m x 0.6', '2024 m y 0.3', '2024 m again 0.1'])
  expect(after('m', 2023)).toEqual(['2024 m x 0.6', '2024 m y 0.3', '2024 m again 0.1'])
  expect(after('x', 2024)).toEqual([])
})

test('where a later change speaks of it directly, that is told, and not what became of all it was merged with', () => {
  expect(after('a', 2017)).toEqual(['2018 a b 1', '2020 b m 1', '2024 b y 1 direct'])
  expect([...succeeded('a', 2017, 2024, steps)]).toEqual([['y', 1]])
  expect([...succeeded('a', 2017, 2021, steps)]).toEqual([['m', 1]])
})

test('what an area was made from goes back through all steps', () => {
  expect(before('y', 2024)).toEqual(['2018 a b 1', '2020 again m 1', '2020 b m 1', '2020 c m 1', '2024 b y 1 direct', '2024 m y 0.3'])
  expect(before('m', 2022)).toEqual(['2018 a b 1', '2020 again m 1', '2020 b m 1', '2020 c m 1'])
})

test('an old area of which is known that it lies elsewhere is none of its origins', () => {
  expect(before('x', 2025)).toEqual(['2020 again m 1', '2020 c m 1', '2024 m x 0.6'])
})

test('a code that was used before for another area has only its own history', () => {
  expect(before('again', 2018)).toEqual([])
  expect(after('again', 2024)).toEqual([])
  expect(before('again', 2024)).toContain('2024 m again 0.1')
})

test('a new code alone does not make another area; a merger, a division or a code that was there does', () => {
  const of = (code: string, year: number) => lastCode(code, year, steps, rowsOf)
  expect(of('a', 2010)).toBe('b')
  expect([of('b', 2018), of('c', 2019), of('m', 2020), of('x', 2024)]).toEqual(['b', 'c', 'm', 'x'])
  const absorbed = stepsOf([{ year: 2010, from: 'a', to: 'c', share: 1 }], valid)
  expect(lastCode('a', 2005, absorbed, rowsOf)).toBe('a')
})
