import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { openDatabase } from '../database/database.ts'
import { bind, sql } from '../database/sql.ts'
import { databaseFile } from '../release/manifest.ts'
import { listReleases, releasePath } from '../release/store.ts'

/** What earlier releases hid: by subject, fact, survey and year, the vintage, level, area and members of each number. */
export type Earlier = ReadonlyMap<string, ReadonlySet<string>>

export const nothingEarlier: Earlier = new Map()

/** `earlier` is asked by these two names. */
export const waveName = (subject: string, fact: string, survey: string, year: number): string => `${subject} ${fact} ${survey} ${year}`
export const cellName = (vintage: number, level: string, area: string, members: string): string => `${vintage} ${level} ${area} ${members}`

/** Reads what the releases of a data directory hide. Those of programs that hid nothing are passed over. */
export const readEarlier = async (data: string): Promise<Earlier> => {
  const earlier = new Map<string, Set<string>>()
  for (const { key } of listReleases(data)) {
    const database = await openDatabase(join(releasePath(data, key), databaseFile), { threads: 1 })
    try {
      const { rowCount: tables } = await database.all(sql`select 1 from duckdb_tables() where table_name = ${bind('varchar', 'suppression')}`)
      if (tables === 0) continue
      const { values, rowCount } = await database.all(sql`select subject, fact, survey::varchar, year, vintage, level, area, members from suppression`)
      for (let row = 0; row < rowCount; row += 1) {
        const [subject, fact, survey, year, vintage, level, area, members] = values.map((column) => column[row])
        const wave = waveName(String(subject), String(fact), String(survey), Number(year))
        earlier.set(wave, (earlier.get(wave) ?? new Set<string>()).add(cellName(Number(vintage), String(level), String(area), String(members))))
      }
    } finally {
      await database.close()
    }
  }
  return earlier
}

/** Checksum of it, as of an input; null where nothing was hidden. */
export const earlierChecksum = (earlier: Earlier): string | null => {
  if (earlier.size === 0) return null
  const hash = createHash('sha256')
  for (const [wave, cells] of [...earlier].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${wave}\n${[...cells].sort().join('\n')}\n`)
  return hash.digest('hex')
}
