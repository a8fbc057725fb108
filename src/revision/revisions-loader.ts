import DataLoader from 'dataloader'
import type { Audience } from '../disclosure/gate.ts'
import { DatabaseFailure } from '../database/failure.ts'
import { codeForUser } from '../errors.ts'
import type { Loaders } from '../loaders/loaders.ts'
import type { Spend } from '../loaders/reader.ts'
import type { Warehouse } from '../query/warehouse.ts'
import { earlierPoints, type AskedSeries, type EarlierPoints } from './earlier-points.ts'

/** `first`: how many of the releases before are looked at. */
export type RevisionsKey = { readonly asked: AskedSeries; readonly first: number }
/** What a release had of a series; null where it cannot be read. */
export type InRelease = { readonly release: string; readonly points: EarlierPoints | null }

export type RevisionsSource = {
  readonly releases: () => readonly { readonly key: string; readonly createdAt: string }[]
  /** Opens a release, reads it and lets go of it; null where it is gone. */
  readonly visit: <T>(release: string, read: (warehouse: Warehouse, loaders: Loaders) => Promise<T>) => Promise<T | null>
  readonly audience: Audience
  readonly spend: Spend
}

type Dated = { readonly key: string; readonly createdAt: string }
const isOlder = (one: Dated, than: Dated): boolean =>
  one.createdAt === than.createdAt ? one.key > than.key : one.createdAt < than.createdAt

/** A release of a program that did things otherwise is no reason to fail; a limit, or a client that is gone, is. */
const unreadable = (error: unknown): 'unreadable' => {
  if (error instanceof DatabaseFailure || codeForUser(error) !== null) throw error
  return 'unreadable'
}

/** What releases before those of series had of them. One release after another, each opened once and asked for all series together. */
const lookUp = async (
  keys: readonly RevisionsKey[],
  { releases, visit, audience, spend }: RevisionsSource,
): Promise<readonly (readonly InRelease[])[]> => {
  const found = keys.map((): InRelease[] => [])
  const looked = keys.map(() => 0)
  for (const release of releases()) {
    const concerned = keys.flatMap(({ asked, first }, index) =>
      looked[index]! < first && isOlder(release, asked.series.line.selection.warehouse) ? [{ asked, index }] : [],
    )
    if (concerned.length === 0) continue
    for (const { index } of concerned) looked[index]! += 1
    const read = (warehouse: Warehouse, loaders: Loaders) =>
      earlierPoints(
        warehouse,
        concerned.map(({ asked }) => asked),
        { loaders, audience, spend },
      )
    const points = await visit(release.key, read).catch(unreadable)
    if (points === null) continue
    concerned.forEach(({ index }, place) =>
      found[index]!.push({ release: release.key, points: points === 'unreadable' ? null : (points[place] ?? new Map()) }),
    )
  }
  return found
}

/** What releases before that of a series had of it, newest first. Points of the same series, and series of the same tick, are looked up together. */
export const revisionsLoader = (source: RevisionsSource) =>
  new DataLoader<RevisionsKey, readonly InRelease[]>(
    async (keys) => {
      const unique: RevisionsKey[] = []
      const places = new Map<AskedSeries, Map<number, number>>()
      const at = keys.map(({ asked, first }) => {
        const known = places.get(asked) ?? new Map<number, number>()
        places.set(asked, known)
        const place = known.get(first) ?? unique.push({ asked, first }) - 1
        known.set(first, place)
        return place
      })
      const found = await lookUp(unique, source)
      return at.map((place) => found[place] ?? [])
    },
    { cache: false },
  )
export type RevisionsLoader = ReturnType<typeof revisionsLoader>
