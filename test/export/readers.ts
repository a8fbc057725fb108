import { RecordBatchReader } from 'apache-arrow'
import { parse } from 'csv-parse/sync'
import { parquetReadObjects } from 'hyparquet'
import JSONstat from 'jsonstat-toolkit'
import readXlsxFile from 'read-excel-file/node'
import { askDuckDb, type Record } from './binary-readers.ts'
import { named, parsed } from './drawing.ts'

/** Reads a file with a program we did not write. `parameters`: more of its address; `areas`: those asked for, where it cannot have all. */
type Reader<Read> = {
  readonly format: string
  readonly program: string
  readonly ending: string
  readonly parameters?: string
  readonly areas?: readonly string[]
  readonly read: Read
}
type Bytes = Uint8Array<ArrayBuffer>

const text = (bytes: Bytes): string => Buffer.from(bytes).toString('utf8')
const day = (date: unknown): string => new Date(date as Date | number).toISOString().slice(0, 10)
const dated = (record: { readonly [column: string]: unknown }): Record => ({ ...(record as Record), date: day(record['date']) })

/** A cell of a text file as GraphQL has it: numbers are those of columns of numbers. */
const typed = (record: { readonly [column: string]: string | null }): Record =>
  Object.fromEntries(Object.entries(record).map(([name, cell]) => [name, cell !== null && isNumber(name) ? Number(cell) : cell]))
const isNumber = (name: string): boolean => name === 'year' || /^(staff|mean_queue)(_se|_lower|_upper|_n)?$/.test(name)

const ofText = (statement: string) => async (bytes: Bytes): Promise<readonly Record[]> => ((await askDuckDb(bytes, statement)) as { [column: string]: string | null }[]).map(typed)

/** Formats with a row per row of the table: every cell is compared. */
export const flatReaders: readonly Reader<(bytes: Bytes) => Promise<readonly Record[]>>[] = [
  {
    format: 'csv', program: 'csv-parse', ending: 'csv',
    read: async (bytes) => (parse(text(bytes), { columns: true, record_delimiter: '\r\n', cast: (cell, { quoting }) => (cell === '' && !quoting ? null : cell) }) as { [column: string]: string | null }[]).map(typed),
  },
  { format: 'csv', program: 'DuckDB', ending: 'csv', read: ofText("select * from read_csv(file, all_varchar = true, delim = ',', quote = '\"', escape = '\"', header = true)") },
  {
    format: 'csv', program: 'DuckDB, as Norwegian Excel has it', ending: 'csv', parameters: '&dialect=nb',
    read: async (bytes) => {
      const read = await askDuckDb(bytes, "select * replace (date::varchar as date) from read_csv(file, delim = ';', decimal_separator = ',', quote = '\"', escape = '\"', header = true, types = {'staff_se': 'double', 'staff_lower': 'double', 'staff_upper': 'double'})")
      const meant = (cell: string | null) => (typeof cell === 'string' ? cell.replace(/^'(?=[=+@-])/, '') : cell) // as Excel shows it
      return (read as { [column: string]: string | null }[]).map((row) => typed(Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, meant(cell)]))))
    },
  },
  { format: 'json', program: 'JSON.parse', ending: 'json', read: async (bytes) => JSON.parse(text(bytes)) as Record[] },
  { format: 'json', program: 'DuckDB', ending: 'json', read: ofText('select * replace (date::varchar as date) from read_json(file)') },
  { format: 'parquet', program: 'DuckDB', ending: 'parquet', read: async (bytes) => (await askDuckDb(bytes, 'select * replace (date::varchar as date) from file')) as Record[] },
  { format: 'parquet', program: 'hyparquet', ending: 'parquet', read: async (bytes) => (await parquetReadObjects({ file: bytes.buffer })).map(dated) },
  {
    format: 'arrow', program: 'apache-arrow', ending: 'arrow',
    read: async (bytes) => [...RecordBatchReader.from(bytes)].flatMap((batch) => batch.toArray().map((row) => dated((row as { toJSON: () => { [column: string]: unknown } }).toJSON()))),
  },
  {
    format: 'xlsx', program: 'read-excel-file', ending: 'xlsx',
    read: async (bytes) => {
      const [header = [], ...rows] = (await readXlsxFile(Buffer.from(bytes), { trim: false }))[0]?.data ?? []
      return rows.map((cells) => dated(Object.fromEntries(header.map((name, at) => [String(name), cells[at] ?? null]))))
    },
  },
]

