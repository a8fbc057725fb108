import { existsSync } from 'node:fs'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache' // BlueOak-1.0.0, the usual bounded cache, without dependencies
import type { Config } from '../config.ts'
import { codeChecksum } from '../release/code-checksum.ts'
import { fileChecksum } from '../release/manifest.ts'
import type { Endpoint, Role } from './endpoint.ts'
import { entityTag, tagInHand } from './entity-tag.ts'
import type { Exchange } from './graphql.ts'

export type Payload = string | Buffer | Readable
type Kept = { readonly body: Buffer; readonly maxAge: number; readonly headers: Readonly<Record<string, string | number | string[] | undefined>> }

/** Who asks what; `about` is null where that cannot be told before it is answered. */
export type Question = { readonly role: Role; readonly language: string; readonly about: readonly unknown[] | null }

/** The body of an answer as it was given before, or as `make` gives it with the headers it sets; the reply where it has been sent: 304, for it is in the asker's hand. */
export type AnswerCache = (request: FastifyRequest, reply: FastifyReply, question: Question, make: () => Promise<Payload>) => Promise<Payload | FastifyReply>

/**
 * Answers kept as they were sent: of the same releases, the same question of the same role in the same language has the same bytes. A strong
 * `ETag` names them, and public ones may be kept by anybody for `cacheSeconds`. Who asks what is just being answered waits for that answer.
 */
export const createAnswerCache = (endpoint: Pick<Endpoint, 'state' | 'release'>, config: Config, exchangeOf: (request: FastifyRequest) => Exchange): AnswerCache => {
  const most = config.cacheMegabytes * 500_000 // one half; the other is for results
  const mostOfOne = Math.ceil(most / 8)
  const kept = most === 0 ? null : new LRUCache<string, Kept>({ maxSize: most, maxEntrySize: mostOfOne, sizeCalculation: ({ body }) => Math.ceil(body.length * 1.5) + 1024 })
  const pending = new Map<string, Promise<Kept | null>>()
  // Whatever else has a say in what is answered.
  const fixed = [codeChecksum(['src/', 'schema/', 'warehouse/']), process.version, packages(), config.maxRows, config.maxFileRows, config.maxObjects]
  const stateOf = (now: boolean) => endpoint.state?.(now) ?? endpoint.release()?.key ?? ''

  const mark = (reply: FastifyReply, tag: string, role: Role, how: string, maxAge: number): void => {
    reply.headers({ etag: tag, 'cache-status': `kartlag; ${how}` })
    if (role === 'public') reply.header('cache-control', maxAge === 0 ? 'public, no-cache' : `public, max-age=${maxAge}`)
  }

  const make = async (request: FastifyRequest, reply: FastifyReply, tag: string, state: string, { role }: Question, answer: () => Promise<Payload>) => {
    const before: Kept['headers'] = { ...reply.getHeaders() }
    const payload = await answer()
    if (reply.statusCode !== 200 || exchangeOf(request).codes.length > 0) return { payload, one: null }
    const headers = Object.fromEntries(Object.entries(reply.getHeaders()).filter(([name, value]) => before[name] !== value))
    const maxAge = Math.min(config.cacheSeconds, exchangeOf(request).maxAge ?? Infinity)
    mark(reply, tag, role, 'fwd=miss', maxAge)
    const keep = (body: Buffer): Kept => {
      const one = { body, headers, maxAge }
      if (stateOf(true) === state) kept?.set(tag, one)
      return one
    }
    if (payload instanceof Readable) return { payload: Readable.from(copied(payload, mostOfOne, keep), { objectMode: false }), one: null }
    const one = keep(Buffer.from(payload))
    return { payload: one.body, one }
  }

  return async (request, reply, question, answer) => {
    if (question.about === null) return answer()
    const state = stateOf(false)
    const tag = entityTag([...fixed, state, question.role, question.language, ...question.about])
    const inHand = tagInHand(request, tag)
    if (inHand !== null) {
      if (question.role === 'researcher') reply.headers({ 'cache-control': 'no-store', 'kartlag-role': question.role })
      mark(reply, inHand, question.role, 'hit', kept?.get(tag)?.maxAge ?? 0)
      exchangeOf(request).statements = 0
      return reply.code(304).send()
    }
    const known = kept?.get(tag) ?? (await pending.get(tag))
    if (known) {
      reply.headers(known.headers)
      mark(reply, tag, question.role, 'hit', known.maxAge)
      exchangeOf(request).statements = 0
      return known.body
    }
    let settle: (one: Kept | null) => void = () => undefined
    const own = new Promise<Kept | null>((resolve) => (settle = resolve))
    pending.set(tag, own)
    let one: Kept | null = null
    try {
      const made = await make(request, reply, tag, state, question, answer)
      one = made.one
      return made.payload
    } finally {
      if (pending.get(tag) === own) pending.delete(tag)
      settle(one)
    }
  }
}

/** Checksum of what is installed, where that is told: libraries write bytes too. */
const packages = (): string | null => {
  const file = new URL('../../package-lock.json', import.meta.url)
  return existsSync(file) ? fileChecksum(fileURLToPath(file)) : null
}

/** A stream as it is, which is kept when it has come to its end, unless it is too large for that. */
async function* copied(payload: Readable, most: number, keep: (body: Buffer) => void): AsyncIterable<Buffer> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of payload) {
    const bytes = Buffer.isBuffer(piece) ? piece : Buffer.from(piece as string | Uint8Array)
    size += bytes.length
    if (size <= most) pieces.push(bytes)
    else pieces.length = 0
    yield bytes
  }
  if (size <= most) keep(Buffer.concat(pieces))
}
