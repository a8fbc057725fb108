import type { AmountEntry } from './amount.ts'
import type { Survey } from '../model/model.ts'
import type { Members } from './book.ts'
import { factOf, factsOf, targetOf } from './book.ts'
import { levelAt } from './level.ts'
import { absent } from './absence.ts'
import { respondentsOf } from './respondents.ts'
import type { World } from './world.ts'

/**
 * The factor for every cell that brings what the respondents' answers estimate to the national figures; where there are none, the factor
 * that brings the units' sum to the one wanted.
 */
export function factors(
  world: World,
  entry: AmountEntry,
  year: number,
  cells: readonly Members[],
  exact: readonly Float64Array[],
  wanted: number,
): number[] {
  const targets = targetsOf(world, entry, year)
  if (targets === null) {
    const sum = exact.reduce((all, column) => all + column.reduce((part, value) => part + value, 0), 0)
    return cells.map(() => (sum === 0 ? 0 : wanted / sum))
  }
  const { by } = targets
  const partOf = (cell: Members) => (by === null ? '' : (cell[by] ?? ''))
  const weightsOfPart = new Map(
    [...targets.of.keys()].map((part) => [part, weightsOf(world, entry, by === null ? {} : { [by]: part }, year)]),
  )
  const estimates = new Map<string, number>()
  cells.forEach((cell, c) => {
    const weights = weightsOfPart.get(partOf(cell)) ?? []
    const estimate = (exact[c] ?? new Float64Array()).reduce((all, value, i) => all + value * (weights[i] ?? 0), 0)
    estimates.set(partOf(cell), (estimates.get(partOf(cell)) ?? 0) + estimate)
  })
  return cells.map((cell) => (targets.of.get(partOf(cell)) ?? 0) / (estimates.get(partOf(cell)) || 1))
}

/**
 * What each unit counts for in the country's estimate by the survey that asks in that year; 1 where none does. Who did not answer is
 * estimated, so that a size group comes out in proportion to its inhabitants; from the year before nearly as it is.
 */
function weightsOf(world: World, entry: AmountEntry, part: Members, year: number): Float64Array {
  const asking = world.model.surveys
    .filter((survey) => survey.waves.synthetic && survey.waves.files.some((wave) => wave.year === year))
    .filter((survey) => survey.questions.some((question) => question.gives.length > 0 && targetOf(world.book, question).entry === entry))
  const survey = asking.find((one) => one.primary) ?? asking[0]
  const { codes, persons } = world.lineage.unitsOf(year)
  const fact = factOf(world.model, Object.keys(factsOf(entry.recipe))[0] ?? '')
  if (survey === undefined || (fact?.impute === 'growth' && goesOn(survey, entry, year))) return new Float64Array(codes.length).fill(1)
  const { answered, stratum, frame } = respondentsOf(world, survey, year)
  const gone = absent(world, entry, part, year)
  const has = answered.map((one, i) => one && gone[i] !== true)
  const bySize = fact?.impute !== 'none' || survey.design.calibrate === 'separate_ratio'
  const sizes = bySize ? persons : new Float64Array(codes.length).fill(1)
  const within = (group: number, some: readonly boolean[]) => sizes.reduce((sum, size, i) => (stratum[i] === group && some[i] ? sum + size : sum), 0)
  const weights = frame.map((_, group) => within(group, has.map(() => true)) / (within(group, has) || 1))
  return Float64Array.from(has, (one, i) => (one ? (weights[stratum[i] ?? 0] ?? 0) : 0))
}

/** Whether the survey asked the year before too, and no new segment begins. */
function goesOn({ design, waves, segments }: Survey, { recipe }: AmountEntry, year: number): boolean {
  const subjects = Object.keys(factsOf(recipe)).map((key) => key.split('.')[0] ?? '')
  const begins = segments.some(({ from, subjects: only }) => from === year && (only === null || only.some((id) => subjects.includes(id))))
  return !design.sample && !begins && waves.files.some((wave) => wave.year === year - 1)
}

type Targets = { readonly by: string | null; readonly of: ReadonlyMap<string, number> }

function targetsOf(world: World, { recipe }: AmountEntry, year: number): Targets | null {
  const { national } = recipe
  if (national === undefined) return null
  const by = national.by ?? null
  const totals: Record<string, number> = {}
  const parts: Record<string, Record<string, number>> = {}
  for (const figure of figuresOf(world, recipe)) {
    const part = by === null ? undefined : figure.members[by]
    if (part === undefined) totals[figure.year] = figure.value
    else parts[part] = { ...parts[part], [figure.year]: figure.value }
  }
  if (by === null) return { by, of: new Map([['', levelAt(totals, year)]]) }
  const years = Object.keys(Object.values(parts)[0] ?? {}).filter((one) => Object.values(parts).every((part) => part[one] !== undefined))
  const sums = Object.fromEntries(years.map((one) => [one, Object.values(parts).reduce((sum, part) => sum + (part[one] ?? 0), 0)]))
  const whole = levelAt({ ...sums, ...totals }, year)
  const shares = Object.entries(parts).map(([member, part]) => {
    const share = levelAt(Object.fromEntries(years.map((one) => [one, (part[one] ?? 0) / (sums[one] ?? 1)])), year)
    return [member, whole * share] as const
  })
  return { by, of: new Map(shares) }
}

function figuresOf(world: World, { national }: AmountEntry['recipe']): { year: number; value: number; members: Members }[] {
  const country = world.model.geography?.country
  const published = world.model.published.filter((one) => one.indicator === national?.published && one.area === country)
  const more = (national?.more ?? []).map(({ year, value, ...members }) => ({ year, value, members: members as Members }))
  return [...more, ...published]
}
