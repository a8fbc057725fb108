import { bind, derived, identifier, join, sql, type Sql } from '../database/sql.ts'
import type { Columns } from '../database/database.ts'
import type { Fact, Model, Subject } from '../model/model.ts'
import { cellsOf } from '../query/cells.ts'
import type { WaveKey } from '../query/plan.ts'
import { unitValues } from '../query/unit-values.ts'
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

/** What each unit states of each combination, by combination and unit; NaN where it states nothing. Yes is 1. */
export const readUnitCells = async (
  read: Reading,
  model: Model,
  { subject, fact, survey, year }: Wave,
  { combinations }: Breakdown,
  positions: ReadonlyMap<number, number>,
): Promise<readonly Float64Array[]> => {
  const cells = combinations.map(() => new Float64Array(positions.size).fill(Number.NaN))
  const place = new Map(combinations.map((members, index) => [membersId(members), index]))
  const kinds = new Map(combinations.map((members) => [members.map(([id]) => id).join(' '), members.map(([id]) => id)]))
  const sizes = new Map(model.dimensions.map(({ id, members }) => [id, members === 'found' ? 1 : members.length]))
  const weight = subject.facts.filter(({ id }) => id === fact.weight)
  const scan = { subject, cells: cellsOf(model, subject.id), waves: [{ survey, year }], sizes, units: null, exact: new Set<string>() }
  for (const by of kinds.values()) {
    const stated = unitValues(scan, { by, where: new Map(), split: [], facts: [fact, ...weight] })
    const { values, rowCount } = await read(
      sql`select unit, ${derived('fact', fact.id)}::double${join([sql``, ...by.map((id) => sql`, ${derived('by', id)}`)], sql``)} from (${stated})
        where ${derived('fact', fact.id)} is not null`,
    )
    const [units = [], numbers = [], ...members] = values
    for (let row = 0; row < rowCount; row += 1) {
      const cell = cells[place.get(membersId(by.map((id, index) => [id, String(members[index]?.[row])] as const))) ?? -1]
      const unit = positions.get(Number(units[row]))
      if (cell && unit !== undefined) cell[unit] = Number(numbers[row])
    }
  }
  return cells
}
