import { bind, identifier, join, sql, type Sql } from '../database/sql.ts'
import type { Fact, Subject } from '../model/model.ts'
import type { Stage } from './stage.ts'

const typeOf = (dimension: string): Sql => identifier(`d_${dimension}`)
const howOf = (fact: string): Sql => identifier(`${fact}_how`)

/** Facts that are aggregated; texts and dates are kept as answers only. */
export const storedFacts = (subject: Subject): Fact[] => subject.facts.filter(({ kind }) => kind === 'number' || kind === 'boolean')

/** Makes an enum type per dimension: declared members in their order, found ones sorted. */
export const makeTypes = async ({ writer, model }: Stage): Promise<void> => {
  for (const { id, members } of model.dimensions) {
    if (members === 'found') await findMembers({ writer, model }, id)
    await writer.run(sql`create or replace temp table file_member as select member from stage_member where dimension = ${bind('varchar', id)} order by position`)
    await writer.run(sql`insert into file_member select '' where not exists (from file_member)`) // found nowhere: a type must have a value
    await writer.run(sql`create type ${typeOf(id)} as enum (select member from file_member)`)
  }
}

const findMembers = ({ writer, model }: Pick<Stage, 'writer' | 'model'>, dimension: string): Promise<void> => {
  const id = bind('varchar', dimension)
  const people = model.geography?.populationDimensions.includes(dimension)
    ? sql`union select ${identifier(dimension)} from stage_population`
    : sql``
  return writer.run(sql`insert into stage_member
    select ${id}, row_number() over (order by member), member from (
      select member from stage_attribute where dimension = ${id}
      union
      select member from stage_give_member where dimension = ${id} and member <> '$option'
      union
      select coalesce(o.option, a.option) from stage_give_member m join stage_give g using (give)
        left join stage_option o on o.question = g.question left join stage_answer a on a.question = g.question and a.how = 'reported'
      where m.dimension = ${id} and m.member = '$option' and coalesce(o.option, a.option) is not null
      ${people}) t(member)
    where member is not null`)
}

/** Attributes of units, one column per dimension. */
export const addAttributes = async ({ writer, model }: Stage): Promise<void> => {
  for (const { id } of model.dimensions.filter(({ of }) => of === 'unit')) {
    await writer.run(sql`alter table unit_wave add column ${identifier(id)} ${typeOf(id)}`)
    await writer.run(sql`update unit_wave set ${identifier(id)} = a.member::${typeOf(id)}
      from (select w.survey::survey_id as survey, w.year, s.unit, min(s.member) as member from stage_attribute s join stage_wave w using (wave)
            where s.dimension = ${bind('varchar', id)} group by all) a
      where a.survey = unit_wave.survey and a.year = unit_wave.year and a.unit = unit_wave.unit`)
  }
}

/** Answers with options, one row per option: chosen or not by everyone who answered. */
export const makeTicks = ({ writer }: Stage): Promise<void> =>
  writer.run(sql`create or replace temp table stage_tick as
    with offered as (
      select distinct question, option from stage_option where option is not null
      union
      select distinct a.question, a.option from stage_answer a
      where a.option is not null and a.question not in (select question from stage_option)),
    said as (
      select wave, unit, part, question, any_value(a.how) as how, min(line) as line, min(position) as position,
        list(option) filter (where option is not null) as chosen
      from stage_answer a join stage_question q using (question)
      where (q.kind = 'choice' or q.separator is not null) and question in (select question from stage_give where optioned)
      group by wave, unit, part, question)
    select a.* exclude (text, number) from stage_answer a join stage_question q using (question) where q.kind = 'multi' and q.separator is null
    union all by name
    select s.* exclude (chosen), o.option, case when s.how = 'reported' then coalesce(list_contains(s.chosen, o.option), false) end as boolean
    from said s join offered o using (question)`)

/**
 * The subject's facts one by one, in `file_given`: wave, unit, part, fact, question, number, boolean, how, line, position and its dimensions,
 * as text, or once they are made as their types (a tenth of the memory).
 */
export const makeGiven = async ({ writer }: Stage, subject: Subject, as: 'text' | 'types'): Promise<void> => {
  const member = (id: string) => {
    const chosen = sql`max(case when m.dimension = ${bind('varchar', id)} then m.member end)`
    const given = sql`nullif(${chosen}, '$option')`
    return sql`${as === 'text' ? given : sql`${given}::${typeOf(id)}`} as ${identifier(id)}, ${chosen} = '$option' as ${optioned(id)}`
  }
  await writer.run(sql`create or replace temp table file_give as
    select g.give, g.question, g.fact, g.optioned${listed(subject, member)}
    from stage_give g left join stage_give_member m using (give)
    where g.subject = ${bind('varchar', subject.id)} and g.fact in (${join([sql`null`, ...storedFacts(subject).map(({ id }) => sql`${bind('varchar', id)}`)])})
    group by g.give, g.question, g.fact, g.optioned`)
  const own = (id: string) => sql`g.${identifier(id)}`
  const option = (id: string) => (as === 'text' ? sql`a.option` : sql`a.option::${typeOf(id)}`)
  const chosen = (id: string) => sql`case when g.${optioned(id)} then ${option(id)} else g.${identifier(id)} end as ${identifier(id)}`
  await writer.run(sql`create or replace temp table file_given as
    select a.wave, a.unit, a.part, g.fact, a.question, a.number, a.boolean, a.how::how as how, a.line, a.position${listed(subject, own)}
    from stage_answer a join file_give g using (question) where not g.optioned
    union all
    select a.wave, a.unit, a.part, g.fact, a.question, null, a.boolean, a.how::how, a.line, a.position${listed(subject, chosen)}
    from stage_tick a join file_give g using (question) where g.optioned`)
}

