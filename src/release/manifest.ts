import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, readFileSync, readSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
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

/** The manifest of a release folder. Throws ReleaseError where it is missing, damaged, or of a program too new or too old. */
export const readManifest = (path: string): Manifest => {
  const file = join(path, manifestFile)
  if (!existsSync(file)) throw new ReleaseError(`no release in ${path}: there is no ${manifestFile}; build one with: kartlag build`)
  const manifest = parse(file)
  if (manifest === null || typeof manifest.format !== 'number' || typeof manifest.key !== 'string' || typeof manifest.program !== 'string')
    throw damaged(path, 'cannot be read')
  if (manifest.format > releaseFormat)
    throw new ReleaseError(
      `release ${manifest.key} was made by a newer program (${manifest.program}, format ${manifest.format}; this one reads ` +
        `${releaseFormat}); update this program, or build again with it`,
    )
  if (manifest.format < oldestFormat)
    throw new ReleaseError(
      `release ${manifest.key} was made by an older program (${manifest.program}, format ${manifest.format}; this one reads ` +
        `${oldestFormat} to ${releaseFormat}); build it again with: kartlag build`,
    )
  if (!isWhole(manifest)) throw damaged(path, 'does not say all it must')
  if (!readdirSync(path).includes(databaseFile))
    throw new ReleaseError(`release ${manifest.key} is damaged: ${databaseFile} is missing in ${path}; build it again with: kartlag build`)
  return { ...untold, ...manifest }
}

const damaged = (path: string, how: string): ReleaseError =>
  new ReleaseError(
    `the release in ${path} is damaged: ${manifestFile} ${how}; build it again with: kartlag build, or choose another with: kartlag releases use ID`,
  )

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
