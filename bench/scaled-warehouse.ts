import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bind, identifier, integer, sql } from '../src/database/sql.ts'
import { createWriter, type Writer } from '../src/database/writer.ts'
import { databaseFile, fileChecksum, manifestFile } from '../src/release/manifest.ts'
import { currentRelease, releasePath } from '../src/release/store.ts'

/** The tables the questions read, and in each a fact of which some copies say the opposite, so that copies differ. */
const tables = [
  { name: 'fact_waiting_lists', flipped: 'has_list' },
  { name: 'fact_workforce', flipped: null },
  { name: 'completed_waiting_lists', flipped: null },
  { name: 'completed_workforce', flipped: null },
  { name: 'imputation', flipped: null },
] as const
/** Between the numbers of a unit and of its next copy; above every number of the shipped warehouse. */
const step = 100_000

/**
 * Copies a data directory and multiplies the units of its release, as if so many respondents had answered for every municipality, until the
 * table of waiting lists has at least `rows` rows. Areas, borders, years and members stay as they are. Gives the number of copies and rows.
 */
export const makeScaledWarehouse = async (from: string, to: string, rows: number): Promise<{ copies: number; rows: number }> => {
  cpSync(from, to, { recursive: true })
  const release = releasePath(to, currentRelease(to) ?? '')
  const file = join(release, databaseFile)
  const writer = await createWriter(file)
  const copies = Math.ceil(rows / (await countOf(writer, tables[0].name)))
  await multiplyUnits(writer, copies)
  for (const { name, flipped } of tables) await multiplyFacts(writer, name, flipped, copies)
  const made = await countOf(writer, tables[0].name)
  await writer.close()
  const manifest = JSON.parse(readFileSync(join(release, manifestFile), 'utf8')) as Record<string, unknown>
  writeFileSync(join(release, manifestFile), JSON.stringify({ ...manifest, checksum: await fileChecksum(file) }))
  return { copies, rows: made }
}

const countOf = async (writer: Writer, table: string): Promise<number> => {
  const { values } = await writer.all(sql`select count(*)::double from ${identifier(table)}`)
  return Number(values[0]?.[0])
}

const multiplyUnits = async (writer: Writer, copies: number): Promise<void> => {
  const others = sql`range(1, ${integer(copies)}) t(copy)`
  const unit = sql`(unit + copy * ${integer(step)})::integer as unit`
  const times = sql`* ${bind('integer', copies)}`
  await writer.run(sql`insert into unit select * exclude (copy) replace (${unit}) from unit, ${others}`)
  await writer.run(sql`insert into unit_wave select * exclude (copy) replace (${unit}) from unit_wave, ${others}
    order by survey, year, unit`)
  await writer.run(sql`update stratum set units = units ${times}, size = size ${times}, respondents = respondents ${times},
    respondents_weight = respondents_weight ${times}`)
  await writer.run(sql`update wave set frame = frame ${times}, sampled = sampled ${times}, respondents = respondents ${times}`)
}

/** Sorted as a build leaves them. */
const multiplyFacts = async (writer: Writer, name: string, flipped: string | null, copies: number): Promise<void> => {
  const table = identifier(name)
  const other = flipped ? sql`, ${identifier(flipped)} <> (hash(unit, year, copy) % 4 = 0) as ${identifier(flipped)}` : sql``
  await writer.run(sql`create or replace table ${table} as
    select * exclude (copy) replace ((unit + copy * ${integer(step)})::integer as unit${other})
    from ${table}, range(0, ${integer(copies)}) t(copy)
    order by survey, year, unit`)
}
