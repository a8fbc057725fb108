import { statusOf, type Point } from '../series/point.ts'
import type { EarlierPoint } from './earlier-points.ts'
import type { InRelease } from './revisions-loader.ts'

/** What an earlier release said of a point. `point` null: this program cannot read the release. */
export type Revision = {
  readonly release: string
  /** The first of the releases looked at that said so in a row up to `release`. */
  readonly since: string
  readonly point: EarlierPoint | null
}

type Said = Pick<Point, 'value' | 'flags'>

const isSame = (a: Said | null, b: Said | null): boolean =>
  a === null || b === null ? a === b : a.value === b.value && statusOf(a) === statusOf(b)

/**
 * What earlier releases said of a year, newest first; those that could not be asked for it are left out. `changedOnly`: only the newest of
 * each row of releases that said the same, and none of those that say what the point itself says, up to the first that does not.
 */
export const revisionsOf = (
  point: Said & Pick<Point, 'year'>,
  releases: readonly InRelease[],
  changedOnly: boolean,
): readonly Revision[] => {
  const found = releases.flatMap(({ release, points }): Revision[] => {
    const earlier = points?.get(point.year)
    return points === null ? [{ release, since: release, point: null }] : earlier ? [{ release, since: release, point: earlier }] : []
  })
  return found.flatMap((one, index) => {
    const newer = index === 0 ? point : (found[index - 1]?.point ?? null)
    if (changedOnly && isSame(one.point, newer)) return []
    const end = found.findIndex((other, place) => place > index && !isSame(other.point, one.point))
    return [{ ...one, since: found[(end < 0 ? found.length : end) - 1]?.release ?? one.release }]
  })
}
