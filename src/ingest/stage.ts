import { readFileSync, readdirSync } from 'node:fs'
import type { Writer } from '../database/writer.ts'
import type { GeographyRows } from '../model/geography-rows.ts'
import type { Model } from '../model/model.ts'

/** What every step of reading the answers works on. */
export type Stage = {
  readonly writer: Writer
  readonly model: Model
  readonly geography: GeographyRows
  /** The seeds folder. */
  readonly seeds: string
  /** A folder for files on their way into the database. */
  readonly scratch: string
  /** Where answers are kept as they were staged; left out, every file is read. */
  readonly staged?: string
  /** Told of bytes of answer files as they are read. */
  readonly seen?: (bytes: number) => void
}

const warehouse = new URL('../../warehouse/', import.meta.url)

/** A whole file of warehouse/, by its path there. */
export const warehouseSql = (path: string): string => readFileSync(new URL(path, warehouse), 'utf8')

/** Names of the .sql files of a folder of warehouse/, sorted. */
export const warehouseFiles = (folder: string): string[] =>
  readdirSync(new URL(`${folder}/`, warehouse))
    .filter((name) => name.endsWith('.sql'))
    .sort()
