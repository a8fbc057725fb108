import { bind, join, sql, type Sql } from '../database/sql.ts'
import { recordsOf } from '../database/records.ts'
import type { HiddenCell } from '../disclosure/hidden-cells.ts'
import type { Wave } from '../disclosure/unit-cells.ts'
import { waveName } from './earlier-suppression.ts'
import type { Stage } from './stage.ts'

/** Columns of `suppression`, without the survey's type, which is each database's own. */
const columns = sql`subject, fact, survey::varchar as survey, year, vintage, level, area, dimensions, members, kind`

/** What a release hides of a wave, in the order it was worked out. */
export const cellsIn = async ({ writer }: Stage, database: string, { subject, fact, survey, year }: Wave): Promise<HiddenCell[]> => {
  const name = await writer.attached(database)
  return recordsOf<HiddenCell>(
    await writer.all(sql`select vintage::integer as vintage, level, area, dimensions, members, kind from ${name}.suppression
      where subject = ${bind('varchar', subject.id)} and fact = ${bind('varchar', fact.id)} and survey::varchar = ${bind('varchar', survey)} and year = ${bind('usmallint', year)}
      order by rowid`),
  )
}

/** Units whose own whole number a release hides, by `waveName`. Each database is read once. */
export const createSingles = ({ writer, model }: Stage): ((database: string, wave: Wave) => Promise<readonly string[]>) => {
  const known = new Map<string, Promise<ReadonlyMap<string, readonly string[]>>>()
  const read = async (database: string) => {
    const singles = new Map<string, string[]>()
    const name = await writer.attached(database)
    const rows = await writer.all(sql`select subject, fact, survey::varchar, year::integer, list(area) from ${name}.suppression
      where level = ${bind('varchar', model.geography?.base ?? '')} and dimensions = '' group by all`)
    const [subjects = [], facts = [], surveys = [], years = [], areas = []] = rows.values
    for (let row = 0; row < rows.rowCount; row += 1) singles.set(waveName(String(subjects[row]), String(facts[row]), String(surveys[row]), Number(years[row])), areas[row] as string[])
    return singles
  }
  return async (database, { subject, fact, survey, year }) => {
    known.set(database, known.get(database) ?? read(database))
    return (await known.get(database))?.get(waveName(subject.id, fact.id, survey, year)) ?? []
  }
}

/** A wave that is hidden as it was in the release of another database. `place`: its order among all. */
export type Taken = { readonly place: number; readonly database: string; readonly wave: Wave }

/** The rows of these waves, with `place` and their `position` in the release they come from, as a statement; null where there are none. */
export const takenRows = async ({ writer }: Stage, taken: readonly Taken[]): Promise<Sql | null> => {
  const selects: Sql[] = []
  for (const database of new Set(taken.map((one) => one.database))) {
    const name = await writer.attached(database)
    const waves = taken
      .filter((one) => one.database === database)
      .map(({ place, wave: { subject, fact, survey, year } }) => sql`(${bind('integer', place)}, ${bind('varchar', subject.id)}, ${bind('varchar', fact.id)}, ${bind('varchar', survey)}, ${bind('usmallint', year)})`)
    selects.push(sql`select w.place, s.* from (select rowid as position, ${columns} from ${name}.suppression) s
      join (values ${join(waves)}) w(place, subject, fact, survey, year) using (subject, fact, survey, year)`)
  }
  return selects.length === 0 ? null : join(selects, sql` union all `)
}
