import { graphql, type ExecutionResult } from 'graphql'
import type { Config } from '../config.ts'
import { notPublic } from '../disclosure/notice.ts'
import type { Role } from './endpoint.ts'
import { expectedFailure } from './failure.ts'
import { openContext } from './local-context.ts'

export type LocalAnswer = {
  readonly release: string
  /** A warning, where something in it is not public. */
  readonly notice: string | null
  readonly data: Readonly<Record<string, unknown>> | null
  /** One line per error: its place, its path, its message. Empty: all went well. */
  readonly errors: readonly string[]
}
export type LocalQuery = { readonly source: string; readonly variables: Readonly<Record<string, unknown>>; readonly operation: string | null; readonly release: string | null }

/** Answers a query from a release of a data directory (null: the current one), without a server; null where there is no release. */
export const queryLocally = async (config: Config, role: Role, { source, variables, operation, release }: LocalQuery): Promise<LocalAnswer | null> => {
  const opened = await openContext(config.data, config, { role, language: 'en', release })
  if (!opened) return null
  const { context, schema, close } = opened
  try {
    const result = await graphql({ schema, source, variableValues: variables, operationName: operation, contextValue: context })
    return { release: context.warehouse.key, notice: context.revealed?.() ? notPublic('en') : null, data: plain(result.data), errors: (result.errors ?? []).map(lineOf) }
  } finally {
    await close()
  }
}

const lineOf = (error: NonNullable<ExecutionResult['errors']>[number]): string => {
  const [place] = error.locations ?? []
  return [
    place ? `${place.line}:${place.column}` : null,
    error.path?.join('.'),
    expectedFailure(error)?.message ?? error.message,
  ].filter(Boolean).join('  ')
}

// graphql-js makes objects without a prototype.
const plain = (data: ExecutionResult['data']) => (data ? (JSON.parse(JSON.stringify(data)) as Record<string, unknown>) : null)
