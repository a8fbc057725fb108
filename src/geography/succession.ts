import type { AreaChangeRow } from '../model/geography-rows.ts'

/** Area -> share of it, 0..1; shares sum to 1. */
export type Shares = ReadonlyMap<string, number>
/** What one year changed. `direct`: of areas that ended earlier (last valid `until`): where they lie from this year on. */
export type Step = {
  readonly year: number
  readonly regular: ReadonlyMap<string, Shares>
  readonly direct: ReadonlyMap<string, { readonly until: number; readonly shares: Shares }>
}
/** A part of an area on its way through the years: what it was before, with the last year it was that, and what it is now. */
export type Stretch = {
  readonly passed: readonly { readonly code: string; readonly until: number }[]
  readonly code: string
  readonly share: number
}

const longestGap = 300 // years, a bound for codes that never were

/** The declared changes by year, oldest first. `isValid`: whether a code is an area in a year. */
export function stepsOf(changes: readonly AreaChangeRow[], isValid: (code: string, year: number) => boolean): readonly Step[] {
  const lastYear = (code: string, before: number) =>
    Array.from({ length: longestGap }, (_, back) => before - 1 - back).find((year) => isValid(code, year))
  const years = [...new Set(changes.map(({ year }) => year))].sort((a, b) => a - b)
  return years.map((year) => {
    const regular = new Map<string, Map<string, number>>()
    const direct = new Map<string, { until: number; shares: Map<string, number> }>()
    for (const { from, to, share } of changes.filter((change) => change.year === year)) {
      const until = isValid(from, year - 1) ? year - 1 : (lastYear(from, year) ?? year - 1)
      const shares = (until < year - 1 ? direct.get(from)?.shares : regular.get(from)) ?? new Map<string, number>()
      shares.set(to, share)
      if (until < year - 1) direct.set(from, { until, shares })
      else regular.set(from, shares)
    }
    return { year, regular, direct }
  })
}

export const start = (code: string): Stretch => ({ passed: [], code, share: 1 })

/** The direct row that speaks of a stretch: that of the first area it was. */
export const directFor = ({ passed }: Stretch, { direct }: Step): { readonly code: string; readonly shares: Shares } | null => {
  for (const { code, until } of passed) {
    const found = direct.get(code)
    if (found?.until === until) return { code, shares: found.shares }
  }
  return null
}

/** A stretch after the changes of a year; itself where they do not touch it. `rest`: where it goes instead of where all of its code go. */
export function stepped(stretch: Stretch, step: Step, rest?: Shares): readonly Stretch[] {
  const { passed, code, share } = stretch
  const shares = directFor(stretch, step)?.shares ?? rest ?? step.regular.get(code)
  if (shares === undefined) return [stretch]
  return [...shares].map(([to, part]) => ({
    passed: to === code ? passed : [...passed, { code, until: step.year - 1 }],
    code: to,
    share: share * part,
  }))
}

/** An area of `earlier` in the borders of `later`. */
export function succeeded(code: string, earlier: number, later: number, steps: readonly Step[]): Shares {
  const wanted = steps.filter(({ year }) => earlier < year && year <= later)
  return together(wanted.reduce<readonly Stretch[]>((stretches, step) => stretches.flatMap((one) => stepped(one, step)), [start(code)]))
}

/** What stretches are now. */
export function together(stretches: readonly Stretch[]): Shares {
  const shares = new Map<string, number>()
  for (const { code, share } of stretches) shares.set(code, (shares.get(code) ?? 0) + share)
  return shares
}
