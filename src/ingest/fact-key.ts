import { identifier, join, sql, type Sql } from '../database/sql.ts'
import type { Stage } from './stage.ts'

/** The view `fact_key`: subject, survey, year, unit and cell of every fact row, and a hash of them all, for checks over all subjects. */
export const makeFactKey = async ({ writer, model }: Stage): Promise<void> => {
  const keys = model.subjects.map(({ id, dimensions }) => {
    const members = dimensions.map((dimension) => sql`, coalesce(${identifier(dimension)}::varchar, '*')`)
    const whole = join([literal(id), ...['survey', 'year', 'unit', ...dimensions].map(identifier)])
    return sql`select ${literal(id)} as subject, survey, year, unit, concat_ws(' ', ''${join(members, sql``)}) as cell, hash(${whole}) as hash
      from ${identifier(`fact_${id}`)}`
  })
  await writer.run(sql`create view fact_key as ${join(keys, sql` union all `)}`)
}

/** A view cannot hold bound parameters; the id of a checked model is a plain word. */
const literal = (id: string): Sql => ({ text: [`'${identifier(id).text.join('').slice(1, -1)}'`], parameters: [] })
