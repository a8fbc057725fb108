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
  /** What changes nationally; null where there is nothing to compare with. */
  readonly changes: readonly NationalChange[] | null
  /** What to do now, and the command that does it; null where none does. */
  readonly next: readonly { readonly what: string; readonly command: string | null }[]
}
