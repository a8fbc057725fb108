import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeReleasesFolder, releasesFolder } from '../release/store.ts'

const prefix = '.building-'
const active = new Set<string>()

/** A folder of this process beside the releases. Folders left by processes that no longer run are deleted. */
export const makeBuildingFolder = (data: string): { folder: string; remove: () => void } => {
  makeReleasesFolder(data)
  for (const name of readdirSync(releasesFolder(data)).filter((found) => found.startsWith(prefix))) {
    const left = join(releasesFolder(data), name)
    const pid = Number(name.slice(prefix.length).split('-')[0])
    if (!active.has(left) && (pid === process.pid || !isRunning(pid))) rmSync(left, { recursive: true, force: true })
  }
  const folder = mkdtempSync(join(releasesFolder(data), `${prefix}${process.pid}-`))
  chmodSync(folder, 0o755) // it becomes the release, which another user may serve
  mkdirSync(join(folder, 'scratch'))
  active.add(folder)
  const remove = () => {
    rmSync(folder, { recursive: true, force: true })
    active.delete(folder)
  }
  return { folder, remove }
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
