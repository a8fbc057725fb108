import { fastifyApolloHandler } from '@as-integrations/fastify' // MIT, Apollo's adapter for Fastify
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { userError } from '../errors.ts'
import type { AnswerCache } from './answer-cache.ts'
import { askedOfGraphQL } from './asked-of-graphql.ts'
import { nestingOf, tooComplex } from './complexity.ts'
import { resolveDocument } from './document-asked.ts'
import { readDocuments } from './documents.ts'
import type { Endpoint, Role } from './endpoint.ts'
import { createQueries, exchangeKey, prepareGraphQL, type Exchange, type ServerContext } from './graphql.ts'
import { languageOf } from './language.ts'
import { patience } from './patience.ts'

const maxNesting = 200

type Prepared = { readonly schema: GraphQLSchema; readonly release: string; readonly server: ReturnType<typeof prepareGraphQL> }

/** `/graphql`: one prepared server per release, one context per request, and an end to both time and patience. */
export const graphqlRoute = (
  app: FastifyInstance,
  endpoint: Endpoint,
  config: Config,
  identify: (request: FastifyRequest) => Promise<Role>,
  exchangeOf: (request: FastifyRequest) => Exchange,
  cached: AnswerCache,
  pageFor: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | null,
  log: Logger,
): { close(): Promise<void> } => {
  const documents = config.documents === '' ? null : readDocuments(config.documents, endpoint.schema())
  const queries = createQueries()
  let current: Prepared | undefined
  const contexts = new WeakMap<FastifyRequest, ServerContext>()

  const preparedFor = (schema: GraphQLSchema, release: string): Prepared => {
    if (current?.schema !== schema || current.release !== release) {
      // The one before is left to its running requests: it holds nothing but memory.
      current = { schema, release, server: prepareGraphQL(schema, release, config, log, queries) }
    }
    return current
  }

  const run = async (request: FastifyRequest, reply: FastifyReply, schema: GraphQLSchema, context: ServerContext) => {
    contexts.set(request, context)
    const { release, server } = preparedFor(schema, context.release.key)
    reply.header('kartlag-release', release)
    const handler = fastifyApolloHandler(await server, { context: async (one: FastifyRequest) => contexts.get(one) as ServerContext })
    return handler.call(app, request, reply)
  }
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const role = await identify(request)
    resolveDocument(request, documents, config.onlyPersisted && role === 'public')
    refuseNesting(request)
    const language = languageOf(request.headers['accept-language'], endpoint.languages())
    return cached(request, reply, { role, language, about: askedOfGraphQL(request) }, () => compute(request, reply, role, language))
  }
  const compute = async (request: FastifyRequest, reply: FastifyReply, role: Role, language: string): Promise<string> => {
    const { signal, timedOut, stop, end } = patience(reply, config.requestSeconds)
    const exchange = exchangeOf(request)
    exchange.lists = { objects: 0, stopped: false, stop }
    try {
      const schema = endpoint.schema()
      const context = endpoint.context({ role, language, signal })
      try {
        return (await Promise.race([run(request, reply, schema, Object.assign(context, { [exchangeKey]: exchange })), timedOut])) as string
      } finally {
        exchange.statements = context.statements()
        context.finished?.()
      }
    } finally {
      end()
    }
  }

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    exposeHeadRoute: false,
    onRequest: async (request, reply) => {
      reply.header('vary', 'Accept, Accept-Language, Authorization')
      const release = endpoint.release()
      if (!release) throw notReady()
      reply.header('kartlag-release', release.key)
      refuseHost(request)
      refuseEncoding(request)
    },
    handler: async (request, reply) => pageFor(request, reply) ?? answer(request, reply),
  })
  app.route({
    method: ['HEAD', 'PUT', 'DELETE', 'PATCH'],
    url: '/graphql',
    onRequest: async (request, reply) => {
      reply.header('allow', 'GET, POST')
      throw userError(`${request.method} is not used here. Queries are sent with GET or POST.`, {
        code: 'METHOD_NOT_ALLOWED',
        http: { status: 405 },
      })
    },
    handler: () => undefined,
  })

  return { close: async () => (await current?.server)?.stop() }
}

export const notReady = () =>
  userError('There is no release of the warehouse to answer from yet. Try again in a moment.', { code: 'NOT_READY', http: { status: 503 } })

// Apollo's adapter makes a URL of it.
const refuseHost = ({ hostname }: FastifyRequest) => {
  if (!URL.canParse(`http://${hostname}/`)) throw userError('The Host header is not the name of a host.', { code: 'BAD_REQUEST' })
}

const refuseEncoding = ({ headers }: FastifyRequest) => {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity')
    throw userError(`A body packed with ${encoding} is not read here. Send it as it is.`, {
      code: 'UNSUPPORTED_ENCODING',
      http: { status: 415 },
    })
}

const refuseNesting = ({ body, query }: FastifyRequest) => {
  const text = (body as { query?: unknown } | null | undefined)?.query ?? (query as { query?: unknown }).query
  if (typeof text === 'string' && nestingOf(text) > maxNesting)
    throw tooComplex(`This query nests brackets more than ${maxNesting} deep, which is the limit`, maxNesting)
}
