import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { RefusedInput } from '../model/refused-input.ts'
import { readGeography } from '../model/geography-rows.ts'
import { readModel } from '../model/read-model.ts'
import { readRecipes } from './read-recipes.ts'
import { encode, styleOf } from './style.ts'
import { waveOf } from './wave.ts'
import { worldOf } from './world.ts'

export type DemoOptions = {
  readonly seeds: string
  /** Where the files go, in the same folders as in the seeds: waves/<survey>/<year>.csv. */
  readonly out: string
  /** Default: that of seeds/demo. */
  readonly seed?: number
  readonly progress?: (file: string, done: number, of: number) => void
}

/**
 * Writes the wave files of all surveys whose answers are made up, and gives their paths relative to `out`. Throws RefusedInput
 * with every mistake where the model or the recipes have any.
 */
export async function writeDemo({ seeds, out, seed, progress }: DemoOptions): Promise<string[]> {
  const { model, findings } = readModel(seeds)
  if (model === null) throw new RefusedInput(findings)
  const read = readRecipes(seeds, model)
  if (read.recipes === null) throw new RefusedInput(read.findings)
  const recipes = read.recipes
  const world = worldOf(model, readGeography(seeds, model), recipes, seed ?? recipes.seed)
  const waves = model.surveys
    .filter((survey) => survey.waves.synthetic)
    .flatMap((survey) => survey.waves.files.map(({ file, year }) => ({ survey, file, year: Number(year) })))
    .sort((a, b) => a.year - b.year)
  waves.forEach(({ survey, file, year }, done) => {
    const path = join(out, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, encode(waveOf(world, survey, year), styleOf(recipes, survey, year).encoding))
    progress?.(file, done + 1, waves.length)
  })
  return waves.map(({ file }) => file)
}
