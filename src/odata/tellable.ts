import type { Indicator, Subject } from '../model/model.ts'
import { indicatorCells, surveysAsking, type Warehouse } from '../query/warehouse.ts'
import { speaksAt } from '../series/extrapolated.ts'
import { isUndecided } from '../series/survey-choice.ts'

export type Where = { readonly level: string; readonly year: number; readonly survey: string | null; readonly bySurvey: boolean; readonly estimator: string | null }

/**
 * Whether a table of this level and year can have the indicator at all. It would be refused where several surveys asked, none of them
 * primary and none chosen, and where all that asked are samples that do not speak of areas of the level.
 */
export const isTellable = (warehouse: Warehouse, subject: Subject, indicator: Indicator, { level, year, survey, bySurvey, estimator }: Where): boolean => {
  const asking = surveysAsking(warehouse, indicatorCells(warehouse, subject, indicator), year).filter(({ id }) => survey === null || id === survey)
  if (asking.length === 0) return true
  if (!bySurvey && isUndecided(asking)) return false
  const answering = bySurvey || asking.length === 1 ? asking : asking.filter(({ primary }) => primary)
  return (estimator ?? indicator.estimator) === 'reported' || answering.some((one) => speaksAt(one, warehouse, level))
}
