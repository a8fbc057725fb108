import type { Area, Geography } from '../geography/geography.ts'
import { nearest } from '../model/nearest.ts'
import type { Warehouse } from './warehouse.ts'

/** The codes, in the borders of `vintage`, of what an area that ended has become since. */
const followed = (geography: Geography, past: Area, vintage: number): readonly string[] => {
  const next = geography.successors(past).filter(({ year }) => year === past.vintage + 1 && year <= vintage)
  const codes = next.flatMap(({ to, year }) => {
    const row = geography.history(to).find(({ validFrom, validTo }) => (validFrom ?? year) <= year && year <= (validTo ?? year))
    const ended = row?.validTo ?? vintage
    return row === undefined || ended >= vintage ? [to] : followed(geography, { ...row, vintage: ended }, vintage)
  })
  return [...new Set(codes)]
}

/** Why a code is not an area of the vintage: it ended, it came later, or it is like another. */
export const unknownArea = ({ geography }: Warehouse, code: string, vintage: number): string => {
  const [row] = geography.history(code)
  if (!row) {
    const named = geography.codes(vintage).find((one) => geography.find(one, vintage)?.name.toLowerCase() === code.toLowerCase())
    const match = named ?? nearest(code, geography.codes(vintage))
    const area = match === null ? undefined : geography.find(match, vintage)
    return `${code} is no area in the borders of ${vintage}${area ? `; did you mean ${area.code} ${area.name}?` : ''}`
  }
  const past = { level: row.level, code, name: row.name, vintage: row.validTo ?? vintage }
  if (row.validTo !== null && row.validTo < vintage) {
    const became = followed(geography, past, vintage)
    return `${code} ${row.name} ended in ${row.validTo}${became.length > 0 ? `; it became ${became.join(', ')}` : ''}; name these, or ask with vintage: ${row.validTo}`
  }
  return `${code} ${row.name} is an area from ${row.validFrom} on, not in the borders of ${vintage}; ask with vintage: ${row.validFrom}`
}
