import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { databaseVersion } from '../database/writer.ts'
import { keep } from '../release/loaded-waves.ts'
import { databaseFile, fileChecksum, manifestFile, readManifest, releaseFormat, type Manifest } from '../release/manifest.ts'
import { currentManifest, releasePath, releasesFolder, sync, useRelease } from '../release/store.ts'
import type { BuildOptions, Tell } from './build-options.ts'
import { changesSince } from './changes.ts'
import type { Incoming } from './incoming.ts'
import { together } from './together.ts'
import { whatIsWrong } from './verify.ts'

type Contents = Pick<Manifest, 'key' | 'program' | 'inputs' | 'loaded' | 'earlier' | 'accepted' | 'waves' | 'rows'>

/** Hashes, describes and verifies the closed file, beside which only `incoming` is left in the folder. Gives the manifest. */
export const finish = async (folder: string, contents: Contents, options: BuildOptions): Promise<Manifest> => {
  for (const name of ['scratch', 'made', `${databaseFile}.tmp`]) rmSync(join(folder, name), { recursive: true, force: true })
  const described: Manifest = {
    format: releaseFormat,
    key: contents.key,
    createdAt: new Date().toISOString(),
    program: contents.program,
    duckdb: await databaseVersion(),
    parent: currentManifest(options.data)?.key ?? null,
    note: options.note ?? null,
    inputs: contents.inputs,
    loaded: contents.loaded,
    earlier: contents.earlier,
    accepted: contents.accepted,
    changes: null,
    waves: contents.waves,
    checksum: fileChecksum(join(folder, databaseFile)),
    rows: contents.rows,
  }
  write(folder, described) // a release is compared as it will be read
  const compared = changesSince(options, contents.key, folder)
  options.progress?.({ step: 'verify' })
  const [changes, wrong] = await together(compared, whatIsWrong(folder, readManifest(folder)))
  if (wrong !== null) throw new Error(`the release was not published: ${wrong}`)
  write(folder, { ...described, changes })
  return readManifest(folder)
}

const write = (folder: string, manifest: Manifest): void => writeFileSync(join(folder, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`)

/**
 * Keeps the files that were loaded, puts the folder among the releases and switches to it, each in one step that is on the disk before the
 * next begins: interrupted at any point, what is current is a whole release with all its files.
 */
export const publish = (data: string, folder: string, key: string, copies: Incoming['copies'], tell: Tell): void => {
  tell({ step: 'publish', name: key })
  for (const { from, to } of copies) keep(from, data, to)
  rmSync(join(folder, 'incoming'), { recursive: true, force: true })
  for (const name of [databaseFile, manifestFile]) sync(join(folder, name))
  sync(folder)
  const path = releasePath(data, key)
  if (existsSync(path)) {
    // It was damaged, or it would have been used. A folder cannot take the place of another in one step, a file can.
    for (const name of [databaseFile, manifestFile]) renameSync(join(folder, name), join(path, name))
    sync(path)
  } else renameSync(folder, path)
  sync(releasesFolder(data))
  useRelease(data, key)
}
