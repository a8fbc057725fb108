import { createGeography } from '../geography/geography.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Release } from '../release/open.ts'
import { readFactTables } from './run.ts'
import type { Warehouse } from './warehouse.ts'

/** First and last year whose borders are known; without geography the years of the waves. */
const readVintages = async (database: Database, years: readonly number[]): Promise<readonly [number, number]> => {
  const { values } = await database.all(sql`select min(vintage), max(vintage) from area_correspondence`)
  const [first, last] = values.map(([value]) => value)
  return typeof first === 'number' && typeof last === 'number' ? [first, last] : [Math.min(...years), Math.max(...years)]
}

/** Reads into memory what questions of a release need beside its facts. Closing it closes the release. */
export const openWarehouse = async (release: Release): Promise<Warehouse> => {
  const { key, createdAt, notes, model, database, waves, members, close } = release
  const order = new Map(model.surveys.map(({ id }, index) => [id, index]))
  const vintages = await readVintages(database, waves.map(({ year }) => year))
  return {
    key,
    createdAt,
    notes,
    model,
    database,
    facts: await readFactTables(database),
    geography: createGeography(model, release.geography, vintages),
    waves: [...waves].sort((a, b) => a.year - b.year || (order.get(a.survey) ?? 0) - (order.get(b.survey) ?? 0)),
    members: (dimension) => members[dimension] ?? [],
    close,
  }
}
