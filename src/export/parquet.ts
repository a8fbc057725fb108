import { ByteWriter, ParquetWriter } from 'hyparquet-writer' // MIT, kept; DuckDB's would need the table in DuckDB and the file on disk
import type { Column, ColumnType } from '../series/column.ts'
import type { Cell } from '../series/table.ts'
import { daysOf } from './days.ts'
import type { Document } from './document.ts'
import type { Format } from './formats.ts'
import { columnWords, toldOf } from './told.ts'

type Element = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number]

const elements: Readonly<Record<ColumnType, Omit<Element, 'name'>>> = {
  INTEGER: { type: 'INT32' },
  FLOAT: { type: 'DOUBLE' },
  STRING: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  DATE: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
}
const elementOf = ({ name, type }: Column): Element => ({ name, repetition_type: 'OPTIONAL', ...elements[type] })

/** Rows that are encoded and sent at a time. */
const groupRows = 50_000

/** Row group by row group, and then the directory of them. */
function* pieces(document: Document): Iterable<Uint8Array> {
  const { columns, values, rows } = { ...document.table, rows: document.table.values[0]?.length ?? 0 }
  const told = { ...toldOf(document), columns: JSON.stringify(columnWords(document)) }
  const bytes = new ByteWriter()
  const taken = (): Uint8Array => {
    const piece = bytes.getBytes().slice()
    bytes.index = 0
    return piece
  }
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'table', num_children: columns.length }, ...columns.map(elementOf)],
    kvMetadata: Object.entries(told).map(([key, value]) => ({ key, value })),
    createdBy: 'kartlag',
  })
  for (let start = 0; start < rows; start += groupRows) {
    const dataOf = (type: ColumnType, column: readonly Cell[]): Cell[] => {
      const cells = column.slice(start, start + groupRows)
      return type === 'DATE' ? cells.map((cell) => (cell === null ? null : daysOf(String(cell)))) : cells
    }
    const columnData = columns.map(({ name, type }, at) => ({ name, data: dataOf(type, values[at] ?? []) }))
    void writer.write({ columnData, rowGroupSize: groupRows })
    yield taken()
  }
  void writer.finish()
  yield taken()
}

/** Apache Parquet: typed columns, a date that is one, nulls where a number is missing; it tells of itself in its key-value metadata. */
export const parquet: Format = { id: 'parquet', contentType: 'application/vnd.apache.parquet', attachment: true, write: pieces }
