import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { graphql, type ExecutionResult } from 'graphql'
import { readConfig } from '../../src/config.ts'
import { buildRelease } from '../../src/ingest/build.ts'
import { openContext } from '../../src/server/local-context.ts'
import type { Role } from '../../src/server/endpoint.ts'

/** A seeds folder built into a release of its own and asked over GraphQL, each query with a context of its own. */
export type World = {
  readonly data: string
  readonly key: string
  /** The answer, and the number of SQL statements it took. */
  readonly ask: (query: string, options?: { variables?: Record<string, unknown>; role?: Role; language?: string; environment?: Record<string, string> }) => Promise<{ result: ExecutionResult; statements: number }>
  readonly close: () => void
}

export const openWorld = async (seeds: string): Promise<World> => {
  const data = mkdtempSync(join(tmpdir(), 'kartlag-'))
  const { key } = await buildRelease({ seeds, data })
  return {
    data,
    key,
    ask: async (source, { variables, role = 'public', language = 'en', environment = {} } = {}) => {
      const opened = await openContext(data, readConfig({ seeds, data }, environment), { role, language })
      if (!opened) throw new Error('no release')
      try {
        const result = await graphql({ schema: opened.schema, source, contextValue: opened.context, variableValues: variables ?? null })
        return { result: JSON.parse(JSON.stringify(result)) as ExecutionResult, statements: opened.context.statements() }
      } finally {
        await opened.close()
      }
    },
    close: () => rmSync(data, { recursive: true, force: true }),
  }
}

/** The data of an answer without errors; throws the first error otherwise. */
export const dataOf = async (answer: Promise<{ result: ExecutionResult }>): Promise<Record<string, any>> => { // eslint-disable-line
  const { result } = await answer
  if (result.errors?.[0]) throw new Error(result.errors[0].message)
  return result.data as Record<string, unknown>
}
