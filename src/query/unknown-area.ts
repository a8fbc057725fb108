import type { Geography } from '../geography/geography.ts'
import { nearestCode } from '../model/nearest.ts'
import type { Warehouse } from './warehouse.ts'

/** What may have been meant: a name instead of a code, or a slip in either. */
const meant = (geography: Geography, code: string, vintage: number): string | null => {
  const codes = geography.codes(vintage)
  const byName = new Map(codes.map((one) => [geography.find(one, vintage)?.name.toLowerCase() ?? one, one]))
  const word = code.toLowerCase()
  return byName.get(word) ?? nearestCode(code, codes) ?? byName.get(nearestCode(word, byName.keys()) ?? '') ?? null
}

/** Why a code is not an area of the vintage: it ended, it came later, or it is like another. */
export const unknownArea = ({ geography }: Warehouse, code: string, vintage: number): string => {
  const rows = geography.history(code)
  const past = rows.filter(({ validTo }) => validTo !== null && validTo < vintage).sort((a, b) => (b.validTo ?? 0) - (a.validTo ?? 0))[0]
  const next = rows.filter(({ validFrom }) => validFrom !== null && validFrom > vintage).sort((a, b) => (a.validFrom ?? 0) - (b.validFrom ?? 0))[0]
  if (past?.validTo != null) {
    const became = geography.became(code, past.validTo, vintage).filter((one) => geography.find(one, vintage))
    const way = became.length > 0 ? `; it became ${became.join(', ')}; name these, or ask` : '; ask'
    return `${code} ${past.name} ended in ${past.validTo}${way} with vintage: ${past.validTo}`
  }
  if (next) {
    const was = [...new Set(geography.predecessors({ ...next, vintage: next.validFrom ?? vintage }).filter(({ year, direct }) => year === next.validFrom && !direct).map(({ from }) => from))]
    return `${code} ${next.name} is an area from ${next.validFrom} on, not in the borders of ${vintage}${was.length > 0 ? `; before it was ${was.join(', ')}` : ''}; ask with vintage: ${next.validFrom}`
  }
  const match = meant(geography, code, vintage)
  const area = match === null ? undefined : geography.find(match, vintage)
  return `${code} is no area in the borders of ${vintage}${area ? `; did you mean ${area.code} ${area.name}?` : ''}`
}
