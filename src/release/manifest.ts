import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, readFileSync, readSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { NationalChange } from './national-change.ts'
import { ReleaseError } from './release-error.ts'

/** A file, relative to the folder it belongs to, with SHA-256. */
export type Input = { readonly file: string; readonly checksum: string }

/** A wave that was handed in after the seeds. Its files lie in the data directory as they came. */
export type LoadedWave = Input & {
  readonly survey: string
  readonly year: number
  /** Rows that take the place of those of the file. */
  readonly corrections: Input | null
  /** How the file is to be read, where it does not say itself. */
  readonly reading: Readonly<Record<string, string>>
  /** What was said of it when it was loaded. */
  readonly note: string | null
}

/** A rule whose warnings were accepted when a wave was loaded: how many, and by which note. */
export type Accepted = { readonly survey: string; readonly year: number; readonly rule: string; readonly findings: number; readonly note: string | null }

/** What came of a wave. `lines` of its file, null where other years are in it too; `loaded` are rows of units, also of those that did not answer. */
export type WaveCount = {
  readonly survey: string
  readonly year: number
  readonly lines: number | null
  readonly loaded: number
  readonly respondents: number
}

/** What is written beside a database file: what it was made from, and what must be in it. */
export type Manifest = {
  /** Version of this layout. */
  readonly format: number
  readonly key: string
  readonly createdAt: string
  readonly program: string
  readonly duckdb: string
  /** Files of the seeds folder, and made up for it. */
  readonly inputs: readonly Input[]
  /** Null: of a program that did not say; what lies in the data directory tells. */
  readonly loaded: readonly LoadedWave[] | null
  /** Checksum of what is hidden only because earlier releases hid it; null where nothing is. */
  readonly earlier: string | null
  /** Release that was current when this one was made. */
  readonly parent: string | null
  readonly note: string | null
  readonly accepted: readonly Accepted[]
  /** National figures that were other ones in `parent`; null where nobody compared, or there was nothing to compare with. */
  readonly changes: readonly NationalChange[] | null
  readonly waves: readonly WaveCount[]
  /** SHA-256 of the database file. */
  readonly checksum: string
  /** Table -> rows. */
  readonly rows: Readonly<Record<string, number>>
}

/** Raised when the tables or the manifest change so that an older program cannot read them, or would lose something. */
export const releaseFormat = 2
/** The oldest whose tables this program can read. */
export const oldestFormat = 1
export const databaseFile = 'warehouse.duckdb'
export const manifestFile = 'manifest.json'

// What releases of the formats before did not tell.
const untold = { loaded: null, earlier: null, parent: null, note: null, accepted: [], changes: null, waves: [] } satisfies Partial<Manifest>

/** The manifest of a release folder. Throws ReleaseError where it is missing, damaged, or of a program too new or too old, or has no database file. */
export const readManifest = (path: string): Manifest => {
  const manifest = readDescription(path)
  if (!readdirSync(path).includes(databaseFile))
    throw new ReleaseError(`release ${manifest.key} is damaged: ${databaseFile} is missing in ${path}; build it again with: kartlag build`)
  return manifest
}

/** The same of a release whose database may be gone: what it was made of is known all the same. */
export const readDescription = (path: string): Manifest => {
  const file = join(path, manifestFile)
  if (!existsSync(file)) throw new ReleaseError(`no release in ${path}: there is no ${manifestFile}; ${wayOut(path, 'build one with')}`)
  const manifest = parse(file)
  if (manifest === null || typeof manifest.format !== 'number' || typeof manifest.key !== 'string' || typeof manifest.program !== 'string')
    throw damaged(path, 'cannot be read')
  if (manifest.format > releaseFormat)
    throw new ReleaseError(
      `release ${manifest.key} was made by a newer program (${manifest.program}, format ${manifest.format}; this one reads ` +
        `${releaseFormat}); ` +
        'update this program, or ' +
        wayOut(path),
    )
  if (manifest.format < oldestFormat)
    throw new ReleaseError(
      `release ${manifest.key} was made by an older program (${manifest.program}, format ${manifest.format}; this one reads ` +
        `${oldestFormat} to ${releaseFormat}); ${wayOut(path)}`,
    )
  if (!isWhole(manifest)) throw damaged(path, 'does not say all it must')
  return { ...untold, ...manifest, loaded: manifest.loaded?.map((wave) => ({ ...wave, note: wave.note ?? null })) ?? null }
}

/** The same, null where it cannot be read. */
export const descriptionOf = (path: string): Manifest | null => {
  try {
    return readDescription(path)
  } catch (error) {
    if (error instanceof ReleaseError) return null
    throw error
  }
}

const damaged = (path: string, how: string): ReleaseError => new ReleaseError(`the release in ${path} is damaged: ${manifestFile} ${how}; ${wayOut(path)}`)

/**
 * What to do where nobody knows what a release was made of: another is used, or one begun without the loaded waves, which no release tells of
 * then. Without such waves building makes it anew.
 */
const wayOut = (path: string, build = 'build it again with'): string => {
  const [releases, data] = [dirname(path), dirname(dirname(path))]
  const again = existsSync(join(data, 'waves')) ? 'begin again without loaded waves: kartlag build --seeds-only' : `${build}: kartlag build`
  const other = basename(releases) === 'releases' ? newestWhole(data, path) : null
  return other === null ? again : `use the newest whole release with: kartlag releases use ${other}; or ${again}`
}

/** Key of the newest release whose database is what was made, but the one in a folder; null where there is none. */
export const newestWhole = (data: string, besides: string | null = null): string | null => {
  const folder = join(data, 'releases')
  if (!existsSync(folder)) return null
  const paths = readdirSync(folder).map((name) => join(folder, name))
  const described = paths.flatMap((path) => {
    const manifest = path !== besides && existsSync(join(path, databaseFile)) && existsSync(join(path, manifestFile)) ? parse(join(path, manifestFile)) : null
    return manifest !== null && basename(path) === manifest.key && isReadable(manifest) && isWhole(manifest) ? [{ path, ...manifest }] : []
  })
  const newest = described.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)).find(({ path, checksum }) => fileChecksum(join(path, databaseFile)) === checksum)
  return newest?.key ?? null
}

const isReadable = ({ format }: Manifest): boolean => format >= oldestFormat && format <= releaseFormat

const parse = (file: string): Manifest | null => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Manifest
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const isWhole = ({ format, createdAt, checksum, inputs, rows, loaded }: Manifest): boolean =>
  typeof createdAt === 'string' &&
  typeof checksum === 'string' &&
  Array.isArray(inputs) &&
  typeof rows === 'object' &&
  rows !== null &&
  (format === 1 || Array.isArray(loaded))

/** Throws ReleaseError where the database file of a release is not the one that was made. */
export const requireWhole = (path: string): void => {
  const { key, checksum } = readManifest(path)
  const found = fileChecksum(join(path, databaseFile))
  if (found === checksum) return
  throw new ReleaseError(
    `release ${key} is damaged: ${join(path, databaseFile)} is not the file that was made (its SHA-256 is ${found}, not ${checksum}); ` +
      'build it again with: kartlag build, or choose another with: kartlag releases use ID',
  )
}

/** SHA-256 of a file of any size, in hexadecimal. */
export const fileChecksum = (path: string): string => {
  const hash = createHash('sha256')
  const handle = openSync(path, 'r')
  try {
    const bytes = Buffer.allocUnsafe(1 << 20)
    for (let length = readSync(handle, bytes); length > 0; length = readSync(handle, bytes)) hash.update(bytes.subarray(0, length))
    return hash.digest('hex')
  } finally {
    closeSync(handle)
  }
}
