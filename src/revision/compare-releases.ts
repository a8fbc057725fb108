import { openWarehouse } from '../query/open-warehouse.ts'
import type { NationalChange } from '../release/national-change.ts'
import { openRelease } from '../release/open.ts'
import { figureBasis, firstChange } from './figure-basis.ts'
import { keepFigures, keptFigures, type BasedFigures } from './kept-figures.ts'
import { inOrder, nationalFigures, type Figure, type FigureKey } from './national-figures.ts'

/** Fails where the release cannot be read, even if its figures are known. Of years whose answers are those of `before` its figures are taken. */
const readFigures = async (folder: string, before: BasedFigures | null): Promise<BasedFigures> => {
  const release = await openRelease(folder)
  const kept = keptFigures(folder)
  if (kept) {
    await release.database.close()
    return kept
  }
  const warehouse = await openWarehouse(release)
  try {
    const basis = await figureBasis(release.database)
    const from = before ? firstChange(before.basis, basis) : -Infinity
    const old = before?.figures.filter(({ year }) => year < from) ?? []
    return { basis, figures: inOrder(warehouse.model, [...old, ...(await nationalFigures(warehouse, from))]) }
  } finally {
    await warehouse.close()
  }
}

const idOf = ({ indicator, survey, year }: FigureKey): string => `${indicator} ${survey ?? ''} ${year}`

/** What is told nationally in one release and not, or otherwise, in the one before. First what there is now, in order; then what is gone. */
export const changesBetween = (before: readonly Figure[], after: readonly Figure[]): readonly NationalChange[] => {
  const then = new Map(before.map((one) => [idOf(one), one.figure]))
  const now = new Set(after.map(idOf))
  return [
    ...after.map(({ figure, ...key }) => ({ ...key, before: then.get(idOf(key)) ?? null, after: figure })),
    ...before.filter((one) => !now.has(idOf(one))).map(({ figure, ...key }) => ({ ...key, before: figure, after: null })),
  ].filter((one) => one.before?.value !== one.after?.value || one.before?.status !== one.after?.status)
}

/**
 * Which indicators moved nationally from one release folder to another, as the public sees them; any difference counts. Null where there
 * is nothing to compare with: no release before, or none that this program can read.
 */
export const compareReleases = async (folder: string, before: string | null): Promise<readonly NationalChange[] | null> => {
  const then = before === null ? null : await readFigures(before, null).catch(() => null)
  const after = await readFigures(folder, then)
  keepFigures(folder, after) // the next is compared with them
  return then && changesBetween(then.figures, after.figures)
}
