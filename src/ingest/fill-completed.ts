import { bind, derived, identifier, join, list, sql, type Sql } from '../database/sql.ts'
import type { Writer } from '../database/writer.ts'
import type { Fact, Model, Subject } from '../model/model.ts'
import { completedFacts, exactlyCompleted, listsItsUnits } from '../query/imputable.ts'
import type { WaveKey } from '../query/plan.ts'
import { unitValues } from '../query/unit-values.ts'
import { subjectCells } from '../query/warehouse.ts'
import { perDimension } from './given.ts'
import { comparableWaves, imputeFact, tellWaves } from './impute-fact.ts'
import type { Stage } from './stage.ts'
import { together } from './together.ts'

/**
 * Creates and fills `completed_<subject>` for every subject with facts that are imputed: what was answered, and an estimate for what a unit
 * of the frame should have answered and did not. Subjects have nothing to do with one another: two at a time, on a connection each.
 */
export const fillCompleted = async ({ writer, model }: Pick<Stage, 'writer' | 'model'>): Promise<void> => {
  const waves = await imputedWaves({ writer, model })
  const beside = await writer.beside()
  try {
    const queue = model.subjects.entries()
    const told: (() => Promise<void>)[] = []
    const work = async (own: Writer): Promise<void> => {
      for (const [place, subject] of queue) {
        const facts = completedFacts(subject)
        if (facts.length === 0) continue
        const how = await completeSubject({ writer: own, model }, subject, facts, waves, place)
        told[place] = () => own.run(sql`insert into imputation select * from ${how}`)
      }
    }
    await together(work(writer), work(beside))
    for (const tell of told) await tell?.()
  } finally {
    await beside.close()
  }
}

/** Gives the temporary table that tells how its numbers were estimated. */
const completeSubject = async (stage: Pick<Stage, 'writer' | 'model'>, subject: Subject, facts: readonly Fact[], waves: readonly WaveKey[], place: number): Promise<Sql> => {
  const how = identifier(`imputation_${place}`)
  await stage.writer.run(sql`create or replace temp table imputed_value (fact varchar, survey survey_id, year usmallint, unit integer,
    y double, how how${perDimension(subject, (id) => sql`${derived('by', id)} ${identifier(`d_${id}`)}`)})`)
  await stage.writer.run(sql`create or replace temp table ${how} as select * from imputation limit 0`)
  await imputeSubject(stage, subject, facts, waves, how)
  await complete(stage, subject, facts)
  return how
}

const imputedWaves = async ({ writer, model }: Pick<Stage, 'writer' | 'model'>): Promise<WaveKey[]> => {
  const surveys = model.surveys.filter(listsItsUnits).map(({ id }) => id)
  const { values } = await writer.all(sql`select survey::varchar, year::integer from wave where survey::varchar in ${list('varchar', surveys)} order by all`)
  return (values[0] ?? []).map((survey, row) => ({ survey: String(survey), year: Number(values[1]?.[row]) }))
}

const sizesOf = ({ dimensions }: Model): ReadonlyMap<string, number> =>
  new Map(dimensions.map(({ id, members }) => [id, members === 'found' ? 1 : members.length]))

/** Facts that are stored as exact decimals. */
const exactFacts = async ({ writer }: Pick<Stage, 'writer'>, subject: Subject): Promise<ReadonlySet<string>> => {
  const { values } = await writer.all(sql`select column_name from duckdb_columns()
    where table_name = ${bind('varchar', `fact_${subject.id}`)} and starts_with(data_type, 'DECIMAL')`)
  return new Set((values[0] ?? []).map(String))
}

const imputeSubject = async (stage: Pick<Stage, 'writer' | 'model'>, subject: Subject, facts: readonly Fact[], waves: readonly WaveKey[], how: Sql): Promise<void> => {
  const { writer, model } = stage
  if (waves.length === 0) return
  const cells = subjectCells({ model }, subject.id)
  const areas = model.surveys.filter(({ unit }) => unit.kind === 'area').map(({ id }) => id)
  await tellWaves(stage, sql`impute_wave`, waves)
  await writer.run(sql`alter table impute_wave add column area boolean`)
  await writer.run(sql`update impute_wave set area = survey::varchar in ${list('varchar', areas)}`)
  const scan = { subject, cells, waves, sizes: sizesOf(model), units: null, merging: false, exact: await exactFacts(stage, subject) }
  await writer.run(sql`create or replace temp table impute_roots as ${unitValues(scan, { by: [], where: new Map(), split: [], facts, completed: false })}`)
  for (const fact of facts) await imputeFact(stage, subject, fact, comparableWaves(stage, subject, fact, cells, waves), how)
}

/** An estimate has as many decimals as make no difference, so that sums stay exact where those of the answers are. */
const complete = async (stage: Pick<Stage, 'writer'>, subject: Subject, facts: readonly Fact[]): Promise<void> => {
  const exact = exactlyCompleted(subject, await exactFacts(stage, subject))
  const keys = sql`survey, year, unit${perDimension(subject, identifier)}`
  const columns = (column: (fact: Fact, value: Sql, how: Sql) => Sql) =>
    join(facts.map((fact) => column(fact, identifier(fact.id), identifier(`${fact.id}_how`))))
  const type = ({ id }: Fact) => (exact.has(id) ? sql`decimal(38, 18)` : sql`double`)
  await stage.writer.run(sql`create table ${identifier(`completed_${subject.id}`)} as
    select ${keys}, ${columns((_, value, how) => sql`max(${value}) as ${value}, max(${how}) as ${how}`)}
    from (
      select ${keys}, ${columns((fact, value, how) => sql`${value}::${type(fact)} as ${value}, ${how}`)} from ${identifier(`fact_${subject.id}`)}
      union all
      select survey, year, unit${perDimension(subject, (id) => derived('by', id))}, ${columns(({ id, ...fact }, value, how) => sql`case when fact = ${bind('varchar', id)} then y end::${type({ id, ...fact })} as ${value},
        case when fact = ${bind('varchar', id)} then how end as ${how}`)} from imputed_value)
    where ${join(facts.map(({ id }) => sql`${identifier(`${id}_how`)} is not null`), sql` or `)}
    group by ${keys} order by ${keys}`)
}
