import type { AreaChangeRow, PopulationRow } from '../model/geography-rows.ts'

/** A base area of `year` expressed in the borders of `vintage`; `share` of what it counted there, 0..1. */
export type CorrespondenceRow = { year: number; code: string; vintage: number; target: string; share: number }

type Shares = ReadonlyMap<string, number>

/**
 * Every base area of every year in the borders of every other year; shares of one (year, code, vintage) sum to 1.
 * Forward the changes are composed year by year: an area that was merged and later divided is taken to have spread evenly, which
 * overstates the parts it never lay in. Backward an area is divided by the population of the areas it was made of, in the earlier year.
 * `basesOf`: the codes valid in a year.
 */
export function correspondences(
  years: readonly number[],
  basesOf: (year: number) => readonly string[],
  changes: readonly AreaChangeRow[],
  population: readonly PopulationRow[],
): CorrespondenceRow[] {
  const persons = personsByYear(population)
  const steps = stepsByYear(changes)
  return years.flatMap((earlier) => {
    let forward = new Map<string, Shares>(basesOf(earlier).map((code) => [code, new Map([[code, 1]])]))
    return years
      .filter((later) => later >= earlier)
      .flatMap((later, index, all) => {
        for (let year = (all[index - 1] ?? earlier) + 1; year <= later; year += 1) forward = composed(forward, steps.get(year))
        const ahead = rowsOf(forward, earlier, later)
        return later === earlier ? ahead : [...ahead, ...rowsOf(reversed(forward, persons.get(earlier)), later, earlier)]
      })
  })
}

function composed(forward: Map<string, Shares>, step: ReadonlyMap<string, Shares> | undefined): Map<string, Shares> {
  if (step === undefined) return forward
  return new Map(
    [...forward].map(([code, targets]) => {
      const next = new Map<string, number>()
      for (const [target, share] of targets)
        for (const [moved, part] of step.get(target) ?? new Map([[target, 1]])) next.set(moved, (next.get(moved) ?? 0) + share * part)
      return [code, next]
    }),
  )
}

/** w'(j -> i) = pop_i w_ij / sum_i pop_i w_ij. Where a population is not known, the parts count alike. */
function reversed(forward: Map<string, Shares>, persons: ReadonlyMap<string, number> | undefined): Map<string, Shares> {
  const origins = new Map<string, { code: string; share: number }[]>()
  for (const [code, targets] of forward)
    for (const [target, share] of targets) origins.set(target, [...(origins.get(target) ?? []), { code, share }])
  return new Map(
    [...origins].map(([target, parts]) => {
      const known = parts.every(({ code }) => (persons?.get(code) ?? 0) > 0)
      const weights = parts.map(({ code, share }) => share * (known ? (persons?.get(code) ?? 1) : 1))
      const all = weights.reduce((sum, weight) => sum + weight, 0)
      return [target, new Map(parts.map(({ code }, index) => [code, (weights[index] ?? 0) / all]))]
    }),
  )
}

const rowsOf = (shares: Map<string, Shares>, year: number, vintage: number): CorrespondenceRow[] =>
  [...shares].flatMap(([code, targets]) => [...targets].map(([target, share]) => ({ year, code, vintage, target, share })))

function personsByYear(population: readonly PopulationRow[]): Map<number, Map<string, number>> {
  const years = new Map<number, Map<string, number>>()
  for (const { year, code, persons } of population) {
    const codes = years.get(year) ?? new Map<string, number>()
    codes.set(code, (codes.get(code) ?? 0) + persons)
    years.set(year, codes)
  }
  return years
}

function stepsByYear(changes: readonly AreaChangeRow[]): Map<number, Map<string, Map<string, number>>> {
  const years = new Map<number, Map<string, Map<string, number>>>()
  for (const { year, from, to, share } of changes) {
    const step = years.get(year) ?? new Map<string, Map<string, number>>()
    step.set(from, (step.get(from) ?? new Map<string, number>()).set(to, share))
    years.set(year, step)
  }
  return years
}
