import { requireWhole } from '../release/manifest.ts'
import { ReleaseError } from '../release/release-error.ts'
import { currentRelease, releasePath } from '../release/store.ts'

/** The release that is in use while another is made: one that can be gone back to, or (`damaged`) one that cannot be read. Null where there is none. */
export type ReleaseBefore = { readonly key: string | null; readonly damaged: boolean }

export const releaseBefore = (data: string): ReleaseBefore | null => {
  let key: string | null = null
  try {
    key = currentRelease(data)
    if (key === null) return null
    requireWhole(releasePath(data, key))
    return { key, damaged: false }
  } catch (error) {
    if (error instanceof ReleaseError) return { key, damaged: true }
    throw error
  }
}
