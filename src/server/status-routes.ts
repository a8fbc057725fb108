import type { FastifyInstance } from 'fastify'
import type { Endpoint } from './endpoint.ts'
import type { Metrics } from './metrics.ts'

/** `/health`: the process answers. `/ready`: there is a release, and which. `/metrics`: for Prometheus. */
export const statusRoutes = (app: FastifyInstance, endpoint: Endpoint, { registry }: Metrics): void => {
  app.get('/health', async () => ({ status: 'ok' }))
  app.get('/ready', async (_, reply) => {
    const release = endpoint.release()
    if (release) return reply.header('kartlag-release', release.key).send({ status: 'ready', release: release.key })
    return reply.code(503).header('retry-after', '1').send({ status: 'not ready', release: null })
  })
  app.get('/metrics', async (_, reply) => reply.type(registry.contentType).send(await registry.metrics()))
}
