import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, type Database } from '../database/database.ts'
import { bind, sql } from '../database/sql.ts'
import { recordsOf } from '../database/records.ts'
import { databaseFile } from '../release/manifest.ts'
import { ReleaseError } from '../release/release-error.ts'
import { brokenReleases, manifestsIn, releasePath } from '../release/store.ts'

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

type Kept = { readonly key: string; readonly database: string; readonly patterns: readonly (readonly [wave: string, EarlierPattern])[] }

/**
 * What the releases of a data directory hide. Throws ReleaseError where one of them cannot be read: what it hid might become public. `lost`:
 * those that cannot be read and are to be made again, which must hide as much as they did.
 */
export const readEarlier = async (data: string, isMadeAgain: (key: string) => boolean): Promise<{ readonly earlier: Earlier; readonly lost: readonly string[] }> => {
  const kept: Kept[] = []
  const lost: string[] = []
  const keys = [...manifestsIn(data), ...brokenReleases(data)].map(({ key }) => key)
  const readable = async <T>(key: string, read: () => Promise<T>): Promise<T | null> => {
    try {
      return await read()
    } catch (error) {
      if (!isMadeAgain(key)) throw unreadable(data, key, error)
      lost.push(key)
      return null
    }
  }
  for (const key of keys) {
    const database = join(releasePath(data, key), databaseFile)
    const patterns = await readable(key, () => patternsIn(database))
    if (patterns !== null) kept.push({ key, database, patterns })
  }
  for (;;) {
    const earlier = new Map<string, EarlierPattern[]>()
    for (const [wave, pattern] of kept.flatMap(({ patterns }) => patterns)) earlier.set(wave, [...(earlier.get(wave) ?? []), pattern])
    const used = new Set([...earlier.values()].flatMap((patterns) => distinctPatterns(patterns).map(({ database }) => database)))
    const wrong: Kept[] = []
    for (const one of kept) if (used.has(one.database) && (await readable(one.key, () => readWhole(one.database))) === null) wrong.push(one)
    if (wrong.length === 0) return { earlier, lost }
    for (const one of wrong) kept.splice(kept.indexOf(one), 1)
  }
}

/** Each pattern once, of the newest release that has it; such as are not known are all different. */
export const distinctPatterns = (patterns: readonly EarlierPattern[]): readonly EarlierPattern[] =>
  patterns.filter(({ pattern }, index) => pattern === null || patterns.findIndex((other) => other.pattern === pattern) === index)

export const unreadable = (data: string, key: string, cause?: unknown): ReleaseError =>
  new ReleaseError(
    `release ${key} is damaged: what it hid cannot be read, and could become public; use it again from a backup, build it again from the same ` +
      `seeds and loaded waves, or, if nobody has seen it, delete ${releasePath(data, key)}`,
    { cause },
  )

const reading = async <T>(file: string, work: (database: Database) => Promise<T>): Promise<T> => {
  if (!existsSync(file)) throw new Error(`there is no ${file}`)
  const database = await openDatabase(file, { threads: 1 })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** Releases of programs that hid nothing have none. */
const patternsIn = (file: string): Promise<Kept['patterns']> =>
  reading(file, async (database) => {
    const { values } = await database.all(sql`select table_name from duckdb_tables() where table_name like ${bind('varchar', 'suppression%')}`)
    const tables = (values[0] ?? []).map(String)
    if (tables.length === 0) return []
    const statement = tables.includes('suppression_basis')
      ? sql`select subject, fact, survey::varchar as survey, year, basis, pattern, bound from suppression_basis`
      : sql`select distinct subject, fact, survey::varchar as survey, year, null as basis, null as pattern, true as bound from suppression`
    return recordsOf(await database.all(statement)).map((row) => {
      const text = (name: string) => (row[name] === null ? null : String(row[name]))
      const wave = waveName(String(row['subject']), String(row['fact']), String(row['survey']), Number(row['year']))
      return [wave, { database: file, basis: text('basis'), pattern: text('pattern'), bound: row['bound'] === true }] as const
    })
  })

/** Every block has a checksum, which is looked at when it is read. */
const readWhole = (file: string): Promise<number> =>
  reading(file, async (database) => Number((await database.all(sql`select count(hash(t)) from suppression t`)).values[0]?.[0]))
