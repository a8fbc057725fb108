import { createReadStream, existsSync, readFileSync, readdirSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { ReleaseError } from './release-error.ts'

/** What is written beside a database file: what it was made from, and what must be in it. */
export type Manifest = {
  /** Version of this layout. */
  readonly format: number
  readonly key: string
  readonly createdAt: string
  readonly program: string
  readonly duckdb: string
  readonly inputs: readonly { readonly file: string; readonly checksum: string }[]
  /** SHA-256 of the database file. */
  readonly checksum: string
  /** Table -> rows. */
  readonly rows: Readonly<Record<string, number>>
}

/** Raised when the tables change so that an older program cannot read them. */
export const releaseFormat = 1
export const databaseFile = 'warehouse.duckdb'
export const manifestFile = 'manifest.json'

/** The manifest of a release folder. Throws ReleaseError where it is missing, damaged or of a newer program. */
export const readManifest = (path: string): Manifest => {
  const file = join(path, manifestFile)
  if (!existsSync(file)) throw new ReleaseError(`no release in ${path}: there is no ${manifestFile}; build one with: kartlag build`)
  const manifest = parse(file)
  if (typeof manifest?.format !== 'number' || typeof manifest.key !== 'string' || typeof manifest.checksum !== 'string')
    throw new ReleaseError(`the release in ${path} is damaged: ${manifestFile} cannot be read; build it again with: kartlag build`)
  if (manifest.format > releaseFormat)
    throw new ReleaseError(
      `release ${manifest.key} was made by a newer program (${manifest.program}, format ${manifest.format}; this one reads ` +
        `${releaseFormat}); update this program, or build again with it`,
    )
  if (!readdirSync(path).includes(databaseFile))
    throw new ReleaseError(`release ${manifest.key} is damaged: ${databaseFile} is missing in ${path}; build it again with: kartlag build`)
  return manifest
}

const parse = (file: string): Manifest | null => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Manifest
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** SHA-256 of a file of any size, in hexadecimal. */
export const fileChecksum = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
