import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { graphql } from 'graphql'
import { readConfig } from '../src/config.ts'
import type { Columns } from '../src/database/database.ts'
import type { Asking, Role, TableContext } from '../src/server/endpoint.ts'
import { addKey } from '../src/server/keys.ts'
import { createLog } from '../src/server/log.ts'
import { serve } from '../src/server/serve.ts'
import { createWarehouseEndpoint } from '../src/server/warehouse-endpoint.ts'
import type { Data } from './questions.ts'

/** A data directory asked in three ways: GraphQL in this process, GraphQL over HTTP, and SQL on the same open file. */
export type OpenData = {
  /** By the public, unless it is said who asks. */
  readonly ask: (query: string, role?: Role) => Promise<{ data: Data; statements: number }>
  readonly fetch: (query: string, role?: Role) => Promise<Data>
  readonly sql: (statement: string) => Promise<Columns>
  readonly threads: number
  readonly close: () => Promise<void>
}

const publicly = { role: 'public', language: 'en', signal: new AbortController().signal } as const

export const openData = async (data: string, settings: Readonly<Record<string, unknown>> = {}): Promise<OpenData> => {
  const config = readConfig({ data, port: 0, logLevel: 'silent', cacheMegabytes: '0', ...settings }, {})
  const endpoint = await createWarehouseEndpoint(data, config)
  const keys = mkdtempSync(join(tmpdir(), 'kartlag-keys-')) // not among the data, which are somebody's
  const key = await addKey(keys, 'bench')
  const { url, close } = await serve(endpoint, { ...config, data: keys }, createLog(config.logLevel))
  const contextOf: (asking: Asking) => TableContext = endpoint.context
  const { warehouse: { database }, finished } = contextOf(publicly)
  finished?.()
  return {
    ask: async (source, role = 'public') => {
      const context = contextOf({ ...publicly, role })
      const { data: answer, errors } = await graphql({ schema: endpoint.schema(), source, contextValue: context })
      context.finished?.()
      if (errors?.[0]) throw new Error(errors[0].message)
      return { data: answer as Data, statements: context.statements() }
    },
    fetch: async (query, role = 'public') => {
      const headers = { 'content-type': 'application/json', ...(role === 'researcher' && { authorization: `Bearer ${key}` }) }
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })
      const answer = (await response.json()) as { data: Data; errors?: readonly { message: string }[] }
      if (answer.errors?.[0]) throw new Error(answer.errors[0].message)
      return answer.data
    },
    sql: (text) => database.all({ text: [text], parameters: [] }),
    threads: config.databaseThreads,
    close: async () => {
      await close()
      rmSync(keys, { recursive: true })
    },
  }
}
