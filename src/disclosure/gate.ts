import { userError } from '../errors.ts'
import type { Fact } from '../model/model.ts'
import type { Measure } from '../query/plan.ts'
import { dimensionsOf, type Selection } from '../query/selection.ts'
import { mostDimensions } from './breakdown.ts'
import { dimensionsOfCut, guardedFacts, isOfVintage, sumsOfMembers } from './closed-set.ts'

/** Who asks. `reveal` is told when an answer has something that is not public. */
export type Audience = { readonly role: 'public' | 'researcher'; readonly reveal: () => void }

type Asked = { readonly measures: readonly Measure[]; readonly by: readonly string[]; readonly years: readonly number[] }

const because = ({ disclosure }: Fact): string =>
  disclosure === 'persons'
    ? 'It counts persons, and from numbers of other cuts small counts could be computed'
    : 'It rests on what single respondents said, and from numbers of other cuts their answers could be computed'

/** Why these numbers of a fact are not among those that are published; null where they are. */
const reasonAgainst = (selection: Selection, { by, years }: Asked, { indicator, estimator }: Measure): string | null => {
  const { warehouse, subject, where, areas, vintage, areaPolicy } = selection
  const { geography } = warehouse
  const own = new Set(dimensionsOf(warehouse, subject).map(({ id }) => id))
  const cut = { by: by.filter((id) => own.has(id)), where }
  const dimensions = dimensionsOfCut(cut)
  const [sum] = sumsOfMembers(cut, warehouse.members)
  const others = years.filter((year) => !isOfVintage(geography, year, vintage))
  if (estimator !== indicator.estimator) return `estimator: ${estimator.toUpperCase()} came; only ${indicator.estimator.toUpperCase()} is published: leave estimator out`
  if (dimensions.length > mostDimensions) return `by: it is split by or narrowed to ${dimensions.join(', ')}; at most ${mostDimensions} dimensions are published at a time: leave some out`
  if (sum !== undefined)
    return `where.${sum}: ${where.get(sum)?.join(', ')} came, and sums of some members are not published: name one, or split by ${sum}`
  if (areas.length > 1)
    return `where.area: ${areas.map(({ code }) => code).join(', ')} came, and lists of areas are not answered: name one area, or a level with at, for all its areas or those within one`
  if (areaPolicy === 'allocate' || areaPolicy === 'cluster')
    return `where.areaPolicy: ${areaPolicy.toUpperCase()} came, and numbers are published with the parts of divided areas as each level has them by default: leave areaPolicy out`
  if (others.length > 0)
    return `where.vintage: ${vintage} came, and numbers of ${others.join(', ')} are published in the borders of ${geography.defaultVintage} and of their own year only: leave vintage out, or ask for the year ${vintage} alone`
  return null
}

/**
 * Refuses the public what is not among the numbers that are published of facts with a disclosure. Throws a user error with the reason
 * and what is allowed. `years`: those shown.
 */
export const refuseUnpublished = (selection: Selection, asked: Asked, { role, reveal }: Audience): void => {
  for (const measure of asked.measures) {
    const [fact] = guardedFacts(selection.subject, measure.indicator)
    const reason = fact ? reasonAgainst(selection, asked, measure) : null
    if (!fact || reason === null) continue
    if (role === 'public')
      throw userError(`${selection.subject.id}.${measure.indicator.id} is not published like this. ${reason}. ${because(fact)}; a researcher key answers it.`)
    reveal()
  }
}
