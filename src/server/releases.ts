import type { GraphQLSchema } from 'graphql'
import { createSchema } from '../../schema/schema.ts'
import type { DatabaseSettings } from '../database/database.ts'
import { openWarehouse } from '../query/open-warehouse.ts'
import type { Warehouse } from '../query/warehouse.ts'
import type { Manifest } from '../release/manifest.ts'
import { openRelease } from '../release/open.ts'
import { ReleaseError } from '../release/release-error.ts'
import { currentRelease, manifestsIn, releasePath } from '../release/store.ts'
import { createManifests } from './manifests.ts'

/** A release in use: closed when nobody holds it any more. The schema is the same object each time. */
export type Held = { readonly warehouse: Warehouse; readonly schema: () => GraphQLSchema; readonly letGo: () => void }

type Opened = Pick<Held, 'warehouse' | 'schema'>
/** `holders`: requests, and the server itself while it is the current one; counted before it is open, so that nobody closes it under another. */
type Entry = { readonly key: string; readonly opened: Promise<Opened>; holders: number }

/** The releases of a data directory that are open. A release is immutable, so whoever holds one reads one state only. */
export type Releases = {
  readonly current: () => Held | null
  /** Null where there is none of that key, or none any more. Throws ReleaseError where it cannot be read. */
  readonly open: (key: string) => Promise<Held | null>
  /** The newest first. */
  readonly list: () => readonly Manifest[]
  /** Moves on to the release the data directory now names; running requests keep theirs. */
  readonly refresh: () => Promise<void>
  readonly close: () => Promise<void>
}

const load = async (path: string, key: string, settings: DatabaseSettings): Promise<Opened> => {
  const release = await openRelease(path, settings)
  const warehouse = await openWarehouse(release).catch(async (cause: unknown) => {
    await release.close()
    throw new ReleaseError(`release ${key} cannot be read by this program; build it again with: kartlag build`, { cause })
  })
  let schema: GraphQLSchema | undefined
  return { warehouse, schema: () => (schema ??= createSchema(warehouse.model)) }
}

export const openReleases = async (data: string, settings: DatabaseSettings): Promise<Releases> => {
  const entries = new Map<string, Entry>()
  const manifests = createManifests()
  let current: { readonly entry: Entry; readonly held: Held } | null = null
  let moved: Promise<void> = Promise.resolve()

  const list = () => manifestsIn(data, manifests)
  const release = (entry: Entry) => {
    entry.holders -= 1
    if (entry.holders > 0 || entries.get(entry.key) !== entry) return // the latter: all was closed meanwhile
    entries.delete(entry.key)
    entry.opened.then(({ warehouse }) => warehouse.close()).catch(() => undefined)
  }
  const heldOf = (entry: Entry, opened: Opened): Held => {
    let held = true
    const letGo = () => {
      if (held) release(entry)
      held = false
    }
    return { ...opened, letGo }
  }
  const entryOf = (key: string): Entry => {
    const entry = entries.get(key) ?? { key, opened: load(releasePath(data, key), key, settings), holders: 0 }
    entries.set(key, entry)
    entry.holders += 1
    return entry
  }
  const hold = async (entry: Entry): Promise<Held> => {
    try {
      return heldOf(entry, await entry.opened)
    } catch (error) {
      release(entry)
      throw error
    }
  }
  const move = async () => {
    const key = currentRelease(data)
    if (key === null || key === current?.entry.key) return
    const entry = entryOf(key)
    const before = current
    current = { entry, held: await hold(entry) }
    before?.held.letGo()
  }
  const refresh = () => {
    moved = moved.catch(() => undefined).then(move) // one after another: a slow move must not undo a later one
    return moved
  }

  await refresh()
  return {
    current: () => {
      if (!current) return null
      current.entry.holders += 1
      return heldOf(current.entry, current.held)
    },
    open: async (key) => {
      const isThere = () => list().some((one) => one.key === key)
      if (!isThere()) return null
      return hold(entryOf(key)).catch((error: unknown) => {
        if (isThere()) throw error
        return null // pruned meanwhile
      })
    },
    list,
    refresh,
    close: async () => {
      await moved.catch(() => undefined)
      const open = [...entries.values()]
      entries.clear()
      await Promise.all(open.map(async ({ opened }) => (await opened).warehouse.close()))
    },
  }
}
