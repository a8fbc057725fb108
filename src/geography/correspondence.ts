import type { AreaChangeRow, PopulationRow } from '../model/geography-rows.ts'
import { directFor, start, stepped, stepsOf, together, type Shares, type Step, type Stretch } from './succession.ts'

/** A base area of `year` expressed in the borders of `vintage`; `share` of what it counted there, 0..1. */
export type CorrespondenceRow = { year: number; code: string; vintage: number; target: string; share: number }

/**
 * Every base area of every year in the borders of every other year; shares of one (year, code, vintage) sum to 1.
 * Forward the changes are followed year by year, but an area of which a later change speaks directly lies where that says, not spread
 * over all that it was merged with; the others then make up what is left of the declared shares. Backward an area is divided by the population of the areas it was made of, in the earlier year.
 * `basesOf`: the codes valid in a year.
 */
export function correspondences(
  years: readonly number[],
  basesOf: (year: number) => readonly string[],
  changes: readonly AreaChangeRow[],
  population: readonly PopulationRow[],
): CorrespondenceRow[] {
  const persons = personsByYear(population)
  const steps = stepsOf(changes, validity(basesOf))
  return years.flatMap((earlier) => {
    let forward = new Map<string, readonly Stretch[]>(basesOf(earlier).map((code) => [code, [start(code)]]))
    return years
      .filter((later) => later >= earlier)
      .flatMap((later, index, all) => {
        const passed = steps.filter(({ year }) => (all[index - 1] ?? earlier) < year && year <= later)
        for (const step of passed) {
          const rests = restsOf(forward, step, persons.get(earlier))
          forward = new Map([...forward].map(([code, parts]) => [code, parts.flatMap((one) => stepped(one, step, rests.get(one.code)))]))
        }
        const shares = new Map([...forward].map(([code, parts]) => [code, together(parts)]))
        const ahead = rowsOf(shares, earlier, later)
        return later === earlier ? ahead : [...ahead, ...rowsOf(reversed(shares, persons.get(earlier)), later, earlier)]
      })
  })
}

/**
 * Of a divided area of which some parts are known to lie where: where the others lie, so that all together have the declared shares of its
 * inhabitants. Not where the inhabitants are not known.
 */
function restsOf(forward: ReadonlyMap<string, readonly Stretch[]>, step: Step, persons: ReadonlyMap<string, number> | undefined): ReadonlyMap<string, Shares> {
  if (step.direct.size === 0) return new Map()
  const parts = [...forward].flatMap(([origin, stretches]) =>
    stretches.map((one) => ({ code: one.code, persons: one.share * (persons?.get(origin) ?? 0), known: directFor(one, step)?.shares ?? null })),
  )
  return new Map(
    [...step.regular].flatMap(([code, shares]): [string, Shares][] => {
      const own = parts.filter((part) => part.code === code)
      if (!own.some(({ known }) => known) || own.every(({ known }) => known) || own.some((part) => part.persons === 0)) return []
      const all = own.reduce((sum, part) => sum + part.persons, 0)
      const left = [...shares].map(([to, share]): [string, number] => [
        to,
        Math.max(0, own.reduce((rest, part) => rest - part.persons * (part.known?.get(to) ?? 0), share * all)),
      ])
      const sum = left.reduce((total, [, rest]) => total + rest, 0)
      return sum === 0 ? [] : [[code, new Map(left.filter(([, rest]) => rest > 0).map(([to, rest]) => [to, rest / sum]))]]
    }),
  )
}

const validity = (basesOf: (year: number) => readonly string[]): ((code: string, year: number) => boolean) => {
  const known = new Map<number, ReadonlySet<string>>()
  return (code, year) => {
    const codes = known.get(year) ?? new Set(basesOf(year))
    known.set(year, codes)
    return codes.has(code)
  }
}

/** w'(j -> i) = pop_i w_ij / sum_i pop_i w_ij. Where a population is not known, the parts count alike. */
function reversed(forward: ReadonlyMap<string, Shares>, persons: ReadonlyMap<string, number> | undefined): ReadonlyMap<string, Shares> {
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

const rowsOf = (shares: ReadonlyMap<string, Shares>, year: number, vintage: number): CorrespondenceRow[] =>
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
