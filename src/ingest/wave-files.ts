import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { finding, type Finding } from '../model/finding.ts'
import type { Model, Survey } from '../model/model.ts'
import { allowed } from '../model/nearest.ts'
import { fileChecksum, type LoadedWave } from '../release/manifest.ts'

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
  readonly corrections: { readonly file: string; readonly path: string; readonly checksum: string } | null
  /** How it is to be read where it does not tell: `sheet` of a workbook, `long`: column of questions, column of answers. */
  readonly reading: Readonly<Record<string, string>>
}

/** Files of surveys with made-up answers that the seeds folder does not have. */
export const absentSynthetic = (model: Model, seeds: string): string[] =>
  model.surveys
    .filter(({ waves }) => waves.synthetic)
    .flatMap(({ waves }) => waves.files.map(({ file }) => file))
    .filter((file) => !existsSync(join(seeds, file)))

export type WaveFolders = {
  /** The seeds folder, then what was made up beside it; the first that has a file gives it. */
  readonly folders: readonly string[]
  /** Loaded waves, which take the place of those of the seeds. */
  readonly loaded?: readonly WaveFile[]
  /** Files that may be absent. */
  readonly passOver?: readonly string[]
}

/** A loaded wave as a file to read; `pathOf` says where a file of the data directory lies. */
export const loadedFile = ({ survey, year, file, checksum, corrections, reading }: LoadedWave, pathOf: (file: string) => string): WaveFile => ({
  survey,
  year,
  file,
  checksum,
  reading,
  path: pathOf(file),
  except: [],
  loaded: true,
  corrections: corrections && { ...corrections, path: pathOf(corrections.file) },
})

/** The answer files of all surveys, in the model's order. Files none of the folders has, and loaded waves of no survey, are findings. */
export const findWaveFiles = (
  model: Model,
  { folders, loaded = [], passOver = [] }: WaveFolders,
): { files: WaveFile[]; findings: Finding[] } => {
  const known = model.surveys.map(({ id }) => id)
  const findings = loaded.flatMap((wave) => (known.includes(wave.survey) ? [] : [ofNoSurvey(wave, known)]))
  const files = model.surveys.flatMap((survey) => {
    const own = loaded.filter((one) => one.survey === survey.id)
    const given = survey.waves.files.filter(({ year }) => !own.some((one) => one.year === year))
    return [...givenFiles(survey, given, folders, passOver, own, findings), ...own].sort(byYear)
  })
  return { files, findings }
}

// Whether a wave came with the seeds or later must not change a number: files of several years first, then year by year.
const byYear = (a: WaveFile, b: WaveFile): number => (typeof a.year === 'number' ? a.year : 0) - (typeof b.year === 'number' ? b.year : 0)

const givenFiles = (
  { id }: Survey,
  given: Survey['waves']['files'],
  folders: readonly string[],
  passOver: readonly string[],
  own: readonly WaveFile[],
  findings: Finding[],
): WaveFile[] =>
  given.flatMap(({ file, year }) => {
    const folder = folders.find((candidate) => existsSync(join(candidate, file)))
    if (folder !== undefined) {
      const path = join(folder, file)
      const except = typeof year === 'number' ? [] : own.map((one) => Number(one.year))
      return [{ survey: id, file, path, year, checksum: fileChecksum(path), except, loaded: false, corrections: null, reading: {} }]
    }
    if (!passOver.includes(file))
      findings.push(
        finding('missing-file', { file, line: 1, column: 1 }, `there is no file ${file}`, `add it, or take its year out of survey ${id}`),
      )
    return []
  })

const ofNoSurvey = ({ survey, year, file }: WaveFile, known: readonly string[]): Finding =>
  finding(
    'unknown-survey',
    { file, line: 1, column: 1 },
    `a wave of ${survey} was loaded, and there is no such survey; ${allowed(survey, known)}`,
    `take it out with: kartlag unload --survey ${survey} --wave ${year}; or build with --seeds-only`,
  )
