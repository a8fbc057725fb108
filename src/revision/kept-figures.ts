import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeChecksum } from '../release/code-checksum.ts'
import { readManifest } from '../release/manifest.ts'
import type { FigureBasis } from './figure-basis.ts'
import type { Figure } from './national-figures.ts'

const file = 'figures.json'

export type BasedFigures = { readonly basis: FigureBasis; readonly figures: readonly Figure[] }
type Kept = BasedFigures & { readonly of: string }

/** The release's data and the code that makes figures of them: kept figures of others are none of these. */
const ofRelease = (folder: string): string => `${readManifest(folder).checksum} ${codeChecksum(['src/', 'warehouse/'])}`

/** National figures that were kept in a release folder; null where none were, or other code would work them out. */
export const keptFigures = (folder: string): BasedFigures | null => {
  try {
    const { of, ...based } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Kept
    return of === ofRelease(folder) ? based : null
  } catch {
    return null
  }
}

/** So that the next release is compared with these without working them out again. Nothing is lost where they cannot be written. */
export const keepFigures = (folder: string, based: BasedFigures): void => {
  const kept: Kept = { of: ofRelease(folder), ...based }
  try {
    writeFileSync(join(folder, file), JSON.stringify(kept))
  } catch {
    // They are worked out again.
  }
}
