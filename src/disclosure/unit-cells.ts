import { bind, derived, identifier, join, sql, type Sql } from '../database/sql.ts'
import type { Columns } from '../database/database.ts'
import type { Fact, Model, Subject } from '../model/model.ts'
import { completedFacts } from '../query/imputable.ts'
import type { WaveKey } from '../query/plan.ts'
import { unitValues } from '../query/unit-values.ts'
import { subjectCells } from '../query/warehouse.ts'
import { membersId, type Breakdown } from './breakdown.ts'

/** Runs a statement on the warehouse that is being built, or on one that is open. */
export type Reading = (statement: Sql) => Promise<Columns>

/** A unit in a wave: its place in the borders of the year, and its attributes by dimension. */
export type Unit = { readonly code: string; readonly sizeGroup: string | null; readonly attributes: ReadonlyMap<string, string> }
export type Wave = WaveKey & { readonly subject: Subject; readonly fact: Fact }

/** The units of a wave in the order of their codes, and the place of each in that order by its number in the warehouse. */
export const readUnits = async (read: Reading, model: Model, { survey, year }: WaveKey): Promise<{ units: readonly Unit[]; positions: ReadonlyMap<number, number> }> => {
  const dimensions = model.dimensions.filter(({ of }) => of === 'unit').map(({ id }) => id)
  const { values, rowCount } = await read(sql`
    select unit, code, size_group${join([sql``, ...dimensions.map((id) => sql`, ${identifier(id)}`)], sql``)}
    from unit_wave where survey = ${bind('"survey_id"', survey)} and year = ${bind('usmallint', year)} order by code, unit`)
  const [numbers = [], codes = [], groups = [], ...attributes] = values
  const units = Array.from({ length: rowCount }, (_, row): Unit => ({
    code: String(codes[row]),
    sizeGroup: groups[row] === null ? null : String(groups[row]),
    attributes: new Map(dimensions.flatMap((id, index) => (attributes[index]?.[row] == null ? [] : [[id, String(attributes[index][row])]]))),
  }))
  return { units, positions: new Map(numbers.map((number, row) => [Number(number), row])) }
}

/** What there is of each combination and unit. */
export type UnitCells = {
  /** Its number, NaN where there is none. Yes is 1. */
  readonly numbers: readonly Float64Array[]
  /** 1 where nothing of the number is an answer: it is an estimate for a unit that did not give one. */
  readonly estimated: readonly Uint8Array[]
  /** 1 where the answer came as not public. */
  readonly withheld: readonly Uint8Array[]
}

/** As estimates have it: with estimates for what was not answered where the fact is imputed. */
export const readUnitCells = async (
  read: Reading,
  model: Model,
  { subject, fact, survey, year }: Wave,
  { combinations }: Breakdown,
  positions: ReadonlyMap<number, number>,
): Promise<UnitCells> => {
  const numbers = combinations.map(() => new Float64Array(positions.size).fill(Number.NaN))
  const [estimated, withheld] = [0, 1].map(() => combinations.map(() => new Uint8Array(positions.size))) as [Uint8Array[], Uint8Array[]]
  const place = new Map(combinations.map((members, index) => [membersId(members), index]))
  const kinds = new Map(combinations.map((members) => [members.map(([id]) => id).join(' '), members.map(([id]) => id)]))
  const sizes = new Map(model.dimensions.map(({ id, members }) => [id, members === 'found' ? 1 : members.length]))
  const scan = { subject, cells: subjectCells({ model }, subject.id), waves: [{ survey, year }], sizes, units: null, exact: new Set<string>(), merging: false }
  const completed = completedFacts(subject).includes(fact)
  const number = derived('fact', fact.id)
  const estimate = completed ? sql`coalesce(abs(${derived('imputed', fact.id)} - ${number}) < 1e-9, false)` : sql`false`
  for (const by of kinds.values()) {
    const values = unitValues(scan, { by, where: new Map(), split: [], facts: [fact], completed })
    const { values: columns, rowCount } = await read(
      sql`select unit, ${number}::double, ${estimate}, ${derived('hidden', fact.id)}${join([sql``, ...by.map((id) => sql`, ${derived('by', id)}`)], sql``)}
        from (${values}) where ${number} is not null`,
    )
    const [units = [], found = [], estimates = [], hidden = [], ...members] = columns
    for (let row = 0; row < rowCount; row += 1) {
      const cell = place.get(membersId(by.map((id, index) => [id, String(members[index]?.[row])] as const)))
      const unit = positions.get(Number(units[row]))
      if (cell === undefined || unit === undefined) continue
      numbers[cell]![unit] = Number(found[row])
      if (estimates[row] === true) estimated[cell]![unit] = 1
      if (hidden[row] === true) withheld[cell]![unit] = 1
    }
  }
  return { numbers, estimated, withheld }
}

/** Codes of units whose value is estimated by their own of the year before. */
export const readGrown = async (read: Reading, { subject, fact, survey, year }: Wave): Promise<ReadonlySet<string>> => {
  const { values } = await read(sql`
    select distinct u.code from imputation i join unit_wave u using (survey, year, unit)
    where i.subject = ${bind('varchar', subject.id)} and i.fact = ${bind('varchar', fact.id)} and survey = ${bind('"survey_id"', survey)}
      and year = ${bind('usmallint', year)} and i.imputed and i.method = ${bind('varchar', 'growth')}::imputation_method`)
  return new Set((values[0] ?? []).map(String))
}
