import { statSync } from 'node:fs'
import { join } from 'node:path'
import { manifestFile, type Manifest } from '../release/manifest.ts'
import { readable } from '../release/store.ts'

type Kept = { readonly stamp: string; readonly manifest: Manifest | null }

const stampOf = (path: string): string | null => {
  const found = statSync(join(path, manifestFile), { throwIfNoEntry: false })
  return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : null
}

/** Reads manifests of release folders, each once until its file is another: they are long, and asked for by many requests. */
export const createManifests = (): ((path: string) => Manifest | null) => {
  const kept = new Map<string, Kept>()
  return (path) => {
    const stamp = stampOf(path)
    const known = kept.get(path)
    if (stamp === null) kept.delete(path)
    else if (known?.stamp !== stamp) kept.set(path, { stamp, manifest: readable(path) })
    return kept.get(path)?.manifest ?? null
  }
}
