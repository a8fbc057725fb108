import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql, strings, type Sql } from '../database/sql.ts'
import type { Writer } from '../database/writer.ts'
import { fileChecksum } from '../release/manifest.ts'

// Tables that need not be worked out again: Parquet in the data directory, by a key that says all they depend on.

const unusedDays = 30

/** Where a data directory keeps them. */
export const stagedFolder = (data: string): string => join(data, 'staged')

const parquet = (folder: string, key: string, table: string): string => join(folder, `${key}.${table}.parquet`)

/** What was said of kept tables; null where there are none, or not as they were written. They are of use for another month. */
export const findKept = <T>(folder: string | undefined, key: string, tables: readonly string[]): T | null => {
  if (folder === undefined || !existsSync(join(folder, `${key}.json`))) return null
  const described = parsed<T>(readFileSync(join(folder, `${key}.json`), 'utf8'))
  const isWhole = (table: string) => existsSync(parquet(folder, key, table)) && fileChecksum(parquet(folder, key, table)) === described?.checksums?.[table]
  if (described === null || !tables.every(isWhole)) return null
  const now = new Date()
  utimesSync(join(folder, `${key}.json`), now, now)
  return described.about
}

/** `about`: what else is to be known; `checksums`: SHA-256 of each file. */
type Described<T> = { readonly about: T; readonly checksums?: Readonly<Record<string, string>> }

const parsed = <T>(text: string): Described<T> | null => {
  try {
    return JSON.parse(text) as Described<T>
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Keeps the rows of some statements without parameters, by table. What describes them is written last: without it there is nothing. */
export const keepTables = async <T>(writer: Writer, folder: string, key: string, tables: Readonly<Record<string, Sql>>, about: T): Promise<void> => {
  mkdirSync(folder, { recursive: true })
  for (const [table, rows] of Object.entries(tables)) await writer.copy(rows, parquet(folder, key, table))
  const checksums = Object.fromEntries(Object.keys(tables).map((table) => [table, fileChecksum(parquet(folder, key, table))]))
  const next = join(folder, `${key}.part`)
  writeFileSync(next, JSON.stringify({ about, checksums } satisfies Described<T>))
  renameSync(next, join(folder, `${key}.json`))
}

/** The rows of kept tables, one after the other, for a `from`. */
export const keptRows = (folder: string, keys: readonly string[], table: string): Sql =>
  sql`read_parquet(${strings(keys.map((key) => parquet(folder, key, table)))})`

/** Deletes what has not been of use for a month, and what was never finished. */
export const tidyStaged = (folder: string): void => {
  if (!existsSync(folder)) return
  const names = readdirSync(folder)
  const old = Date.now() - unusedDays * 86_400_000
  for (const name of names) {
    const key = name.split('.')[0] ?? ''
    const described = names.includes(`${key}.json`)
    const dated = join(folder, described ? `${key}.json` : name)
    if (name.endsWith('.part') || !existsSync(dated) || statSync(dated).mtimeMs < old) rmSync(join(folder, name), { recursive: true, force: true })
  }
}
