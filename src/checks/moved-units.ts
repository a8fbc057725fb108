import { validIn } from '../geography/membership.ts'
import { stepsOf, succeeded } from '../geography/succession.ts'
import type { Checked } from './check.ts'

/** What became of a unit that is not the same in both years. */
export type Moved = {
  readonly code: string
  /** The one unit that it is now, or is a part of now; null where it was divided, or is in one that holds parts of others. */
  readonly target: string | null
  /** How many whole units the target was made of. */
  readonly sources: number
}

/** Base areas that have another code or other borders in the later year. */
export const movedUnits = (
  { model, geography: { areas, changes } }: Pick<Checked, 'model' | 'geography'>,
  earlier: number,
  later: number,
): Moved[] => {
  const base = areas.filter(({ level }) => level === model.geography?.base)
  const steps = stepsOf(changes, (code, year) => base.some((area) => area.code === code && validIn(year)(area)))
  if (!steps.some(({ year }) => earlier < year && year <= later)) return []
  const was = [...new Set(base.filter(validIn(earlier)).map(({ code }) => code))]
  const became = new Map(was.map((code) => [code, succeeded(code, earlier, later, steps)]))
  const sources = new Map<string, string[]>()
  for (const [code, shares] of became) for (const target of shares.keys()) sources.set(target, [...(sources.get(target) ?? []), code])
  return was.flatMap((code): Moved[] => {
    const [target, ...others] = became.get(code)?.keys() ?? []
    const parts = target === undefined ? [] : (sources.get(target) ?? [])
    const whole = others.length === 0 && target !== undefined && parts.every((part) => became.get(part)?.size === 1)
    if (whole && target === code && parts.length === 1) return []
    return [{ code, target: whole ? target : null, sources: parts.length }]
  })
}
