import { bind, integer, join, sql, type Sql } from '../database/sql.ts'
import { measuresWhere, type Plan } from './plan.ts'
import { total } from './total.ts'

/**
 * Weighted quantile: the smallest value whose cumulated share of the weights reaches p. A select of `cells`, quantile, at_or_below (the
 * share of the weights at or below it), ys and shares (all values and their cumulated shares, ascending); null where none is asked for.
 * `weights`: what tells the weight of an observation in `weighted` apart beside its cell.
 */
export const quantileOf = (plan: Plan, cells: Sql, weights: Sql): Sql | null => {
  const wanted = plan.measures.flatMap(({ indicator: { p } }, position) => (p === null ? [] : [{ position, p }]))
  if (wanted.length === 0) return null
  const p = sql`case measure ${join(wanted.map((one) => sql`when ${integer(one.position)} then ${bind('double', one.p)}`), sql` `)} end`
  return sql`select ${cells}, (min(y) filter (where share >= ${p} - 1e-12))::double as quantile,
      min(share) filter (where share >= ${p} - 1e-12) as at_or_below, list(y::double order by y) as ys, list(share order by y) as shares
    from (
      select ${cells}, y, sum(weight) over (partition by ${cells} order by y) / sum(weight) over (partition by ${cells}) as share from (
        select ${cells}, o.y, ${total(sql`weight`, 'floating')} as weight
        from observation o join member using (survey, year, unit) join weighted using (${cells}, ${weights})
        where o.y is not null and measure in ${measuresWhere(plan, ({ indicator }) => indicator.p !== null)}
        group by ${cells}, o.y))
    group by ${cells}`
}
