import type { AreaRow } from '../model/geography-rows.ts'
import { directFor, start, stepped, type Step, type Stretch } from './succession.ts'

/**
 * What became of an area, or what it was made from: `share` of the old area's inhabitants. `direct`: the old area had ended before, and
 * this is where it lies since, whatever it was part of in between.
 */
export type AreaChange = { readonly year: number; readonly from: string; readonly to: string; readonly share: number; readonly direct: boolean }

const rowsOf = (year: number, from: string, shares: Iterable<readonly [string, number]>, direct: boolean): readonly AreaChange[] =>
  [...shares].map(([to, share]) => ({ year, from, to, share, direct }))

/** By year, then by the old code, the greatest part first; each once. */
const ordered = (changes: readonly AreaChange[]): readonly AreaChange[] =>
  [...new Map(changes.map((change) => [`${change.year} ${change.from} ${change.to}`, change])).values()].sort(
    (a, b) => a.year - b.year || byText(a.from, b.from) || b.share - a.share || byText(a.to, b.to),
  )
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Everything that became of an area after a year, step by step. */
export const successors = (code: string, year: number, steps: readonly Step[]): readonly AreaChange[] => {
  const found: AreaChange[] = []
  let stretches: readonly Stretch[] = [start(code)]
  for (const step of steps.filter((one) => one.year > year)) {
    for (const stretch of stretches) {
      const direct = directFor(stretch, step)
      found.push(...rowsOf(step.year, direct?.code ?? stretch.code, direct?.shares ?? step.regular.get(stretch.code) ?? [], direct !== null))
    }
    stretches = stretches.flatMap((stretch) => stepped(stretch, step))
  }
  return ordered(found)
}

/** The year since which a code has been an area without a gap; `spans`: the rows of the code. */
const since = (year: number, spans: readonly AreaRow[]): number => {
  const from = spans.find(({ validFrom, validTo }) => (validFrom ?? year) <= year && year <= (validTo ?? year))?.validFrom ?? -Infinity
  return spans.some(({ validTo }) => validTo === from - 1) ? since(from - 1, spans) : from
}

/**
 * Everything an area was made from up to a year, step by step. An old area of which is known that it lies elsewhere now is none of
 * its origins, though both were parts of one in between.
 */
export const predecessors = (code: string, year: number, steps: readonly Step[], spansOf: (code: string) => readonly AreaRow[]): readonly AreaChange[] => {
  type Later = { readonly step: Step; readonly to: string }
  const before = (area: string, last: number, later: readonly Later[]): readonly AreaChange[] => {
    const first = since(last, spansOf(area))
    return steps
      .filter((step) => first <= step.year && step.year <= last)
      .flatMap((step) => {
        const liesElsewhere = (from: string) =>
          later.some((one) => {
            const direct = one.step.direct.get(from)
            return direct !== undefined && direct.until >= step.year - 1 && !direct.shares.has(one.to)
          })
        const regular = [...step.regular].filter(([from, shares]) => from !== area && shares.has(area) && !liesElsewhere(from))
        const direct = [...step.direct].filter(([, { shares }]) => shares.has(area))
        return [
          ...regular.flatMap(([from, shares]) => rowsOf(step.year, from, [[area, shares.get(area) ?? 0]], false)),
          ...direct.flatMap(([from, { shares }]) => rowsOf(step.year, from, [[area, shares.get(area) ?? 0]], true)),
          ...regular.flatMap(([from]) => before(from, step.year - 1, [...later, { step, to: area }])),
        ]
      })
  }
  return ordered(before(code, year, []))
}

/** The last code by which an area of a year is known: it became one that was not there before, and nothing else became that. */
export const lastCode = (code: string, year: number, steps: readonly Step[], spansOf: (code: string) => readonly AreaRow[]): string => {
  const next = steps.find((step) => step.year > year && step.regular.has(code))
  const [to, ...others] = next?.regular.get(code)?.keys() ?? []
  if (next === undefined || to === undefined || to === code || others.length > 0) return code
  const isNew = since(next.year, spansOf(to)) === next.year
  const isAlone = [...next.regular].every(([from, shares]) => from === code || !shares.has(to))
  return isNew && isAlone ? lastCode(to, next.year, steps, spansOf) : code
}
