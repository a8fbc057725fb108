import type { Audience } from '../src/disclosure/gate.ts'
import type { Loaders } from '../src/loaders/loaders.ts'
import type { Spend } from '../src/loaders/reader.ts'
import type { Warehouse } from '../src/query/warehouse.ts'

export type ReleaseSummary = { readonly key: string; readonly createdAt: string; readonly current: boolean; readonly notes: string | null }

/** What every resolver gets: who asks, in which language, and the releases. */
export type Context = {
  readonly audience: Audience
  /** Of Accept-Language; `en` where nothing was asked for. */
  readonly language: string
  /** The release this request reads unless it names another. */
  readonly warehouse: Warehouse
  readonly releases: () => readonly ReleaseSummary[]
  /** Another release by its id; null where there is none. Open until the request ends. */
  readonly openRelease: (key: string) => Promise<Warehouse | null>
  readonly loaders: (warehouse: Warehouse) => Loaders
  /** Rows a table answers at most. */
  readonly maxRows: number
  /** Told of what the request is about to take; throws a user error where that is more than one may have. */
  readonly spend: Spend
}
