import type { Column } from '../series/column.ts'
import type { ObservationStatus } from '../series/point.ts'
import type { Cell, Table } from '../series/table.ts'
import { chunksOf } from './chunks.ts'
import { csvLines, dialectOf } from './csv.ts'
import { valuesOf } from './cube.ts'
import type { Document } from './document.ts'
import type { Format } from './formats.ts'

/** The code list CL_OBS_STATUS of SDMX. */
const observationCodes: Readonly<Record<ObservationStatus, string>> = {
  NORMAL: 'A',
  BREAK: 'B',
  ESTIMATED: 'E',
  IMPUTED: 'I',
  NOT_ASKED: 'L',
  MISSING: 'O',
  PROVISIONAL: 'P',
  SUPPRESSED: 'Q',
  LOW_RELIABILITY: 'U',
}

/** The code list CL_CONF_STATUS: confidential; not for publication, where the file holds what is not public; free. */
const confidentialityOf = (status: Cell, secret: string | null): string => (status === 'SUPPRESSED' ? 'C' : secret === null ? 'F' : 'N')

const structure = ['STRUCTURE', 'STRUCTURE_ID', 'ACTION', 'FREQ', 'INDICATOR', 'REF_AREA'] as const
const measures = ['TIME_PERIOD', 'OBS_VALUE', 'UNIT_MEASURE', 'OBS_STATUS', 'CONF_STATUS', 'STD_ERROR', 'LOWER_BOUND', 'UPPER_BOUND', 'RESPONDENTS'] as const
// Of the whole file. Attributes of partial keys need not be said again in every row, so the first row has them.
const whole = ['TITLE', 'SOURCE', 'LICENCE', 'NOTICE', 'RELEASE'] as const
const taken: readonly string[] = [...structure, ...measures, ...whole]

/** `age_group` -> `AGE_GROUP`; a name that SDMX or this file has already gets another one. */
const dimensionName = (id: string): string => (taken.includes(id.toUpperCase()) ? `DIM_${id.toUpperCase()}` : id.toUpperCase())

const suffixes = ['', '_status', '_se', '_lower', '_upper', '_n'] as const
const measuredIn = ({ columns }: Table): readonly Column[] => columns.filter(({ name, indicator }) => indicator !== null && name === indicator.id)

function* rowsOf({ table, model, subject, title, citation, licence, notice, secret, release }: Document): Iterable<readonly Cell[]> {
  const dimensions = table.columns.filter(({ name, dimension }) => dimension === name).map(({ name }) => valuesOf(table, name))
  const [years, areas] = [valuesOf(table, 'year'), valuesOf(table, 'area')]
  const series = measuredIn(table).map(({ name, unit }) => ({ name, unit, parts: suffixes.map((suffix) => valuesOf(table, `${name}${suffix}`)) }))
  const dataflow = `${model.toUpperCase()}:${subject.toUpperCase()}(1.0.0)`
  const notes = [notice, secret].filter((note) => note !== null).join(' ') || null
  let once: readonly Cell[] = [title, citation, licence, notes, release]
  for (const [row, year] of years.entries())
    for (const { name, unit, parts } of series) {
      const [value, status, ...uncertainty] = parts.map((column) => column[row] ?? null)
      const code = observationCodes[status as ObservationStatus]
      yield [
        ...['dataflow', dataflow, 'I', 'A', name, areas[row] ?? null],
        ...dimensions.map((column) => column[row] ?? null),
        ...[year, value ?? null, unit, code, confidentialityOf(status ?? null, secret), ...uncertainty],
        ...once,
      ]
      once = whole.map(() => null)
    }
}

function* linesOf(document: Document): Iterable<string> {
  const dimensions = document.table.columns.filter(({ name, dimension }) => dimension === name)
  const columns = [...structure, ...dimensions.map(({ name }) => dimensionName(name)), ...measures, ...whole]
  yield* csvLines({ columns, rows: rowsOf(document) }, dialectOf(document.dialect))
}

/**
 * SDMX-CSV 2.0: a row per observation, which is one indicator's value with its unit, codes of status, standard error, limits of its interval
 * and respondents. A missing value is an empty cell whose OBS_STATUS says why.
 */
export const sdmxCsv: Format = {
  id: 'sdmx.csv',
  contentType: 'application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8',
  attachment: true,
  write: (document) => chunksOf(linesOf(document)),
}
