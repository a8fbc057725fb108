import { bind, empty, integer, join, sql, type Sql } from '../database/sql.ts'
import type { Plan } from './plan.ts'
import { total } from './total.ts'

/**
 * Weighted quantile: the smallest value whose cumulated share of the weights reaches p. A select of `cells` and quantile; null where none
 * is asked for. `weights`: what tells the weight of an observation in `weighted` apart beside its cell; null where each counts as one.
 */
export const quantileOf = ({ measures }: Plan, cells: Sql, weights: Sql | null): Sql | null => {
  const wanted = measures.flatMap(({ indicator: { p } }, position) => (p === null ? [] : [{ position, p }]))
  if (wanted.length === 0) return null
  const p = sql`case measure ${join(wanted.map((one) => sql`when ${integer(one.position)} then ${bind('double', one.p)}`), sql` `)} end`
  return sql`select ${cells}, (min(y) filter (where share >= ${p} - 1e-12))::double as quantile from (
      select ${cells}, y, sum(weight) over (partition by ${cells} order by y) / sum(weight) over (partition by ${cells}) as share from (
        select ${cells}, o.y, ${weights ? total(sql`weight`, 'floating') : sql`count(*)`} as weight
        from observation o join member using (survey, year, unit)${weights ? sql` join weighted using (${cells}, ${weights})` : empty}
        where o.y is not null and measure in (${join(wanted.map(({ position }) => integer(position)))})
        group by ${cells}, o.y))
    group by ${cells}`
}
