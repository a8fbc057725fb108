import {
  GraphQLError,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  type GraphQLFieldConfig,
} from 'graphql'
import { userError } from '../../src/errors.ts'
import type { Endpoint, RequestContext, Role } from '../../src/server/endpoint.ts'

export type SmallContext = RequestContext & { role: Role; language: string; signal: AbortSignal }
type Field = GraphQLFieldConfig<unknown, SmallContext, Record<string, never>>

/** How often resolvers of lists ran, and what became of a field that waits for its signal. */
export type Watch = { resolved: number; aborted: Promise<unknown>; running: Promise<void> }

const secret = 'SELECT wage FROM fact_secret -- /srv/secret/warehouse.duckdb'

const failing = (error: () => Error): Field => ({
  type: GraphQLString,
  resolve: () => {
    throw error()
  },
})
const coded = (code: string, message: string) => Object.assign(new Error(message), { code })

/** An endpoint of a few areas within areas, and of fields that fail in every way there is. */
export const smallEndpoint = (overrides: Partial<Endpoint> = {}): { endpoint: Endpoint; watch: Watch } => {
  let aborted: (reason: unknown) => void = () => undefined
  let running: () => void = () => undefined
  const watch: Watch = {
    resolved: 0,
    aborted: new Promise((resolve) => (aborted = resolve)),
    running: new Promise((resolve) => (running = resolve)),
  }
  const area: GraphQLObjectType<unknown, SmallContext> = new GraphQLObjectType<unknown, SmallContext>({
    name: 'Area',
    fields: () => ({
      code: { type: new GraphQLNonNull(GraphQLString), resolve: () => '0301' },
      parent: { type: area, resolve: () => ({}) },
      children: {
        type: new GraphQLList(new GraphQLNonNull(area)),
        args: { first: { type: GraphQLInt } },
        resolve: () => {
          watch.resolved += 1
          return [{}, {}]
        },
      },
    }),
  })
  const query = new GraphQLObjectType<unknown, SmallContext>({
    name: 'Query',
    fields: {
      area: { type: area, args: { code: { type: GraphQLString }, level: { type: GraphQLInt } }, resolve: () => ({}) },
      areas: { type: new GraphQLList(area), extensions: { size: 357 }, resolve: () => Array.from({ length: 357 }, () => ({})) },
      role: { type: GraphQLString, resolve: (_, __, { role }) => role },
      language: { type: GraphQLString, resolve: (_, __, { language }) => language },
      echo: { type: GraphQLString, args: { text: { type: GraphQLString } }, resolve: (_, { text }: { text?: string }) => text },
      wrongUse: failing(() => userError("Unknown member 'mlid' in `severity`; did you mean 'mild'?")),
      secret: failing(() => new Error(secret)),
      secretInGraphQL: failing(
        () => new GraphQLError('failed', { originalError: new Error(secret), extensions: { code: 'INTERNAL_SERVER_ERROR' } }),
      ),
      notANumber: { type: GraphQLInt, resolve: () => secret },
      mandatory: { type: new GraphQLNonNull(GraphQLString), resolve: () => null },
      overloaded: failing(() => coded('OVERLOADED', '4 statements run and 256 wait')),
      slowStatement: failing(() => coded('TIMEOUT', 'a statement ran longer than the limit of 30 seconds')),
      waits: {
        type: GraphQLString,
        resolve: (_, __, { signal }) =>
          new Promise((resolve) => {
            running()
            signal.addEventListener('abort', () => {
              aborted(signal.reason)
              resolve('stopped')
            })
          }),
      },
      takes: {
        type: GraphQLString,
        args: { ms: { type: GraphQLInt } },
        resolve: (_, { ms }: { ms?: number }) =>
          new Promise((resolve) => {
            running()
            setTimeout(() => resolve('done'), ms)
          }),
      },
    },
  })
  const schema = new GraphQLSchema({ query })
  const endpoint: Endpoint = {
    schema: () => schema,
    context: (asking) => ({ ...asking, release: { key: 'r1' }, statements: () => 3 }),
    release: () => ({ key: 'r1' }),
    languages: () => ['nb', 'en'],
    close: async () => undefined,
    ...overrides,
  }
  return { endpoint, watch }
}
