import { listReleases, releasePath } from '../release/store.ts'
import { releaseKey, type Ingredients } from './inputs.ts'
import { verifyApart } from './verify.ts'

/**
 * Key of a whole release that the same program made of the same files, whatever was hidden before it; null where there is none.
 * `unpublished`: only one that hides nothing because of others.
 */
export const sameRelease = async (data: string, ingredients: Omit<Ingredients, 'earlier'>, unpublished: boolean): Promise<string | null> => {
  const wanted = releaseKey({ ...ingredients, earlier: null })
  for (const { key, program, inputs, loaded, earlier } of listReleases(data)) {
    if (unpublished && earlier !== null) continue
    if (releaseKey({ program, inputs, loaded: loaded ?? [], earlier: null }) !== wanted) continue
    if ((await verifyApart(releasePath(data, key))) === null) return key
  }
  return null
}
