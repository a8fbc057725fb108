import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Negotiator from 'negotiator' // MIT, the reading of Accept-* headers that Express and Apollo use
import { catalogueOf, type Catalogue } from '../catalogue/catalogue.ts'
import { dcatOf } from '../catalogue/dcat.ts'
import { jsonLdOf } from '../catalogue/json-ld.ts'
import { turtleOf } from '../catalogue/turtle.ts'
import type { Config } from '../config.ts'
import { userError } from '../errors.ts'
import { allowed } from '../model/nearest.ts'
import { catalogueForms, type CatalogueForm } from './catalogue-forms.ts'
import { cataloguePage } from './catalogue-page.ts'
import type { AnswerCache } from './answer-cache.ts'
import type { Asking, Endpoint, TableContext } from './endpoint.ts'
import { notReady } from './graphql-route.ts'
import { languageOf } from './language.ts'
import { originOf } from './origin.ts'
import { sendPage } from './page-routes.ts'

/** `GET /data`: what there is, for people, programs and data portals, by content negotiation or by an ending: `/data.ttl`. */
export const catalogueRoute = (app: FastifyInstance, endpoint: Endpoint, tables: (request: Asking) => TableContext, config: Config, cached: AnswerCache): void => {
  const read = (language: string, origin: string): Catalogue => {
    const context = tables({ role: 'public', language, signal: new AbortController().signal })
    try {
      return catalogueOf(context.warehouse, origin)
    } finally {
      context.finished?.()
    }
  }
  const answer = async (request: FastifyRequest, reply: FastifyReply, { ending, mediaType }: CatalogueForm) => {
    const release = endpoint.release()
    if (!release) throw notReady()
    const [language, origin] = [languageAsked(request, endpoint.languages()), originOf(request, config)]
    const tell = ({ url, release: key }: Catalogue) => {
      const others = catalogueForms.filter((form) => form.ending !== ending)
      reply.headers({ 'kartlag-release': key, link: others.map((form) => `<${url}.${form.ending}>; rel="alternate"; type="${form.mediaType}"`).join(', ') })
    }
    if (ending === 'html') {
      const catalogue = read(language, origin)
      tell(catalogue)
      return sendPage(reply, cataloguePage(catalogue, language))
    }
    reply.header('vary', 'Accept')
    return cached(request, reply, { role: 'public', language, about: ['catalogue', ending, origin] }, async () => {
      const catalogue = read(language, origin)
      tell(catalogue)
      reply.header('content-type', `${mediaType}; charset=utf-8`)
      return textOf(catalogue, ending)
    })
  }
  app.get('/data', async (request, reply) => answer(request, reply, negotiated(request)))
  app.get('/data/', async (request, reply) => answer(request, reply, negotiated(request)))
  for (const form of catalogueForms) app.get(`/data.${form.ending}`, async (request, reply) => answer(request, reply, form))
}

const textOf = (catalogue: Catalogue, ending: Exclude<CatalogueForm['ending'], 'html'>): string | Promise<string> => {
  if (ending === 'json') return `${JSON.stringify(catalogue, null, 1)}\n`
  return ending === 'ttl' ? turtleOf(dcatOf(catalogue)) : jsonLdOf(dcatOf(catalogue))
}

const negotiated = (request: FastifyRequest): CatalogueForm => {
  const types = catalogueForms.map(({ mediaType }) => mediaType)
  const wanted = new Negotiator(request).mediaType(types)
  const form = catalogueForms.find(({ mediaType }) => mediaType === wanted)
  if (form) return form
  throw userError(`Accept is '${request.headers.accept ?? ''}', and the catalogue is there as ${types.join(', ')}`, {
    code: 'NOT_ACCEPTABLE',
    http: { status: 406 },
  })
}

const languageAsked = ({ query, headers }: FastifyRequest, languages: readonly string[]): string => {
  const { language } = query as { language?: string }
  if (language === undefined) return languageOf(headers['accept-language'], languages)
  if (!languages.includes(language)) throw userError(`language is '${language}'; ${allowed(language, languages)}`)
  return language
}
