import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bind, sql } from '../database/sql.ts'
import { createWriter, type Writer } from '../database/writer.ts'
import type { Finding } from '../model/finding.ts'
import { readGeography } from '../model/geography-rows.ts'
import { readModel } from '../model/read-model.ts'
import { databaseFile, fileChecksum, manifestFile, releaseFormat, type Manifest } from '../release/manifest.ts'
import { listReleases, releasePath, releasesFolder, sync, useRelease } from '../release/store.ts'
import { makeBuildingFolder } from './building.ts'
import { checkSeeds } from './check-seeds.ts'
import { earlierChecksum, nothingEarlier, readEarlier } from './earlier-suppression.ts'
import { fillWarehouse } from './fill-warehouse.ts'
import { inputsOf, releaseKey, type Input } from './inputs.ts'
import { programVersion } from './program.ts'
import { readAnswers } from './read-answers.ts'
import { RefusedInput } from '../model/refused-input.ts'
import { rowCounts, runChecks } from './run-checks.ts'
import { verifyApart } from './verify.ts'
import type { Stage } from './stage.ts'
import { absentSynthetic, findWaveFiles, type WaveFile } from './wave-files.ts'

/** A step of the build has begun; `name` what it is about, such as a file. */
export type Progress = { readonly step: 'model' | 'answers' | 'facts' | 'checks' | 'verify' | 'publish'; readonly name?: string }
/** Every wave in the stage tables of the database being built, and what is wrong with them. */
export type Staged = { readonly stage: Stage; readonly files: readonly WaveFile[]; readonly findings: readonly Finding[] }
export type BuildOptions = {
  readonly seeds: string
  readonly data: string
  readonly progress?: (progress: Progress) => void
  /** Folders of loaded waves, which win over the seeds'; left out: the data directory. Empty: the seeds folder only. */
  readonly loaded?: readonly string[]
  /** No release of the data directory was ever public: what they hide binds nothing. */
  readonly unpublished?: boolean
  /** Called when every wave is staged, before mistakes refuse them. */
  readonly staged?: (staged: Staged) => Promise<void>
  /** Called when nothing more can be refused, before the release is switched to. */
  readonly accepted?: () => void
}

/**
 * Makes a release of a seeds folder beside those there are and switches to it; what these hide, it hides too. `made` is false where the
 * same inputs had been made into a release before, which is then used. Throws RefusedInput with every mistake in the inputs. Whatever happens, the release
 * that was current stays so until the new one is complete, verified and on the disk.
 */
export const buildRelease = async ({
  seeds,
  data,
  progress = () => {},
  loaded = [data],
  unpublished = false,
  staged = () => Promise.resolve(),
  accepted = () => {},
}: BuildOptions): Promise<{ key: string; made: boolean }> => {
  progress({ step: 'model' })
  const { model } = readModel(seeds)
  if (model === null) throw new RefusedInput(await checkSeeds(seeds))
  const { folder, remove } = makeBuildingFolder(data)
  try {
    const made = join(folder, 'made')
    if (absentSynthetic(model, seeds).length > 0) {
      const { writeDemo } = await import('../demo/demo.ts')
      await writeDemo({ seeds, out: made, progress: (name) => progress({ step: 'answers', name }) })
    }
    const waves = findWaveFiles(model, { folders: [seeds, made], loaded })
    if (waves.findings.length > 0) throw new RefusedInput(waves.findings)
    const program = programVersion()
    const inputs = inputsOf(seeds, waves.files)
    const same = await sameRelease(data, program, inputs)
    if (same !== null) {
      accepted()
      useRelease(data, same)
      return { key: same, made: false }
    }
    const earlier = unpublished ? nothingEarlier : await readEarlier(data)
    const hidden = earlierChecksum(earlier)
    const key = releaseKey(program, hidden === null ? inputs : [...inputs, { file: 'suppression of earlier releases', checksum: hidden }])
    const writer = await createWriter(join(folder, databaseFile))
    let rows: Record<string, number>
    try {
      const stage = { writer, model, geography: readGeography(seeds, model), seeds, scratch: join(folder, 'scratch') }
      const mistakes = await readAnswers(stage, waves.files, (name) => progress({ step: 'answers', name }))
      await staged({ stage, files: waves.files, findings: mistakes })
      if (mistakes.length > 0) throw new RefusedInput(mistakes)
      await fillWarehouse(stage, (name) => progress({ step: 'facts', name }), earlier)
      progress({ step: 'checks' })
      await runChecks(writer)
      await writer.run(
        sql`insert into release (key, model, program) values (${bind('varchar', key)}, ${bind('varchar', JSON.stringify(model))},
          ${bind('varchar', program)})`,
      )
      rows = await rowCounts(writer)
    } finally {
      await writer.close()
    }
    await finish(folder, { key, program, inputs, rows }, progress)
    accepted()
    publish(data, folder, key, progress)
    return { key, made: true }
  } finally {
    remove()
  }
}

/** Key of a whole release that this program made of the same files; null where there is none. */
const sameRelease = async (data: string, program: string, inputs: readonly Input[]): Promise<string | null> => {
  const wanted = JSON.stringify(inputs)
  for (const release of listReleases(data))
    if (release.program === program && JSON.stringify(release.inputs) === wanted && (await verifyApart(releasePath(data, release.key))) === null) return release.key
  return null
}

/** Hashes, describes and verifies the closed file; nothing but the file and its manifest is left in the folder. */
const finish = async (
  folder: string,
  { key, program, inputs, rows }: { key: string; program: string; inputs: readonly Input[]; rows: Record<string, number> },
  progress: (progress: Progress) => void,
): Promise<void> => {
  for (const name of ['scratch', 'made', `${databaseFile}.tmp`]) rmSync(join(folder, name), { recursive: true, force: true })
  const manifest: Manifest = {
    format: releaseFormat,
    key,
    createdAt: new Date().toISOString(),
    program,
    duckdb: await duckdbVersion(),
    inputs,
    checksum: await fileChecksum(join(folder, databaseFile)),
    rows,
  }
  writeFileSync(join(folder, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`)
  progress({ step: 'verify' })
  const wrong = await verifyApart(folder)
  if (wrong !== null) throw new Error(`the release was not published: ${wrong}`)
}

const publish = (data: string, folder: string, key: string, progress: (progress: Progress) => void): void => {
  progress({ step: 'publish', name: key })
  for (const name of [databaseFile, manifestFile]) sync(join(folder, name))
  sync(folder)
  const path = releasePath(data, key)
  if (existsSync(path)) renameSync(path, join(folder, 'damaged')) // or made meanwhile by another process, of the same inputs
  renameSync(folder, path)
  rmSync(join(path, 'damaged'), { recursive: true, force: true })
  sync(releasesFolder(data))
  useRelease(data, key)
}

const duckdbVersion = async (): Promise<string> => {
  const writer: Writer = await createWriter(':memory:')
  const { values } = await writer.all(sql`select version()`)
  await writer.close()
  return String(values[0]?.[0])
}
