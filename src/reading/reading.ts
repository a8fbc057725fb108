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

/** A file that has been opened. `rows` can be gone through once, in batches. Throws RefusedInput where the file is damaged. */
export type Reading = {
  readonly columns: readonly FileColumn[]
  readonly rows: AsyncIterable<readonly FileRow[]>
}

/** What a person says of a file that the file does not. */
export type ReadingChoice = {
  /** Which sheet of a workbook, by its name. */
  readonly sheet?: string
}

/** A kind of answer file. `file` is what messages call it, `path` where it lies. Throws RefusedInput where it cannot be read. */
export type Format = {
  readonly id: string
  /** Endings of file names, without the dot. */
  readonly endings: readonly string[]
  /** By its first 512 bytes, whatever it is called. */
  readonly recognise: (head: Buffer) => boolean
  readonly open: (path: string, file: string, choice?: ReadingChoice) => Promise<Reading>
}
