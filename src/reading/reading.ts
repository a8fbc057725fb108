import type { Finding } from '../model/finding.ts'

/** A column of an answer file, as far as the file describes it. */
export type FileColumn = {
  /** Trimmed text of the header. */
  readonly name: string
  /** What the file says it holds, such as the variable label of SPSS. */
  readonly label: string | null
  /** Null: the format does not say. */
  readonly kind: 'number' | 'text' | 'date' | null
  /** Text of a value, as in the cells -> its label. */
  readonly labels: Readonly<Record<string, string>>
}

/** A row: as many trimmed cells as there are columns, '' for an empty one. Numbers are the shortest text that reads back as the same number, days `2024-03-31`. */
export type FileRow = {
  /** Where a person finds it, from 1: line of a text file, row of a sheet, number of a case. */
  readonly line: number
  readonly cells: readonly string[]
  /** Cells, from 0, whose value the file itself declares as missing; they are not empty. */
  readonly missing?: readonly number[]
}

/** A row that is no row of the table, such as one with too many cells; it is not among `rows`. */
export type RefusedRow = { readonly row: FileRow; readonly findings: readonly Finding[] }

/** A file that has been opened. `rows` can be gone through once, in batches. Throws RefusedInput where the file is damaged. */
export type Reading = {
  readonly columns: readonly FileColumn[]
  readonly rows: AsyncIterable<readonly FileRow[]>
  /** Text that was gone through when it was opened: the same rows as UTF-8, the line of each before its cells. */
  readonly text?: DelimitedText | null
  /** Parquet: the database reads it itself. */
  readonly parquet?: string
  /** Of a workbook: the row of the header, and how many rows with something in them stand above it; they are no data. */
  readonly header?: { readonly line: number; readonly above: number }
  /** Of text: its rows of data, refused ones too, and the first 1000 of those. */
  readonly lines?: number
  readonly refused?: readonly RefusedRow[]
}

export type DelimitedText = {
  readonly path: string
  readonly delimiter: string
  readonly rows: number
  /** Whether a cell goes over several lines. */
  readonly several: boolean
  /** Whether a cell may have quotes, or blanks around it. */
  readonly dressed: boolean
  /** Bytes of its longest row, without the line. */
  readonly longest: number
}

export type Opening = {
  /** A folder for what is made on the way; left out, text is not copied. */
  readonly scratch?: string | undefined
  /** Of a workbook with several sheets: which. */
  readonly sheet?: string | undefined
  /** Names by which the header of a workbook is known, which may have a title above it. */
  readonly header?: HeaderNames | undefined
  /** Told of bytes as they are read. */
  readonly seen?: ((bytes: number) => void) | undefined
}

/** Column of the unit, and others that there may be. */
export type HeaderNames = { readonly unit: string; readonly columns: readonly string[] }

/** A kind of answer file. `file` is what messages call it, `path` where it lies. Throws RefusedInput where it cannot be read. */
export type Format = {
  readonly id: string
  /** Endings of file names, without the dot. */
  readonly endings: readonly string[]
  /** By its first 512 bytes, whatever it is called. */
  readonly recognise: (head: Buffer) => boolean
  readonly open: (path: string, file: string, opening?: Opening) => Promise<Reading>
}
