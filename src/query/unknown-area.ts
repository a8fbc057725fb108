import { nearest } from '../model/nearest.ts'
import type { Warehouse } from './warehouse.ts'

/** Why a code is not an area of the vintage: it ended, it came later, or it is like another. */
export const unknownArea = ({ geography }: Warehouse, code: string, vintage: number): string => {
  const [row] = geography.history(code)
  if (!row) {
    const match = nearest(code, geography.codes(vintage))
    const area = match === null ? undefined : geography.find(match, vintage)
    return `${code} is no area in the borders of ${vintage}${area ? `; did you mean ${area.code} ${area.name}?` : ''}`
  }
  const past = { level: row.level, code, name: row.name, vintage: row.validTo ?? vintage }
  if (row.validTo !== null && row.validTo < vintage) {
    const became = geography.successors(past).filter(({ year }) => year === past.vintage + 1).map(({ to }) => to)
    return `${code} ${row.name} ended in ${row.validTo}${became.length > 0 ? `; it became ${became.join(', ')}` : ''}; name these, or ask with vintage: ${row.validTo}`
  }
  return `${code} ${row.name} is an area from ${row.validFrom} on, not in the borders of ${vintage}; ask with vintage: ${row.validFrom}`
}
