import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'

type Plain = Readonly<Record<string, unknown>>

/** What a GraphQL request asks, sent by GET or POST, as text or by its checksum; null where it is none that could be answered as it stands. */
export const askedOfGraphQL = (request: FastifyRequest): readonly unknown[] | null => {
  const { method, body } = request
  const asked = method === 'GET' ? fromSearch(searchOf(request)) : body
  if (!isPlain(asked)) return null
  const { query, operationName = null, variables = null, extensions = null } = asked
  const claimed = claimIn(extensions)?.checksum ?? null
  if ((query !== undefined && typeof query !== 'string') || (extensions !== null && !isPlain(extensions))) return null
  const checksum = query === undefined ? claimed : checksumOf(query)
  if (checksum === null || (claimed !== null && claimed !== checksum)) return null
  const type = new Negotiator(request).mediaType(['application/json', 'application/graphql-response+json'])
  if (type === undefined) return null
  try {
    return ['graphql', type, checksum, operationName, JSON.stringify(variables, finite)]
  } catch (error) {
    if (error instanceof RangeError) return null // lists within lists, deeper than can be told; a number that is none
    throw error
  }
}

/** As automatic persisted queries have it. */
export const checksumOf = (query: string): string => createHash('sha256').update(query).digest('hex')

/** By which checksum a request names a query, in its `extensions` or the text of them; null where it does not. */
export const claimIn = (extensions: unknown): { readonly checksum: string; readonly version: unknown } | null => {
  const read = typeof extensions === 'string' ? orNothing(() => parsed(extensions)) : extensions
  const persisted = isPlain(read) ? read['persistedQuery'] : null
  const checksum = isPlain(persisted) ? persisted['sha256Hash'] : null
  return isPlain(persisted) && typeof checksum === 'string' ? { checksum, version: persisted['version'] } : null
}

/** Parameters of an address, read as Apollo reads them; null where one came twice, which it refuses. */
export const searchOf = ({ url }: Pick<FastifyRequest, 'url'>): Readonly<Record<string, string>> | null => {
  const search = [...new URLSearchParams(url.slice(url.indexOf('?') + 1 || url.length))]
  return new Set(search.map(([name]) => name)).size < search.length ? null : Object.fromEntries(search)
}

const fromSearch = (search: Readonly<Record<string, string>> | null): Plain | null =>
  search && orNothing(() => ({ ...search, variables: parsed(search['variables']), extensions: parsed(search['extensions']) }))

/** JSON would write null. */
const finite = (_: string, value: unknown): unknown => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('no JSON has this number')
  return value
}

const orNothing = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const parsed = (text: unknown): unknown => (typeof text === 'string' && text !== '' ? JSON.parse(text) : null)

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)
