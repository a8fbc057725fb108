import { bind, empty, identifier, integer, join, sql, type Sql } from '../database/sql.ts'
import { createWriter, type Writer } from '../database/writer.ts'
import { finding } from '../model/finding.ts'
import { RefusedInput } from '../model/refused-input.ts'
import type { FileColumn, FileRow, Format, Reading } from './reading.ts'

/** Parquet, read by DuckDB. Columns of lists, structs and maps are no answers: they are refused. */
export const parquet: Format = {
  id: 'parquet',
  endings: ['parquet'],
  recognise: (head) => head.subarray(0, 4).toString('latin1') === 'PAR1',
  open: async (path, file) => {
    const columns = await columnsOf(path, file)
    return { columns, rows: rowsOf(path, columns), parquet: path } satisfies Reading
  },
}

const kinds: readonly (readonly [RegExp, FileColumn['kind']])[] = [
  [/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL.*|FLOAT|DOUBLE)$/, 'number'],
  [/^(DATE|TIMESTAMP.*)$/, 'date'],
  [/^(VARCHAR|ENUM.*|UUID)$/, 'text'],
]

const columnsOf = async (path: string, file: string): Promise<FileColumn[]> => {
  const place = { file, line: 1, column: 1 }
  const described = await within((writer) => writer.all(sql`describe select * from read_parquet(${bind('varchar', path)})`)).catch((error: unknown) => {
    throw new RefusedInput([finding('damaged-file', place, `this Parquet file cannot be read: ${String(error).split('\n')[0]}`, 'write the file again')])
  })
  const [names = [], types = []] = described.values
  return names.map((name, index) => {
    const type = String(types[index])
    if (/\[|STRUCT|MAP|UNION/.test(type))
      throw new RefusedInput([
        finding('nested-column', { ...place, column: index + 1 }, `column ${String(name)} holds ${type}, which is no single answer`, 'write a column for each part'),
      ])
    return { name: String(name).trim(), label: null, kind: kinds.find(([pattern]) => pattern.test(type))?.[1] ?? null, labels: {} }
  })
}

const cellOf = ({ kind }: FileColumn, column: Sql): Sql => {
  if (kind === 'number') return sql`regexp_replace(${column}::varchar, '[.]0+$', '')`
  return kind === 'date' ? sql`regexp_replace(${column}::varchar, ' 00:00:00$', '')` : sql`${column}::varchar`
}

/** The rows of a Parquet file as text: `line` (number of the row), and `c<n>` for each of `positions`, from 1; '' for none. */
export const parquetRows = (path: string, columns: readonly FileColumn[], positions: readonly number[]): Sql => {
  const cells = positions.map((at) => sql`, coalesce(${cellOf(columns[at - 1] as FileColumn, identifier(`p${at}`))}, '') as ${identifier(`c${at}`)}`)
  const own = columns.map((_, index) => sql`${identifier(`p${index + 1}`)}, `)
  return sql`(select file_row_number + 1 as line${join(cells, empty)}
    from read_parquet(${bind('varchar', path)}, file_row_number = true) as t(${join(own, empty)}file_row_number))`
}

async function* rowsOf(path: string, columns: readonly FileColumn[]): AsyncGenerator<FileRow[]> {
  const writer = await createWriter(':memory:')
  try {
    const all = columns.map((_, index) => index + 1)
    const batch = 20_000
    for (let from = 0; ; from += batch) {
      const { values, rowCount } = await writer.all(sql`select * from ${parquetRows(path, columns, all)} order by line limit ${integer(batch)} offset ${integer(from)}`)
      if (rowCount === 0) return
      yield Array.from({ length: rowCount }, (_, row) => ({ line: Number(values[0]?.[row]), cells: columns.map((_, index) => String(values[index + 1]?.[row] ?? '').trim()) }))
    }
  } finally {
    await writer.close()
  }
}

const within = async <T>(task: (writer: Writer) => Promise<T>): Promise<T> => {
  const writer = await createWriter(':memory:')
  try {
    return await task(writer)
  } finally {
    await writer.close()
  }
}
