import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guarded, unguarded } from '../../src/reading/guarded.ts'

describe('cells that pass through a spreadsheet', () => {
  test('come back as they were', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (cell) => unguarded(guarded(cell)) === cell))
    for (const cell of ["'", "''", "'t Hooft", "'=x", '=1+1', '-', '']) expect(unguarded(guarded(cell))).toBe(cell)
  })

  test.each(['=1+1', '+47 22 22 22 22', '-x', '@sum', '0301', '3.5', '2-3', '31.12.2024', '12345678901234567', "'=x", '\t=x'])(
    'what might become a formula, a day or another number is guarded: %j',
    (cell) => expect(guarded(cell)).toBe(`'${cell}`),
  )

  test.each(['', '0', '42', '-7', 'Ja', 'Æ', 'tysk;fransk'])('what stays as it is is not: %j', (cell) => expect(guarded(cell)).toBe(cell))

  test('a person may write the cell with or without its apostrophe', () => {
    expect([unguarded("'0301"), unguarded('0301'), unguarded("'t Hooft")]).toEqual(['0301', '0301', "'t Hooft"])
  })
})
