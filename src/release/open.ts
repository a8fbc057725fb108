import { statSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, type Database, type DatabaseSettings } from '../database/database.ts'
import { recordsOf } from '../database/records.ts'
import { identifier, join as joinSql, sql } from '../database/sql.ts'
import type { AreaChangeRow, AreaMemberRow, AreaRow } from '../model/geography-rows.ts'
import type { Model } from '../model/model.ts'
import { databaseFile, readManifest } from './manifest.ts'
import { ReleaseError } from './release-error.ts'

/** One year of a survey. `frame` null: without a frame; `sampled` null: not known. */
export type Wave = {
  readonly survey: string
  readonly year: number
  readonly file: string
  readonly checksum: string
  readonly synthetic: boolean
  readonly frame: number | null
  readonly sampled: number | null
  readonly respondents: number
}

/** An open release: the database, and what is small enough to be kept in memory. */
export type Release = {
  readonly key: string
  readonly createdAt: string
  readonly notes: string | null
  readonly model: Model
  readonly database: Database
  readonly geography: {
    readonly areas: readonly AreaRow[]
    readonly members: readonly AreaMemberRow[]
    readonly changes: readonly AreaChangeRow[]
  }
  readonly waves: readonly Wave[]
  /** Dimension -> its members in order, those found in the files too. */
  readonly members: Readonly<Record<string, readonly string[]>>
  close(): Promise<void>
}

/** Opens the release in a folder for reading. Throws ReleaseError where it is missing, damaged or of a newer program. */
export const openRelease = async (path: string, settings: DatabaseSettings = {}): Promise<Release> => {
  const manifest = readManifest(path)
  const file = join(path, databaseFile)
  const damaged = (error: unknown) =>
    new ReleaseError(
      `release ${manifest.key} is damaged: ${databaseFile} (${statSync(file).size} bytes) cannot be read; ` +
        'build it again with: kartlag build',
      { cause: error },
    )
  const database = await openDatabase(file, settings).catch((error: unknown) => {
    throw damaged(error)
  })
  try {
    const all = async (statement: Parameters<Database['all']>[0]) => recordsOf(await database.all(statement))
    const [row] = await all(sql`select key, model from release`)
    if (row?.['key'] !== manifest.key) throw new Error(`the file is release ${String(row?.['key'])}`)
    const model = JSON.parse(String(row['model'])) as Model
    const waves = await all(
      sql`select survey, year, file, checksum, synthetic, frame, sampled, respondents from wave order by survey, year`,
    )
    const areas = await all(sql`select level, code, name, valid_from as "validFrom", valid_to as "validTo" from area`)
    const members = await all(sql`select child, parent, valid_from as "validFrom", valid_to as "validTo", share, divided from area_member`)
    const changes = await all(sql`select year, from_code as "from", to_code as "to", share from area_change`)
    return {
      key: manifest.key,
      createdAt: manifest.createdAt,
      notes: manifest.note,
      model,
      database,
      geography: { areas: areas as AreaRow[], members: members as AreaMemberRow[], changes: changes as AreaChangeRow[] },
      waves: waves as Wave[],
      members: await membersOf(database, model),
      close: database.close,
    }
  } catch (error) {
    await database.close()
    throw damaged(error)
  }
}

const membersOf = async (database: Database, model: Model): Promise<Record<string, string[]>> => {
  if (model.dimensions.length === 0) return {}
  const ranges = model.dimensions.map(({ id }) => sql`enum_range(null::${identifier(`d_${id}`)})`)
  const { values } = await database.all(sql`select ${joinSql(ranges)}`)
  return Object.fromEntries(
    model.dimensions.map(({ id }, index) => [id, ((values[index]?.[0] ?? []) as string[]).filter((member) => member !== '')]),
  )
}
