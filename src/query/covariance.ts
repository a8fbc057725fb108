import { derived, integer, join, sql, type Sql } from '../database/sql.ts'
import type { Model } from '../model/model.ts'
import { fieldsOf } from './fields.ts'
import type { Plan } from './plan.ts'
import { psuOf } from './pools.ts'
import { surveysWhere } from './surveys-where.ts'
import { total } from './total.ts'
import type { Keys } from './variance.ts'

/**
 * Definitions (for a `with`) ending in `covariance`: of two years of one survey, by the first-stage units that answered both. Per pair of
 * strata, with n of n1 and n2 units in both years and N in both populations: (n - f1 f2 N) S12, S12 the sample covariance of the
 * linearised values over the n (Tam 1984; Qualité and Tillé 2008); with one stratum kept, N²(n / (n1 n2) - 1 / N) S12 of the values
 * themselves. Columns: measure, survey, level, area, members, year and before (the two years), part and part_before (of either: 0 the value,
 * 1 its denominator), covariance.
 * `ofFact`: dimensions asked by that are no attributes of units.
 */
export const covariances = (model: Model, plan: Plan, { items }: Keys, ofFact: readonly string[]): Sql => {
  const lags = sql`(${join(plan.lags.map(integer))})`
  const cells = sql`measure, survey, level, area${fieldsOf(plan.by)}`
  const asked = sql`measure, survey${fieldsOf(ofFact)}`
  const strata = sql`year, before, pool, pool_before`
  const pair = sql`${strata}, part, part_before`
  const listed = surveysWhere(model, plan, ({ frame, design }) => (frame.kind === 'geography' || frame.kind === 'file') && design.cluster.length === 0)
  const psu = sql`${psuOf(model, plan)} as psu`
  const inFrame = sql`select ${items}, pool, unit from pool join unit using (survey, year, stratum) where in_frame`
  return sql`answered as (
      select distinct ${items}, pool, drawn, fraction, ${psu}
      from observation join unit using (survey, year, unit) join pool using (${items}, stratum) where y is not null and x is not null
      union
      select distinct ${items}, pool, drawn, fraction, ${psu} from pool join unit using (survey, year, stratum)
      where responded and ${surveysWhere(model, plan, ({ design }) => design.nonresponse === 'domain')}),
    overlap as (
      select ${asked}, a.year, b.year as before, a.pool, b.pool as pool_before, a.fraction, b.fraction as fraction_before,
        least(a.drawn / nullif(a.fraction, 0), b.drawn / nullif(b.fraction, 0)) as fewest, psu
      from answered a join answered b using (${asked}, psu) where a.year::integer - b.year::integer in ${lags}),
    frame_overlap as (
      select ${asked}, a.year, b.year as before, a.pool, b.pool as pool_before, count(*) as population
      from (${inFrame}) a join (${inFrame}) b using (${asked}, unit)
      where a.year::integer - b.year::integer in ${lags} and ${listed}
      group by ${asked}, a.year, b.year, a.pool, b.pool),
    shared as (
      select ${asked}, ${strata}, count(*) as n, any_value(fraction * fraction_before) as fractions,
        coalesce(any_value(f.population), case when pool = pool_before then any_value(fewest) end, count(*)) as population
      from overlap left join frame_overlap f using (${asked}, ${strata}) group by ${asked}, ${strata}),
    psu_part as (${plan.denominators ? sql`select *, 0 as part from psu union all select * replace (coalesce(divisor, 0) as linearised), 1 as part from psu` : sql`select *, 0 as part from psu`}),
    parts as (select distinct part as other from psu_part),
    moved as (
      select ${cells}, ${pair}, psu, any_value(linearised) filter (where not earlier) as u, any_value(linearised) filter (where earlier) as v
      from (
        select p.*, other as part_before, o.before, o.pool_before, false as earlier
        from psu_part p join overlap o using (${asked}, year, pool, psu) cross join parts
        union all by name
        select p.* replace (o.year as year, o.pool as pool, other as part), p.part as part_before, o.before, o.pool_before, true as earlier
        from psu_part p join overlap o on ${sameAs(ofFact)} and o.before = p.year and o.pool_before = p.pool and o.psu = p.psu cross join parts)
      group by ${cells}, ${pair}, psu),
    mean as (
      select ${cells}, ${pair}, n, fractions, population, count(*) as psus, ${total(sql`u`, 'floating')} / n as u_mean, ${total(sql`v`, 'floating')} / n as v_mean
      from moved join shared using (${asked}, ${strata}) group by ${cells}, ${pair}, n, fractions, population),
    product as (
      select ${cells}, ${pair}, n, fractions, population, any_value((n - psus) * coalesce(u_mean, 0) * coalesce(v_mean, 0)) as outside,
        ${total(sql`(coalesce(u, 0) - coalesce(u_mean, 0)) * (coalesce(v, 0) - coalesce(v_mean, 0))`, 'floating')} as products
      from moved join mean using (${cells}, ${pair}) group by ${cells}, ${pair}, n, fractions, population),
    covariance as (
      select ${cells}, year, before, part, part_before, ${total(sql`(n - fractions * population) * (products + outside) / (n - 1)`, 'floating', sql`filter (where n > 1)`)} as covariance
      from product group by ${cells}, year, before, part, part_before)`
}

const sameAs = (ofFact: readonly string[]): Sql =>
  join([sql`o.measure = p.measure and o.survey = p.survey`, ...ofFact.map((id) => sql`o.${derived('by', id)} = p.${derived('by', id)}`)], sql` and `)
