import { randomUUID } from 'node:crypto'
import cors from '@fastify/cors'
import { fastify, LogController, type FastifyBaseLogger, type FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { answerError, answerUnread, sendError } from './answer-error.ts'
import type { Endpoint } from './endpoint.ts'
import type { Exchange } from './graphql.ts'
import { graphqlRoute } from './graphql-route.ts'
import { createIdentity } from './identity.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'
import { graphiqlFor, pageRoutes } from './page-routes.ts'
import { statusRoutes } from './status-routes.ts'

export type Served = { readonly url: string; close(): Promise<void> }

/**
 * Serves an endpoint over HTTP until `close`, which lets running requests finish (at most `shutdownSeconds`) and then closes the endpoint.
 * Throws where the address cannot be listened on.
 */
export const serve = async (endpoint: Endpoint, config: Config): Promise<Served> => {
  const log = createLog(config.logLevel)
  const metrics = createMetrics()
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
  await app.register(cors, {
    origin: '*',
    methods: ['GET', 'HEAD', 'POST'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Accept', 'Accept-Language', 'Apollo-Require-Preflight'],
    exposedHeaders: ['Kartlag-Release', 'X-Request-Id', 'Retry-After'],
    maxAge: 86_400,
  })

  const exchanges = new WeakMap<FastifyRequest, Exchange>()
  const exchangeOf = (request: FastifyRequest): Exchange => {
    const exchange = exchanges.get(request) ?? { id: request.id, log: log.child({ request: request.id }), codes: [], statements: 0 }
    exchanges.set(request, exchange)
    return exchange
  }
  app.addHook('onRequest', async (request, reply) => {
    metrics.running.inc()
    reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
  })
  app.addHook('onResponse', async (request, reply) => {
    metrics.running.dec()
    const route = request.routeOptions.url ?? 'none'
    metrics.seconds.observe({ route, method: request.method, status: reply.statusCode }, reply.elapsedTime / 1000)
    const exchange = exchanges.get(request)
    for (const code of exchange?.codes ?? []) metrics.errors.inc({ code })
    if (exchange) metrics.statements.observe(exchange.statements)
    request.log.info(
      { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime), statements: exchange?.statements, codes: exchange?.codes },
      'answered',
    )
  })
  app.setErrorHandler(answerError(config, () => endpoint.release()?.key))
  app.setNotFoundHandler((_, reply) => sendError(reply, 404, 'NOT_FOUND', 'There is no such page. Queries go to /graphql; / tells what is here.'))

  statusRoutes(app, endpoint, metrics)
  await pageRoutes(app, endpoint)
  let closing: Promise<void> | undefined
  app.addHook('onSend', async (_, reply) => {
    if (closing) reply.header('connection', 'close')
  })
  const graphql = graphqlRoute(app, endpoint, config, createIdentity(config.data), exchangeOf, graphiqlFor(endpoint), log)
  const url = await app.listen({ host: config.host, port: config.port })
  const end = async () => {
    // Node closes what is idle at this moment; connections become idle, or turn out to be so, later too.
    const idle = setInterval(() => app.server.closeIdleConnections(), 50)
    const impatient = setTimeout(() => app.server.closeAllConnections(), config.shutdownSeconds * 1000)
    await app.close()
    clearInterval(idle)
    clearTimeout(impatient)
    await graphql.close()
    await endpoint.close()
  }
  return { url, close: () => (closing ??= end()) }
}