/** What is told of one indicator of one row. */
export type Observation = { readonly [part in (typeof parts)[number] | 'status']: number | string | null }
const parts = ['value', 'se', 'lower', 'upper', 'n'] as const
const key = (year: unknown, area: unknown, survey: unknown, indicator: string): string => [year, area, survey, indicator].join(' ')

export const observationsOf = (records: readonly Record[], indicators: readonly string[]): ReadonlyMap<string, Observation> =>
  new Map(
    records.flatMap((record) =>
      indicators.map((id) => {
        const cell = (part: string) => record[part === 'value' ? id : `${id}_${part}`] ?? null
        return [key(record['year'], record['area'], record['survey'], id), Object.fromEntries([...parts, 'status'].map((part) => [part, cell(part)])) as Observation] as const
      }),
    ),
  )

const numberIn = (cell: string | undefined): number | null => (cell === undefined || cell === '' ? null : Number(cell))
const statusOfCode: { readonly [code: string]: string } = { A: 'NORMAL', B: 'BREAK', E: 'ESTIMATED', I: 'IMPUTED', L: 'NOT_ASKED', O: 'MISSING', P: 'PROVISIONAL', Q: 'SUPPRESSED', U: 'LOW_RELIABILITY' }

/** Formats that have another shape: every number and status is compared. */
export const observationReaders: readonly Reader<(bytes: Bytes, indicators: readonly string[]) => Promise<ReadonlyMap<string, Observation>>>[] = [
  {
    format: 'jsonstat', program: 'jsonstat-toolkit', ending: 'jsonstat',
    read: async (bytes, indicators) => {
      const dataset = JSONstat(JSON.parse(text(bytes)))
      const ids = (dimension: string): readonly string[] => dataset.Dimension(dimension).id
      const cells = ids('year').flatMap((year) => ids('area').flatMap((area) => ids('survey').flatMap((survey) => indicators.map((id) => ({ year, area, survey, id })))))
      return new Map(
        cells.flatMap(({ year, area, survey, id }) => {
          const found = ['', '_se', '_lower', '_upper', '_n'].map((part) => dataset.Data({ year, area, survey, ContentsCode: `${id}${part}` }))
          if (found[4]?.value === null) return [] // no row of the table
          const values = Object.fromEntries(parts.map((part, at) => [part, found[at]?.value ?? null]))
          return [[key(year, area, survey, id), { ...values, status: found[0]?.status ?? 'NORMAL' } as Observation] as const]
        }),
      )
    },
  },
  {
    format: 'sdmx.csv', program: 'csv-parse', ending: 'sdmx.csv',
    read: async (bytes) =>
      new Map(
        (parse(text(bytes), { columns: true, record_delimiter: '\r\n' }) as { [column: string]: string }[]).map((row) => {
          const [value, se, lower, upper, n] = ['OBS_VALUE', 'STD_ERROR', 'LOWER_BOUND', 'UPPER_BOUND', 'RESPONDENTS'].map((name) => numberIn(row[name]))
          const status = statusOfCode[row['OBS_STATUS'] ?? ''] ?? null
          return [key(row['TIME_PERIOD'], row['REF_AREA'], row['SURVEY'], row['INDICATOR'] ?? ''), { value, se, lower, upper, n, status } as Observation] as const
        }),
      ),
  },
  {
    format: 'svg', program: 'saxes', ending: 'svg', areas: ['A3', 'B2', 'B3', 'B4'],
    read: async (bytes) =>
      new Map(
        named(parsed(text(bytes)), 'observation').map(({ attributes }) => {
          const data = (name: string) => attributes[`data-${name}`]
          const values = Object.fromEntries(parts.map((part) => [part, numberIn(data(part))]))
          return [key(data('year'), data('area'), data('by-survey'), data('indicator') ?? ''), { ...values, status: data('status') } as Observation] as const
        }),
      ),
  },
]

/** Formats that describe others. */
export const withoutNumbers: readonly string[] = ['csv-metadata.json']
