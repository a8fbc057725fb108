import type { Audience } from '../src/disclosure/gate.ts'
import type { Loaders } from '../src/loaders/loaders.ts'
import type { Spend } from '../src/loaders/reader.ts'
import type { Manifest } from '../src/release/manifest.ts'
import type { RevisionsLoader } from '../src/revision/revisions-loader.ts'
import type { Warehouse } from '../src/query/warehouse.ts'

/** A release as its manifest has it; of one that was deleted while it is read, no more than its key and day. */
export type ReleaseSummary = Pick<Manifest, 'key' | 'createdAt'> & Partial<Manifest> & {
  /** Answers where this request names no release. */
  readonly current: boolean
}

/** What every resolver gets: who asks, in which language, and the releases. */
export type Context = {
  readonly audience: Audience
  /** Of Accept-Language; `en` where nothing was asked for. */
  readonly language: string
  /** The release this request reads unless it names another. */
  readonly warehouse: Warehouse
  /** The newest first; the same throughout a request. */
  readonly releases: () => readonly ReleaseSummary[]
  /** Another release by its id; null where there is none. Open until the request ends. */
  readonly openRelease: (key: string) => Promise<Warehouse | null>
  /** What earlier releases had of series. */
  readonly revisions: RevisionsLoader
  readonly loaders: (warehouse: Warehouse) => Loaders
  /** Rows a table answers at most. */
  readonly maxRows: number
  /** The same of a table that becomes a file. */
  readonly maxFileRows: number
  /** Told of what the request is about to take; throws a user error where that is more than one may have. */
  readonly spend: Spend
}
