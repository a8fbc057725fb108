import type { Entry, Members } from './book.ts'
import { cellName, within } from './cell.ts'
import type { LookUp } from './quantity.ts'
import type { World } from './world.ts'

/** Where all gates of a cell are open, by unit; cells with one `key` are behind the same gates. Null where there is no gate. */
export function gateOf(world: World, entry: Entry, members: Members, lookUp: LookUp): { key: string; open: boolean[] } | null {
  const gates = entry.recipe.gate === undefined ? [] : [entry.recipe.gate].flat()
  if (gates.length === 0) return null
  const places = gates.map(({ quantity, ...fixed }) => {
    const gate = world.book.entries.get(quantity)
    if (gate === undefined) throw new Error(`${entry.name} has the gate ${quantity}, which is no quantity`)
    return { quantity, members: within(gate, { ...members, ...(fixed as Members) }) }
  })
  const columns = places.map((place) => lookUp(place.quantity, place.members))
  return {
    key: places.map((place) => `${place.quantity} ${cellName(place.members)}`).join(', '),
    open: (columns[0] ?? []).map((_, i) => columns.every((column) => (column[i] ?? 0) !== 0)),
  }
}
