import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileChecksum, readDescription, type Input, type LoadedWave, type Manifest } from './manifest.ts'
import { ReleaseError } from './release-error.ts'
import { currentRelease, releasePath, sync } from './store.ts'

/**
 * The waves that are loaded now: those of the release in use. A data directory that no release tells of has what lies in it. Throws
 * ReleaseError where the release in use cannot tell.
 */
export const loadedWaves = (data: string): readonly LoadedWave[] => {
  try {
    const key = currentRelease(data)
    return key === null ? foundWaves(data) : loadedOf(data, readDescription(releasePath(data, key)))
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error
    if (!existsSync(join(data, 'waves'))) return []
    throw new ReleaseError(`which waves are loaded is told by the release in use, and it cannot be read: ${error.message}`)
  }
}

/** The loaded waves of a release. Of one that does not say: the files that still lie where it found them. */
export const loadedOf = (data: string, { loaded, inputs }: Pick<Manifest, 'loaded' | 'inputs'>): readonly LoadedWave[] =>
  loaded ?? foundWaves(data).filter(({ file, checksum }) => inputs.some((input) => input.file === file && input.checksum === checksum))

/** Where the file of a loaded wave is kept, relative to the data directory: its bytes are in its name, so no file takes another's place. */
export const keptFile = ({ survey, year }: Pick<LoadedWave, 'survey' | 'year'>, checksum: string, ending: string): string =>
  `waves/${survey}/${year}-${checksum.slice(0, 12)}${ending}`

/** Moves a file of the same disk to its place among the loaded, in one step that is on the disk when it returns. */
export const keep = (from: string, data: string, file: string): void => {
  const to = join(data, file)
  mkdirSync(dirname(to), { recursive: true })
  sync(from)
  renameSync(from, to)
  for (const folder of [dirname(to), dirname(dirname(to)), data]) sync(folder)
}

/** Throws ReleaseError where a file of a loaded wave, those that are `coming` aside, is gone or is not the one that was loaded. */
export const requireKept = (data: string, { survey, year, file, checksum, corrections }: LoadedWave, coming: readonly string[]): void => {
  const wayOut = `put it back from a backup, or take the wave out with: kartlag unload --survey ${survey} --wave ${year}`
  for (const kept of [{ file, checksum }, ...(corrections ? [corrections] : [])].filter((one) => !coming.includes(one.file))) {
    const path = join(data, kept.file)
    if (!existsSync(path)) throw new ReleaseError(`the loaded wave ${survey} ${year} is gone: there is no file ${path}; ${wayOut}`)
    if (fileChecksum(path) !== kept.checksum) throw new ReleaseError(`${path} is no longer what was loaded as ${survey} ${year}; ${wayOut}`)
  }
}

/** Waves as they were kept before releases listed them: `waves/<survey>/<year>.csv`. */
const foundWaves = (data: string): LoadedWave[] =>
  foldersIn(join(data, 'waves')).flatMap((survey) =>
    readdirSync(join(data, 'waves', survey))
      .sort()
      .flatMap((name) => {
        const year = /^(\d{4})\.csv$/.exec(name)?.[1]
        const file = `waves/${survey}/${name}`
        if (year === undefined) return []
        return [{ survey, year: Number(year), ...inputOf(data, file), corrections: null, reading: {}, note: null }]
      }),
  )

const inputOf = (data: string, file: string): Input => ({ file, checksum: fileChecksum(join(data, file)) })

const foldersIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort()
    : []
