import type { Data, DataType, Field, Vector } from 'apache-arrow'
import type { Column } from '../series/column.ts'
import type { Cell } from '../series/table.ts'
import { daysOf } from './days.ts'
import type { Document } from './document.ts'
import type { Format } from './formats.ts'
import { columnWords, toldOf } from './told.ts'

/** Rows that are sent at a time. */
const batchRows = 20_000

/** Cells of a column as numbers, with a bit for each that there is. */
const numbersOf = <T extends Int32Array | Float64Array>(cells: readonly Cell[], data: T, read: (cell: string | number) => number) => {
  const nullBitmap = new Uint8Array(Math.ceil(cells.length / 8))
  let nullCount = 0
  for (const [row, cell] of cells.entries())
    if (cell === null) nullCount += 1
    else {
      data[row] = read(cell)
      nullBitmap[row >> 3] = (nullBitmap[row >> 3] ?? 0) | (1 << (row & 7))
    }
  return { data, nullBitmap, nullCount, length: cells.length }
}

/** A column of the stream: its field, and its data for some of the cells. */
type Writer = { readonly field: Field; readonly dataOf: (cells: readonly Cell[]) => Data }
type Arrow = typeof import('apache-arrow')

/**
 * Texts are few and come often, so a column of them is a dictionary, sent once, and a number per row. `at`: its place, which is the id of the
 * dictionary: one of the library's own would be another in every file.
 */
const writerOf = (arrow: Arrow, { type, name }: Column, at: number, all: readonly Cell[], words: ReadonlyMap<string, string>): Writer => {
  const { Date_, DateUnit, Dictionary, Field, Float64, Int32, Utf8, makeData, vectorFromArray } = arrow
  const fieldOf = <T extends DataType>(kind: T): Field<T> => new Field(name, kind, true, new Map(words))
  const whole = ({ length }: readonly Cell[]) => new Int32Array(length)
  switch (type) {
    case 'FLOAT': {
      const float = new Float64()
      return { field: fieldOf(float), dataOf: (cells) => makeData({ type: float, ...numbersOf(cells, new Float64Array(cells.length), Number) }) }
    }
    case 'INTEGER': {
      const integer = new Int32()
      return { field: fieldOf(integer), dataOf: (cells) => makeData({ type: integer, ...numbersOf(cells, whole(cells), Number) }) }
    }
    case 'DATE': {
      const day = new Date_(DateUnit.DAY)
      return { field: fieldOf(day), dataOf: (cells) => makeData({ type: day, ...numbersOf(cells, whole(cells), (cell) => daysOf(String(cell))) }) }
    }
    case 'STRING': {
      const places = new Map<Cell, number>()
      for (const cell of all) if (cell !== null && !places.has(cell)) places.set(cell, places.size)
      const dictionary: Vector = vectorFromArray([...places.keys()].map(String), new Utf8())
      const text = new Dictionary(new Utf8(), new Int32(), at)
      const placeOf = (cell: Cell) => places.get(cell) ?? 0
      return { field: fieldOf(text), dataOf: (cells) => makeData({ type: text, dictionary, ...numbersOf(cells, whole(cells), placeOf) }) }
    }
  }
}

async function* pieces(document: Document): AsyncIterable<Uint8Array> {
  const arrow = await import('apache-arrow') // Apache-2.0, of the Arrow project itself; only loaded when asked for
  const { AsyncByteQueue, RecordBatch, RecordBatchStreamWriter, Schema, Struct, makeData } = arrow
  const { columns, values } = document.table
  const words = columnWords(document).map(({ label, unit }) => new Map(Object.entries({ label, ...(unit !== null && { unit }) })))
  const writers = columns.map((column, at) => writerOf(arrow, column, at, values[at] ?? [], words[at] ?? new Map()))
  const schema = new Schema(writers.map(({ field }) => field), new Map(Object.entries(toldOf(document))))
  const written: Uint8Array[] = []
  // The queue the writer comes with never waits: it would hold the whole file.
  const queue = Object.assign(new AsyncByteQueue(), { write: (piece: Uint8Array) => void written.push(piece) })
  const writer = new RecordBatchStreamWriter().reset(queue, schema)
  const rows = values[0]?.length ?? 0
  for (let start = 0; start < rows; start += batchRows) {
    const children = writers.map(({ dataOf }, at) => dataOf((values[at] ?? []).slice(start, start + batchRows)))
    writer.write(new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: children[0]?.length ?? 0, children })))
    yield Buffer.concat(written.splice(0))
  }
  writer.finish()
  yield Buffer.concat(written.splice(0))
}

/** Apache Arrow, as an IPC stream: typed columns, texts as dictionaries; it tells of itself in the metadata of schema and fields. */
export const arrow: Format = { id: 'arrow', contentType: 'application/vnd.apache.arrow.stream', attachment: true, write: pieces }
