import { manifestsIn, releasePath } from '../release/store.ts'
import type { BuildOptions } from './build-options.ts'
import { releaseKey, type Ingredients } from './inputs.ts'
import { whatIsWrong } from './verify.ts'

/**
 * Key of a whole release that the same program made of the same files, whatever was hidden before it; null where there is none.
 * `unpublished`: only one that hides nothing because of others; with a note, one that has it.
 */
export const sameRelease = async (data: string, ingredients: Omit<Ingredients, 'earlier'>, { unpublished = false, note = null }: Pick<BuildOptions, 'unpublished' | 'note'>): Promise<string | null> => {
  const wanted = releaseKey({ ...ingredients, earlier: null })
  for (const manifest of manifestsIn(data)) {
    const { key, program, inputs, loaded, earlier, note: kept } = manifest
    if ((unpublished && earlier !== null) || (note !== null && note !== kept)) continue
    if (releaseKey({ program, inputs, loaded: loaded ?? [], earlier: null }) !== wanted) continue
    if ((await whatIsWrong(releasePath(data, key), manifest)) === null) return key
  }
  return null
}
