import type { GraphQLSchema } from 'graphql'
import { createSchema } from '../../schema/schema.ts'
import type { ReleaseSummary } from '../../schema/context.ts'
import type { DatabaseSettings } from '../database/database.ts'
import { openWarehouse } from '../query/open-warehouse.ts'
import type { Warehouse } from '../query/warehouse.ts'
import { openRelease } from '../release/open.ts'
import { currentRelease, listReleases, releasePath } from '../release/store.ts'

/** A release in use: closed when it is no longer current and the last request that reads it has ended. */
export type Held = { readonly warehouse: Warehouse; readonly schema: GraphQLSchema; readonly letGo: () => void }

type Entry = { readonly warehouse: Warehouse; readonly schema: GraphQLSchema; users: number; retired: boolean }

/** The releases of a data directory that are open. A release is immutable, so whoever holds one reads one state only. */
export type Releases = {
  readonly current: () => Held | null
  readonly open: (key: string) => Promise<Held | null>
  readonly list: () => readonly ReleaseSummary[]
  /** Moves on to the release the data directory now names; running requests keep theirs. */
  readonly refresh: () => Promise<void>
  readonly close: () => Promise<void>
}

export const openReleases = async (data: string, settings: DatabaseSettings): Promise<Releases> => {
  const entries = new Map<string, Promise<Entry>>()
  let current: Entry | null = null

  const load = async (key: string): Promise<Entry> => {
    const warehouse = await openWarehouse(await openRelease(releasePath(data, key), settings))
    return { warehouse, schema: createSchema(warehouse.model), users: 0, retired: true }
  }
  const entryOf = (key: string): Promise<Entry> => {
    const known = entries.get(key) ?? load(key)
    entries.set(key, known)
    known.catch(() => entries.delete(key))
    return known
  }
  const closeUnused = (entry: Entry) => {
    if (!entry.retired || entry.users > 0 || !entries.delete(entry.warehouse.key)) return
    void entry.warehouse.close()
  }
  const hold = (entry: Entry): Held => {
    let held = true
    entry.users += 1
    const letGo = () => {
      if (!held) return
      held = false
      entry.users -= 1
      closeUnused(entry)
    }
    return { warehouse: entry.warehouse, schema: entry.schema, letGo }
  }
  const refresh = async () => {
    const key = currentRelease(data)
    if (key === null || key === current?.warehouse.key) return
    const next = await entryOf(key)
    const before = current
    next.retired = false
    current = next
    if (before) {
      before.retired = true
      closeUnused(before)
    }
  }

  await refresh()
  return {
    current: () => current && hold(current),
    open: async (key) => (listReleases(data).some((release) => release.key === key) ? hold(await entryOf(key)) : null),
    list: () => listReleases(data).map((release) => ({ key: release.key, createdAt: release.createdAt, current: release.key === current?.warehouse.key, notes: null })),
    refresh,
    close: async () => {
      await Promise.all([...entries.values()].map(async (entry) => (await entry).warehouse.close()))
      entries.clear()
    },
  }
}