const optioned = (dimension: string): Sql => identifier(`${dimension}_is_option`)

const listed = (subject: Subject, column: (id: string) => Sql): Sql => join(subject.dimensions.map((id) => sql`, ${column(id)}`), sql``)

/** Exact decimals where the subject's numbers have few and are not huge, else floating point. */
const numberType = async ({ writer }: Stage, exactOnly: boolean): Promise<Sql> => {
  const { values } = await writer.all(sql`select coalesce(max(decimals_of(number)), 0)::integer, coalesce(max(abs(number::double)), 0) from file_given`)
  const decimals = Number(values[0]?.[0] ?? 0)
  if (!exactOnly || decimals > 6 || Number(values[1]?.[0] ?? 0) >= 1e11) return sql`double`
  return { text: [`decimal(18, ${decimals})`], parameters: [] }
}

/** Creates and fills `fact_<subject>` from the facts made before: one row per survey, year, unit and cell. */
export const fillFacts = async (stage: Stage, subject: Subject): Promise<void> => {
  const { writer, model } = stage
  const facts = storedFacts(subject)
  const inParts = model.surveys.some(
    (survey) => survey.unit.parts !== null && survey.questions.some(({ gives }) => gives.some((given) => given.subject === subject.id)),
  )
  const number = await numberType(stage, !(inParts && facts.some(({ combine }) => combine === 'mean')))
  const table = identifier(`fact_${subject.id}`)
  const dimensions = subject.dimensions.map((id) => sql`, ${identifier(id)} ${typeOf(id)}`)
  const columns = facts.map(({ id, kind }) => sql`, ${identifier(id)} ${kind === 'number' ? number : sql`boolean`}, ${howOf(id)} how`)
  await writer.run(sql`create table ${table} (survey survey_id not null, year usmallint not null, unit integer not null${join([...dimensions, ...columns], sql``)})`)
  const value = ({ id, kind }: Fact) => {
    const mine = sql`filter (where fact = ${bind('varchar', id)})`
    const read = kind === 'number' ? sql`any_value(number::${number}) ${mine}` : sql`bool_or(boolean) ${mine}`
    return sql`, ${read} as ${identifier(id)}, min(how) ${mine} as ${howOf(id)}`
  }
  const keys = listed(subject, identifier)
  const cells = sql`select wave, unit, part${keys}${join(facts.map(value), sql``)} from file_given group by wave, unit, part${keys}`
  const units = inParts ? sql`select wave, unit${keys}${join(facts.map((fact) => combined(fact)), sql``)} from (${cells}) group by wave, unit${keys}` : cells
  const order = listed(subject, identifier)
  await writer.run(sql`insert into ${table} by name
    select w.survey::survey_id as survey, w.year, c.unit${listed(subject, (id) => sql`c.${identifier(id)}`)}${join(facts.map(({ id }) => sql`, c.${identifier(id)}, c.${howOf(id)}`), sql``)}
    from (${units}) c join stage_wave w using (wave) join stage_reply r using (wave, unit)
    where r.responded
    order by survey, year, unit${order}`)
}

/** Parts to their unit. A sum needs all parts that were asked; so does a no of `any` and a yes of `all`. */
const combined = ({ id, kind, combine, weight }: Fact): Sql => {
  const value = identifier(id)
  const how = howOf(id)
  const complete = sql`count(${value}) = count(case when ${how} <> 'not_asked' then 1 end) and count(${value}) > 0`
  const by = weight === null ? sql`1` : identifier(weight)
  const parts: Record<Fact['combine'], Sql> = {
    sum: sql`case when ${complete} then sum(${value}) end`,
    any: sql`case when bool_or(${value}) then true when ${complete} then false end`,
    all: sql`case when not bool_and(${value}) then false when ${complete} then true end`,
    mean: sql`sum(${value} * ${by} order by part) / nullif(sum(case when ${value} is not null then ${by} end order by part), 0)`,
    max: sql`max(${value})`,
  }
  const whole = kind === 'boolean' && (combine === 'sum' || combine === 'mean' || combine === 'max') ? parts.any : parts[combine]
  return sql`, ${whole} as ${value}, case when ${whole} is not null then 'reported'::how else
    coalesce(max(case when ${how} = 'suppressed' then ${how} end), min(case when ${how} in ('not_answered', 'reported') then 'not_answered'::how end), max(${how})) end as ${how}`
}

/** The view `fact_key`: subject, survey, year, unit and cell of every fact row, for checks over all subjects. */
export const makeKeys = async ({ writer, model }: Stage): Promise<void> => {
  const keys = model.subjects.map(({ id, dimensions }) => {
    const cell = sql`concat_ws(' ', ''${join(dimensions.map((dimension) => sql`, coalesce(${identifier(dimension)}::varchar, '*')`), sql``)})`
    return sql`select ${literal(id)} as subject, survey, year, unit, ${cell} as cell from ${identifier(`fact_${id}`)}`
  })
  await writer.run(sql`create view fact_key as ${join(keys, sql` union all `)}`)
}

/** A view cannot hold bound parameters; ids of a checked model are plain words. */
const literal = (id: string): Sql => ({ text: [`'${identifier(id).text.join('').slice(1, -1)}'`], parameters: [] })
