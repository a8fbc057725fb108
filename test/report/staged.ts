import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWriter } from '../../src/database/writer.ts'
import { readAnswers } from '../../src/ingest/read-answers.ts'
import type { Stage } from '../../src/ingest/stage.ts'
import { findWaveFiles, type WaveFile } from '../../src/ingest/wave-files.ts'
import type { Finding } from '../../src/model/finding.ts'
import { readGeography } from '../../src/model/geography-rows.ts'
import { readModel } from '../../src/model/read-model.ts'
import { inspect } from '../../src/report/inspect.ts'
import { makeQuality, type Quality, type ReadFile } from '../../src/report/quality.ts'
import { writeSeeds, type Files } from '../ingest/small-seeds.ts'

/** Reads the answers of a folder into stage tables in memory, runs, and closes them. */
export const withStaged = async <T>(
  files: readonly Files[],
  run: (stage: Stage, findings: readonly Finding[]) => Promise<T>,
): Promise<T> => {
  const { dir, remove } = writeSeeds(...files)
  try {
    return await withStagedFolder(dir, run)
  } finally {
    remove()
  }
}

/** `loaded`: a wave that is no part of the folder. */
export const withStagedFolder = async <T>(
  seeds: string,
  run: (stage: Stage, findings: readonly Finding[], files: readonly WaveFile[]) => Promise<T>,
  loaded?: { readonly survey: string; readonly year: number; readonly text: string },
): Promise<T> => {
  const { model, findings: mistakes } = readModel(seeds)
  if (model === null) throw new Error(JSON.stringify(mistakes))
  const scratch = mkdtempSync(join(tmpdir(), 'scratch-'))
  const writer = await createWriter(':memory:')
  try {
    const stage = { writer, model, geography: readGeography(seeds, model), seeds, scratch }
    const { files } = findWaveFiles(model, { folders: [seeds] })
    if (loaded) {
      const path = join(scratch, 'loaded.csv')
      writeFileSync(path, loaded.text)
      const { survey, year } = loaded
      files.push({ ...{ survey, year, path, file: loadedName, checksum: '', except: [], loaded: true, corrections: null, reading: {} } })
    }
    const findings = await readAnswers(stage, files, () => {})
    return await run(stage, findings, files)
  } finally {
    await writer.close()
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** The report of a wave of a small folder; its file is comma separated without quotes. */
export const qualityOf = (wave: { survey: string; year: number }, text: string, ...files: Files[]): Promise<Quality> => {
  const file = `waves/${wave.survey}/${wave.year}.csv`
  return withStaged([...files, { [file]: text }], async (stage, findings) => {
    const quality = await makeQuality(stage, wave, readOf(file, text), findings)
    if (quality === null) throw new Error(`no wave ${wave.survey} ${wave.year}`)
    return quality
  })
}

/** The same of a wave that is loaded beside the folder's. */
export const loadedQualityOf = async (wave: { survey: string; year: number }, text: string, ...files: Files[]): Promise<Quality> => {
  const { dir, remove } = writeSeeds(...files)
  try {
    return await withStagedFolder(
      dir,
      async (stage, findings, files) => {
        const inspected = await inspect({ stage, files, findings }, { ...wave, name: loadedName, language: 'en' })
        if (inspected === null) throw new Error('not staged')
        return inspected.quality
      },
      { ...wave, text },
    )
  } finally {
    remove()
  }
}

const loadedName = 'loaded.csv'

export const readOf = (file: string, text: string): ReadFile => {
  const [header = '', ...rows] = text.trimEnd().split('\n')
  return { file, name: file, header: header.split(','), labels: header.split(',').map(() => ''), own: header.split(','), rows: rows.length, above: 0 }
}
