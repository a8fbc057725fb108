import { bind, derived, empty, identifier, join, list, sql, type Sql } from '../database/sql.ts'
import type { Fact, Subject } from '../model/model.ts'
import { isAskedIn, speaksOf, type Cell } from './cells.ts'
import { coveringsOf, mayOverlap, type Covering } from './coverings.ts'
import { isMember, renamed } from './fields.ts'
import { exactlyCompleted } from './imputable.ts'
import type { WaveKey } from './plan.ts'
import { total, type Precision } from './total.ts'

/**
 * The first step of every estimate: rows -> one value per unit (and member asked by).
 * Facts that are split by the same dimensions and filtered alike share one scan.
 */
export type UnitValues = {
  readonly by: readonly string[]
  readonly where: ReadonlyMap<string, readonly string[]>
  /** Dimensions whose parts are added up, even where the whole was stated too. */
  readonly split: readonly string[]
  readonly facts: readonly Fact[]
  /** Read with estimates for what was not answered, and not only as answered. */
  readonly completed: boolean
}
export type Scan = {
  readonly subject: Subject
  readonly cells: readonly Cell[]
  readonly waves: readonly WaveKey[]
  /** How many members a dimension has. */
  readonly sizes: ReadonlyMap<string, number>
  /** Only these units; null: all. */
  readonly units: Sql | null
  /** Facts stored as exact decimals, whose sums do not depend on order. */
  readonly exact: ReadonlySet<string>
  /** Whether units are put together with others, so that a mean needs its weight. */
  readonly merging: boolean
}

const howOf = ({ id }: Fact): Sql => identifier(`${id}_how`)

/** The least precise of some facts; `exact`: those stored as decimals. */
export const precisionOf = (facts: readonly Fact[], exact: ReadonlySet<string>): Precision => {
  if (facts.every(({ kind }) => kind === 'boolean')) return 'counted'
  return facts.every(({ id, kind }) => kind === 'boolean' || exact.has(id)) ? 'exact' : 'floating'
}

const rowsWhere = (conditions: readonly Sql[]): Sql => (conditions.length === 0 ? empty : sql`filter (where ${join(conditions, sql` and `)})`)

/** Of a completed table: the row's value is an estimate; of what is not public too. */
const isEstimate = (fact: Fact): Sql => sql`${howOf(fact)} in ('imputed', 'suppressed') and ${identifier(fact.id)} is not null`

/** One value of the rows that meet the conditions, as the fact combines its parts. */
const combined = (fact: Fact, facts: readonly Fact[], exact: ReadonlySet<string>, conditions: readonly Sql[]): Sql => {
  const of = rowsWhere(conditions)
  const value = identifier(fact.id)
  const said = sql`count(${value}) ${of}`
  const asked = sql`count(case when ${howOf(fact)} <> 'not_asked' then 1 end) ${of}`
  const precision = precisionOf([fact], exact)
  switch (fact.combine) {
    case 'sum':
      return sql`case when ${said} = ${asked} then ${total(value, precision, of)} end`
    case 'any':
      return sql`case when bool_or(${value}) ${of} then 1.0 when ${said} = ${asked} and ${asked} > 0 then 0.0 end`
    case 'all':
      return sql`case when not bool_and(${value}) ${of} then 0.0 when ${said} = ${asked} and ${asked} > 0 then 1.0 end`
    case 'max':
      return fact.kind === 'boolean' ? sql`max(${value}::integer) ${of}` : sql`max(${value}) ${of}`
    case 'mean': {
      const number = fact.kind === 'boolean' ? sql`${value}::integer` : value
      const weight = weightOf(fact, facts)
      if (!weight) return sql`${total(number, precision, of)} / nullif(${said}, 0)`
      const products = total(sql`${number} * ${identifier(weight.id)}`, precisionOf([fact, weight], exact), of)
      return sql`${products} / nullif(${weightsBehind(fact, weight, exact, of)}, 0)`
    }
  }
}

/** The fact that weights the parts of a mean; undefined where they count alike. */
export const weightOf = (fact: Fact, facts: readonly Fact[]): Fact | undefined =>
  fact.combine === 'mean' ? facts.find(({ id }) => id === fact.weight) : undefined

const weightsBehind = (fact: Fact, weight: Fact, exact: ReadonlySet<string>, of: Sql): Sql =>
  total(sql`case when ${identifier(fact.id)} is not null then ${identifier(weight.id)} end`, precisionOf([weight], exact), of)

