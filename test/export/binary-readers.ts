import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Cell } from '../../src/series/table.ts'

export type Record = { readonly [column: string]: Cell }

/** Asks DuckDB about a Parquet file; `file` in the statement is its path. */
export const askDuckDb = async (bytes: Uint8Array, statement: string): Promise<readonly { readonly [column: string]: unknown }[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'parquet-'))
  const instance = await DuckDBInstance.create(':memory:')
  try {
    writeFileSync(join(folder, 'table.parquet'), bytes)
    const connection = await instance.connect()
    const reader = await connection.runAndReadAll(statement.replaceAll('file', `'${join(folder, 'table.parquet')}'`))
    return reader.getRowObjectsJson()
  } finally {
    instance.closeSync()
    rmSync(folder, { recursive: true })
  }
}

/** The rows of a table made by hand, as records. */
export const recordsOf = ({ columns, values }: { readonly columns: readonly { readonly name: string }[]; readonly values: readonly (readonly Cell[])[] }): Record[] =>
  (values[0] ?? []).map((_, row) => Object.fromEntries(columns.map(({ name }, at) => [name, values[at]?.[row] ?? null])))
