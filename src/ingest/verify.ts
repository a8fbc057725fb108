import { join } from 'node:path'
import { openDatabase } from '../database/database.ts'
import { identifier, sql } from '../database/sql.ts'
import { databaseFile, fileChecksum, type Manifest } from '../release/manifest.ts'
import { spawnScript } from './spawn-script.ts'

/** Whether a release folder holds what its manifest says: the file's checksum, and every row when read. Null, or what is wrong. */
export const whatIsWrong = async (folder: string, manifest: Manifest): Promise<string | null> => {
  const file = join(folder, databaseFile)
  const checksum = fileChecksum(file)
  if (checksum !== manifest.checksum) return `its checksum is ${checksum}, not ${manifest.checksum}`
  const database = await openDatabase(file, { threads: 1 })
  try {
    for (const [table, rows] of Object.entries(manifest.rows)) {
      const { values } = await database.all(sql`select count(*)::double, count(hash(t)) from ${identifier(table)} t`)
      if (values[0]?.[0] !== rows) return `table ${table} has ${String(values[0]?.[0])} rows, not ${rows}`
    }
    return null
  } finally {
    await database.close()
  }
}

/** The same in a process of its own, so that nothing this process holds in memory can hide what the disk lacks. */
export const verifyApart = (folder: string): Promise<string | null> =>
  new Promise((resolve, reject) => {
    const child = spawnScript('./verify-process.ts', [folder])
    let said = ''
    let complained = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(null)
      else resolve(said.trim() || complained.trim() || `the verification ended with ${code}`)
    })
  })
