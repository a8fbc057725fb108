import { empty, sql, type Sql } from '../database/sql.ts'

/** What numbers are: noughts and ones; decimals without rounding; floating ones. */
export type Precision = 'counted' | 'exact' | 'floating'

/** Exact numbers hold any stored decimal, and means and inhabitants to 18 decimals; all of them below 10^20. */
export const numberTypes: Readonly<Record<Precision, Sql>> = { counted: sql`double`, exact: sql`decimal(38, 18)`, floating: sql`double` }

/**
 * A sum that is the same in whatever order threads add: counts and exact numbers have no order, floating ones are added smallest first.
 * (`sum(v order by …)` is as steady, but costs 2 microseconds per group.)
 */
export const total = (value: Sql, precision: Precision, filter: Sql = empty): Sql =>
  precision === 'floating' ? sql`list_sum(list_sort(list(${value}) ${filter}))` : sql`sum(${value}) ${filter}`
