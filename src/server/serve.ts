import { randomUUID } from 'node:crypto'
import cors from '@fastify/cors'
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { UsageError, userError } from '../errors.ts'
import { answerError, answerUnread, sendError } from './answer-error.ts'
import { catalogueRoute } from './catalogue-route.ts'
import { dataRoute } from './data-route.ts'
import { createAnswerCache } from './answer-cache.ts'
import { compression } from './compression.ts'
import type { Endpoint } from './endpoint.ts'
import { graphqlRoute } from './graphql-route.ts'
import { createIdentity } from './identity.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'
import { observe } from './observe.ts'
import { odataRoute } from './odata-route.ts'
import { graphiqlFor, pageRoutes } from './page-routes.ts'
import { statusRoutes } from './status-routes.ts'

export type Served = { readonly url: string; close(): Promise<void> }

/**
 * Serves an endpoint over HTTP until `close`, which lets running requests finish (at most `shutdownSeconds`) and then closes the endpoint.
 * Throws where the address cannot be listened on.
 */
export const serve = async (endpoint: Endpoint, config: Config, log: Logger = createLog(config.logLevel)): Promise<Served> => {
  const metrics = createMetrics()
  const app = createApp(config, log)
  const { exchangeOf, noteCode, running } = observe(app, metrics, log)
  let closing: Promise<void> | undefined
  app.addHook('onSend', async (_, reply) => {
    if (closing) reply.header('connection', 'close')
  })
  app.addHook('onRequest', async ({ raw }) => refuseFragment(raw.url))
  app.setErrorHandler(answerError(config, () => endpoint.release()?.key, noteCode))
  app.setNotFoundHandler((_, reply) =>
    sendError(reply, 404, 'NOT_FOUND', 'There is no such page. Queries go to /graphql; / tells what is here.'),
  )
  await app.register(cors, {
    origin: '*',
    methods: ['GET', 'HEAD', 'POST'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Accept', 'Accept-Language', 'If-None-Match', 'Prefer', 'OData-Version', 'OData-MaxVersion', 'Apollo-Require-Preflight'],
    exposedHeaders: ['Kartlag-Release', 'Kartlag-Notice', 'Kartlag-Role', 'Kartlag-Not-Public', 'Kartlag-Citation', 'Kartlag-Row-Count', 'Content-Disposition', 'ETag', 'Cache-Status', 'OData-Version', 'Preference-Applied', 'Link', 'X-Request-Id', 'Retry-After'],
    maxAge: 86_400,
  })
  compression(app)
  statusRoutes(app, endpoint, metrics)
  await pageRoutes(app, endpoint)
  const identify = createIdentity(config.data)
  const cached = createAnswerCache(endpoint, config, exchangeOf)
  if (endpoint.tables) catalogueRoute(app, endpoint, endpoint.tables, config, cached)
  if (endpoint.tables) await odataRoute(app, endpoint, endpoint.tables, config, identify, exchangeOf, noteCode, cached)
  if (endpoint.tables) dataRoute(app, endpoint, endpoint.tables, config, identify, exchangeOf, cached)
  const graphql = graphqlRoute(app, endpoint, config, identify, exchangeOf, cached, graphiqlFor(endpoint), log)
  const url = await listen(app, config)

  const end = async () => {
    await closeWhenAnswered(app, running, config.shutdownSeconds)
    await graphql.close()
    await endpoint.close()
  }
  return { url, close: () => (closing ??= end()) }
}

/** No client sends one: what reads the address as a URL would end at it, and what reads the query as text would not. */
const refuseFragment = (address = ''): void => {
  if (address.includes('#')) throw userError('An address that is asked for has no #. Write %23 for the sign itself.', { code: 'BAD_REQUEST', http: { status: 400 } })
}

const createApp = (config: Config, log: Logger): FastifyInstance => {
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request' }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: config.maxBodyBytes,
    requestTimeout: config.receiveSeconds * 1000,
    frameworkErrors: (error, _, reply) => void sendError(reply, error.statusCode ?? 400, 'BAD_REQUEST', error.message),
    clientErrorHandler: answerUnread,
    http: { headersTimeout: config.headerSeconds * 1000, connectionsCheckingInterval: 1000 },
  })
  app.removeContentTypeParser('text/plain')
  return app
}

const listen = async (app: FastifyInstance, { host, port }: Config): Promise<string> => {
  try {
    return await app.listen({ host, port })
  } catch (error) {
    await app.close()
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new UsageError(
        `Port ${port} of ${host} is in use by another program. Take another one: --port N or KARTLAG_PORT, 0 for any that is free`,
      )
    if (code === 'EACCES')
      throw new UsageError(`Port ${port} of ${host} may not be used by this user. Take one above 1023: --port N or KARTLAG_PORT`)
    throw error
  }
}

/** Node would wait for connections on which nothing was ever asked, too. */
const closeWhenAnswered = async (app: FastifyInstance, running: () => number, seconds: number) => {
  const deadline = performance.now() + seconds * 1000
  const check = setInterval(() => {
    if (running() === 0 || performance.now() > deadline) app.server.closeAllConnections()
  }, 25)
  await app.close()
  clearInterval(check)
}
