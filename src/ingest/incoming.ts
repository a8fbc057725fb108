import { accessSync, constants, copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '../model/finding.ts'
import { endingOf } from '../reading/formats.ts'
import { keptFile, loadedWaves, requireKept } from '../release/loaded-waves.ts'
import { fileChecksum, type LoadedWave } from '../release/manifest.ts'
import { ReleaseError } from '../release/release-error.ts'
import { loadedFile, type WaveFile } from './wave-files.ts'

export type WaveName = { readonly survey: string; readonly year: number }

/** A wave to load, or to load again. */
export type WaveToLoad = WaveName & {
  /** Where the file lies; null: the one that is loaded, with other corrections. */
  readonly path: string | null
  /** What messages call it. */
  readonly file: string
  /** Rows that take the place of those of the file. */
  readonly corrected?: string | null
  /** How the file is to be read, where it does not say itself. */
  readonly reading?: Readonly<Record<string, string>>
}

/** The loaded waves of the release to be made. */
export type Incoming = {
  readonly loaded: readonly LoadedWave[]
  readonly files: readonly WaveFile[]
  /** Files that are not kept yet: where a copy lies, and where it shall be kept in the data directory. */
  readonly copies: readonly { readonly from: string; readonly to: string }[]
  /** A finding with the file called as whoever loads it calls it. */
  readonly named: (finding: Finding) => Finding
}

type Asked = { readonly note?: string | null | undefined; readonly load?: WaveToLoad | undefined; readonly remove?: WaveName | undefined; readonly seedsOnly?: boolean | undefined }

/**
 * The waves that are loaded now, with the one to be loaded or without the one to be taken out. What is loaded is copied to the folder first, so
 * that nobody can change it meanwhile. Throws ReleaseError where a file that was loaded is gone, or a wave to be taken out is not loaded.
 */
export const takeIn = (data: string, folder: string, { load, remove, seedsOnly = false, note = null }: Asked): Incoming => {
  const now = seedsOnly ? [] : loadedWaves(data)
  const changed = load ?? remove
  const before = changed && now.find((wave) => isOf(wave, changed))
  if (remove && !before) throw notLoaded(remove, now)
  const others = changed ? now.filter((wave) => !isOf(wave, changed)) : now
  const copies: { from: string; to: string }[] = []
  const copyOf = (path: string, { survey, year }: WaveName, what: '' | '-corrections') => {
    const from = join(folder, 'incoming', String(copies.length))
    mkdirSync(join(folder, 'incoming'), { recursive: true })
    accessSync(path, constants.R_OK) // or what may not be read would look like a folder that may not be written
    copyFileSync(path, from)
    const checksum = fileChecksum(from)
    const file = keptFile({ survey, year }, checksum, `${what}.${endingOf(path)}`)
    copies.push({ from, to: file })
    return { file, checksum }
  }
  const added = load ? [waveOf(load, note, before, copyOf)] : []
  const loaded = [...others, ...added].sort((a, b) => (a.survey === b.survey ? a.year - b.year : a.survey < b.survey ? -1 : 1))
  for (const wave of loaded) if (!added.includes(wave) || load?.path === null) requireKept(data, wave, copies.map(({ to }) => to))
  const pathOf = (file: string) => copies.find(({ to }) => to === file)?.from ?? join(data, file)
  const names = new Map(added.flatMap(({ file, corrections }) => [[file, load?.file ?? file] as const, ...(corrections ? [[corrections.file, load?.corrected ?? corrections.file] as const] : [])]))
  return {
    loaded,
    copies,
    files: loaded.map((wave) => loadedFile(wave, pathOf)),
    named: (finding) => ({ ...finding, file: names.get(finding.file) ?? finding.file }),
  }
}

type Copy = (path: string, wave: WaveName, what: '' | '-corrections') => { file: string; checksum: string }

const waveOf = (load: WaveToLoad, note: string | null, before: LoadedWave | undefined, copyOf: Copy): LoadedWave => {
  const { survey, year, path, corrected = null, reading } = load
  const corrections = corrected === null ? null : () => copyOf(corrected, load, '-corrections')
  if (path !== null) {
    const wave = { survey, year, ...copyOf(path, load, ''), corrections: corrections?.() ?? null, reading: reading ?? {} }
    const isSame = before?.checksum === wave.checksum && (before.corrections?.checksum ?? null) === (wave.corrections?.checksum ?? null)
    return { ...wave, note: note ?? (isSame ? before.note : null) }
  }
  if (!before) throw new ReleaseError(`${survey} ${year} is not loaded; give the file that the corrections belong to`)
  return { ...before, reading: reading ?? before.reading, corrections: corrections?.() ?? before.corrections, note: note ?? before.note }
}

const isOf = (wave: WaveName, { survey, year }: WaveName): boolean => wave.survey === survey && wave.year === year

const notLoaded = ({ survey, year }: WaveName, now: readonly LoadedWave[]): ReleaseError => {
  const names = now.map((wave) => `${wave.survey} ${wave.year}`)
  return new ReleaseError(`${survey} ${year} is not loaded; ${names.length === 0 ? 'no wave is' : `loaded are ${names.join(', ')}`}`)
}
