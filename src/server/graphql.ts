import { randomUUID } from 'node:crypto'
import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestContext } from '@apollo/server'
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import type { GraphQLSchema } from 'graphql'
import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import { maxAgeIn } from '../../schema/cache-control.ts'
import type { Config } from '../config.ts'
import { notPublic } from '../disclosure/notice.ts'
import { complexityOf, refuseComplexity } from './complexity.ts'
import type { RequestContext } from './endpoint.ts'
import { countLists, type ListBudget } from './list-budget.ts'
import { causeOf, expectedFailure, isFault, presentError } from './failure.ts'

/** What is learnt of a request on its way, for its log line, the metrics and the references of its errors. */
export type Exchange = {
  readonly id: string
  readonly log: Logger
  readonly codes: string[]
  statements: number | null
  /** Seconds for which others may keep the answer at most, where its fields say. */
  maxAge?: number
  lists?: ListBudget
}
export const exchangeKey = Symbol('exchange')
export type ServerContext = RequestContext & { readonly [exchangeKey]: Exchange }

/** Texts of queries by their checksums, for clients that send these alone. */
export const createQueries = () => {
  const known = new LRUCache<string, string>({ maxSize: 8_000_000, sizeCalculation: (text) => text.length + 100 })
  return { get: async (id: string) => known.get(id), set: async (id: string, text: string) => void known.set(id, text), delete: async (id: string) => known.delete(id) }
}

/** A prepared GraphQL server of one release. */
export const prepareGraphQL = async (schema: GraphQLSchema, release: string, config: Config, log: Logger, queries: ReturnType<typeof createQueries>) => {
  const references = new WeakMap<object, string>()
  const referenceOf = (error: unknown): string => {
    const known = error instanceof Error ? references.get(error) : undefined
    if (known !== undefined || !isFault(error)) return known ?? ''
    const reference = randomUUID()
    log.error({ err: causeOf(error), reference }, 'a fault outside of answering a query')
    return reference
  }
  countLists(schema, config.maxObjects, (context) => (context as Partial<ServerContext> | undefined)?.[exchangeKey]?.lists)
  const server = new ApolloServer<ServerContext>({
    schema,
    introspection: true,
    csrfPrevention: false, // read-only and without cookies: a request from another site can do nothing its sender could not
    allowBatchedHttpRequests: false,
    persistedQueries: { cache: queries }, // so that a query of which only the checksum is sent is known after a move to a new release too
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: config.maxTokens },
    validationOptions: { maxErrors: 5 },
    logger: log,
    formatError: (formatted, error) => presentError(formatted, error, referenceOf(error)),
    stringifyResult: (result) => `${JSON.stringify({ ...result, extensions: { ...result.extensions, release } })}\n`,
    // The cache plugin would wrap every resolver; the page for browsers is ours.
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      limits(schema, config),
      record(references),
      statuses,
      marks,
    ],
  })
  await server.start()
  return server
}

const limits = (schema: GraphQLSchema, config: Config): ApolloServerPlugin<ServerContext> => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ document, operation, request, contextValue }) => {
      const maxAge = maxAgeIn(schema, document)
      if (maxAge !== null) contextValue[exchangeKey].maxAge = maxAge
      if (operation) refuseComplexity(complexityOf(schema, document, operation, request.variables ?? {}, config.assumedListSize), config)
    },
  }),
})

/** Keeps codes and statements for the log line; logs each fault once, under the id that the answer names. */
const record = (references: WeakMap<object, string>): ApolloServerPlugin<ServerContext> => ({
  requestDidStart: async ({ contextValue }) => {
    const exchange = contextValue[exchangeKey]
    return {
      didEncounterErrors: async ({ errors }) => {
        const faults = new Set<unknown>()
        for (const error of errors) {
          references.set(error, exchange.id)
          if (isFault(error)) faults.add(causeOf(error))
        }
        for (const err of faults) exchange.log.error({ err, reference: exchange.id }, 'a fault in answering a query')
      },
      willSendResponse: async (context) => {
        exchange.statements = contextValue.statements()
        exchange.codes.push(...codesOf(context))
      },
    }
  },
})

const result = ({ response }: Pick<GraphQLRequestContext<ServerContext>, 'response'>) =>
  response.body?.kind === 'single' ? response.body.singleResult : undefined

const codesOf = (context: GraphQLRequestContext<ServerContext>): string[] => [
  ...new Set(result(context)?.errors?.map((error) => String(error.extensions?.code ?? 'UNKNOWN'))),
]

// Requests that never ran: a client that asks for plain JSON gets them as 200, as the GraphQL-over-HTTP specification recommends.
const notRun = ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'OPERATION_RESOLUTION_FAILURE']

const statuses: ApolloServerPlugin<ServerContext> = {
  requestDidStart: async () => ({
    willSendResponse: async (context) => {
      const { http } = context.response
      const codes = codesOf(context)
      const accept = context.request.http?.headers.get('accept') ?? ''
      if (http.status === 400 && codes.every((code) => notRun.includes(code)) && !accept.includes('application/graphql-response+json'))
        http.status = 200
      refuseWhole(context)
    },
  }),
}

/** Answers to a researcher are kept by nobody on the way, say so, and warn where they have something that is not public. */
const marks: ApolloServerPlugin<ServerContext> = {
  requestDidStart: async () => ({
    willSendResponse: async (context) => {
      const { role, revealed, language } = context.contextValue
      const single = result(context)
      if (role !== 'researcher' || !single) return
      context.response.http.headers.set('cache-control', 'no-store')
      single.extensions = { ...single.extensions, role, ...(revealed?.() && { notice: notPublic(language) }) }
    },
  }),
}

/** Where an overload or time limit left nothing to answer, the whole answer is that: its HTTP status, and no data. */
const refuseWhole = (context: GraphQLRequestContext<ServerContext>) => {
  const { http, body } = context.response
  if (body?.kind !== 'single' || Object.values(body.singleResult.data ?? {}).some((value) => value !== null)) return
  const failure = context.errors?.map(expectedFailure).find((one) => one !== null)
  if (!failure) return
  http.status = failure.status
  if (failure.status === 503) http.headers.set('retry-after', '1')
  body.singleResult = { errors: body.singleResult.errors ?? [] }
}
