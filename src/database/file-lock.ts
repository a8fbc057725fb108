import { DuckDBInstance } from '@duckdb/node-api'
import { existsSync, linkSync, rmSync } from 'node:fs'

/** Held until `unlock`, or by the process `pid` (null: not known). */
export type FileLock = { readonly unlock: () => void } | { readonly pid: number | null }

/**
 * Takes the lock of a file, made where there is none. DuckDB locks a file it may write to with the kernel, which lets go of it however
 * the process ends; one process must not take it twice.
 */
export const lockFile = async (path: string): Promise<FileLock> => {
  if (!existsSync(path)) await makeLockFile(path)
  try {
    const instance = await DuckDBInstance.create(path, { threads: '1', memory_limit: '64MB' })
    return { unlock: () => instance.closeSync() }
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    if (!/Could not set lock|being used by another process/i.test(said)) throw error
    const pid = /PID (\d+)/.exec(said)?.[1]
    return { pid: pid === undefined ? null : Number(pid) }
  }
}

/** In one step: a file that is half there is no database, and who deletes one may delete what another has locked. */
const makeLockFile = async (path: string): Promise<void> => {
  const part = `${path}.${process.pid}.part`
  rmSync(part, { force: true })
  try {
    const instance = await DuckDBInstance.create(part, { threads: '1', memory_limit: '64MB' })
    instance.closeSync()
    linkSync(part, path)
  } catch (error) {
    if (!existsSync(path)) throw error // else another made it meanwhile
  } finally {
    rmSync(part, { force: true })
  }
}
