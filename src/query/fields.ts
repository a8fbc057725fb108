import { derived, empty, identifier, join, list, sql, type Sql } from '../database/sql.ts'

/** More columns of a list, each with its comma, named as inside a statement. */
export const fieldsOf = (dimensions: readonly string[], prefix: Sql = empty): Sql =>
  join(dimensions.map((dimension) => sql`, ${prefix}${derived('by', dimension)}`), empty)

/** Columns of a table, each with its comma, under the names they have inside a statement. */
export const renamed = (dimensions: readonly string[]): Sql =>
  join(dimensions.map((dimension) => sql`, ${identifier(dimension)} as ${derived('by', dimension)}`), empty)

export const isMember = (column: Sql, dimension: string, members: readonly string[]): Sql =>
  sql`${column} in ${list(`"d_${dimension}"`, members)}`
