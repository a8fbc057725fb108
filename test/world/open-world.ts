import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { graphql, type ExecutionResult, type GraphQLSchema } from 'graphql'
import { readConfig } from '../../src/config.ts'
import { buildRelease } from '../../src/ingest/build.ts'
import type { Role } from '../../src/server/endpoint.ts'
import { openReleases, type Releases } from '../../src/server/releases.ts'
import { createContext } from '../../src/server/request-context.ts'
import { databaseSettings } from '../../src/server/database-settings.ts'

type RequestContext = ReturnType<typeof createContext>
export type Asking = {
  readonly variables?: Record<string, unknown>
  readonly role?: Role
  readonly language?: string
  readonly environment?: Record<string, string>
}
/** A seeds folder built into a release of its own and asked over GraphQL, each query with a context of its own. */
export type World = {
  readonly data: string
  readonly key: string
  /** The answer, and the number of SQL statements it took. */
  readonly ask: (query: string, options?: Asking) => Promise<{ result: ExecutionResult; statements: number }>
  /** Runs something that needs a request's context. */
  readonly within: <T>(
    run: (context: RequestContext, schema: GraphQLSchema) => Promise<T>,
    options?: Omit<Asking, 'variables'>,
  ) => Promise<T>
  readonly close: () => Promise<void>
}

export const openWorld = async (seeds: string): Promise<World> => {
  const data = mkdtempSync(join(tmpdir(), 'kartlag-'))
  const { key } = await buildRelease({ seeds, data })
  const world = openData(seeds, data, key)
  return {
    ...world,
    close: async () => {
      await world.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** A data directory that is there already. Closing it leaves it there. */
export const openData = (seeds: string, data: string, key: string): World => {
  const opened = new Map<string, Promise<Releases>>()
  const releasesUnder = (environment: Record<string, string>) => {
    const settings = JSON.stringify(environment)
    const releases = opened.get(settings) ?? openReleases(data, databaseSettings(readConfig({ seeds, data }, environment)))
    opened.set(settings, releases)
    return releases
  }
  const within: World['within'] = async (run, { role = 'public', language = 'en', environment = {} } = {}) => {
    const releases = await releasesUnder(environment)
    const held = releases.current()
    if (!held) throw new Error('no release')
    const context = createContext(releases, readConfig({ seeds, data }, environment), held, {
      role,
      language,
      signal: new AbortController().signal,
    })
    try {
      return await run(context, held.schema())
    } finally {
      context.finished?.()
    }
  }
  return {
    data,
    key,
    within,
    ask: (source, { variables, ...options } = {}) =>
      within(async (contextValue, schema) => {
        const result = await graphql({ schema, source, contextValue, variableValues: variables ?? null })
        return { result: JSON.parse(JSON.stringify(result)) as ExecutionResult, statements: contextValue.statements() }
      }, options),
    close: async () => {
      await Promise.all([...opened.values()].map(async (releases) => (await releases).close()))
    },
  }
}

/** The data of an answer without errors; throws the first error otherwise. The caller knows its shape: it wrote the query. */
export const dataOf = async <T>(answer: Promise<{ result: ExecutionResult }>): Promise<T> => {
  const { result } = await answer
  if (result.errors?.[0]) throw new Error(result.errors[0].message)
  return result.data as T
}

/** The one mistake a query is refused for: its message and code. Throws where there is none, or more than one. */
export const mistakeOf = async (answer: Promise<{ result: ExecutionResult }>): Promise<{ message: string; code: unknown }> => {
  const { errors } = (await answer).result
  if (errors?.length !== 1) throw new Error(`one error expected, ${errors?.length ?? 0} came`)
  return { message: errors[0]?.message ?? '', code: errors[0]?.extensions?.['code'] }
}
