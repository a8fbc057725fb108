import { isAskedIn } from '../query/cells.ts'
import { subjectCells, subjectYears, surveysAsking, type Warehouse } from '../query/warehouse.ts'
import { surveyDimension } from '../series/grid.ts'
import { memberLabel } from '../series/labels.ts'
import { dateOf, type Cell } from '../series/table.ts'
import type { Subject } from '../model/model.ts'
import { columnsIn, conditionsOf, holds } from './evaluate.ts'
import type { Expression } from './expression.ts'

/** What rows are told apart by. Every row has one value of each; each column but those of indicators belongs to one of them. */
export type Axis = { readonly columns: readonly string[]; readonly values: readonly Readonly<Record<string, Cell>>[] }
/** `splits`: by dimension. */
export type Axes = { readonly years: Axis; readonly places: Axis; readonly splits: ReadonlyMap<string, Axis> }

export type AxesAsked = { readonly subject: Subject; readonly split: readonly string[]; readonly survey: string | null; readonly vintage: number; readonly language: string }

/** All years in which the subject was asked about, all areas of all levels, all members. */
export const axesOf = (warehouse: Warehouse, { subject, split, survey, vintage, language }: AxesAsked): Axes => {
  const { geography } = warehouse
  const asked = subjectYears(warehouse, subject).filter((year) => survey === null || surveysIn(warehouse, subject, year).includes(survey))
  return {
    years: { columns: ['year', 'date'], values: asked.map((year) => ({ year, date: dateOf(year) })) },
    places: {
      columns: ['area_level', 'area', 'area_name'],
      values: geography.levels.flatMap((level) => geography.atLevel(level, vintage).map(({ code, name }) => ({ area_level: level, area: code, area_name: name }))),
    },
    splits: new Map(
      split.map((id) => [
        id,
        {
          columns: [id, `${id}_label`],
          values: membersOf(warehouse, subject, id, survey).map((member) => ({ [id]: member, [`${id}_label`]: memberLabel(warehouse, id, member, language) })),
        },
      ]),
    ),
  }
}

/** Surveys that asked about the subject in a year, in the order of the model. */
export const surveysIn = (warehouse: Warehouse, subject: Subject, year: number): readonly string[] =>
  surveysAsking(warehouse, subjectCells(warehouse, subject.id), year).map(({ id }) => id)

const membersOf = (warehouse: Warehouse, subject: Subject, dimension: string, survey: string | null): readonly string[] => {
  if (dimension !== surveyDimension) return warehouse.members(dimension)
  const asking = new Set(
    subjectCells(warehouse, subject.id).filter((cell) => warehouse.waves.some((wave) => wave.survey === cell.survey.id && isAskedIn(cell, wave.year))).map((cell) => cell.survey.id),
  )
  return warehouse.model.surveys.map(({ id }) => id).filter((id) => asking.has(id) && (survey === null || survey === id))
}

const narrowed = (axis: Axis, conditions: readonly Expression[]): Axis => {
  const mine = conditions.filter((condition) => isOf(axis, condition))
  if (mine.length === 0) return axis
  return { ...axis, values: axis.values.filter((value) => mine.every((condition) => holds(condition, (name) => value[name] ?? null))) }
}

const isOf = ({ columns }: Axis, condition: Expression): boolean => columnsIn(condition).every((name) => columns.includes(name))

/** What a filter leaves of the axes, and the conditions that only rows can answer, for they are of several axes or of numbers. */
export const narrow = ({ years, places, splits }: Axes, filter: Expression | null): { readonly axes: Axes; readonly rest: readonly Expression[] } => {
  const conditions = filter === null ? [] : conditionsOf(filter)
  const all = [years, places, ...splits.values()]
  return {
    axes: { years: narrowed(years, conditions), places: narrowed(places, conditions), splits: new Map([...splits].map(([id, axis]) => [id, narrowed(axis, conditions)])) },
    rest: conditions.filter((condition) => !all.some((axis) => isOf(axis, condition))),
  }
}
