import type { GeographyRows } from '../model/geography-rows.ts'
import type { Model, Survey } from '../model/model.ts'
import { answersOf } from './answers.ts'
import { trait } from './world.ts'
import { rank } from './random.ts'
import type { Recipes } from './recipe.ts'
import { respondentsOf } from './respondents.ts'
import { csvLine, styleOf } from './style.ts'
import type { World } from './world.ts'
import { worldOf } from './world.ts'

const worlds = new WeakMap<Recipes, Map<string, World>>()

/**
 * The text of a wave file with made-up answers: a header, then a row per unit of the year that answered, ordered by code. Units
 * that did not answer have no row, or where the survey has a column for it, some have one that says so. The same arguments give
 * the same text. An error where the year has no population.
 */
export function makeWave(model: Model, geography: GeographyRows, survey: Survey, year: number, seed: number, recipes: Recipes): string {
  return waveOf(worldFor(model, geography, recipes, seed), survey, year)
}

/** The same, of a world. */
export function waveOf(whole: World, survey: Survey, year: number): string {
  const world = whole.of(survey)
  const style = styleOf(world.recipes, survey, year)
  const units = world.lineage.unitsOf(year)
  const { asked, answered } = respondentsOf(world, survey, year)
  const answers = survey.questions.flatMap((question) => answersOf(world, survey, question, year, style))
  const { responded } = survey.waves
  const shown = trait(world, year, `${survey.id} shown @${year}`)
  const header = [survey.unit.column, ...(responded === null ? [] : [responded]), ...answers.map((column) => column.header)]
  const rows = units.codes.flatMap((code, i) => {
    if (answered[i] === true) return [[code, ...(responded === null ? [] : ['1']), ...answers.map((column) => column.texts[i] ?? '')]]
    if (responded === null || asked[i] !== true || rank(shown[i] ?? 0) < 0.5) return []
    return [[code, '0', ...answers.map(() => '')]]
  })
  return [header, ...rows].map((row) => csvLine(row, style.delimiter) + '\n').join('')
}

function worldFor(model: Model, geography: GeographyRows, recipes: Recipes, seed: number): World {
  const known = worlds.get(recipes) ?? new Map<string, World>()
  worlds.set(recipes, known)
  const key = `${model.id} ${seed}`
  const world = known.get(key)
  if (world !== undefined && world.model === model) return world
  const made = worldOf(model, geography, recipes, seed)
  known.set(key, made)
  return made
}
