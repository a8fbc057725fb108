import { empty, list, sql, type Sql } from '../database/sql.ts'
import type { Model, Survey } from '../model/model.ts'
import type { Plan } from './plan.ts'

export type Surveys = (chosen: (survey: Survey) => boolean) => Sql

/** A condition that the row is of one of these surveys of the plan; false where there is none. */
export const surveysWhere = ({ surveys }: Model, { waves }: Plan, chosen: (survey: Survey) => boolean, prefix: Sql = empty): Sql => {
  const ids = surveys.filter((survey) => waves.some((wave) => wave.survey === survey.id) && chosen(survey)).map(({ id }) => id)
  return ids.length === 0 ? sql`false` : sql`(${prefix}survey in ${list('"survey_id"', ids)})`
}
