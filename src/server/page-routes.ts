import { basename } from 'node:path'
import files from '@fastify/static' // MIT, Fastify's own
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import Negotiator from 'negotiator' // MIT, the reading of Accept-* headers that Express and Apollo use
import { printWithCacheControl } from '../../schema/cache-control.ts'
import type { Endpoint, Landing } from './endpoint.ts'
import { bundleFolder, graphiqlPage } from './graphiql-page.ts'
import { notReady } from './graphql-route.ts'
import { landingPage } from './landing-page.ts'
import { languageOf } from './language.ts'

// Monaco writes styles into the page; scripts, workers and answers come from this server only.
const policy = [
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:",
  "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
].join('; ')

/** `/`, the editor's files under `/assets` and the printed schema. */
export const pageRoutes = async (app: FastifyInstance, endpoint: Endpoint): Promise<void> => {
  app.get('/', async (request, reply) => {
    const language = languageOf(request.headers['accept-language'], endpoint.languages())
    return sendPage(reply, landingPage(landingOf(endpoint, language), language, `${request.protocol}://${request.host}`))
  })

  const printed = new WeakMap<GraphQLSchema, string>()
  app.get('/schema.graphql', async (_, reply) => {
    const release = endpoint.release()
    if (!release) throw notReady()
    const schema = endpoint.schema()
    const text = printed.get(schema) ?? printWithCacheControl(schema)
    printed.set(schema, text)
    return reply.headers({ 'kartlag-release': release.key, 'content-type': 'text/plain; charset=utf-8' }).send(text)
  })

  await app.register(files, {
    root: bundleFolder,
    prefix: '/assets/',
    index: false,
    preCompressed: true,
    cacheControl: false,
    // Names of chunks carry a hash of what is in them; the others are asked for again with their tag.
    setHeaders: (response, path) => {
      response.setHeader('cache-control', basename(path).startsWith('chunk-') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}

/** GraphiQL in the answer to a browser; null for everybody else. */
export const graphiqlFor =
  (endpoint: Endpoint) =>
  (request: FastifyRequest, reply: FastifyReply): FastifyReply | null => {
    if (request.method !== 'GET' || !wantsPage(request)) return null
    return sendPage(reply, graphiqlPage(landingOf(endpoint, languageOf(request.headers['accept-language'], endpoint.languages()))))
  }

const wantsPage = (request: FastifyRequest): boolean =>
  request.headers.accept !== undefined &&
  new Negotiator(request).mediaType(['application/json', 'application/graphql-response+json', 'text/html']) === 'text/html'

/** Answers a page, which may load nothing from elsewhere. */
export const sendPage = (reply: FastifyReply, page: string) =>
  reply
    .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, vary: 'Accept, Accept-Language' })
    .send(page)

const landingOf = (endpoint: Endpoint, language: string): Landing =>
  endpoint.landing?.(language) ?? {
    title: 'kartlag',
    notice: null,
    licence: null,
    contact: null,
    release: endpoint.release()?.key ?? null,
    examples: [],
  }
