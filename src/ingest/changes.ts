import type { Manifest } from '../release/manifest.ts'
import { currentManifest, releasePath } from '../release/store.ts'
import type { BuildOptions } from './build-options.ts'

/** What changed from the release in use to the one in a folder; null where nobody compares, or there is nothing to compare with. */
export const changesSince = async ({ data, compare, progress = () => {} }: BuildOptions, key: string, folder: string): Promise<Manifest['changes']> => {
  const before = currentManifest(data)
  if (!compare) return null
  if (before?.key === key) return []
  if (before) progress({ step: 'compare', name: before.key })
  return compare(folder, before && releasePath(data, before.key))
}
