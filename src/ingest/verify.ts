import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { openDatabase } from '../database/database.ts'
import { identifier, sql } from '../database/sql.ts'
import { databaseFile, fileChecksum, type Manifest } from '../release/manifest.ts'

/** Runs one of this program's TypeScript files in a process of its own, as this process would. */
export const spawnScript = (script: string, args: readonly string[]) => {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href // MIT; runs src/ as it stands
  return spawn(process.execPath, ['--import', tsx, fileURLToPath(new URL(script, import.meta.url)), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, UV_THREADPOOL_SIZE: process.env['UV_THREADPOOL_SIZE'] ?? '16' },
  })
}

/** Whether a release folder holds what its manifest says: the file's checksum, and every row when read. Null, or what is wrong. */
export const whatIsWrong = async (folder: string, manifest: Manifest): Promise<string | null> => {
  const file = join(folder, databaseFile)
  const checksum = await fileChecksum(file)
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
