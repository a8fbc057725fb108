import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { notPublic } from '../disclosure/notice.ts'
import { userError } from '../errors.ts'
import { answerOData } from '../odata/answer.ts'
import { refuseVersions } from '../odata/accept.ts'
import { inLanguage } from '../series/labels.ts'
import { answerError, type sendError } from './answer-error.ts'
import type { AnswerCache } from './answer-cache.ts'
import type { Asking, Endpoint, Role, TableContext } from './endpoint.ts'
import { notReady } from './graphql-route.ts'
import type { Exchange } from './graphql.ts'
import { headerText } from './header-text.ts'
import { inTurns } from './in-turns.ts'
import { languageOf } from './language.ts'
import { originOf } from './origin.ts'
import { patience } from './patience.ts'

const place = '/odata'

/** An error in the shape that clients of OData read. */
const send: typeof sendError = (reply, status, code, message, _, { target, reference }: { target?: unknown; reference?: unknown } = {}) => {
  const error = { code, message, ...(typeof target === 'string' && { target }), ...(reference !== undefined && { innererror: { reference } }) }
  return reply.code(status).header('content-type', 'application/json;odata.metadata=minimal;charset=utf-8').send(`${JSON.stringify({ error })}\n`)
}

/** `GET /odata/…`: the same tables as entity sets of OData 4.0, for BI tools. */
export const odataRoute = async (
  app: FastifyInstance,
  endpoint: Endpoint,
  tables: (request: Asking) => TableContext,
  config: Config,
  identify: (request: FastifyRequest) => Promise<Role>,
  exchangeOf: (request: FastifyRequest) => Exchange,
  note: (request: FastifyRequest, code: string) => void,
  cached: AnswerCache,
): Promise<void> => {
  const answer = async (request: FastifyRequest, reply: FastifyReply, role: Role, language: string, signal: AbortSignal): Promise<string | Readable> => {
    const context = tables({ role, language, signal })
    try {
      const { accept, prefer } = request.headers
      const path = (request.params as { '*'?: string })['*'] ?? ''
      const { body, contentType, warehouse, preference } = await answerOData(context, { path, root: `${originOf(request, config)}${place}/`, given: givenIn(request), accept, prefer: textOf(prefer) })
      const notice = inLanguage(warehouse.model.notice, language)
      const isSecret = context.revealed?.() ?? false
      reply.headers({
        'content-type': contentType,
        'kartlag-release': warehouse.key,
        ...(notice && { 'kartlag-notice': headerText(notice) }),
        ...(preference && { 'preference-applied': preference }),
        ...(role === 'researcher' && { 'cache-control': 'no-store', 'kartlag-role': role }),
        ...(isSecret && { 'kartlag-not-public': headerText(notPublic(language)) }),
      })
      return typeof body === 'string' ? body : Readable.from(inTurns(body), { objectMode: false })
    } finally {
      exchangeOf(request).statements = context.statements()
      context.finished?.()
    }
  }
  const get = async (request: FastifyRequest, reply: FastifyReply) => {
    const release = endpoint.release()
    if (!release) throw notReady()
    reply.header('kartlag-release', release.key)
    const role = await identify(request)
    refuseVersions({ 'odata-version': textOf(request.headers['odata-version']), 'odata-maxversion': textOf(request.headers['odata-maxversion']) })
    const language = languageOf(request.headers['accept-language'], endpoint.languages())
    const { accept, prefer } = request.headers
    const about = ['odata', originOf(request, config), request.url, accept, prefer]
    return cached(request, reply, { role, language, about }, async () => {
      const { signal, timedOut, end } = patience(reply, config.requestSeconds)
      return Promise.race([answer(request, reply, role, language, signal), timedOut]).finally(end)
    })
  }

  await app.register(async (scope) => {
    scope.setErrorHandler(answerError(config, () => endpoint.release()?.key, note, send))
    scope.addHook('onRequest', async (_, reply) => {
      reply.headers({ 'odata-version': '4.0', vary: 'Accept, Accept-Language, Authorization, Prefer, OData-Version, OData-MaxVersion' })
    })
    for (const url of [place, `${place}/*`]) {
      scope.get(url, get)
      scope.route({
        method: ['POST', 'PUT', 'DELETE', 'PATCH'],
        url,
        onRequest: async ({ method, params }, reply) => {
          reply.header('allow', 'GET')
          if (/^\$batch$/i.test((params as { '*'?: string })['*'] ?? ''))
            throw userError('$batch: several requests in one are not answered here. Send each by itself; in Power Query with EnableBatch = false.', { code: 'NOT_IMPLEMENTED', target: '$batch', http: { status: 501 } })
          throw userError(`${method} is not used here: the service is only read. Ask with GET.`, { code: 'METHOD_NOT_ALLOWED', http: { status: 405 } })
        },
        handler: () => undefined,
      })
    }
  })
}

const textOf = (header: string | readonly string[] | undefined): string | undefined => (typeof header === 'string' ? header : header?.join(','))

const givenIn = ({ query }: FastifyRequest): ReadonlyMap<string, readonly string[]> =>
  new Map(Object.entries(query as Record<string, string | string[]>).map(([name, value]) => [name, Array.isArray(value) ? value : [value]]))
