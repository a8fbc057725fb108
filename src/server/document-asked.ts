import type { FastifyRequest } from 'fastify'
import { userError } from '../errors.ts'
import { checksumOf, claimIn, searchOf } from './asked-of-graphql.ts'
import type { Documents } from './documents.ts'

type Asked = { query?: unknown; documentId?: unknown; extensions?: unknown }

/** Puts the text of a document in the place of its name or checksum. With `only`, whatever is no document is refused. Throws user errors. */
export const resolveDocument = (request: FastifyRequest, documents: Documents | null, only: boolean): void => {
  const asked: Asked = request.method === 'GET' ? { ...searchOf(request) } : ((request.body ?? {}) as Asked)
  const claim = claimIn(asked.extensions)
  if (claim) refuseWrong(claim, asked.query)
  const id = asked.documentId ?? (asked.query === undefined ? claim?.checksum : undefined)
  const text = typeof id === 'string' ? (documents?.find(id) ?? null) : null
  if (text !== null) return replace(request, asked, text)
  if (typeof asked.documentId === 'string') throw noSuch(asked.documentId, documents)
  if (!only || (typeof asked.query === 'string' && documents?.isKnown(asked.query))) return
  throw userError(`Only documents that this server knows are answered here; it knows ${documents?.size ?? 0}. Name one with documentId, or send its exact text.`, {
    code: 'PERSISTED_QUERY_NOT_IN_LIST',
    http: { status: 403 },
  })
}

// Apollo would call it a fault of its own.
const refuseWrong = ({ checksum, version }: NonNullable<ReturnType<typeof claimIn>>, query: unknown): void => {
  const wrong = (message: string) => userError(`extensions.persistedQuery${message}`, { http: { status: 400 } })
  if (version !== 1) throw wrong(`.version is ${JSON.stringify(version) ?? 'left out'}; it takes 1.`)
  if (typeof query === 'string' && checksumOf(query) !== checksum) throw wrong('.sha256Hash is not the SHA-256 of the query that came with it. Send the right one, or none.')
}

const replace = (request: FastifyRequest, asked: Asked, text: string): void => {
  asked.query = text
  delete asked.documentId
  delete asked.extensions
  // Apollo's adapter reads the address.
  if (request.method === 'GET') request.raw.url = `${request.url.split('?')[0]}?${String(new URLSearchParams(asked as Record<string, string>))}`
}

const noSuch = (id: string, documents: Documents | null) => {
  const near = documents?.nearest(id) ?? null
  const there = documents ? `it knows ${documents.size}${near === null ? '' : `; nearest: ${near}`}` : 'it was started without --documents'
  return userError(`This server knows no document '${id.slice(0, 100)}': ${there}.`, { code: 'PERSISTED_QUERY_NOT_FOUND', http: { status: 404 } })
}
