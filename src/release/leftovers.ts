import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { deletedPrefix, buildingPrefix, releasesFolder } from './store.ts'

/** Deletes what writers that were interrupted left half done. Only for who is the one writer: what is not finished then never will be. */
export const removeLeftovers = (data: string): void => {
  remove(releasesFolder(data), (name) => name.startsWith(buildingPrefix) || name.startsWith(deletedPrefix))
  remove(join(data, 'staged'), (name) => name.endsWith('.part'))
  remove(data, (name) => /^current\.\d+$|\.part$/.test(name))
}

const remove = (folder: string, unfinished: (name: string) => boolean): void => {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder).filter(unfinished)) rmSync(join(folder, name), { recursive: true, force: true })
}
