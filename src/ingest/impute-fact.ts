import { bind, derived, identifier, integer, join, sql, type Sql } from '../database/sql.ts'
import type { Fact, Subject } from '../model/model.ts'
import { isAskedIn, type Cell } from '../query/cells.ts'
import type { WaveKey } from '../query/plan.ts'
import { perDimension } from './given.ts'
import { warehouseSql, type Stage } from './stage.ts'

/** Years that may be compared with the one before: no new segment of the survey begins, and no question behind the fact changed its meaning. */
export const comparableWaves = ({ model }: Pick<Stage, 'model'>, subject: Subject, fact: Fact, cells: readonly Cell[], waves: readonly WaveKey[]): WaveKey[] =>
  waves.filter(({ survey, year }) => {
    const segments = model.surveys.find(({ id }) => id === survey)?.segments ?? []
    const begins = segments.some(({ from, subjects }) => from === year && (subjects?.includes(subject.id) ?? true))
    const questions = cells.filter((cell) => cell.fact === fact.id && cell.survey.id === survey && isAskedIn(cell, year)).map(({ question }) => question)
    return !begins && !questions.some(({ wording }) => wording.some(({ from, link }) => link === 'break' && from === year))
  })

/** Fills a table of waves: survey, year. */
export const tellWaves = async ({ writer }: Pick<Stage, 'writer'>, name: Sql, waves: readonly WaveKey[]): Promise<void> => {
  const rows = waves.map(({ survey, year }) => sql`(${bind('"survey_id"', survey)}, ${bind('usmallint', year)})`)
  const filled = rows.length === 0 ? sql`select * from impute_wave where false` : sql`select * from (values ${join(rows)}) t(survey, year)`
  await writer.run(sql`create or replace temp table ${name} as ${filled}`)
}

/** In tables of imputation a dimension has a name of its own: it may be called as one of their columns. */
const byOf = (id: string): Sql => derived('by', id)

const inDimensions = (subject: Subject, of: (id: string) => Sql, condition: (mine: Sql, theirs: Sql) => Sql): Sql =>
  join([sql`true`, ...subject.dimensions.map((id) => condition(sql`a.${of(id)}`, sql`b.${byOf(id)}`))], sql` and `)

/** The cells of a fact (members, depth: how many dimensions it is split by, kind: which), those they may be a part of, and what was said of them. */
const stageFact = async ({ writer }: Pick<Stage, 'writer'>, subject: Subject, { id, combine }: Fact): Promise<void> => {
  const table = identifier(`fact_${subject.id}`)
  const how = identifier(`${id}_how`)
  const columns = perDimension(subject, (dimension) => sql`a.${identifier(dimension)} as ${byOf(dimension)}`)
  const depth = join([sql`0`, ...subject.dimensions.map((dimension) => sql`(a.${identifier(dimension)} is not null)::integer`)], sql` + `)
  const kind = join([sql`''`, ...subject.dimensions.map((dimension, position) => sql`case when a.${identifier(dimension)} is not null then '${integer(position)} ' else '' end`)], sql` || `)
  await writer.run(sql`create or replace temp table impute_rule as select ${bind('boolean', combine === 'sum')} as adds`)
  await writer.run(sql`create or replace temp table impute_cell as
    select row_number() over (order by ${join([sql`depth`, ...subject.dimensions.map((dimension) => sql`${byOf(dimension)} nulls first`)])})::integer as cell, *
    from (select distinct ${depth} as depth, ${kind} as kind${columns} from ${table} a where ${identifier(id)} is not null)`)
  await writer.run(sql`create or replace temp table impute_kin as
    select a.cell, b.cell as parent from impute_cell a join impute_cell b on b.depth < a.depth
      and ${inDimensions(subject, byOf, (mine, theirs) => sql`(${theirs} is null or ${theirs} = ${mine})`)}`)
  await writer.run(sql`create or replace temp table impute_said as
    select a.survey, a.year, a.unit, b.cell, a.${identifier(id)}::double as y, a.${how} as how
    from ${table} a join impute_cell b on ${inDimensions(subject, identifier, (mine, theirs) => sql`${mine} is not distinct from ${theirs}`)}
    semi join impute_wave w on w.survey = a.survey and w.year = a.year
    where a.${how} is not null`)
  await writer.run(sql`create or replace temp table impute_root as
    select survey, year, unit, ${derived('fact', id)}::double as y from impute_roots where ${derived('fact', id)} is not null`)
}

const estimate = async ({ writer }: Pick<Stage, 'writer'>, adds: boolean): Promise<void> => {
  const { values } = await writer.all(sql`select distinct depth::integer from impute_cell order by depth`)
  const coarsestFirst = (values[0] ?? []).map(Number)
  const run = (name: string) => writer.script(warehouseSql(`imputation/${name}.sql`))
  const runAt = async (name: string, depths: readonly number[]) => {
    for (const depth of depths) {
      await writer.run(sql`create or replace temp table impute_depth as select ${integer(depth)} as depth`)
      await run(name)
    }
  }
  await run('methods')
  await run('gaps')
  if (adds) {
    for (const name of ['families', 'full', 'partitions']) await run(name)
    await runAt('sums', coarsestFirst.toReversed())
  }
  await run('rates')
  await writer.run(sql`create or replace temp table impute_value (survey survey_id, year usmallint, unit integer, cell integer, y double)`)
  if (!adds) return writer.run(sql`insert into impute_value select survey, year, unit, cell, y from impute_predicted`)
  for (const name of ['full', 'shares']) await run(name)
  await runAt('wholes', coarsestFirst.toReversed())
  await runAt('parts', coarsestFirst)
}

/**
 * Estimates what the units of `impute_wave` did not answer of a fact into `imputed_value` (fact, survey, year, unit, the subject's dimensions, y,
 * how), and tells in `told`, a table as `imputation`, how. Needs `impute_wave` and `impute_roots`. `comparable`: waves that may be compared with the year before.
 */
export const imputeFact = async (stage: Pick<Stage, 'writer'>, subject: Subject, fact: Fact, comparable: readonly WaveKey[], told: Sql): Promise<void> => {
  const { writer } = stage
  const id = bind('varchar', fact.id)
  await stageFact(stage, subject, fact)
  await tellWaves(stage, sql`impute_comparable`, fact.impute === 'growth' ? comparable : [])
  await estimate(stage, fact.combine === 'sum')
  await writer.run(sql`insert into imputed_value by name
    select ${id} as fact, v.survey, v.year, v.unit, v.y, case when g.how = 'suppressed' then g.how else 'imputed' end as how
      ${perDimension(subject, (dimension) => sql`c.${byOf(dimension)}`)}
    from impute_value v join impute_gap g using (survey, year, unit, cell) join impute_cell c using (cell) where v.y is not null`)
  await writer.run(sql`insert into ${told} by name
    select ${bind('varchar', subject.id)} as subject, ${id} as fact, b.survey, b.year, b.unit, b.method, b.pool, b.x, m.unit is not null as imputed
    from impute_basis b
    left join (from impute_method semi join impute_gap using (survey, year, unit)) m using (survey, year, unit, method)
    semi join (select survey, year, unit from impute_said union select survey, year, unit from impute_gap) k using (survey, year, unit)
    order by b.survey, b.year, b.unit, b.method`)
}
