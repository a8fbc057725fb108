import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import { finding, type Finding } from '../model/finding.ts'
import type { Model, Survey } from '../model/model.ts'
import { allowed } from '../model/nearest.ts'

/** An answer file to read. `file` as the survey names it, `path` where it lies, `year` or the name of the column that has it. */
export type WaveFile = {
  readonly survey: string
  readonly file: string
  readonly path: string
  readonly year: number | string
  readonly checksum: string
  /** Years of the file that another file has instead. */
  readonly except: readonly number[]
  /** Handed in later, not part of the seeds folder or made up for it. */
  readonly loaded: boolean
  /** Rows that take the place of some of its rows. */
  readonly corrections?: { readonly file: string; readonly path: string; readonly checksum: string } | null
  /** How it is to be read where it does not tell: `sheet` of a workbook, `long`: column of questions, column of answers. */
  readonly reading?: Readonly<Record<string, string>>
}

export const checksumOf = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

/** Files of surveys with made-up answers that the seeds folder does not have. */
export const absentSynthetic = (model: Model, seeds: string): string[] =>
  model.surveys
    .filter(({ waves }) => waves.synthetic)
    .flatMap(({ waves }) => waves.files.map(({ file }) => file))
    .filter((file) => !existsSync(join(seeds, file)))

type Loaded = { readonly survey: string; readonly year: number; readonly file: string; readonly path: string }
export type WaveFolders = {
  /** The seeds folder, then what was made up beside it; the first that has a file gives it. */
  readonly folders: readonly string[]
  /** Folders of loaded waves, `waves/<survey>/<year>.csv` in each; the first that has a wave gives it, before all others. */
  readonly loaded?: readonly string[]
  /** Files that may be absent. */
  readonly passOver?: readonly string[]
}

/** Where the wave of a year lies in a folder of loaded waves, relative to it. */
export const loadedFile = (survey: string, year: number): string => `waves/${survey}/${year}.csv`

/** The answer files of all surveys, in the model's order. Files none of the folders has, and loaded waves of no survey, are findings. */
export const findWaveFiles = (
  model: Model,
  { folders, loaded = [], passOver = [] }: WaveFolders,
): { files: WaveFile[]; findings: Finding[] } => {
  const extra = findLoaded(loaded)
  const known = model.surveys.map(({ id }) => id)
  const findings = extra.flatMap(({ survey, file }) => (known.includes(survey) ? [] : [ofNoSurvey(survey, file, known)]))
  const files = model.surveys.flatMap((survey) => {
    const own = extra.filter((one) => one.survey === survey.id)
    const given = survey.waves.files.filter(({ year }) => !own.some((one) => one.year === year))
    return [...givenFiles(survey, given, folders, passOver, own, findings), ...own.map((one) => waveFile(one, [], true))]
  })
  return { files, findings }
}

const givenFiles = (
  { id }: Survey,
  given: Survey['waves']['files'],
  folders: readonly string[],
  passOver: readonly string[],
  own: readonly Loaded[],
  findings: Finding[],
): WaveFile[] =>
  given.flatMap(({ file, year }) => {
    const folder = folders.find((candidate) => existsSync(join(candidate, file)))
    if (folder !== undefined)
      return [
        waveFile(
          { survey: id, file, path: join(folder, file), year },
          own.map((one) => one.year),
          false,
        ),
      ]
    if (!passOver.includes(file))
      findings.push(
        finding('missing-file', { file, line: 1, column: 1 }, `there is no file ${file}`, `add it, or take its year out of survey ${id}`),
      )
    return []
  })

const waveFile = (
  { survey, file, path, year }: Omit<WaveFile, 'checksum' | 'except' | 'loaded'>,
  except: readonly number[],
  loaded: boolean,
): WaveFile => ({
  survey,
  file,
  path,
  year,
  checksum: checksumOf(readFileSync(path)),
  except,
  loaded,
})

const findLoaded = (folders: readonly string[]): Loaded[] => {
  const found = new Map<string, Loaded>()
  for (const folder of folders)
    for (const survey of namesIn(join(folder, 'waves'), (entry) => entry.isDirectory()))
      for (const name of namesIn(join(folder, 'waves', survey), (entry) => entry.isFile())) {
        const file = `waves/${survey}/${name}`
        const year = /^(\d{4})\.csv$/.exec(name)?.[1]
        if (year !== undefined && !found.has(file)) found.set(file, { survey, year: Number(year), file, path: join(folder, file) })
      }
  return [...found.values()].sort((a, b) => (a.file < b.file ? -1 : 1))
}

const namesIn = (folder: string, wanted: (entry: Dirent) => boolean): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter(wanted)
        .map(({ name }) => name)
    : []

const ofNoSurvey = (survey: string, file: string, known: readonly string[]): Finding =>
  finding(
    'unknown-survey',
    { file, line: 1, column: 1 },
    `a wave of ${survey} was loaded, and there is no such survey; ${allowed(survey, known)}`,
    'delete it from the data directory, or build with --seeds-only',
  )
