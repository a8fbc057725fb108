import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeChecksum } from '../release/code-checksum.ts'
import { readManifest } from '../release/manifest.ts'
import type { Figure } from './national-figures.ts'

const file = 'figures.json'

type Kept = { readonly of: string; readonly figures: readonly Figure[] }

/** The release's data and the code that makes figures of them: kept figures of others are none of these. */
const ofRelease = (folder: string): string => `${readManifest(folder).checksum} ${codeChecksum(['src/', 'warehouse/'])}`

/** National figures that were kept in a release folder; null where none were, or other code would work them out. */
export const keptFigures = (folder: string): readonly Figure[] | null => {
  try {
    const { of, figures } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Kept
    return of === ofRelease(folder) ? figures : null
  } catch {
    return null
  }
}

/** So that the next release is compared with these without working them out again. Nothing is lost where they cannot be written. */
export const keepFigures = (folder: string, figures: readonly Figure[]): void => {
  const kept: Kept = { of: ofRelease(folder), figures }
  try {
    writeFileSync(join(folder, file), JSON.stringify(kept))
  } catch {
    // They are worked out again.
  }
}
