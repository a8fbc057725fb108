import type { Database } from '../database/database.ts'
import type { Geography } from '../geography/geography.ts'
import type { Indicator, Subject, Survey } from '../model/model.ts'
import { cellsOf, isAskedIn, type Cell } from './cells.ts'
import type { Source } from './run.ts'

/** One survey's answers of one year, as a release holds them. */
export type Wave = {
  readonly survey: string
  readonly year: number
  readonly synthetic: boolean
  /** Units that should have answered; null without a frame. */
  readonly frame: number | null
  readonly sampled: number | null
  readonly respondents: number
}

/** An open release: everything a request can ask of it. */
export type Warehouse = Source & {
  readonly key: string
  readonly createdAt: string
  readonly notes: string | null
  readonly database: Database
  readonly geography: Geography
  /** By year, then in the order of the model's surveys. */
  readonly waves: readonly Wave[]
  /** Members of a dimension in their order; those found in the files where the model leaves them open. */
  readonly members: (dimension: string) => readonly string[]
  /** Whether some unit of a survey's frame lacks this attribute. */
  readonly untold: (survey: string, dimension: string) => boolean
  /** Facts and waves of which something is hidden, `subject fact survey year`; null where the release does not say. */
  readonly guarded: ReadonlySet<string> | null
  readonly close: () => Promise<void>
}

export const yearsOf = ({ waves }: Warehouse): readonly number[] => [...new Set(waves.map(({ year }) => year))].sort((a, b) => a - b)

const cellsByModel = new WeakMap<object, Map<string, readonly Cell[]>>()

/** Cells of a subject, worked out once per model. */
export const subjectCells = ({ model }: Pick<Warehouse, 'model'>, subject: string): readonly Cell[] => {
  const known = cellsByModel.get(model) ?? new Map<string, readonly Cell[]>()
  cellsByModel.set(model, known)
  const cells = known.get(subject) ?? cellsOf(model, subject)
  known.set(subject, cells)
  return cells
}

/** Years in which some survey asked about the subject at all. */
export const subjectYears = (warehouse: Warehouse, subject: Subject): readonly number[] => {
  const cells = subjectCells(warehouse, subject.id)
  return yearsOf(warehouse).filter((year) => surveysAsking(warehouse, cells, year).length > 0)
}

/** Surveys with a wave in the year that ask one of the cells. */
export const surveysAsking = ({ model, waves }: Warehouse, cells: readonly Cell[], year: number): readonly Survey[] =>
  model.surveys.filter(
    (survey) =>
      waves.some((wave) => wave.year === year && wave.survey === survey.id) &&
      cells.some((cell) => cell.survey.id === survey.id && isAskedIn(cell, year)),
  )

export const indicatorCells = (warehouse: Warehouse, subject: Subject, indicator: Indicator): readonly Cell[] =>
  subjectCells(warehouse, subject.id).filter((cell) => cell.fact === indicator.of)

/** Years in which an indicator was asked for. */
export const indicatorYears = (warehouse: Warehouse, subject: Subject, indicator: Indicator): readonly number[] => {
  const cells = indicatorCells(warehouse, subject, indicator)
  return yearsOf(warehouse).filter((year) => surveysAsking(warehouse, cells, year).length > 0)
}
