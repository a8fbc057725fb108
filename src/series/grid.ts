import { userError } from '../errors.ts'
import type { Area } from '../geography/geography.ts'
import { countryLevel } from '../geography/geography.ts'
import { dimensionsOf, type Selection } from '../query/selection.ts'
import { subjectCells, type Warehouse } from '../query/warehouse.ts'

export const surveyDimension = 'survey'

/** Throws a user error for a level that the release does not have, though the schema, which is of another, does. */
export const checkLevel = ({ geography, key }: Warehouse, argument: string, level: string): void => {
  if (!geography.levels.includes(level)) throw userError(`${argument}: release ${key} has no areas of level ${level}; levels are ${geography.levels.join(', ')}`)
}

/** The areas of an answer: those listed, or every area of the level that lies in one of them. */
export const areasOf = ({ warehouse, areas, vintage }: Selection, at: string | null): readonly Area[] => {
  const { geography } = warehouse
  const country = geography.atLevel(countryLevel, vintage)
  if (at === null) return areas.length > 0 ? areas : country
  checkLevel(warehouse, 'at', at)
  if (areas.length === 0) return geography.atLevel(at, vintage)
  const codes = new Set(areas.flatMap((area) => (area.level === at ? [area] : geography.children(area, at))).map(({ code }) => code))
  const found = geography.atLevel(at, vintage).filter(({ code }) => codes.has(code))
  if (found.length === 0)
    throw userError(`at: no area of level ${at} lies in ${areas.map(({ code, name }) => `${code} ${name}`).join(', ')}; levels are ${geography.levels.join(', ')}`)
  return found
}

/** One combination of members, by dimension. */
export type Members = ReadonlyMap<string, string>

/** Checks `by`; throws a user error for a dimension named twice. */
export const checkBy = (selection: Selection, by: readonly string[]): void => {
  const allowed = [...dimensionsOf(selection.warehouse, selection.subject).map(({ id }) => id), surveyDimension]
  by.forEach((id, index) => {
    if (!allowed.includes(id)) throw userError(`by: ${selection.subject.id} is not split by ${id}; it is by ${allowed.join(', ')}`)
    if (by.indexOf(id) !== index) throw userError(`by: ${id} is named twice; name it once`)
  })
}

/** Surveys that ask about the subject, in the order of the model. */
export const surveysOf = ({ warehouse, subject, survey }: Selection): readonly string[] => {
  const asking = new Set(subjectCells(warehouse, subject.id).map((cell) => cell.survey.id))
  return warehouse.model.surveys.map(({ id }) => id).filter((id) => asking.has(id) && (survey === null || survey === id))
}

/** Every combination of the members asked by, in member order; none is left out, asked or not. */
export const combinations = (selection: Selection, by: readonly string[]): readonly Members[] => {
  const members = (id: string) => (id === surveyDimension ? surveysOf(selection) : (selection.where.get(id) ?? selection.warehouse.members(id)))
  return by.reduce<readonly Members[]>((rows, id) => rows.flatMap((row) => members(id).map((member) => new Map([...row, [id, member]]))), [new Map()])
}