const surveysOf = ({ waves }: Pick<Scan, 'waves'>) => [...new Set(waves.map(({ survey }) => survey))].sort()
export const yearsOf = ({ waves }: Pick<Scan, 'waves'>) => [...new Set(waves.map(({ year }) => year))].sort((a, b) => a - b)

/** Waves in which a fact is put together in the same ways. */
type Assembly = { readonly waves: readonly WaveKey[]; readonly coverings: readonly Covering[] }

/** Null where every wave states the fact by the same dimensions, so that its rows never overlap. */
const assembliesOf = (scan: Scan, { by, where, split }: UnitValues, fact: Fact): readonly Assembly[] | null => {
  const free = scan.subject.dimensions.filter((dimension) => !by.includes(dimension) && !where.has(dimension) && !split.includes(dimension))
  const wanted = new Map([
    ...[...by, ...split].map((d) => [d, null] as const),
    ...[...where].map(([d, members]) => [d, new Set(members)] as const),
  ])
  const cells = scan.cells.filter((cell) => cell.fact === fact.id && speaksOf(cell, wanted))
  if (!mayOverlap(cells, free)) return null
  const known = new Map<string, readonly Covering[]>()
  const groups = new Map<string, Assembly>()
  for (const wave of scan.waves) {
    const asked = cells.filter((cell) => cell.survey.id === wave.survey && isAskedIn(cell, wave.year))
    const form = asked.map((cell) => cells.indexOf(cell)).join(' ')
    const coverings = known.get(form) ?? coveringsOf(asked, free, scan.sizes)
    known.set(form, coverings)
    if (coverings.length === 0) continue
    const id = coveringsId(coverings)
    groups.set(id, { waves: [...(groups.get(id)?.waves ?? []), wave], coverings })
  }
  return [...groups.values()]
}

const coveringsId = (coverings: readonly Covering[]): string =>
  JSON.stringify(coverings.map((parts) => parts.map(({ wholes, cells }) => [wholes, cells?.map(membersId)])))
const membersId = ({ members }: Cell) => [...members].map(([dimension, some]) => [dimension, some && [...some]])

const isCell = (cell: Cell): Sql =>
  join(
    [
      sql`true`,
      ...[...cell.members].map(([d, members]) =>
        members === null ? sql`${identifier(d)} is not null` : isMember(identifier(d), d, [...members]),
      ),
    ],
    sql` and `,
  )

const areWaves = (waves: readonly WaveKey[]): Sql =>
  join(surveysOf({ waves }).map((survey) => {
    const years = yearsOf({ waves: waves.filter((wave) => wave.survey === survey) })
    return sql`(survey = ${bind('"survey_id"', survey)} and year in ${list('usmallint', years)})`
  }), sql` or `)

/** Whether a row belongs to the nth way of putting the fact together in its wave. */
const belongs = (scan: Scan, wanted: UnitValues, assemblies: readonly Assembly[], nth: number): Sql => {
  const spoken = new Set([...wanted.by, ...wanted.where.keys(), ...wanted.split])
  const free = scan.subject.dimensions.filter((dimension) => !spoken.has(dimension))
  const cases = assemblies.flatMap(({ waves, coverings }) => {
    const parts = coverings[nth]?.map(({ wholes, cells }) => {
      const isOfKind = free.map((d) => (wholes.includes(d) ? sql`${identifier(d)} is null` : sql`${identifier(d)} is not null`))
      const kind = join([sql`true`, ...isOfKind], sql` and `)
      return cells === null ? sql`(${kind})` : sql`(${kind} and (${join(cells.map((cell) => sql`(${isCell(cell)})`), sql` or `)}))`
    })
    return parts ? [{ waves, isPart: sql`(${join(parts, sql` or `)})` }] : []
  })
  const [first] = cases
  if (first?.waves.length === scan.waves.length) return first.isPart
  return join([sql`false`, ...cases.map(({ waves, isPart }) => sql`(${areWaves(waves)}) and ${isPart}`)], sql` or `)
}

