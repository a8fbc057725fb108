import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'

type Plain = Readonly<Record<string, unknown>>

/** What a GraphQL request asks, sent by GET or POST, as text or by its checksum; null where it is none that could be answered as it stands. */
export const askedOfGraphQL = ({ method, body, query: search, headers }: FastifyRequest): readonly unknown[] | null => {
  const asked = method === 'GET' ? fromSearch(search as Plain) : body
  if (!isPlain(asked)) return null
  const { query, operationName = null, variables = null, extensions = null } = asked
  const claimed = claimedOf(extensions)
  if ((query !== undefined && typeof query !== 'string') || (extensions !== null && !isPlain(extensions))) return null
  const checksum = query === undefined ? claimed : checksumOf(query)
  if (checksum === null || (claimed !== null && claimed !== checksum)) return null
  try {
    return ['graphql', headers.accept ?? '', checksum, operationName, JSON.stringify(variables)]
  } catch (error) {
    if (error instanceof RangeError) return null // lists within lists, deeper than can be told
    throw error
  }
}

/** As automatic persisted queries have it. */
export const checksumOf = (query: string): string => createHash('sha256').update(query).digest('hex')

const claimedOf = (extensions: unknown): string | null => {
  const persisted = isPlain(extensions) ? extensions['persistedQuery'] : null
  const claimed = isPlain(persisted) ? persisted['sha256Hash'] : null
  return typeof claimed === 'string' ? claimed : null
}

const fromSearch = ({ variables, extensions, ...search }: Plain): Plain | null => {
  try {
    return { ...search, variables: parsed(variables), extensions: parsed(extensions) }
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const parsed = (text: unknown): unknown => (typeof text === 'string' && text !== '' ? JSON.parse(text) : null)

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)
