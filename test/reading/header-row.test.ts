import { describe, expect, test } from 'vitest'
import { RefusedInput } from '../../src/model/refused-input.ts'
import { headerRow } from '../../src/reading/xlsx/header-row.ts'

const names = { unit: 'id', columns: ['staff', 'beds', '1', '2'] }
type Rows = Parameters<typeof headerRow>[1]
const rowsOf = (...rows: string[][]) => rows.map((cells, index) => ({ line: index + 1, cells })) as unknown as Rows
const found = (...rows: string[][]) => {
  const { row, above } = headerRow('wave.xlsx', rowsOf(...rows), names)
  return [row.line, above]
}

describe('the header of a sheet', () => {
  test.each<[string, string[][], number]>([
    ['is the first row where it has the unit', [['id', 'staff'], ['0301', '7']], 1],
    ['may have titles above', [['Answers 2023'], ['', 'printed on Monday'], ['id', 'staff', 'beds'], ['0301', '7', '8']], 3],
    ['is not a title that happens to be a name', [['id'], ['id', 'staff'], ['0301', '7']], 2],
    ['of two with the unit is the one with most names', [['id', 'What', 'staff'], ['id', 'beds', 'staff'], ['0301', '7', '8']], 2],
    ['may have another name for the unit', [['Answers'], ['code', 'staff', 'beds'], ['0301', '1', '2']], 2],
    ['is not a row of answers that look like names', [['code', 'staff'], ['1', '2', '2']], 1],
  ])('%s', (_, rows, line) => {
    expect(found(...rows)).toEqual([line, line - 1])
  })

  test('that nobody can tell is told with the row that was taken, and what to do', () => {
    const refused = () => headerRow('wave.xlsx', rowsOf(['Answers 2023', '', 'Monday'], ['kommune', 'ansatte']), names)
    expect(refused).toThrow(RefusedInput)
    try {
      refused()
    } catch (error) {
      expect((error as RefusedInput).findings).toMatchObject([
        {
          ...{ rule: 'missing-column', line: 1, wayOut: expect.stringMatching(/^name the columns in one row as the survey does/) },
          message: 'row 1 (Answers 2023, Monday) was taken as the header, and neither it nor the rows below have a column of the survey, such as id (unit)',
          translated: { nb: { message: expect.stringMatching(/^rad 1 .* ble tatt for overskriften/) } },
        },
      ])
    }
  })

  test('is the first row where nobody says what columns there may be', () => {
    expect(headerRow('list.xlsx', rowsOf(['Answers'], ['id', 'staff']), undefined)).toMatchObject({ above: 0 })
  })
})
