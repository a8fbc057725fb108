import { integer, join, sql, type Sql } from '../database/sql.ts'
import type { Combine, Fact } from '../model/model.ts'
import { counts, imputedPart } from './answered.ts'
import { measuresWhere, type Measure, type Plan } from './plan.ts'
import { total, type Precision } from './total.ts'

const factOf = ({ subject }: Plan, id: string | null): Fact | null => subject.facts.find((fact) => fact.id === id) ?? null

/** What the denominator of a measure is made of: a fact, something that is added up, or one per area. */
const combineBelow = (plan: Plan, { indicator }: Measure): Combine | 'one' => {
  if (indicator.kind === 'composition') return factOf(plan, indicator.of)?.combine ?? 'sum'
  if (indicator.kind !== 'ratio') return 'one'
  return factOf(plan, indicator.to)?.combine ?? 'sum'
}

const added = (value: Sql, precision: Precision): Sql => sql`coalesce(${total(sql`case when share = 1 then ${value} end`, precision)}::double, 0)
          + coalesce(${total(sql`${value} * share`, 'floating', parts)}, 0)`

const parts = sql`filter (where share < 1)`

/** `weight`: of the value in a mean. */
const combined = (combine: Combine | 'one', value: Sql, weight: Sql, precision: Precision): Sql => {
  switch (combine) {
    case 'sum':
      return added(value, precision)
    case 'any':
    case 'max':
      return sql`max(${value})::double`
    case 'all':
      return sql`min(${value})::double`
    case 'mean': {
      const weights = total(sql`case when ${value} is not null then share * ${weight} end`, 'floating')
      return sql`case count(${value}) when 1 then max(${value})::double else ${total(sql`${value} * share * ${weight}`, 'floating')} / nullif(${weights}, 0) end`
    }
    case 'one':
      return sql`1.0::double`
  }
}

/** One expression for every way of putting a number together that a measure of the plan needs. */
const byMeasure = (plan: Plan, { value, weight }: { value: Sql; weight: Sql }, precision: Precision, combineOf: (measure: Measure) => Combine | 'one'): Sql => {
  const combines = [...new Set(plan.measures.map(combineOf))]
  const cases = combines.map((combine) => sql`when measure in ${measuresWhere(plan, (measure) => combineOf(measure) === combine)} then ${combined(combine, value, weight, precision)}`)
  return sql`case ${join(cases, sql` `)} end`
}

/**
 * A select of `cells`, n, filled, hidden, unasked, numerator, denominator, effective, allocated, answered_of and imputed in areas of the base level. An area that several
 * units became is one unit, whose values are put together as the facts say; of a divided unit an area has its share. A row with y or x
 * missing counts in neither sum. `base`: position of the level.
 */
export const baseSums = (plan: Plan, cells: Sql, base: number, precision: Precision): Sql => {
  const [y, x] = [sql`case when x is not null then y end`, sql`case when y is not null then x end`]
  return sql`
      select ${cells}, ${counts(plan)},
        ${byMeasure(plan, { value: y, weight: sql`z` }, precision, ({ indicator }) => factOf(plan, indicator.of)?.combine ?? 'sum')} as numerator,
        ${byMeasure(plan, { value: x, weight: sql`1` }, precision, (measure) => combineBelow(plan, measure))} as denominator,
        1.0::double as effective, ${total(sql`case when x is not null then y * share end`, 'floating', parts)} as allocated, 0.0::double as answered_of,
        ${imputedPart(plan, sql`share`, 'floating')} as imputed
      from observation join member using (survey, year, unit) where level = ${integer(base)}
      group by ${cells}`
}
