import { csv } from './csv.ts'
import { json } from './json.ts'
import type { Document } from './document.ts'

export type Piece = string | Uint8Array

/** A file format of /data and `kartlag export`. */
export type Format = {
  /** The ending of its files. */
  readonly id: string
  readonly contentType: string
  /** Whether a browser saves it under a name instead of showing it. */
  readonly attachment: boolean
  /** The file, piece by piece. */
  readonly write: (document: Document) => Iterable<Piece> | AsyncIterable<Piece>
}

/** Every format: add one by making its file and naming it here. */
export const formats: readonly Format[] = [csv, json]
