import fs, { type PathLike } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'

/**
 * Ends this process with SIGKILL at the nth call that changes a file or folder under a data directory, counted from `begin`: before the call
 * is done, or when half of what it writes is written. Deleting a folder is as many calls as it holds files. Import it before what it is to hit.
 */
const state = { folder: '', left: -1, done: 0 }

export const killAtCall = (folder: string, nth: number): void => {
  state.folder = folder
  state.left = nth
  state.done = 0
}
/** Counts them only. */
export const countCalls = (folder: string): void => killAtCall(folder, 0)
export const callsDone = (): number => state.done

const die = (): void => {
  process.kill(process.pid, 'SIGKILL')
  for (;;); // nothing more is done meanwhile
}
const isOurs = (path: unknown): boolean => state.left >= 0 && typeof path === 'string' && path.startsWith(state.folder)
const count = (half: () => void = () => {}): void => {
  state.done += 1
  if (state.left !== state.done) return
  half()
  die()
}

const { writeFileSync, copyFileSync, rmSync, renameSync, linkSync, mkdirSync, mkdtempSync, fsyncSync, readFileSync } = fs
fs.writeFileSync = (file, data, options) => {
  if (isOurs(file)) count(() => writeFileSync(file, String(data).slice(0, String(data).length / 2), options))
  writeFileSync(file, data, options)
}
fs.copyFileSync = (from, to, mode) => {
  if (isOurs(to)) count(() => writeFileSync(to, readFileSync(from).subarray(0, 10)))
  copyFileSync(from, to, mode)
}
fs.renameSync = (from, to) => {
  if (isOurs(to)) count()
  renameSync(from, to)
}
fs.linkSync = (from, to) => {
  if (isOurs(to)) count()
  linkSync(from, to)
}
fs.mkdirSync = ((path: PathLike, options?: fs.MakeDirectoryOptions) => {
  if (isOurs(path)) count()
  return mkdirSync(path, options)
}) as typeof fs.mkdirSync
fs.mkdtempSync = ((prefix: string) => {
  if (isOurs(prefix)) count()
  return mkdtempSync(prefix)
}) as typeof fs.mkdtempSync
fs.fsyncSync = (handle) => {
  if (state.left >= 0) count()
  fsyncSync(handle)
}
fs.rmSync = (path, options) => {
  if (isOurs(path) && options?.recursive && fs.existsSync(path) && fs.statSync(path).isDirectory())
    for (const name of fs.readdirSync(path as string)) fs.rmSync(join(path as string, name), options)
  if (isOurs(path) && fs.existsSync(path)) count()
  rmSync(path, options)
}
syncBuiltinESMExports()
