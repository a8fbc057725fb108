import { bind, derived, identifier, integer, join, list, sql, type Sql } from '../database/sql.ts'
import type { Fact, Subject } from '../model/model.ts'
import { speaksOf, type Cell } from './cells.ts'

/**
 * The first step of every estimate: rows -> one value per unit (and member asked by).
 * Facts that are split by the same dimensions and filtered alike share one scan.
 */
export type UnitValues = {
  readonly by: readonly string[]
  readonly where: ReadonlyMap<string, readonly string[]>
  readonly facts: readonly Fact[]
}
export type Scan = {
  readonly subject: Subject
  readonly cells: readonly Cell[]
  readonly surveys: readonly string[]
  readonly years: readonly number[]
  /** Only these units; null: all. */
  readonly units: Sql | null
  /** Facts stored as exact decimals, whose sums do not depend on order. */
  readonly exact: ReadonlySet<string>
}

const enumType = (dimension: string) => `"d_${dimension}"` as const
const enumList = (dimension: string, members: readonly string[]): Sql => list(enumType(dimension), members)

const sum = (value: Sql, exact: boolean, order: readonly Sql[]): Sql =>
  exact || order.length === 0 ? sql`sum(${value})` : sql`sum(${value} order by ${join(order)})`

const combined = (fact: Fact, facts: readonly Fact[], exact: boolean, order: readonly Sql[]): Sql => {
  const value = identifier(fact.id)
  const asked = sql`count(*) filter (where ${identifier(`${fact.id}_how`)} <> 'not_asked')`
  switch (fact.combine) {
    case 'sum':
      return sql`case when count(${value}) = ${asked} then ${sum(value, exact, order)}::double end`
    case 'any':
      return sql`case when bool_or(${value}) then 1.0 when count(${value}) = ${asked} and ${asked} > 0 then 0.0 end`
    case 'all':
      return sql`case when not bool_and(${value}) then 0.0 when count(${value}) = ${asked} and ${asked} > 0 then 1.0 end`
    case 'max':
      return fact.kind === 'boolean' ? sql`max(${value}::integer)::double` : sql`max(${value})::double`
    case 'mean': {
      const number = fact.kind === 'boolean' ? sql`${value}::integer::double` : sql`${value}::double`
      const weight = facts.find(({ id }) => id === fact.weight)
      if (!weight) return sql`${sum(number, false, order)} / nullif(count(${value}), 0)`
      const by = identifier(weight.id)
      return sql`${sum(sql`${number} * ${by}::double`, false, order)} / nullif(${sum(sql`case when ${value} is not null then ${by}::double end`, false, order)}, 0)`
    }
  }
}

/** Dimensions not spoken of, and the ways in which a fact leaves them whole; more than one: the whole is preferred to the parts. */
const freeDimensions = ({ subject }: Scan, { by, where }: UnitValues): readonly string[] =>
  subject.dimensions.filter((dimension) => !by.includes(dimension) && !where.has(dimension))

const patterns = (scan: Scan, { by, where }: UnitValues, fact: Fact, free: readonly string[]): number => {
  const wanted = new Map([...by.map((d) => [d, null] as const), ...[...where].map(([d, members]) => [d, new Set(members)] as const)])
  const forms = scan.cells
    .filter((cell) => cell.fact === fact.id && scan.surveys.includes(cell.survey.id) && speaksOf(cell, wanted))
    .map((cell) => free.filter((dimension) => cell.members.has(dimension)).join(' '))
  return new Set(forms).size
}

const baseKeys = ['survey', 'year', 'unit'].map(identifier)

/** Columns: survey, year, unit, `by:<dimension>` for those asked by, and per fact `fact:<id>` (double), `hidden:<id>`, `asked:<id>` (boolean). */
export const unitValues = (scan: Scan, wanted: UnitValues): Sql => {
  const groups = [...baseKeys, ...wanted.by.map(identifier)]
  const keys = [...baseKeys, ...wanted.by.map((d) => derived('by', d))]
  const free = freeDimensions(scan, wanted)
  const order = scan.subject.dimensions.filter((dimension) => !wanted.by.includes(dimension)).map(identifier)
  const several = wanted.facts.some((fact) => patterns(scan, wanted, fact, free) > 1)
  const wholes = sql`(${join(free.map((d, bit) => sql`(${identifier(d)} is null)::integer * ${integer(2 ** bit)}`), sql` + `)})`
  const columns = wanted.facts.map((fact) => {
    const how = identifier(`${fact.id}_how`)
    return sql`${combined(fact, scan.subject.facts, scan.exact.has(fact.id), order)} as ${derived('fact', fact.id)},
      coalesce(bool_or(${how} = 'suppressed'), false) as ${derived('hidden', fact.id)},
      coalesce(bool_or(${how} <> 'not_asked'), false) as ${derived('asked', fact.id)}`
  })
  const conditions = [
    sql`survey in ${list('"survey_id"', scan.surveys)}`,
    sql`year in ${list('usmallint', scan.years)}`,
    ...(scan.units ? [sql`unit in (${scan.units})`] : []),
    ...wanted.by.filter((d) => !wanted.where.has(d)).map((d) => sql`${identifier(d)} is not null`),
    ...[...wanted.where].map(([d, members]) => sql`${identifier(d)} in ${enumList(d, members)}`),
  ]
  const named = groups.map((group, index) => sql`${group} as ${keys[index] ?? group}`)
  const scanned = sql`select ${join(named)}${several ? sql`, bit_count(${wholes}) * 65536 + ${wholes} as wholes` : sql``}, ${join(columns)}
    from ${identifier(`fact_${scan.subject.id}`)}
    where ${join(conditions, sql` and `)}
    group by ${join(groups)}${several ? sql`, ${wholes}` : sql``}`
  if (!several) return scanned
  const chosen = wanted.facts.map((fact) => {
    const [value, hidden, asked] = [derived('fact', fact.id), derived('hidden', fact.id), derived('asked', fact.id)]
    return sql`arg_max(${value}, wholes) filter (where ${value} is not null) as ${value}, bool_or(${hidden}) as ${hidden}, bool_or(${asked}) as ${asked}`
  })
  return sql`select ${join(keys)}, ${join(chosen)} from (${scanned}) group by ${join(keys)}`
}

export const memberBind = (dimension: string, member: string) => bind(enumType(dimension), member)
export { enumList }
