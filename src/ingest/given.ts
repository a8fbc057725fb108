import { bind, derived, join, list, sql, type Sql } from '../database/sql.ts'
import type { Fact, Subject } from '../model/model.ts'
import { typeOf } from './dimension-types.ts'
import type { Stage } from './stage.ts'

/** Facts that are aggregated; texts and dates are kept as answers only. */
export const storedFacts = (subject: Subject): Fact[] => subject.facts.filter(({ kind }) => kind === 'number' || kind === 'boolean')

/** `, column` for each dimension of a subject. */
export const perDimension = ({ dimensions }: Subject, column: (id: string) => Sql): Sql => {
  const columns = dimensions.map((id) => sql`, ${column(id)}`)
  return join(columns, sql``)
}

const isOption = (dimension: string): Sql => derived('option', dimension)

/**
 * The subject's facts one by one, in `file_given`: wave, unit, part, fact, question, number, boolean, how, line, position and its
 * dimensions (`by:<id>`), as text, or once they are made as their types (a tenth of the memory).
 */
export const makeGiven = async ({ writer }: Stage, subject: Subject, as: 'text' | 'types'): Promise<void> => {
  const member = (id: string) => {
    const declared = sql`max(case when m.dimension = ${bind('varchar', id)} then m.member end)`
    const given = sql`nullif(${declared}, '$option')`
    return sql`${as === 'text' ? given : sql`${given}::${typeOf(id)}`} as ${derived('by', id)}, ${declared} = '$option' as ${isOption(id)}`
  }
  const facts = storedFacts(subject).map(({ id }) => id)
  await writer.run(sql`create or replace temp table file_give as
    select g.give, g.question, g.fact, g.optioned${perDimension(subject, member)}
    from stage_give g left join stage_give_member m using (give)
    where g.subject = ${bind('varchar', subject.id)} and g.fact in ${list('varchar', facts)}
    group by g.give, g.question, g.fact, g.optioned`)
  const own = (id: string) => sql`g.${derived('by', id)}`
  const option = (id: string) => (as === 'text' ? sql`a.option` : sql`a.option::${typeOf(id)}`)
  const chosen = (id: string) => sql`case when g.${isOption(id)} then ${option(id)} else g.${derived('by', id)} end as ${derived('by', id)}`
  const said = sql`a.wave, a.unit, a.part, g.fact, a.question, a.boolean, a.how::how as how, a.line, a.position`
  await writer.run(sql`create or replace temp table file_given as
    select ${said}, a.number${perDimension(subject, own)} from stage_answer a join file_give g using (question) where not g.optioned
    union all
    select ${said}, null${perDimension(subject, chosen)} from stage_tick a join file_give g using (question) where g.optioned`)
}
