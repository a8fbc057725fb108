import { csv } from './csv.ts'
import { json } from './json.ts'
import type { Sheet } from './sheet.ts'

/** A file format of /data and `kartlag export`. */
export type Format = {
  /** The ending of its files. */
  readonly id: string
  readonly contentType: string
  /** Whether a browser saves it under a name instead of showing it. */
  readonly attachment: boolean
  /** The file, piece by piece. */
  readonly lines: (sheet: Sheet) => Iterable<string>
}

/** Every format: add one by making its file and naming it here. */
export const formats: readonly Format[] = [csv, json]
