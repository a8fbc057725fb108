import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../database/database.ts'
import { bind, sql } from '../database/sql.ts'
import { recordsOf } from '../database/records.ts'
import { databaseFile } from '../release/manifest.ts'
import { manifestsIn, releasePath } from '../release/store.ts'

/** What one earlier release hid of a wave of a fact. */
export type EarlierPattern = {
  readonly database: string
  /** What it was worked out from; null: the program that made it did not say. */
  readonly basis: string | null
  /** Checksum of the numbers; null: not known. */
  readonly pattern: string | null
  /** Whether releases before it had hidden more than these answers need. */
  readonly bound: boolean
}
/** By `waveName`, the newest release first. */
export type Earlier = ReadonlyMap<string, readonly EarlierPattern[]>

export const nothingEarlier: Earlier = new Map()

/** Checksum of what is hidden only because earlier releases hid it, as of an input; null where nothing is. */
export const boundChecksum = (bindings: readonly string[]): string | null =>
  bindings.length === 0 ? null : createHash('sha256').update([...bindings].sort().join('\n')).digest('hex')

export const waveName = (subject: string, fact: string, survey: string, year: number): string => `${subject} ${fact} ${survey} ${year}`
export const cellName = (vintage: number, level: string, area: string, members: string): string => `${vintage} ${level} ${area} ${members}`

/** What the releases of a data directory hide. Those of programs that hid nothing are passed over. */
export const readEarlier = async (data: string): Promise<Earlier> => {
  const earlier = new Map<string, EarlierPattern[]>()
  for (const { key } of manifestsIn(data)) {
    const file = join(releasePath(data, key), databaseFile)
    if (!existsSync(file)) continue
    const database = await openDatabase(file, { threads: 1 }).catch(() => null)
    if (database === null) continue // damaged: it is served to nobody, and perhaps what is being built is to take its place
    try {
      const { values } = await database.all(sql`select table_name from duckdb_tables() where table_name like ${bind('varchar', 'suppression%')}`)
      const tables = (values[0] ?? []).map(String)
      const statement = tables.includes('suppression_basis')
        ? sql`select subject, fact, survey::varchar as survey, year, basis, pattern, bound from suppression_basis`
        : sql`select distinct subject, fact, survey::varchar as survey, year, null as basis, null as pattern, true as bound from suppression`
      if (tables.length === 0) continue
      for (const row of recordsOf(await database.all(statement))) {
        const wave = waveName(String(row['subject']), String(row['fact']), String(row['survey']), Number(row['year']))
        const text = (name: string) => (row[name] === null ? null : String(row[name]))
        earlier.set(wave, [...(earlier.get(wave) ?? []), { database: file, basis: text('basis'), pattern: text('pattern'), bound: row['bound'] === true }])
      }
    } finally {
      await database.close()
    }
  }
  return earlier
}
