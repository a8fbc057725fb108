import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWriter } from '../database/writer.ts'
import { sortFindings, type Finding } from '../model/finding.ts'
import { readGeography } from '../model/geography-rows.ts'
import type { Model } from '../model/model.ts'
import { databaseFile } from '../release/manifest.ts'
import { readAnswers } from './read-answers.ts'
import { absentSynthetic, findWaveFiles } from './wave-files.ts'

/**
 * Every mistake in the frames and answer files of a checked model; nothing is kept. Waves the build would make up are passed over.
 */
export const checkWaves = async (model: Model, seeds: string): Promise<Finding[]> => {
  const scratch = mkdtempSync(join(tmpdir(), 'kartlag-check-'))
  const writer = await createWriter(join(scratch, databaseFile))
  try {
    const geography = readGeography(seeds, model)
    const { files, findings } = findWaveFiles(model, { folders: [seeds], passOver: absentSynthetic(model, seeds) })
    return sortFindings([...findings, ...(await readAnswers({ writer, model, geography, seeds, scratch }, files, () => {}))])
  } finally {
    await writer.close()
    rmSync(scratch, { recursive: true, force: true })
  }
}
