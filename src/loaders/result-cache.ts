import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Columns } from '../database/database.ts'
import { textOf, type Sql } from '../database/sql.ts'

/** What statements of one role over one release gave before. */
export type Results = { readonly find: (statement: Sql) => Columns | null; readonly keep: (statement: Sql, columns: Columns) => void }
export type ResultCache = { readonly of: (release: string, role: string) => Results }

/** Keeps results of statements, about `most` bytes of them: a release never changes, so the same statement over it gives the same. */
export const createResultCache = (most: number): ResultCache => {
  const kept = most === 0 ? null : new LRUCache<string, Columns>({ maxSize: most, maxEntrySize: Math.ceil(most / 4), sizeCalculation: sizeOf })
  return {
    of: (release, role) => {
      const keyOf = (statement: Sql) =>
        createHash('sha256').update(JSON.stringify([release, role, textOf(statement), statement.parameters.map(({ value }) => value)])).digest('base64url')
      return {
        find: (statement) => kept?.get(keyOf(statement)) ?? null,
        keep: (statement, columns) => void kept?.set(keyOf(statement), frozen(columns)),
      }
    },
  }
}

// Readers share it.
const frozen = ({ names, values, rowCount }: Columns): Columns => Object.freeze({ names, values: Object.freeze(values.map((column) => Object.freeze(column))), rowCount })

/** Bytes, about: a text is taken to be as long as the first there is in its column. */
const sizeOf = ({ values, rowCount }: Columns): number =>
  values
    .map((column) => column.find((value) => value !== null))
    .reduce<number>((size, first) => size + rowCount * (typeof first === 'string' ? 24 + first.length : typeof first === 'object' && first !== null ? 64 : 8), 1024)
