import { derived, empty, join, sql, type Sql } from '../database/sql.ts'
import type { Design, Frame, Model, Survey } from '../model/model.ts'
import { calibrated } from './calibration.ts'
import type { Plan } from './plan.ts'
import { surveysWhere, type Surveys } from './surveys-where.ts'
import { total } from './total.ts'

/** Without frame, weights or counts a survey stands for nobody but those who answered. */
const speaksForItself = (design: Design, frame: Frame): boolean =>
  frame.kind === 'none' && design.weight === null && design.units.length === 0

/** Weights are the plain N / m of a stratum, so that strata joined have one weight. */
const isPlain = (design: Design, frame: Frame): boolean =>
  design.weight === null && design.cluster.length === 0 && (frame.kind !== 'none' || design.units.length > 0)

/** First-stage units: clusters, which may be numbered anew in each stratum they were drawn in, else the units themselves. */
export const psuOf = (model: Model, plan: Plan): Sql => {
  if (!isClustered(model, plan)) return sql`unit`
  const acrossStrata = surveysWhere(model, plan, isPoststratified)
  return sql`case when cluster_1 is null then unit::varchar when ${acrossStrata} then cluster_1 else stratum || ' ' || cluster_1 end`
}

const isPoststratified = ({ design }: Survey): boolean => design.calibrate === 'poststratify'

/** Whether a survey of the plan draws clusters. */
export const isClustered = (model: Model, plan: Plan): boolean =>
  model.surveys.some(({ id, design }) => design.cluster.length > 0 && plan.waves.some(({ survey }) => survey === id))

/**
 * Definitions (for a `with`) ending in `pool`: the strata of every measure and member asked by. A stratum with one first-stage unit of
 * several, or with none that answered, is joined to the next larger one, else to the next smaller, before anything is estimated; to one
 * that is a single unit, which stands for itself alone, only where there is no other.
 * Columns: `items` (measure, survey, year, members), stratum, pool (the stratum it is joined to; one for all where strata were not
 * drawn from), drawn (first-stage units that count for the variance), fraction (of all there are; 0 without a finite population),
 * plain_weight (null where the design has weights), reweight (what these are multiplied by for item non-response and silent strata),
 * calibration (what any weight is multiplied by to meet known totals), fit (within which it is one factor), target (that total).
 */
export const pools = (model: Model, plan: Plan, ofFact: readonly string[], items: Sql): Sql => {
  const surveys: Surveys = (chosen) => surveysWhere(model, plan, chosen)
  const psus = isClustered(model, plan) ? sql`count(distinct ${psuOf(model, plan)})` : sql`count(*)`
  const asDomain = surveys(({ design }) => design.nonresponse === 'domain')
  const asTheyAre = surveys(({ design, frame }) => design.nonresponse === 'domain' || speaksForItself(design, frame))
  const plain = surveys(({ design, frame }) => isPlain(design, frame))
  const inClusters = surveys(({ design }) => design.cluster.length > 0)
  const endless = surveys(({ design }) => design.replacement)
  const unstratified = surveys(isPoststratified)
  const equal = join(ofFact.map((dimension) => sql` and a.${derived('by', dimension)} = c.${derived('by', dimension)}`), empty)
  const { sums, columns, factors } = calibrated(model, plan, items)

  return sql`reply as (
      select survey, year, stratum, ${psus} as psus${sums} from unit where responded group by survey, year, stratum),
    item as (
      select ${items}, stratum, count(*) as units, ${psus} as psus, ${total(sql`base_weight`, 'floating')} as weight${sums}
      from observation join unit using (survey, year, unit)
      where y is not null and x is not null
      group by ${items}, stratum),
    respondent as (select survey, year, ${psus} as psus from unit where responded group by survey, year),
    cell as (
      select ${items}, ${psus} as psus
      from observation join unit using (survey, year, unit) where y is not null and x is not null group by ${items}),
    cell_stratum as (
      select c.* exclude (psus), c.psus as cell_psus, coalesce(e.psus, 0) as respondent_psus, s.stratum, s.units, s.size, s.respondents, s.respondents_weight, s.clusters,
        coalesce(s.size / s.units, s.stratum) as place, coalesce(a.units, 0) as answered, a.weight${columns},
        coalesce(r.psus, 0) as reply_psus, coalesce(a.psus, 0) as item_psus
      from cell c join stratum s on s.survey = c.survey and s.year = c.year
      left join respondent e on e.survey = s.survey and e.year = s.year
      left join reply r on r.survey = s.survey and r.year = s.year and r.stratum = s.stratum
      left join item a on a.measure = c.measure and a.survey = c.survey and a.year = c.year and a.stratum = s.stratum${equal}),
    lone as (
      select *, case when ${unstratified} then psus = 0 else psus < 2 and coalesce(population, 2) > psus end as lonely,
        not lonely and coalesce(population, 2) > 1 as hosts, row_number() over (partition by ${items} order by place, stratum) as rank
      from (select *, case when ${asDomain} then reply_psus else item_psus end as psus,
          case when ${inClusters} then clusters else units end as population from cell_stratum)),
    joined as (
      select *, coalesce(
        case when not lonely then stratum end,
        first_value(case when hosts then stratum end ignore nulls) over (partition by ${items} order by rank rows between 1 following and unbounded following),
        last_value(case when hosts then stratum end ignore nulls) over (partition by ${items} order by rank rows between unbounded preceding and 1 preceding),
        min(case when not lonely then stratum end) over (partition by ${items}),
        min(stratum) over (partition by ${items})) as home
      from lone),
    weighed as (
      select *, case when ${plain} then pool_units / pool_answered end as plain_weight,
        case when ${asTheyAre} then 1 else respondents_weight / nullif(weight, 0) * pool_weight / heard_weight end as reweight
      from (
        select *, sum(units) over same as pool_units,
          sum(case when ${asDomain} then respondents else answered end) over same as pool_answered,
          sum(respondents_weight order by stratum) over same as pool_weight,
          sum(case when weight > 0 then respondents_weight end order by stratum) over same as heard_weight,
          case when ${unstratified} then case when ${asDomain} then respondent_psus else cell_psus end else sum(psus) over same end as drawn,
          case when ${unstratified} then case when ${inClusters} then max(clusters) over whole else sum(units order by stratum) over whole end
            else sum(population order by stratum) over same end as pool_population
        from joined window same as (partition by ${items}, home), whole as (partition by ${items}))),
    pool as (
      select ${items}, stratum, case when ${unstratified} then 0 else home end as pool, drawn::double as drawn,
        case when ${endless} then 0 else coalesce(drawn / pool_population, 0) end as fraction, plain_weight, reweight${factors})`
}
