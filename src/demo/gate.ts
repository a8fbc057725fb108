import { namedMembers } from './book.ts'
import type { Entry, Members } from './book.ts'
import { cellName, within } from './cell.ts'
import type { LookUp } from './quantity.ts'
import type { World } from './world.ts'

/** Where all gates of a cell are open, by unit; cells with one `key` are behind the same gates. */
export type Gate = { readonly key: string; readonly open: readonly boolean[] }

/** The gate of a cell; null where there is none, or none that knows the members. */
export function gateOf(world: World, entry: Entry, members: Members, lookUp: LookUp): Gate | null {
  const gates = entry.recipe.gate === undefined ? [] : [entry.recipe.gate].flat()
  const places = gates.flatMap(({ quantity, ...fixed }) => {
    const gate = world.book.entries.get(quantity)
    if (gate === undefined) throw new Error(`${entry.name} has the gate ${quantity}, which is no quantity`)
    const inner = within(gate, { ...members, ...(fixed as Members) })
    // By its recipe, where that names members: a new question about the gate is not to change what is behind it.
    const named = namedMembers(gate.recipe)
    const known = Object.entries(inner).every(
      ([dimension, member]) => named.get(dimension)?.has(member) ?? gate.dimensions.get(dimension)?.includes(member),
    )
    return known ? [{ quantity, members: inner }] : []
  })
  if (places.length === 0) return null
  const columns = places.map((place) => lookUp(place.quantity, place.members))
  return {
    key: places.map((place) => `${place.quantity} ${cellName(place.members)}`).join(', '),
    open: (columns[0] ?? []).map((_, i) => columns.every((column) => (column[i] ?? 0) !== 0)),
  }
}
