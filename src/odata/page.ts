import type { Row } from './fetch.ts'

export type Order = { readonly column: string; readonly descending: boolean }

/** Which part of some rows is wanted. `from`: rows that earlier pages have passed, `skip` among them; `room`: rows of an answer at most. */
export type Part = { readonly skip: number; readonly top: number; readonly from: number; readonly room: number }

/** Missing values come before all others, as OData has it; rows that compare equal keep their order. */
export const sorted = <T>(items: readonly T[], rowOf: (item: T) => Row, order: readonly Order[], columns: readonly string[]): readonly T[] => {
  if (order.length === 0) return items
  const keys = order.map(({ column, descending }) => ({ index: columns.indexOf(column), sign: descending ? -1 : 1 }))
  return [...items].sort((a, b) => {
    for (const { index, sign } of keys) {
      const [left, right] = [rowOf(a)[index] ?? null, rowOf(b)[index] ?? null]
      if (left === right) continue
      if (left === null || right === null) return left === null ? -sign : sign
      return left < right ? -sign : sign
    }
    return 0
  })
}

/** A page of what is there as a whole. `next`: where it goes on; null where it ends. */
export const pageOf = <T>(items: readonly T[], { skip, top, from, room }: Part): { readonly items: readonly T[]; readonly next: number | null } => {
  const first = from + (from === 0 ? skip : 0)
  const end = Math.min(items.length, first + Math.min(top, room))
  const shown = items.slice(first, end)
  return { items: shown, next: shown.length < top && end < items.length ? end : null }
}
