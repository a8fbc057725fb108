import { existsSync, mkdirSync, openSync, fsyncSync, closeSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nearest } from '../model/nearest.ts'
import { newestWhole, readDescription, readManifest, type Manifest } from './manifest.ts'
import { ReleaseError } from './release-error.ts'

/** Folders beside the releases: one being built, one being deleted. */
export const buildingPrefix = '.building-'
export const deletedPrefix = '.deleted-'

/** The releases of a data directory: `<data>/releases/<key>/`, and `<data>/current`, which names the one that is served. */
export const releasesFolder = (data: string): string => join(data, 'releases')

/** Where the release of a key lies; whether there is one is for `list` or `readManifest` to say. */
export const releasePath = (data: string, key: string): string => join(releasesFolder(data), key)

/** Key of the release that is served; null where none has been built. Throws ReleaseError where the file that names it is damaged. */
export const currentRelease = (data: string): string | null => {
  const pointer = join(data, 'current')
  if (!existsSync(pointer)) return null
  const key = readFileSync(pointer, 'utf8').trim()
  if (/^[A-Za-z0-9_-]+$/.test(key)) return key
  const newest = newestWhole(data)
  throw new ReleaseError(
    `${pointer} is damaged: it names no release; ` +
      (newest === null ? 'begin again with: kartlag build --seeds-only' : `use the newest whole release with: kartlag releases use ${newest}; \`kartlag releases\` lists all`),
  )
}

/** The release that is served, and what is wrong with the file that names it; null where nothing is. */
export const whatIsCurrent = (data: string): { readonly key: string | null; readonly wrong: string | null } => {
  try {
    return { key: currentRelease(data), wrong: null }
  } catch (error) {
    if (error instanceof ReleaseError) return { key: null, wrong: error.message }
    throw error
  }
}

/** All releases whose manifest can be read, newest first, whichever is current. */
export const manifestsIn = (data: string, read: (path: string) => Manifest | null = readable): Manifest[] =>
  keysOf(data)
    .flatMap((key) => read(releasePath(data, key)) ?? [])
    .sort((a, b) => (a.createdAt === b.createdAt ? (a.key < b.key ? -1 : 1) : a.createdAt < b.createdAt ? 1 : -1))

/** The same, and which of them is current. Throws ReleaseError where what names it is damaged. */
export const listReleases = (data: string): (Manifest & { readonly current: boolean })[] => {
  const current = currentRelease(data)
  return manifestsIn(data).map((manifest) => ({ ...manifest, current: manifest.key === current }))
}

/** What is wrong with each release that cannot be used, by its key. */
export const brokenReleases = (data: string): { readonly key: string; readonly wrong: string }[] =>
  keysOf(data).flatMap((key) => {
    const manifest = manifestOrFault(releasePath(data, key))
    return manifest instanceof ReleaseError ? [{ key, wrong: manifest.message }] : []
  })

/** The manifest of a release of the data directory. Throws ReleaseError where there is none, with the nearest, or it cannot be used. */
export const manifestOf = (data: string, key: string): Manifest => {
  const keys = keysOf(data)
  if (!keys.includes(key)) {
    const near = nearest(key, keys)
    throw new ReleaseError(
      `no release ${JSON.stringify(key)}; ${keys.length === 0 ? 'none has been built' : `there are ${keys.join(', ')}`}` +
        (near ? `; nearest: ${near}` : ''),
    )
  }
  return readManifest(releasePath(data, key))
}

/** The manifest of the release that is served, whose database may be damaged; null where there is none that can be read. */
export const currentManifest = (data: string): Manifest | null => {
  try {
    const key = currentRelease(data)
    return key === null ? null : readDescription(releasePath(data, key))
  } catch (error) {
    if (error instanceof ReleaseError) return null
    throw error
  }
}

/** Switches to a release, in one step that cannot be seen half done. Throws ReleaseError where it does not exist or cannot be used. */
export const useRelease = (data: string, key: string): void => {
  manifestOf(data, key)
  const pointer = join(data, 'current')
  const next = `${pointer}.part`
  writeFileSync(next, `${key}\n`)
  sync(next)
  renameSync(next, pointer)
  sync(data)
}

/** Deletes all but the `keep` newest releases and the current one, each in one step for who reads. Gives the keys that are gone. */
export const pruneReleases = (data: string, keep: number): string[] => {
  const gone = listReleases(data)
    .filter((release, index) => index >= keep && !release.current)
    .map(({ key }) => key)
  for (const key of gone) {
    const deleted = join(releasesFolder(data), `${deletedPrefix}${key}`)
    renameSync(releasePath(data, key), deleted)
    sync(releasesFolder(data))
    rmSync(deleted, { recursive: true })
  }
  return gone
}

/** Makes sure that a file, or the names in a folder, are on the disk. */
export const sync = (path: string): void => {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Makes the folder of releases where there is none. */
export const makeReleasesFolder = (data: string): void => void mkdirSync(releasesFolder(data), { recursive: true })

const keysOf = (data: string): string[] =>
  existsSync(releasesFolder(data))
    ? readdirSync(releasesFolder(data))
        .filter((name) => !name.startsWith('.'))
        .sort()
    : []

/** The manifest of a release folder; null where it cannot be read. */
export const readable = (path: string): Manifest | null => {
  const manifest = manifestOrFault(path)
  return manifest instanceof ReleaseError ? null : manifest
}

const manifestOrFault = (path: string): Manifest | ReleaseError => {
  try {
    return readManifest(path)
  } catch (error) {
    if (error instanceof ReleaseError) return error
    throw error
  }
}
