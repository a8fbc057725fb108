import type { Cover } from '../disclosure/suppression.ts'
import type { DisclosureLimits, Indicator, Subject } from '../model/model.ts'
import { flagsOf, type Point } from './point.ts'
import { noUncertainty } from './uncertainty.ts'

const countsPersons = ({ facts }: Subject, id: string | null): boolean =>
  id === 'population' || facts.some((fact) => fact.id === id && (fact.disclosure === 'persons' || fact.unit === 'persons'))

/** What may not be shown though no other number tells it: a quantile of few units, a part of few persons. */
const isTooLittle = (point: Point, subject: Subject, { of, to, p, kind }: Indicator, { denominator, unanimous }: DisclosureLimits): boolean => {
  const persons = subject.facts.some((fact) => fact.id === of && fact.disclosure === 'persons')
  if (p !== null) return point.respondents < unanimous
  return persons && kind === 'ratio' && countsPersons(subject, to) && point.numerator !== 0 && point.denominator !== null && point.denominator <= denominator
}

/** Tenths, so that a share tells nothing exact of its parts. */
const coarse = (share: number): number => (share === 0 ? 0 : Math.max(1, Math.round(share * 10)) / 10)

const hidden = (point: Point): Point => ({
  ...point,
  value: null,
  ...noUncertainty,
  scale: 0,
  numerator: null,
  denominator: null,
  imputedShare: 0,
  allocatedShare: 0,
  flags: flagsOf('SUPPRESSED'),
})

/** What may be shown of a point: all; its value, but not its errors; nothing. */
export type Shown = 'all' | 'value' | 'nothing'

/**
 * Where numbers of the fact are hidden in the wave, errors are too: they are equations of squares of the units' values. What has no value
 * hides nothing.
 */
export const shownOf = (point: Point, cover: Cover, subject: Subject, indicator: Indicator, limits: DisclosureLimits): Shown => {
  if (cover === 'open' || point.value === null) return 'all'
  if (cover === 'hidden' || isTooLittle(point, subject, indicator, limits)) return 'nothing'
  return cover === 'whole' && point.respondents >= limits.respondents ? 'all' : 'value'
}

/** A point with no more than may be shown. */
export const limitedTo = (point: Point, shown: Shown): Point => {
  if (shown === 'all' || point.value === null) return point
  if (shown === 'nothing') return hidden(point)
  return { ...point, ...noUncertainty, scale: 0, imputedShare: coarse(point.imputedShare), allocatedShare: coarse(point.allocatedShare) }
}
