import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, type Database } from '../database/database.ts'
import { identifier, sql } from '../database/sql.ts'
import { databaseFile, fileChecksum, type Manifest } from '../release/manifest.ts'

/**
 * Whether a release folder holds what its manifest says: the file's checksum, and every row when read. Null, or what is wrong. The file is opened
 * anew, by nobody who has anything of it in memory; one with another checksum is not opened at all.
 */
export const whatIsWrong = async (folder: string, manifest: Manifest): Promise<string | null> => {
  const file = join(folder, databaseFile)
  if (!existsSync(file)) return `${databaseFile} is missing`
  const checksum = fileChecksum(file)
  if (checksum !== manifest.checksum) return `its checksum is ${checksum}, not ${manifest.checksum}`
  let database: Database | null = null
  try {
    database = await openDatabase(file, { threads: 1 })
    for (const [table, rows] of Object.entries(manifest.rows)) {
      const { values } = await database.all(sql`select count(*)::double, count(hash(t)) from ${identifier(table)} t`)
      if (values[0]?.[0] !== rows) return `table ${table} has ${String(values[0]?.[0])} rows, not ${rows}`
    }
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    await database?.close()
  }
}
