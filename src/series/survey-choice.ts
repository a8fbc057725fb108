import { userError } from '../errors.ts'
import type { Indicator, Subject, Survey } from '../model/model.ts'
import { isAskedIn, speaksOf } from '../query/cells.ts'
import type { Selection } from '../query/selection.ts'
import { indicatorCells, subjectYears, surveysAsking, yearsOf, type Warehouse } from '../query/warehouse.ts'
import { surveyDimension, type Members } from './grid.ts'

/** The survey that answers for a year; null where none asked. A point never mixes surveys. */
export type SurveyChoice = ReadonlyMap<number, Survey | null>

/** Several surveys that ask, of which none goes before the others. */
export const isUndecided = (asking: readonly Survey[]): boolean => asking.length > 1 && asking.filter(({ primary }) => primary).length !== 1

/**
 * Chooses for every year of the warehouse. Several surveys that ask, none of them primary, are the user's to choose between,
 * but only for years asked for: then a user error names them.
 */
export const chooseSurveys = (selection: Selection, indicator: Indicator, fixed: string | null): SurveyChoice => {
  const { warehouse, subject } = selection
  const cells = indicatorCells(warehouse, subject, indicator)
  const wanted = new Set(selection.years ?? yearsOf(warehouse))
  const only = fixed ?? selection.survey
  return new Map(
    yearsOf(warehouse).map((year) => {
      const asking = surveysAsking(warehouse, cells, year).filter(({ id }) => only === null || id === only)
      const primary = asking.filter((survey) => survey.primary)
      const [survey] = asking.length > 1 ? primary : asking
      if (isUndecided(asking)) {
        if (!wanted.has(year)) return [year, null]
        throw userError(
          `${subject.id}.${indicator.id} was asked in ${year} by ${asking.map(({ id }) => id).join(' and ')}, and a point never mixes surveys: choose one with where.survey, or split by survey`,
        )
      }
      return [year, survey ?? null]
    }),
  )
}

/** Whether several surveys, none of them primary, ask one of the indicators in a year: then who asks for it must choose, or split by survey. */
export const mixesSurveys = (warehouse: Warehouse, subject: Subject, indicators: readonly Indicator[]): boolean =>
  indicators.some((indicator) => {
    const cells = indicatorCells(warehouse, subject, indicator)
    return yearsOf(warehouse).some((year) => isUndecided(surveysAsking(warehouse, cells, year)))
  })

/** The years of an answer: those asked for, else those in which the subject (or the chosen survey) asked. */
export const yearsAnswered = (selection: Selection, fixed: string | null): readonly number[] => {
  const { warehouse, subject, survey, years } = selection
  if (years) return years
  const only = fixed ?? survey
  const all = subjectYears(warehouse, subject)
  return only === null ? all : all.filter((year) => warehouse.waves.some((wave) => wave.survey === only && wave.year === year))
}

/** What a series is about: the members filtered on, or the one it is split into; of the subject's own dimensions. */
export const wantedMembers = ({ subject, where }: Selection, members: Members): ReadonlyMap<string, ReadonlySet<string>> => {
  const own = new Set(subject.dimensions)
  const wanted = new Map<string, ReadonlySet<string>>([...where].filter(([id]) => own.has(id)).map(([id, list]) => [id, new Set(list)]))
  for (const [id, member] of members) if (own.has(id) && id !== surveyDimension) wanted.set(id, new Set([member]))
  return wanted
}

/** Whether the survey asked the indicator of these members in the year. */
export const asks = (selection: Selection, indicator: Indicator, members: Members, survey: Survey, year: number): boolean => {
  const wanted = wantedMembers(selection, members)
  return indicatorCells(selection.warehouse, selection.subject, indicator).some(
    (cell) => cell.survey.id === survey.id && isAskedIn(cell, year) && speaksOf(cell, wanted),
  )
}
