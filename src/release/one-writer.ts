import { mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { lockFile, type FileLock } from '../database/file-lock.ts'
import { removeLeftovers } from './leftovers.ts'
import { ReleaseError } from './release-error.ts'
import { faultOf, isStorageFault } from './storage-fault.ts'

const lookEveryMs = 200
export const lockName = 'lock.duckdb'

/** Writers of this process, in line; the kernel keeps apart those of different processes only. */
const lines = new Map<string, Promise<unknown>>()

export type Waiting = (pid: number | null) => void

/**
 * Runs a task as the only one that writes to a data directory, after what interrupted ones left has been cleared away. Waits for who is
 * writing now, of this process or another; `waiting` is told once for each it waits for. Throws ReleaseError where the disk is full or
 * may not be written to.
 */
export const asOneWriter = async <T>(data: string, task: () => Promise<T> | T, waiting: Waiting = () => {}): Promise<T> => {
  try {
    mkdirSync(data, { recursive: true })
    const line = realpathSync(data)
    const before = lines.get(line)
    if (before) waiting(process.pid)
    const own = (before ?? Promise.resolve()).then(() => locked(data, task, waiting))
    const settled = own.catch(() => undefined)
    lines.set(line, settled)
    void settled.then(() => lines.get(line) === settled && lines.delete(line))
    return await own
  } catch (error) {
    throw faultOf(error, data)
  }
}

const locked = async <T>(data: string, task: () => Promise<T> | T, waiting: Waiting): Promise<T> => {
  let told: number | null | undefined
  for (;;) {
    const lock = await takeLock(join(data, lockName))
    if (!('unlock' in lock)) {
      if (lock.pid !== told) waiting(lock.pid)
      told = lock.pid
      await setTimeout(lookEveryMs)
      continue
    }
    try {
      removeLeftovers(data)
      return await task()
    } finally {
      lock.unlock()
    }
  }
}

const takeLock = async (path: string): Promise<FileLock> => {
  try {
    return await lockFile(path)
  } catch (error) {
    if (isStorageFault(error, path)) throw error
    throw new ReleaseError(`${path}, which keeps writers apart, cannot be opened; delete it while no other kartlag writes there, a new one is made`, { cause: error })
  }
}

/** Clears away what interrupted writers left, unless one is writing now or nothing may be written here: then it is left to the next. */
export const tidy = async (data: string): Promise<void> => {
  try {
    const line = realpathSync(data)
    if (lines.has(line)) return
    const lock = await lockFile(join(data, lockName))
    if (!('unlock' in lock)) return
    try {
      removeLeftovers(data)
    } finally {
      lock.unlock()
    }
  } catch {
    // A full or read-only disk can be served from.
  }
}
