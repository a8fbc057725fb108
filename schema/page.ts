import { userError } from '../src/errors.ts'

type PageArguments = { readonly first?: number | null; readonly last?: number | null; readonly after?: string | null; readonly before?: string | null }

const cursorOf = (key: string) => Buffer.from(`key:${key}`).toString('base64url')

/** Position of the item a cursor stands on. A cursor that is not ours is an error, never an empty page. */
const positionOf = (keys: readonly string[], name: string, cursor: string): number => {
  const text = Buffer.from(cursor, 'base64url').toString()
  const position = text.startsWith('key:') ? keys.indexOf(text.slice('key:'.length)) : -1
  if (position < 0) throw userError(`${name}: ${JSON.stringify(cursor)} is no cursor of this list; take one from pageInfo or edges of the same query`)
  return position
}

const count = (name: string, value: number | null | undefined, longest: number): number => {
  if (value === null || value === undefined) return longest
  if (value < 0) throw userError(`${name} is a number of items, 0 or more; ${value} came`)
  return value
}

/** A page of a list that fits in memory, as the Relay specification has it; cursors stand on keys, so they outlive a release. */
export const pageOf = <T extends object>(items: readonly T[], keyOf: (item: T) => string, args: PageArguments) => {
  const keys = items.map(keyOf)
  const start = args.after ? positionOf(keys, 'after', args.after) + 1 : 0
  const end = args.before ? positionOf(keys, 'before', args.before) : items.length
  const between = items.slice(start, end)
  const firsts = between.slice(0, count('first', args.first, between.length))
  const last = count('last', args.last, firsts.length)
  const page = firsts.slice(Math.max(0, firsts.length - last))
  const edges = page.map((node) => ({ node, cursor: cursorOf(keyOf(node)) }))
  return {
    edges,
    totalCount: items.length,
    pageInfo: {
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
      hasNextPage: args.first != null ? firsts.length < between.length : end < items.length,
      hasPreviousPage: args.last != null ? page.length < firsts.length : start > 0,
    },
  }
}
