import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { finding, type Finding } from '../model/finding.ts'
import type { Model } from '../model/model.ts'

/** An answer file to read. `file` as the survey names it, `path` where it lies, `year` or the name of the column that has it. */
export type WaveFile = {
  readonly survey: string
  readonly file: string
  readonly path: string
  readonly year: number | string
  readonly checksum: string
}

export const checksumOf = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

/** Files of surveys with made-up answers that the seeds folder does not have. */
export const absentSynthetic = (model: Model, seeds: string): string[] =>
  model.surveys
    .filter(({ waves }) => waves.synthetic)
    .flatMap(({ waves }) => waves.files.map(({ file }) => file))
    .filter((file) => !existsSync(join(seeds, file)))

/** The answer files of all surveys, in the model's order: the first of the folders that has one. Files none has are findings. */
export const findWaveFiles = (model: Model, folders: readonly string[], passOver: readonly string[] = []): { files: WaveFile[]; findings: Finding[] } => {
  const findings: Finding[] = []
  const files = model.surveys.flatMap((survey) =>
    survey.waves.files.flatMap(({ file, year }): WaveFile[] => {
      const folder = folders.find((candidate) => existsSync(join(candidate, file)))
      if (folder !== undefined) {
        const path = join(folder, file)
        return [{ survey: survey.id, file, path, year, checksum: checksumOf(readFileSync(path)) }]
      }
      if (!passOver.includes(file))
        findings.push(finding('missing-file', { file, line: 1, column: 1 }, `there is no file ${file}`, `add it, or take its year out of survey ${survey.id}`))
      return []
    }),
  )
  return { files, findings }
}
