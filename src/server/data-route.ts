import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { userError } from '../errors.ts'
import { answerTable } from '../export/answer.ts'
import { documentOf } from '../export/document.ts'
import { formatOfFile, formats, type Format } from '../export/formats.ts'
import type { Parameters } from '../export/parameters.ts'
import { allowed } from '../model/nearest.ts'
import type { AnswerCache } from './answer-cache.ts'
import type { Asking, Endpoint, Role, TableContext } from './endpoint.ts'
import { expectedFailure } from './failure.ts'
import { notReady } from './graphql-route.ts'
import type { Exchange } from './graphql.ts'
import { headerText } from './header-text.ts'
import { inTurns } from './in-turns.ts'
import { languageOf } from './language.ts'
import { originOf } from './origin.ts'
import { patience } from './patience.ts'

/** `GET /data/{subject}.{format}?…`: a table as a file, with the numbers and names of GraphQL's `table`. */
export const dataRoute = (
  app: FastifyInstance,
  endpoint: Endpoint,
  tables: (request: Asking) => TableContext,
  config: Config,
  identify: (request: FastifyRequest) => Promise<Role>,
  exchangeOf: (request: FastifyRequest) => Exchange,
  cached: AnswerCache,
): void => {
  const answer = async (request: FastifyRequest, reply: FastifyReply, role: Role, language: string, signal: AbortSignal): Promise<Readable> => {
    const { subject, format } = fileOf((request.params as { file: string }).file)
    const context = tables({ role, language, signal })
    try {
      const answered = await answerTable(context, { subject, parameters: parametersOf(request) })
      const document = documentOf(answered, context.revealed?.() ?? false, `${subject}.csv${searchOf(request)}`)
      const { table, release, citation, notice, secret } = document
      const file = format.write(document)
      reply.headers({
        'content-type': format.contentType,
        'kartlag-release': release,
        'kartlag-row-count': table.rowCount,
        'kartlag-citation': headerText(citation),
        ...(format.describedBy && { link: describedBy(`${subject}.${format.describedBy}${searchOf(request)}`, format.describedBy) }),
        ...(notice && { 'kartlag-notice': headerText(notice) }),
        ...(role === 'researcher' && { 'cache-control': 'no-store', 'kartlag-role': role }),
        ...(secret !== null && { 'kartlag-not-public': headerText(secret) }),
        ...(format.attachment && { 'content-disposition': `attachment; filename="${subject}${secret === null ? '' : '.not-public'}.${format.id}"` }),
      })
      return Readable.from(inTurns(file), { objectMode: false })
    } catch (error) {
      exchangeOf(request).codes.push(codeOf(error))
      throw error
    } finally {
      exchangeOf(request).statements = context.statements()
      context.finished?.()
    }
  }

  app.route({
    method: ['POST', 'PUT', 'DELETE', 'PATCH'],
    url: '/data/:file',
    onRequest: async (request, reply) => {
      reply.header('allow', 'GET')
      throw userError(`${request.method} is not used here. Files are asked for with GET.`, { code: 'METHOD_NOT_ALLOWED', http: { status: 405 } })
    },
    handler: () => undefined,
  })
  app.get('/data/:file', async (request, reply) => {
    reply.header('vary', 'Accept-Language, Authorization')
    const release = endpoint.release()
    if (!release) throw notReady()
    reply.header('kartlag-release', release.key)
    const role = await identify(request)
    const language = languageOf(request.headers['accept-language'], endpoint.languages())
    const about = ['data', originOf(request, config), request.url]
    return cached(request, reply, { role, language, about }, async () => {
      const { signal, timedOut, end } = patience(reply, config.requestSeconds)
      return Promise.race([answer(request, reply, role, language, signal), timedOut]).finally(end)
    })
  })
}

const fileOf = (file: string): { subject: string; format: Format } => {
  const found = formatOfFile(file)
  if (found) return { subject: found.stem, format: found.format }
  const [, subject = file, ending = ''] = /^([^.]*)(?:\.(.*))?$/.exec(file) ?? []
  const came = ending === '' ? 'names no format' : `asks for the format '${ending}'`
  throw userError(`/data/${file} ${came}; ${allowed(ending, formats.map(({ id }) => id))}. Write for example /data/${subject}.csv`, {
    code: 'NOT_FOUND',
    http: { status: 404 },
  })
}

/** The parameters as they stand in the address, fit for a header. */
const searchOf = ({ url }: FastifyRequest): string => /\?.+/.exec(url)?.[0].replaceAll(/[^\x21\x23-\x3b\x3d\x3f-\x7e]/g, encodeURIComponent) ?? ''

const describedBy = (address: string, id: string): string => `<${address}>; rel="describedby"; type="${formats.find((one) => one.id === id)?.contentType ?? ''}"`

const parametersOf = ({ query }: FastifyRequest): Parameters =>
  new Map(Object.entries(query as Record<string, string | string[]>).map(([name, value]) => [name, Array.isArray(value) ? value : [value]]))

const codeOf = (error: unknown): string => {
  const code = expectedFailure(error)?.code ?? (error as { extensions?: { code?: unknown } } | null)?.extensions?.code
  return typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR'
}
