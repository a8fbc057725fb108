import { userError } from '../errors.ts'
import { countryLevel, sizeGroupLevel, type Area } from '../geography/geography.ts'
import type { Survey } from '../model/model.ts'
import type { Warehouse } from '../query/warehouse.ts'
import type { Line } from './series.ts'

/** Whether a survey is a sample whose totals are extrapolated by the known size of the country or its strata. */
export const isExtrapolated = ({ design }: Survey): boolean =>
  design.sample && (design.calibrate === 'separate_ratio' || design.calibrate === 'combined_ratio')

/**
 * Whether a survey can speak of areas of a level. A sample that is extrapolated by size speaks for the country and for size groups if these
 * are its strata, and every unit for itself: of other areas it has a handful of units, and no known size. (Attributes of units make groups
 * across the country, of which there are enough.)
 */
export const speaksAt = (survey: Survey, { geography }: Pick<Warehouse, 'geography'>, level: string): boolean =>
  !isExtrapolated(survey) || level === countryLevel || level === geography.base || (level === sizeGroupLevel && survey.design.strata === sizeGroupLevel)

/** Throws a user error with the reason where nothing that is asked for can be said: none of the surveys of any year can speak of any of the areas. */
export const checkExtrapolation = (lines: readonly Line[], areas: readonly Area[]): void => {
  const levels = [...new Set(areas.map(({ level }) => level))]
  const asked = lines.flatMap((line) => {
    const surveys = [...new Set(line.years.flatMap((year) => line.choice.get(year) ?? []))]
    return surveys.flatMap((survey) => levels.map((level) => ({ line, survey, level })))
  })
  const [first] = asked
  if (!first) return
  const { selection: { subject, warehouse }, measure } = first.line
  if (asked.some(({ line, survey, level }) => line.measure.estimator === 'reported' || speaksAt(survey, warehouse, level))) return
  const { survey, level } = first
  const groups = survey.design.strata === sizeGroupLevel ? ` and its size groups (at: ${sizeGroupLevel.toUpperCase()})` : ''
  throw userError(
    `${subject.id}.${measure.indicator.id} comes from ${survey.id}, a sample that is extrapolated by size: it speaks for the country${groups}, not for areas ` +
      `of level ${level.toUpperCase()}, of which it has too few units. Ask for the country, for single areas of level ` +
      `${(warehouse.geography.base ?? 'base').toUpperCase()}, or for what came with estimator: REPORTED`,
  )
}
