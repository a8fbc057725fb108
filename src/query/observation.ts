import { derived, empty, identifier, integer, join, list, sql, type Sql } from '../database/sql.ts'
import type { Fact, Model } from '../model/model.ts'
import { operandsOf, type Operand } from './operands.ts'
import { fieldsOf, isMember, renamed } from './fields.ts'
import { imputes } from './imputable.ts'
import type { Plan } from './plan.ts'
import { numberTypes, total, type Precision } from './total.ts'
import { subjectCells } from './warehouse.ts'
import { precisionOf, unitValues, weightOf, yearsOf, type Scan, type UnitValues } from './unit-values.ts'

type Source = { readonly name: Sql; readonly definition: Sql }

type Key = {
  readonly by: readonly string[]
  readonly where: ReadonlyMap<string, readonly string[]>
  readonly split?: readonly string[]
  readonly completed?: boolean
}
const keyOf = ({ by, where, split = [], completed = false }: Key) =>
  JSON.stringify([by, [...where].sort(([a], [b]) => (a < b ? -1 : 1)), split, completed])

/** Scans of the fact table: operands split and filtered alike are read together. */
const scansOf = (scan: Scan, operands: readonly Operand[]): ReadonlyMap<string, Source> => {
  const wanted = new Map<string, UnitValues & { facts: Fact[] }>()
  for (const operand of operands) {
    if (operand.kind !== 'fact') continue
    const key = keyOf(operand)
    const known = wanted.get(key) ?? { ...operand, facts: [] }
    if (!known.facts.some((fact) => fact.id === operand.fact.id)) known.facts.push(operand.fact)
    wanted.set(key, known)
  }
  return new Map(
    [...wanted].map(([key, values], index) => [key, { name: sql`values_${integer(index)}`, definition: unitValues(scan, values) }]),
  )
}

const populationsOf = (operands: readonly Operand[], years: readonly number[]): ReadonlyMap<string, Source> => {
  const wanted = new Map(operands.flatMap((operand) => (operand.kind === 'population' ? [[keyOf(operand), operand] as const] : [])))
  return new Map(
    [...wanted].map(([key, { by, where }], index) => {
      const filters = [...where].map(([dimension, members]) => isMember(identifier(dimension), dimension, members))
      const conditions = [sql`year in ${list('usmallint', years)}`, ...filters]
      const definition = sql`select year, code${renamed(by)}, ${total(sql`persons`, 'floating')} as persons from population
        where ${join(conditions, sql` and `)} group by ${join([sql`year`, sql`code`, ...by.map(identifier)])}`
      return [key, { name: sql`population_${integer(index)}`, definition }]
    }),
  )
}

/** What y and x of a plan are. */
export const planPrecision = ({ subject, measures }: Plan, exact: ReadonlySet<string>): Precision => {
  const used = new Set(measures.flatMap(({ indicator }) => [indicator.of, indicator.to]))
  const facts = precisionOf(subject.facts.filter(({ id }) => used.has(id)), exact)
  const averaged = subject.facts.some(({ id, combine }) => used.has(id) && combine === 'mean')
  const divided = measures.some(({ indicator }) => indicator.to === 'population' || indicator.to === 'size')
  return facts === 'counted' && (averaged || divided) ? 'exact' : facts
}

const same = (by: readonly string[]): Sql => join(by.map((d) => sql` and d.${derived('by', d)} = v.${derived('by', d)}`), empty)

/**
 * Definitions (for a `with`) ending in `observation`: one row per measure, unit and member asked by, with y, x (numbers of
 * `planPrecision`, null where missing; x is 1 where the indicator has no denominator), hidden (a part was not public) and asked; if
 * something of the plan is imputed also imputed and imputed_x, the parts of y and x that are estimates, null where nothing is; where units
 * are merged also z, the weight of y among those of several units.
 */
export const observations = (model: Model, plan: Plan, scan: Omit<Scan, 'cells' | 'subject'>): Sql => {
  const cells = subjectCells({ model }, plan.subject.id)
  const measures = plan.measures.map((measure) => operandsOf(model, plan, cells, measure))
  const isImputed = imputes(plan)
  const operands = measures.flatMap(({ of, to }) => [of, to])
  const scans = scansOf({ ...scan, subject: plan.subject, cells }, operands)
  const populations = populationsOf(operands, yearsOf(scan))
  const number = numberTypes[planPrecision(plan, scan.exact)]
  const source = (sources: ReadonlyMap<string, Source>, operand: Key) => {
    const found = sources.get(keyOf(operand))
    if (!found) throw new Error('an operand without a source')
    return found.name
  }
  const partOf = (operand: Operand, table: Sql): Sql =>
    operand.kind === 'fact' && operand.completed ? sql`${table}.${derived('imputed', operand.fact.id)}::${number}` : sql`null::${number}`
  const denominator = (to: Operand): { x: Sql; joins: Sql } => {
    switch (to.kind) {
      case 'one':
        return { x: sql`1.0`, joins: empty }
      case 'size':
        return { x: sql`d.size`, joins: sql`join unit_wave d on d.survey = v.survey and d.year = v.year and d.unit = v.unit` }
      case 'population':
        return {
          x: sql`d.persons`,
          joins: sql`join unit u on u.survey = v.survey and u.year = v.year and u.unit = v.unit
            left join ${source(populations, to)} d on d.year = u.year and d.code = u.code${same(to.by)}`,
        }
      case 'fact':
        return {
          x: sql`d.${derived('fact', to.fact.id)}`,
          joins: sql`left join ${source(scans, to)} d on d.survey = v.survey and d.year = v.year and d.unit = v.unit${same(to.by)}`,
        }
    }
  }
  const rows = measures.map(({ of, to }, position) => {
    const { x, joins } = denominator(to)
    return sql`select ${integer(position)} as measure, v.survey, v.year, v.unit${fieldsOf(of.by, sql`v.`)},
        v.${derived('fact', of.fact.id)}::${number} as y, ${x}::${number} as x,
        v.${derived('hidden', of.fact.id)} as hidden, v.${derived('asked', of.fact.id)} as asked
        ${scan.merging ? sql`, ${weightOf(of.fact, plan.subject.facts) ? sql`v.${derived('weight', of.fact.id)}` : sql`1.0::double`} as z` : empty}
        ${isImputed ? sql`, ${partOf(of, sql`v`)} as imputed, ${partOf(to, sql`d`)} as imputed_x` : empty}
      from ${source(scans, of)} v ${joins}`
  })
  const definitions = [...scans.values(), ...populations.values()].map(({ name, definition }) => sql`${name} as (${definition})`)
  return sql`${join(definitions, sql`,
    `)},
    observation as (${join(rows, sql` union all `)})`
}
