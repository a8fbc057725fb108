import { arrow } from './arrow.ts'
import { csv } from './csv.ts'
import { csvw } from './csvw.ts'
import { json } from './json.ts'
import { jsonstat } from './jsonstat.ts'
import { parquet } from './parquet.ts'
import { sdmxCsv } from './sdmx-csv.ts'
import { svg } from './svg/svg.ts'
import { xlsx } from './xlsx.ts'
import type { Document } from './document.ts'

export type Piece = string | Uint8Array

/** A file format of /data and `kartlag export`. */
export type Format = {
  /** The ending of its files. */
  readonly id: string
  readonly contentType: string
  /** Whether a browser saves it under a name instead of showing it. */
  readonly attachment: boolean
  /** The format whose file says what is in this one; left out where it says so itself. */
  readonly describedBy?: string
  /** The file, piece by piece. */
  readonly write: (document: Document) => Iterable<Piece> | AsyncIterable<Piece>
}

/** Every format: add one by making its file and naming it here. */
export const formats: readonly Format[] = [csv, json, jsonstat, parquet, arrow, xlsx, sdmxCsv, csvw, svg]

/** The format that a file's name ends in, and what is before it: `a.sdmx.csv` is no `csv`. Null where it ends in none. */
export const formatOfFile = (file: string): { readonly stem: string; readonly format: Format } | null => {
  const [format] = formats.filter(({ id }) => file.endsWith(`.${id}`)).sort((a, b) => b.id.length - a.id.length)
  return format ? { stem: file.slice(0, -format.id.length - 1), format } : null
}
