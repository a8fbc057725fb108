import { finding, inNorwegian } from '../../model/finding.ts'
import { RefusedInput } from '../../model/refused-input.ts'
import type { HeaderNames } from '../reading.ts'
import type { SheetRow } from './sheet-rows.ts'

/** Of a sheet: rows that are looked at for the header. */
export const mostAbove = 20

/** A row, how many rows stand above it, how many names it has, how many cells with something, and where the unit's name is (-1: nowhere). */
type Scored = { readonly row: SheetRow; readonly above: number; readonly count: number; readonly filled: number; readonly unitAt: number }

/**
 * Which of the first rows of a sheet holds the names of its columns, and how many with something in them stand above it, such as a title. It is
 * the first with the column of the unit and another; where none has that, the first of which half are names, else the first. Throws RefusedInput
 * where no row has a name, or where another might be the header as well: the rows between would be lost.
 */
export const headerRow = (file: string, rows: readonly [SheetRow, ...SheetRow[]], names: HeaderNames | undefined): { row: SheetRow; above: number } => {
  if (names === undefined) return { row: rows[0], above: 0 }
  const known = new Set([names.unit, ...names.columns])
  const scored = rows.map((row, above): Scored => {
    const count = new Set(row.cells.filter((cell) => known.has(cell))).size
    return { row, above, count, filled: row.cells.filter((cell) => cell !== '').length, unitAt: row.cells.indexOf(names.unit) }
  })
  if (scored.every(({ count }) => count === 0)) throw without(file, rows[0], names.unit)
  const withUnit = scored.filter(({ unitAt }) => unitAt >= 0)
  const found = withUnit.find(({ filled }) => filled > 1) ?? withUnit[0]
  if (!found) return scored.find(isMostlyNames) ?? { row: rows[0], above: 0 }
  const other = scored.find((one) => mightBe(one, found))
  if (other) throw several(file, ...([found.row, other.row].toSorted((a, b) => a.line - b.line) as [SheetRow, SheetRow]))
  return found
}

const isMostlyNames = ({ count, filled }: Scored): boolean => count > 0 && count >= filled / 2

/** Whether a row might be the header instead; one of answers may have the unit's name among them. */
const mightBe = (one: Scored, found: Scored): boolean => {
  if (one.above < found.above) return one.count > 1 && isMostlyNames(one)
  if (one.above === found.above || one.unitAt < 0 || one.filled < 2) return false
  return one.unitAt === found.unitAt || one.count > Math.max(found.count, 2)
}

const without = (file: string, { line, cells }: SheetRow, unit: string): RefusedInput => {
  const taken = cells.filter((cell) => cell !== '').slice(0, 6).join(', ')
  return new RefusedInput([
    inNorwegian(
      finding(
        'missing-column',
        { file, line, column: 1 },
        `row ${line} (${taken}) was taken as the header, and neither it nor the rows below have a column of the survey, such as ${unit} (unit)`,
        'name the columns in one row as the survey does, within the first 20 rows; or name them in the survey as the file does',
      ),
      `rad ${line} (${taken}) ble tatt for overskriften, og verken den eller radene under har en kolonne fra undersøkelsen, som ${unit} (enhet)`,
      'gi kolonnene de navnene undersøkelsen har, i én rad blant de 20 første; eller skriv i undersøkelsen hva de heter i filen',
    ),
  ])
}

const several = (file: string, first: SheetRow, second: SheetRow): RefusedInput =>
  new RefusedInput([
    inNorwegian(
      finding(
        'several-headers',
        { file, line: second.line, column: 1 },
        `rows ${first.line} and ${second.line} both look like the header, with names of the survey's columns`,
        'keep the one that names the columns, above all answers, and delete the other',
      ),
      `radene ${first.line} og ${second.line} ser begge ut som overskriften, med navn på undersøkelsens kolonner`,
      'behold den som navngir kolonnene, over alle svarene, og slett den andre',
    ),
  ])
