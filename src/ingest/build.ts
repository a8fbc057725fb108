import { join } from 'node:path'
import { bind, sql } from '../database/sql.ts'
import { createWriter } from '../database/writer.ts'
import { guardedWaves } from '../disclosure/hidden-cells.ts'
import { sortFindings, type Finding } from '../model/finding.ts'
import { readGeography } from '../model/geography-rows.ts'
import { readModel } from '../model/read-model.ts'
import { RefusedInput } from '../model/refused-input.ts'
import { databaseFile, descriptionOf, type Manifest, type WaveCount } from '../release/manifest.ts'
import { asOneWriter } from '../release/one-writer.ts'
import { releasePath, useRelease } from '../release/store.ts'
import { acceptedOf } from './accepted.ts'
import type { BuildOptions, Built } from './build-options.ts'
import { tellBytes } from './bytes-read.ts'
import { makeBuildingFolder } from './building.ts'
import { changesSince } from './changes.ts'
import { checkSeeds } from './check-seeds.ts'
import { countWaves } from './count-waves.ts'
import { boundChecksum, nothingEarlier, readEarlier, unreadable } from './earlier-suppression.ts'
import { fillWarehouse } from './fill-warehouse.ts'
import { takeIn, type Incoming } from './incoming.ts'
import { inputsOf, releaseKey, sameIngredients, type Ingredients } from './inputs.ts'
import { stagedFolder, tidyStaged } from './kept-tables.ts'
import { programVersion } from './program.ts'
import { makeWaves } from './made-waves.ts'
import { finish, publish } from './publish.ts'
import { readAnswers } from './read-answers.ts'
import { rowCounts } from './run-checks.ts'
import { releaseBefore } from './release-before.ts'
import { sameRelease } from './same-release.ts'
import type { Stage } from './stage.ts'
import { absentSynthetic, findWaveFiles, type WaveFile } from './wave-files.ts'

/**
 * Makes a release of a seeds folder and the loaded waves beside those there are and switches to it; what these hide, it hides too. Throws
 * RefusedInput with every mistake in the inputs, ReleaseError where the data directory cannot be used. Whatever happens, the release that
 * was current stays so until the new one is complete, verified and on the disk. Waits while another process writes to the data directory.
 */
export const buildRelease = (options: BuildOptions): Promise<Built> =>
  asOneWriter(
    options.data,
    () => build(options),
    (pid) => options.progress?.({ step: 'wait', ...(pid === null ? {} : { name: String(pid) }) }),
  )

const build = async (options: BuildOptions): Promise<Built> => {
  const { seeds, data, load, progress = () => {} } = options
  progress({ step: 'model' })
  const { model } = readModel(seeds)
  if (model === null) throw new RefusedInput(await checkSeeds(seeds))
  const { folder, remove } = makeBuildingFolder(data)
  try {
    const incoming = takeIn(data, folder, options)
    const made = absentSynthetic(model, seeds).length > 0 ? await makeWaves(seeds, stagedFolder(data), (name) => progress({ step: 'answers', name })) : folder
    const waves = findWaveFiles(model, { folders: [seeds, made], loaded: incoming.files })
    if (waves.findings.length > 0) throw new RefusedInput(waves.findings.map(incoming.named))
    const ingredients = { program: programVersion(), inputs: inputsOf(seeds, data, waves.files), loaded: incoming.loaded }
    const same = await sameRelease(data, ingredients, options)
    if (same !== null && !load && !options.staged) return await useAgain(options, same)

    const writer = await createWriter(join(folder, databaseFile))
    const stage = { writer, model, geography: readGeography(seeds, model), seeds, scratch: join(folder, 'scratch'), staged: stagedFolder(data) }
    let filled: Filled & Pick<Manifest, 'accepted'>
    try {
      const findings = await stageAnswers(stage, waves.files, incoming, options)
      const accepted = acceptedOf(options, incoming.loaded, findings)
      if (same !== null) return await useAgain(options, same)
      filled = { accepted, ...(await fill(stage, ingredients, options)) }
    } finally {
      await writer.close()
    }
    const before = releaseBefore(data)
    const { key, changes } = await finish(folder, filled, options)
    if (options.publish !== false) publish(data, folder, key, incoming.copies, progress)
    tidyStaged(stagedFolder(data))
    return { key, made: true, published: options.publish !== false, before, changes }
  } finally {
    remove()
  }
}

/** Everything is read and looked at, whatever is found; then mistakes refuse it all. Gives the warnings, which do not. */
const stageAnswers = async (stage: Stage, files: readonly WaveFile[], incoming: Incoming, options: BuildOptions): Promise<readonly Finding[]> => {
  const { load, checkWave, staged, progress = () => {} } = options
  const { begin, seen } = tellBytes(files, progress)
  const read = await readAnswers({ ...stage, seen }, files, begin)
  if (load || staged) progress({ step: 'findings' })
  const found = load && checkWave ? await checkWave(stage, { survey: load.survey, year: load.year }, read) : []
  const findings = sortFindings([...read, ...found].map(incoming.named))
  await staged?.({ stage, files, findings })
  if (findings.some(({ severity }) => severity === 'error')) throw new RefusedInput(findings)
  return findings
}

type Filled = Ingredients & { readonly key: string; readonly rows: Readonly<Record<string, number>>; readonly waves: readonly WaveCount[] }

/** Makes the tables of the release from what is staged. */
const fill = async (stage: Stage, ingredients: Omit<Ingredients, 'earlier'>, { data, unpublished = false, note = null, progress = () => {} }: BuildOptions): Promise<Filled> => {
  const { writer, model } = stage
  const hides = guardedWaves(model, [{ survey: '', year: 0 }]).length > 0
  const telling = { subject: (name: string) => progress({ step: 'facts', name }), checking: () => progress({ step: 'checks' }) }
  const isMadeAgain = (release: string) => isMadeOf(data, release, ingredients)
  const before = unpublished || !hides ? { earlier: nothingEarlier, lost: [] } : await readEarlier(data, isMadeAgain)
  const earlier = boundChecksum(await fillWarehouse(stage, telling, before.earlier))
  const less = before.lost.find((release) => descriptionOf(releasePath(data, release))?.earlier !== earlier)
  if (less !== undefined) throw unreadable(data, less)
  const key = releaseKey({ ...ingredients, earlier }, note)
  await writer.run(
    sql`insert into release (key, model, program) values (${bind('varchar', key)}, ${bind('varchar', JSON.stringify(model))},
      ${bind('varchar', ingredients.program)})`,
  )
  return { ...ingredients, earlier, key, rows: await rowCounts(writer), waves: await countWaves(writer) }
}

/** Whether a release is what is being made, by another hand or damaged since. */
const isMadeOf = (data: string, key: string, ingredients: Omit<Ingredients, 'earlier'>): boolean => {
  const manifest = descriptionOf(releasePath(data, key))
  return manifest !== null && sameIngredients({ ...manifest, loaded: manifest.loaded ?? [] }, ingredients)
}

const useAgain = async (options: BuildOptions, key: string): Promise<Built> => {
  const { data, publish: publishes = true, progress = () => {} } = options
  const before = releaseBefore(data)
  const changes = await changesSince(options, key, releasePath(data, key))
  if (publishes) {
    progress({ step: 'publish', name: key })
    useRelease(data, key)
  }
  return { key, made: false, published: publishes, before, changes }
}
