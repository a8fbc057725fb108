import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileChecksum, type Input, type LoadedWave } from '../release/manifest.ts'
import type { WaveFile } from './wave-files.ts'

/**
 * Every file of the seeds folder and every wave made up for it, sorted, with SHA-256. Hidden ones are no inputs, nor is a data directory that
 * lies in it.
 */
export const inputsOf = (seeds: string, data: string, waves: readonly WaveFile[]): Input[] => {
  const own = `${relative(resolve(seeds), resolve(data)).replaceAll('\\', '/')}/`
  const given = readdirSync(seeds, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => !name.startsWith(own) && !name.split('/').some((part) => part.startsWith('.')) && statSync(join(seeds, name)).isFile())
    .map((file) => ({ file, checksum: fileChecksum(join(seeds, file)) }))
  const made = waves.filter(({ loaded }) => !loaded)
  const named = new Map([...given, ...made].map(({ file, checksum }) => [file, checksum]))
  return [...named].map(([file, checksum]) => ({ file, checksum })).sort((a, b) => (a.file < b.file ? -1 : 1))
}

/** What a release is made of. `earlier`: checksum of what is hidden only because it was hidden before, null where nothing is. */
export type Ingredients = { readonly program: string; readonly inputs: readonly Input[]; readonly loaded: readonly LoadedWave[]; readonly earlier: string | null }

/** Key of a release: 12 hexadecimal digits that only the same inputs, note and program give, in whatever order waves were loaded. */
export const releaseKey = ({ program, inputs, loaded, earlier }: Ingredients, note: string | null = null): string =>
  createHash('sha256').update(JSON.stringify([program, inputs.map(({ file, checksum }) => [file, checksum]), loaded.map(wordsOf).sort(), earlier, ...(note === null ? [] : [note])])).digest('hex').slice(0, 12)

/** Whether two lists of inputs, or of loaded waves, would make the same release. */
export const sameIngredients = (one: Omit<Ingredients, 'earlier'>, other: Omit<Ingredients, 'earlier'>): boolean =>
  releaseKey({ ...one, earlier: null }) === releaseKey({ ...other, earlier: null })

const wordsOf = ({ survey, year, file, checksum, corrections, reading, note }: LoadedWave): string =>
  JSON.stringify([survey, year, file, checksum, corrections?.checksum ?? null, Object.entries(reading).sort(([a], [b]) => (a < b ? -1 : 1)), ...(note === null ? [] : [note])])
