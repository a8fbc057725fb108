import { createGeography } from '../geography/geography.ts'
import type { DividedRow } from '../geography/divided.ts'
import type { Database } from '../database/database.ts'
import { bind, identifier, join, sql, type Parameter } from '../database/sql.ts'
import type { Model } from '../model/model.ts'
import type { Release } from '../release/open.ts'
import { waveId } from './plan.ts'
import { readFactTables } from './run.ts'
import type { Warehouse } from './warehouse.ts'

/** First and last year whose borders are known; without geography the years of the waves. */
const readVintages = async (database: Database, years: readonly number[]): Promise<readonly [number, number]> => {
  const { values } = await database.all(sql`select min(vintage), max(vintage) from area_correspondence`)
  const [first, last] = values.map(([value]) => value)
  return typeof first === 'number' && typeof last === 'number' ? [first, last] : [Math.min(...years), Math.max(...years)]
}

/** Attributes that some unit of a survey's frame lacks, because only those that answered told it: how many have it nobody knows. */
const readUntoldAttributes = async (database: Database, model: Model): Promise<Warehouse['untold']> => {
  const dimensions = model.dimensions.filter(({ of }) => of === 'unit').map(({ id }) => id)
  if (dimensions.length === 0) return () => false
  const flags = dimensions.map((id) => sql`bool_or(in_frame and ${identifier(id)} is null)`)
  const { values } = await database.all(sql`select survey, ${join(flags)} from unit_wave group by survey`)
  const untold = new Set(
    (values[0] ?? []).flatMap((survey, row) => dimensions.filter((_, index) => values[index + 1]?.[row] === true).map((id) => `${String(survey)} ${id}`)),
  )
  return (survey, dimension) => untold.has(`${survey} ${dimension}`)
}

/** Base areas of the years of answers of which a part counts here and a part there. */
const readDivided = async (database: Database, [first, last]: readonly [number, number]): Promise<readonly DividedRow[]> => {
  const [from, to] = [first, last].map((year) => bind('usmallint', year)) as [Parameter, Parameter]
  const { values, rowCount } = await database.all(sql`
    select vintage, level, year, code, list(area order by area) from area_place
    where share > 0 and share < 1 and year in (select least(greatest(year, ${from}), ${to}) from wave)
    group by vintage, level, year, code order by vintage, level, year, code`)
  const [vintages, levels, years, codes, areas] = values as [number[], string[], number[], string[], string[][]]
  return Array.from({ length: rowCount }, (_, row) => ({ vintage: vintages[row]!, level: levels[row]!, year: years[row]!, code: codes[row]!, areas: areas[row]! }))
}

/** Facts and waves of which something is hidden; null of a release of a program that hid nothing. */
const readGuarded = async (database: Database): Promise<Warehouse['guarded']> => {
  const { rowCount } = await database.all(sql`select 1 from duckdb_tables() where table_name = ${bind('varchar', 'suppression')}`)
  if (rowCount === 0) return null
  const { values } = await database.all(sql`select distinct subject, fact, survey, year from suppression`)
  const [subjects = [], facts = [], surveys = [], years = []] = values
  return new Set(subjects.map((subject, row) => `${String(subject)} ${String(facts[row])} ${waveId({ survey: String(surveys[row]), year: Number(years[row]) })}`))
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
    untold: await readUntoldAttributes(database, model),
    geography: createGeography(model, release.geography, vintages, model.geography ? await readDivided(database, vintages) : []),
    waves: [...waves].sort((a, b) => a.year - b.year || (order.get(a.survey) ?? 0) - (order.get(b.survey) ?? 0)),
    members: (dimension) => members[dimension] ?? [],
    guarded: await readGuarded(database),
    close,
  }
}
