import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeReleasesFolder, releasesFolder } from '../release/store.ts'

const prefix = '.building-'

/** A folder of this process beside the releases. Folders left by processes that no longer run are deleted. */
export const makeBuildingFolder = (data: string): string => {
  makeReleasesFolder(data)
  for (const name of readdirSync(releasesFolder(data)).filter((found) => found.startsWith(prefix))) {
    const pid = Number(name.slice(prefix.length).split('-')[0])
    if (pid === process.pid || !isRunning(pid)) rmSync(join(releasesFolder(data), name), { recursive: true, force: true })
  }
  const folder = join(releasesFolder(data), `${prefix}${process.pid}`)
  if (existsSync(folder)) throw new Error(`this process is building in ${folder} already`)
  mkdirSync(join(folder, 'scratch'), { recursive: true })
  return folder
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
