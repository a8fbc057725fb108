import { promisify } from 'node:util'
import { pipeline, Readable } from 'node:stream'
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply } from 'fastify'
import Negotiator from 'negotiator'
import { packedTag } from './entity-tag.ts'

// Not @fastify/compress: it packs an answer that is kept anew each time, and leaves a strong entity tag as it was.

const least = 1024 // bytes; fewer travel in one packet in any case
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } } // as fast as gzip, and smaller
const packers = {
  br: { whole: (bytes: Buffer) => promisify(brotliCompress)(bytes, brotli), stream: () => createBrotliCompress(brotli) },
  gzip: { whole: promisify(gzip) as (bytes: Buffer) => Promise<Buffer>, stream: () => createGzip() },
} as const
type Encoding = keyof typeof packers

const compressible = /^text\/(?!event-stream)|[/+](json|xml|csv|javascript)\b|vnd\.apache\.arrow/

/** Packs answers with br or gzip for those who take it. Bytes that are sent again are packed once: what is kept is kept by the bytes. */
export const compression = (app: FastifyInstance): void => {
  const packed = new WeakMap<Buffer, Map<Encoding, Promise<Buffer>>>()
  const packOnce = (bytes: Buffer, encoding: Encoding): Promise<Buffer> => {
    const known = packed.get(bytes) ?? new Map<Encoding, Promise<Buffer>>()
    packed.set(bytes, known)
    const found = known.get(encoding) ?? packers[encoding].whole(bytes)
    known.set(encoding, found)
    return found
  }
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (reply.hasHeader('content-encoding')) return payload
    vary(reply)
    if (payload === null || payload === undefined || !compressible.test(String(reply.getHeader('content-type') ?? ''))) return payload
    if (request.method === 'HEAD' || reply.statusCode === 206) return payload // a part is a part of the whole as it is
    const encoding = encodingOf(request.headers['accept-encoding'])
    if (encoding === null) return payload
    if (payload instanceof Readable) return mark(reply, encoding, pipeline(payload, packers[encoding].stream(), () => undefined))
    const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(String(payload))
    return bytes.length < least ? payload : mark(reply, encoding, await packOnce(bytes, encoding))
  })
}

const encodingOf = (header: string | undefined): Encoding | null => {
  if (!header) return null
  const [best] = new Negotiator({ headers: { 'accept-encoding': header } }).encodings(['br', 'gzip', 'identity'])
  if (best !== 'br' && best !== 'gzip') return null
  const wish = (name: Encoding) => Number(new RegExp(`(?:^|,)\\s*${name}\\s*(?:;\\s*q=([\\d.]+)\\s*)?(?:,|$)`).exec(header)?.slice(1, 2).map((q) => q ?? '1')[0] ?? 0)
  return wish('br') >= wish('gzip') && wish('br') > 0 ? 'br' : best
}

const mark = <T>(reply: FastifyReply, encoding: Encoding, payload: T): T => {
  const tag = reply.getHeader('etag')
  if (typeof tag === 'string' && !tag.startsWith('W/')) reply.header('etag', packedTag(tag, encoding)) // a weak one is of what it means, however packed
  reply.header('content-encoding', encoding).removeHeader('content-length')
  return payload
}

const vary = (reply: FastifyReply): void => {
  const told = String(reply.getHeader('vary') ?? '')
  if (!/accept-encoding/i.test(told)) reply.header('vary', [told, 'Accept-Encoding'].filter((one) => one !== '').join(', '))
}
