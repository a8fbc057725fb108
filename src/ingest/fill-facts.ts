import { bind, derived, identifier, join, sql, type Sql } from '../database/sql.ts'
import type { Fact, Model, Subject } from '../model/model.ts'
import { typeOf } from './dimension-types.ts'
import { perDimension, storedFacts } from './given.ts'
import type { Stage } from './stage.ts'

const storedHow = (fact: string): Sql => identifier(`${fact}_how`)
const byOf = (dimension: string): Sql => derived('by', dimension)
const valueIn = (fact: string): Sql => derived('fact', fact)
const howOf = (fact: string): Sql => derived('how', fact)
const perFact = (facts: readonly Fact[], column: (fact: Fact) => Sql): Sql => {
  const columns = facts.map((fact) => sql`, ${column(fact)}`)
  return join(columns, sql``)
}

/** Creates and fills `fact_<subject>` from `file_given`: one row per survey, year, unit and cell, of those who responded. */
export const fillFacts = async (stage: Stage, subject: Subject): Promise<void> => {
  const { writer, model } = stage
  const facts = storedFacts(subject)
  const table = identifier(`fact_${subject.id}`)
  const parted = inParts(model, subject)
  const number = await numberType(stage, parted && facts.some(({ combine }) => combine === 'mean'))
  await writer.run(sql`create table ${table} (survey survey_id not null, year usmallint not null, unit integer not null
    ${perDimension(subject, (id) => sql`${identifier(id)} ${typeOf(id)}`)}
    ${perFact(facts, ({ id, kind }) => sql`${identifier(id)} ${kind === 'number' ? number : sql`boolean`}, ${storedHow(id)} how`)})`)

  const keys = perDimension(subject, byOf)
  const cells = sql`select wave, unit, part${keys}${perFact(facts, (fact) => valueOf(fact, number))}
    from file_given group by wave, unit, part${keys}`
  const units = parted ? sql`select wave, unit${keys}${perFact(facts, combined)} from (${cells}) group by wave, unit${keys}` : cells
  await writer.run(sql`insert into ${table} by name
    select w.survey::survey_id as survey, w.year, c.unit${perDimension(subject, (id) => sql`c.${byOf(id)} as ${identifier(id)}`)}
      ${perFact(facts, ({ id }) => sql`c.${valueIn(id)} as ${identifier(id)}, c.${howOf(id)} as ${storedHow(id)}`)}
    from (${units}) c join stage_wave w using (wave) join stage_reply r using (wave, unit)
    where r.responded
    order by w.survey::survey_id, w.year, c.unit${perDimension(subject, (id) => sql`c.${byOf(id)}`)}`)
}

const inParts = ({ surveys }: Model, subject: Subject): boolean =>
  surveys.some(
    ({ unit, questions }) => unit.parts !== null && questions.some(({ gives }) => gives.some((given) => given.subject === subject.id)),
  )

/** Exact decimals where the subject's numbers have few and are not huge, else floating point. */
const numberType = async ({ writer }: Stage, divided: boolean): Promise<Sql> => {
  const { values } = await writer.all(sql`select coalesce(max(decimals_of(number)), 0)::integer, coalesce(max(abs(number::double)), 0)
    from file_given`)
  const [decimals, greatest] = values.map(([value]) => Number(value ?? 0)) as [number, number]
  if (divided || decimals > 6 || greatest >= 1e11) return sql`double`
  return { text: [`decimal(18, ${decimals})`], parameters: [] }
}

const valueOf = ({ id, kind }: Fact, number: Sql): Sql => {
  const mine = sql`filter (where fact = ${bind('varchar', id)})`
  const value = kind === 'number' ? sql`any_value(number::${number}) ${mine}` : sql`bool_or(boolean) ${mine}`
  return sql`${value} as ${valueIn(id)}, min(how) ${mine} as ${howOf(id)}`
}

/** Parts to their unit. A sum needs all parts that were asked; so does a no of `any` and a yes of `all`. A mean of yes and no is `any`. */
const combined = ({ id, kind, combine, weight }: Fact): Sql => {
  const value = valueIn(id)
  const how = howOf(id)
  const complete = sql`count(${value}) = count(case when ${how} <> 'not_asked' then 1 end) and count(${value}) > 0`
  const by = weight === null ? sql`1` : valueIn(weight)
  const ways: Record<Fact['combine'], Sql> = {
    sum: sql`case when ${complete} then sum(${value}) end`,
    any: sql`case when bool_or(${value}) then true when ${complete} then false end`,
    all: sql`case when not bool_and(${value}) then false when ${complete} then true end`,
    mean: sql`sum(${value} * ${by} order by part) / nullif(sum(case when ${value} is not null then ${by} end order by part), 0)`,
    max: sql`max(${value})`,
  }
  const whole = kind === 'boolean' && combine !== 'all' ? ways.any : ways[combine]
  return sql`${whole} as ${value}, case
    when ${whole} is not null then 'reported'::how
    when bool_or(${how} = 'suppressed') then 'suppressed'::how
    when bool_or(${how} in ('not_answered', 'reported')) then 'not_answered'::how
    else max(${how}) end as ${how}`
}
