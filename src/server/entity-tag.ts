import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'

/** A strong entity tag (RFC 9110) of all that an answer depends on. */
export const entityTag = (parts: readonly unknown[]): string => `"${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}"`

/** The tag of the same answer, packed: other bytes have another tag. */
export const packedTag = (tag: string, encoding: string): string => tag.replace(/"$/, `-${encoding}"`)

/** The tag of `If-None-Match` that names this answer, packed or not; null where there is none. */
export const tagInHand = ({ headers, method }: FastifyRequest, tag: string): string | null => {
  if (method !== 'GET' && method !== 'HEAD') return null
  const known = (headers['if-none-match'] ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  return known.find((one) => one.replace(/-\w+"$/, '"') === tag) ?? null
}
