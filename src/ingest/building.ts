import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildingPrefix, makeReleasesFolder, releasesFolder } from '../release/store.ts'

/** A folder beside the releases for the one that is being built. Only for who is the one writer. */
export const makeBuildingFolder = (data: string): { folder: string; remove: () => void } => {
  makeReleasesFolder(data)
  const folder = mkdtempSync(join(releasesFolder(data), buildingPrefix))
  chmodSync(folder, 0o755) // it becomes the release, which another user may serve
  mkdirSync(join(folder, 'scratch'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
