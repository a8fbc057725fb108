import type { ReleaseBefore } from '../ingest/release-before.ts'
import type { NationalChange } from '../release/national-change.ts'

/** What became of a load. */
export type Outcome = {
  /** `refused`: errors; `unaccepted`: warnings nobody accepted; `checked`: it could be loaded, and was not (a dry run). */
  readonly kind: 'refused' | 'unaccepted' | 'checked' | 'loaded' | 'replaced'
  /** Key of the release that has the wave; null where it was not published. */
  readonly release: string | null
  /** Rules whose warnings were accepted by name, and the note that explains warnings; null where there is none. */
  readonly accepted: readonly string[]
  readonly note: string | null
  /** The release that was in use; null where there was none, or nothing was made. */
  readonly before: ReleaseBefore | null
  /** What changes nationally; null where there is nothing to compare with. */
  readonly changes: readonly NationalChange[] | null
  /** What to do now, and the command that does it; null where none does. */
  readonly next: readonly { readonly what: string; readonly command: string | null }[]
}

/** What a damaged release before keeps from being told and done; of a dry run, what it would. */
export const damagedBefore = ({ kind, before, changes }: Pick<Outcome, 'kind' | 'before' | 'changes'>): string => {
  const [was, change] = kind === 'checked' ? ['is', 'would change'] : ['was', 'changed']
  const release = before?.key == null ? `the release that ${was} in use` : `release ${before.key}, which ${was} in use,`
  const untold = changes === null ? `what ${change} nationally is not told` : null
  const undo = kind === 'checked' ? null : 'this cannot be undone by going back to it; kartlag releases lists those there are'
  return `${release.charAt(0).toUpperCase()}${release.slice(1)} is damaged: ${[untold, undo].filter((one) => one !== null).join(', and ')}.`
}
