import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { Exchange } from './graphql.ts'
import type { Metrics } from './metrics.ts'

// Not a status of HTTP but the usual one in logs: nobody was there to read the answer.
const hungUp = 499

/** Its log is made when it is written to: that takes longer than to answer from what is kept. */
const newExchange = (id: string, log: Logger): Exchange => ({
  id,
  codes: [],
  statements: null,
  get log() {
    return log.child({ request: id })
  },
})

/** One log line and one observation per request, however it ends; names it for the client. `running`: requests not yet ended. */
export const observe = (app: FastifyInstance, metrics: Metrics, log: Logger) => {
  const exchanges = new WeakMap<FastifyRequest, Exchange>()
  let running = 0

  const exchangeOf = (request: FastifyRequest): Exchange => {
    const exchange = exchanges.get(request) ?? newExchange(request.id, log)
    exchanges.set(request, exchange)
    return exchange
  }
  const ended = (request: FastifyRequest, reply: FastifyReply, ms: number) => {
    running -= 1
    metrics.running.dec()
    const route = request.routeOptions.url ?? 'none'
    const status = reply.raw.writableFinished ? reply.raw.statusCode : hungUp
    metrics.seconds.observe({ route, method: request.method, status }, ms / 1000)
    const exchange = exchanges.get(request)
    for (const code of exchange?.codes ?? []) metrics.errors.inc({ code })
    if (exchange && exchange.statements !== null) metrics.statements.observe(exchange.statements)
    const { statements, codes } = exchange ?? {}
    request.log.info(
      { method: request.method, route, status, ms: Math.round(ms), statements, codes },
      status === hungUp ? 'hung up' : 'answered',
    )
  }

  app.addHook('onRequest', async (request, reply) => {
    const started = performance.now()
    running += 1
    metrics.running.inc()
    // Not Fastify's onResponse: that one does not come where the client hangs up.
    reply.raw.once('close', () => ended(request, reply, performance.now() - started))
    reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
  })
  const noteCode = (request: FastifyRequest, code: string) => {
    const { codes } = exchangeOf(request)
    if (!codes.includes(code)) codes.push(code)
  }
  return { exchangeOf, noteCode, running: () => running }
}
