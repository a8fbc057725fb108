import { identifier, join, sql, type Sql } from '../database/sql.ts'
import type { Stage } from './stage.ts'

/** The view `fact_key`: subject, survey, year, unit and cell of every fact row, for checks over all subjects. */
export const makeFactKey = async ({ writer, model }: Stage): Promise<void> => {
  const keys = model.subjects.map(({ id, dimensions }) => {
    const members = dimensions.map((dimension) => sql`, coalesce(${identifier(dimension)}::varchar, '*')`)
    return sql`select ${literal(id)} as subject, survey, year, unit, concat_ws(' ', ''${join(members, sql``)}) as cell
      from ${identifier(`fact_${id}`)}`
  })
  await writer.run(sql`create view fact_key as ${join(keys, sql` union all `)}`)
}

/** A view cannot hold bound parameters; the id of a checked model is a plain word. */
const literal = (id: string): Sql => ({ text: [`'${identifier(id).text.join('').slice(1, -1)}'`], parameters: [] })
