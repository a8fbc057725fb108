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
const refusalOf = (...rows: string[][]) => {
  try {
    return found(...rows)
  } catch (error) {
    if (error instanceof RefusedInput) return error.findings
    throw error
  }
}

describe('the header of a sheet', () => {
  test.each<[string, string[][], number]>([
    ['is the first row where it has the unit', [['id', 'staff'], ['0301', '7']], 1],
    ['may have titles above', [['Answers 2023'], ['', 'printed on Monday'], ['id', 'staff', 'beds'], ['0301', '7', '8']], 3],
    ['is not a title that happens to be a name', [['id'], ['id', 'staff'], ['0301', '7']], 2],
    ['may have the name of the unit among the answers below', [['id', 'staff', 'why'], ['0301', '7', 'id'], ['0302', 'staff', 'id']], 1],
    ['may have another name for the unit', [['Answers'], ['code', 'staff', 'beds'], ['0301', '1', '2']], 2],
    ['is not a row of answers with a name among them, where none of the rows is mostly names', [['Id', 'question', 'value'], ['0301', 'staff', '7'], ['0301', 'beds', '8']], 1],
    ['is not a row of answers that look like names', [['code', 'staff'], ['1', '2', '2']], 1],
  ])('%s', (_, rows, line) => {
    expect(found(...rows)).toEqual([line, line - 1])
  })

  test.each<[string, string[][], [number, number]]>([
    ['of two with the unit', [['id', 'Staff', 'beds'], ['0301', '7', '8'], ['id', 'staff', 'beds'], ['0302', '7', '8']], [1, 3]],
    ['also where the second has fewer names', [['id', 'staff', 'beds'], ['0301', '7', '8'], ['id', 'Staff', 'Beds'], ['0302', '7', '8']], [1, 3]],
    ['also where the second has its columns in another order', [['id', 'Staff'], ['0301', '7'], ['staff', 'id', 'beds'], ['7', '0302', '8']], [1, 3]],
    ['also where the first has another name for the unit', [['Id', 'staff', 'beds'], ['0301', '7', '8'], ['id', 'staff', 'beds'], ['0302', '7', '8']], [1, 3]],
  ])('is not guessed, since the rows between would be lost: %s', (_, rows, [first, second]) => {
    expect(refusalOf(...rows)).toMatchObject([
      {
        ...{ rule: 'several-headers', line: second, message: `rows ${first} and ${second} both look like the header, with names of the survey's columns` },
        translated: { nb: { message: expect.stringMatching(new RegExp(`^radene ${first} og ${second} ser begge ut`)) } },
      },
    ])
  })

  test('that nobody can tell is told with the row that was taken, and what to do', () => {
    expect(refusalOf(['Answers 2023', '', 'Monday'], ['kommune', 'ansatte'])).toMatchObject([
      {
        ...{ rule: 'missing-column', line: 1, wayOut: expect.stringMatching(/^name the columns in one row as the survey does/) },
        message: 'row 1 (Answers 2023, Monday) was taken as the header, and neither it nor the rows below have a column of the survey, such as id (unit)',
        translated: { nb: { message: expect.stringMatching(/^rad 1 .* ble tatt for overskriften/) } },
      },
    ])
  })

  test('is the first row where nobody says what columns there may be', () => {
    expect(headerRow('list.xlsx', rowsOf(['Answers'], ['id', 'staff']), undefined)).toMatchObject({ above: 0 })
  })
})
