import type { Finding } from '../model/finding.ts'
import type { NationalChange } from '../release/national-change.ts'
import type { Manifest } from '../release/manifest.ts'
import type { WaveName, WaveToLoad } from './incoming.ts'
import type { ReleaseBefore } from './release-before.ts'
import type { Stage } from './stage.ts'
import type { WaveFile } from './wave-files.ts'

/** A step of the build has begun; `name` what it is about, such as a file, or who is waited for. */
export type Progress = {
  readonly step: 'wait' | 'model' | 'answers' | 'findings' | 'facts' | 'checks' | 'compare' | 'verify' | 'publish'
  readonly name?: string
  /** Bytes of the file that were read, of how many. */
  readonly done?: number
  readonly of?: number
}
export type Tell = (progress: Progress) => void

/** Every wave is in the stage tables, as far as it could be read; nothing has been refused yet. */
export type Staged = { readonly stage: Stage; readonly files: readonly WaveFile[]; readonly findings: readonly Finding[] }

/** Which national figures of the release in a folder are not those of the one in another; null where the two cannot be compared. */
export type Compare = (folder: string, before: string | null) => Promise<readonly NationalChange[] | null>

export type BuildOptions = {
  readonly seeds: string
  readonly data: string
  readonly progress?: Tell
  /** A wave to add to those that are loaded, or to take the place of one. */
  readonly load?: WaveToLoad
  /** A loaded wave to take out. */
  readonly remove?: WaveName
  /** Without the loaded waves; left out, those of the release in use are loaded again. */
  readonly seedsOnly?: boolean
  /** Rules whose warnings of the wave that is loaded are accepted; a note accepts those of all. */
  readonly accept?: readonly string[]
  readonly note?: string | null
  /** False: all is done but to publish the release and to keep the file. */
  readonly publish?: boolean
  /** No release of the data directory was ever public: what they hide binds nothing. */
  readonly unpublished?: boolean
  /** Looks at the wave that is loaded, among the others; `mistakes` are those that reading found. */
  readonly checkWave?: (stage: Stage, wave: WaveName, mistakes: readonly Finding[]) => Promise<readonly Finding[]>
  readonly staged?: (staged: Staged) => Promise<void>
  readonly compare?: Compare
}

/** `made` is false where the same inputs had been made into a release before, which is then used. `changes` since `before`; null where that cannot be read. */
export type Built = {
  readonly key: string
  readonly made: boolean
  readonly published: boolean
  readonly before: ReleaseBefore | null
  readonly changes: Manifest['changes']
}