/** What there is of the ways to put a fact together: an answer before an estimate. `imputed`: the least that is estimated of it, null where nothing is. */
const completed = (fact: Fact, facts: readonly Fact[], exact: ReadonlySet<string>, ways: readonly (readonly Sql[])[]): { value: Sql; imputed: Sql } => {
  const each = ways.map((conditions) => {
    const value = combined(fact, facts, exact, conditions)
    const estimated = [...conditions, isEstimate(fact)]
    const part = fact.combine === 'sum' ? total(identifier(fact.id), precisionOf([fact], exact), rowsWhere(estimated)) : value
    const answer = sql`case when count(*) ${rowsWhere(estimated)} = 0 then ${value} end`
    return { value, answer, part: sql`case when ${value} is not null then ${part} end` }
  })
  const answers = each.map(({ answer }) => answer)
  return {
    value: sql`coalesce(${join([...answers, ...each.map(({ value }) => value)])})`,
    imputed: sql`case when coalesce(${join(answers)}) is null then least(${join(each.map(({ part }) => part))}) end`,
  }
}

/** What weights the mean that is the value, of the same way to put it together. */
const weightColumn = (fact: Fact, facts: readonly Fact[], exact: ReadonlySet<string>, ways: readonly (readonly Sql[])[]): Sql => {
  const weight = weightOf(fact, facts)
  if (!weight) return empty
  const each = ways.map((conditions) => sql`case when ${combined(fact, facts, exact, conditions)} is not null then ${weightsBehind(fact, weight, exact, rowsWhere(conditions))} end`)
  return sql`, coalesce(${join(each)})::double as ${derived('weight', fact.id)}`
}

/**
 * Columns: survey, year, unit, `by:<dimension>` for those asked by, and per fact `fact:<id>` (a number), `hidden:<id>`, `asked:<id>`
 * (boolean); `imputed:<id>` too where completed (the part of the number that is an estimate, null where none is), and `weight:<id>` of a
 * weighted mean where units are merged.
 */
export const unitValues = (scan: Scan, wanted: UnitValues): Sql => {
  const { subject } = scan
  const exact = wanted.completed ? exactlyCompleted(subject, scan.exact) : scan.exact
  const labels = new Map<string, { name: Sql; column: Sql }>()
  const labelOf = (assemblies: readonly Assembly[], nth: number): Sql => {
    const id = JSON.stringify([nth, assemblies.map(({ waves, coverings }) => [waves, coveringsId(coverings)])])
    const known = labels.get(id)
    if (known) return known.name
    const name = derived('covering', `c${labels.size}`)
    labels.set(id, { name, column: sql`${belongs(scan, wanted, assemblies, nth)} as ${name}` })
    return name
  }
  const columns = wanted.facts.map((fact) => {
    const assemblies = assembliesOf(scan, wanted, fact)
    const length = Math.max(1, ...(assemblies ?? []).map(({ coverings }) => coverings.length))
    const ways = Array.from({ length }, (_, nth) => (assemblies ? [labelOf(assemblies, nth)] : []))
    const { value, imputed } = wanted.completed
      ? completed(fact, subject.facts, exact, ways)
      : { value: sql`coalesce(${join(ways.map((conditions) => combined(fact, subject.facts, exact, conditions)))})`, imputed: null }
    return sql`${value} as ${derived('fact', fact.id)}${imputed ? sql`, ${imputed} as ${derived('imputed', fact.id)}` : empty}${scan.merging ? weightColumn(fact, subject.facts, exact, ways) : empty},
      coalesce(bool_or(${howOf(fact)} = 'suppressed'), false) as ${derived('hidden', fact.id)},
      coalesce(bool_or(${howOf(fact)} <> 'not_asked'), false) as ${derived('asked', fact.id)}`
  })
  const conditions = [
    sql`survey in ${list('"survey_id"', surveysOf(scan))}`,
    sql`year in ${list('usmallint', yearsOf(scan))}`,
    ...(scan.units ? [sql`unit in (${scan.units})`] : []),
    ...[...wanted.by, ...wanted.split].filter((d) => !wanted.where.has(d)).map((d) => sql`${identifier(d)} is not null`),
    ...[...wanted.where].map(([d, members]) => isMember(identifier(d), d, members)),
  ]
  const table = sql`${identifier(wanted.completed ? `completed_${subject.id}` : `fact_${subject.id}`)} where ${join(conditions, sql` and `)}`
  return sql`select survey, year, unit${renamed(wanted.by)}, ${join(columns)}
    from ${labels.size === 0 ? table : sql`(select *, ${join([...labels.values()].map(({ column }) => column))} from ${table})`}
    group by ${join([sql`survey`, sql`year`, sql`unit`, ...wanted.by.map(identifier)])}`
}
