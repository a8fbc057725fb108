import type { GeographyRows } from '../model/geography-rows.ts'
import type { Model, Survey } from '../model/model.ts'
import { allowed } from '../model/nearest.ts'
import { bookOf } from './book.ts'
import type { Book } from './book.ts'
import type { Lineage, Units } from './lineage.ts'
import { fixedLineage, lineageOf } from './lineage.ts'
import { normals } from './random.ts'
import type { Recipes, Response } from './recipe.ts'

/** One number per unit of a year: an amount, 1 or 0, the position of an option; null where the unit has nothing to say. */
export type Column = readonly (number | null)[]

/** All that made-up answers are made from. The memories only save time. */
export type World = {
  readonly model: Model
  readonly recipes: Recipes
  readonly book: Book
  readonly seed: number
  readonly lineage: Lineage
  /** Area codes of the regions, and the position of each root's region among them (-1: none). */
  readonly regions: { readonly codes: readonly string[]; readonly ofRoot: readonly number[] }
  readonly memory: Memory
  /** The world of a survey's units; surveys of base areas share one. */
  readonly of: (survey: Survey) => World
}

type Memory = {
  year: number | null
  readonly ofYear: Map<string, unknown>
  readonly traits: Map<string, Float64Array>
  /** The scores that belong to the year and to the one before. */
  thisYears: Map<string, Float64Array>
  lastYears: Map<string, Float64Array>
}

function emptyMemory(): Memory {
  return { year: null, ofYear: new Map(), traits: new Map(), thisYears: new Map(), lastYears: new Map() }
}

/** A world of a model, its geography and recipes; the same seed gives the same world. */
export function worldOf(model: Model, geography: GeographyRows, recipes: Recipes, seed: number): World {
  if (model.geography === null) throw new Error('made-up answers need a model with a geography: they follow its base areas')
  const lineage = lineageOf(geography, model.geography)
  const { level, year } = recipes.regions ?? { level: null, year: 0 }
  const inRegion = level === null ? [] : lineage.rootsIn(level, year)
  const codes = [...new Set(inRegion)].filter((code) => code !== null).sort()
  const regions = { codes, ofRoot: inRegion.map((code) => (code === null ? -1 : codes.indexOf(code))) }
  checkRegions(recipes, codes)
  const worlds = new Map<string, World>()
  const world: World = {
    model,
    recipes,
    book: bookOf(model, recipes),
    seed,
    lineage,
    regions,
    memory: emptyMemory(),
    of: (survey) => worlds.get(survey.id) ?? world,
  }
  for (const survey of model.surveys.filter((one) => one.waves.synthetic)) {
    const { units } = responseOf(recipes, survey)
    if (units === undefined && survey.unit.kind === 'area') continue
    const fixed = fixedLineage(unitCodes(geography, units ?? { count: 100, prefix: '' }))
    const noRegions = { codes: [], ofRoot: fixed.roots.map(() => -1) }
    worlds.set(survey.id, { ...world, lineage: fixed, regions: noRegions, memory: emptyMemory() })
  }
  return world
}

/** How a survey is answered: told by its id, else its instrument's, else the default. */
export function responseOf({ response }: Recipes, survey: Survey): Response {
  return response[survey.id] ?? response[survey.instrument ?? ''] ?? response['default'] ?? {}
}

function checkRegions({ regions }: Recipes, codes: readonly string[]): void {
  for (const [name, levels] of Object.entries(regions?.levels ?? {})) {
    const unknown = Object.keys(levels).find((code) => !codes.includes(code))
    if (unknown === undefined) continue
    throw new Error(
      `the regional levels ${name} of the demo recipes name ${unknown}, where no unit of the first year lies; ${allowed(unknown, codes)}`,
    )
  }
}

function unitCodes({ areas }: GeographyRows, units: NonNullable<Response['units']>): string[] {
  if ('level' in units)
    return areas
      .filter((area) => area.level === units.level)
      .map((area) => area.code)
      .sort()
  const digits = String(units.count).length
  return Array.from({ length: units.count }, (_, i) => units.prefix + String(i + 1).padStart(digits, '0'))
}

/** What `make` gives, made once per year; only one year is kept, for waves are made year by year. */
export function remembered<T>(world: World, year: number, key: string, make: () => T): T {
  const { memory } = world
  if (memory.year !== year) {
    memory.ofYear.clear()
    memory.lastYears = memory.year === year - 1 ? memory.thisYears : new Map()
    memory.thisYears = new Map()
    memory.year = year
  }
  const known = memory.ofYear.get(key)
  if (known !== undefined) return known as T
  const made = make()
  memory.ofYear.set(key, made)
  return made
}

/**
 * The standard normal scores of the units of a year for one trait. Units that merge mix the scores of their parts; `regional` is the share
 * of the variance that the units of a region of the first year have in common.
 */
export function trait(world: World, year: number, key: string, regional = 0): Float64Array {
  return remembered(world, year, `trait ${key} ${regional}`, () => {
    const name = `${key} ${regional}`
    const known = world.memory.traits.get(name)
    const scores = known ?? rootScores(world, key, regional)
    if (known === undefined) world.memory.traits.set(name, scores)
    return mixed(world.lineage.unitsOf(year), scores)
  })
}

function rootScores(world: World, key: string, regional: number): Float64Array {
  const own = normals(world.seed, key, world.lineage.roots.length)
  return regional === 0 ? own : withRegions(world, own, key, regional)
}

/** A trait of its own for every year, half of it shared with the year before. */
export function yearly(world: World, year: number, key: string): Float64Array {
  return remembered(world, year, `yearly ${key}`, () => {
    const units = world.lineage.unitsOf(year)
    const now = rootScores(world, `${key} @${year}`, 0)
    world.memory.thisYears.set(key, now)
    const last = mixed(units, world.memory.lastYears.get(key) ?? rootScores(world, `${key} @${year - 1}`, 0))
    return mixed(units, now).map((z, i) => (z + (last[i] ?? 0)) * Math.SQRT1_2)
  })
}

function withRegions(world: World, own: Float64Array, key: string, regional: number): Float64Array {
  const { codes, ofRoot } = world.regions
  const shared = normals(world.seed, `${key} by region`, codes.length)
  return own.map((z, i) => Math.sqrt(1 - regional) * z + Math.sqrt(regional) * (shared[ofRoot[i] ?? -1] ?? 0))
}

function mixed(units: Units, scores: Float64Array): Float64Array {
  const mix = new Float64Array(units.codes.length)
  for (let i = 0; i < mix.length; i++) {
    const origins = units.origins[i] ?? []
    const only = origins.length === 1 ? origins[0] : undefined
    if (only !== undefined) mix[i] = scores[only.root] ?? 0
    else
      mix[i] =
        origins.reduce((sum, { root, share }) => sum + share * (scores[root] ?? 0), 0) / Math.hypot(...origins.map(({ share }) => share))
  }
  return mix
}
