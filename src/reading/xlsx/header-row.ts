import { finding, inNorwegian } from '../../model/finding.ts'
import { RefusedInput } from '../../model/refused-input.ts'
import type { HeaderNames } from '../reading.ts'
import type { SheetRow } from './sheet-rows.ts'

/** Of a sheet: rows that are looked at for the header. */
export const mostAbove = 20

/**
 * Which of the first rows of a sheet holds the names of its columns, and how many with something in them stand above it, such as a title. It is
 * the one with the column of the unit and most other names; where none has that, the first of which half are names; where nobody says what
 * names there are, the first. Throws RefusedInput where no row has a name.
 */
export const headerRow = (file: string, rows: readonly [SheetRow, ...SheetRow[]], names: HeaderNames | undefined): { row: SheetRow; above: number } => {
  if (names === undefined) return { row: rows[0], above: 0 }
  const known = new Set([names.unit, ...names.columns])
  const scored = rows.map((row, above) => {
    const count = new Set(row.cells.filter((cell) => known.has(cell))).size
    return { row, above, count, hasUnit: row.cells.includes(names.unit), filled: row.cells.filter((cell) => cell !== '').length }
  })
  const withUnit = scored.filter(({ hasUnit }) => hasUnit).toSorted((a, b) => b.count - a.count)[0]
  const found = withUnit ?? scored.find(({ count, filled }) => count > 0 && count >= filled / 2) ?? scored.find(({ count }) => count > 0)
  if (found) return { row: found.row, above: found.above }
  const { line, cells } = rows[0]
  const taken = cells.filter((cell) => cell !== '').slice(0, 6).join(', ')
  throw new RefusedInput([
    inNorwegian(
      finding(
        'missing-column',
        { file, line, column: 1 },
        `row ${line} (${taken}) was taken as the header, and neither it nor the rows below have a column of the survey, such as ${names.unit} (unit)`,
        'name the columns in one row as the survey does, within the first 20 rows; or name them in the survey as the file does',
      ),
      `rad ${line} (${taken}) ble tatt for overskriften, og verken den eller radene under har en kolonne fra undersøkelsen, som ${names.unit} (enhet)`,
      'gi kolonnene de navnene undersøkelsen har, i én rad blant de 20 første; eller skriv i undersøkelsen hva de heter i filen',
    ),
  ])
}
