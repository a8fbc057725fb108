import type { GraphQLSchema } from 'graphql'
import type { Config } from '../config.ts'
import type { Role, TableContext } from './endpoint.ts'
import { openReleases } from './releases.ts'
import { createContext } from './request-context.ts'
import { databaseSettings } from './database-settings.ts'

/** A context without a server, over the current release; null where none has been built. `close` when done. */
export const openContext = async (
  data: string,
  config: Config,
  { role, language }: { readonly role: Role; readonly language: string },
): Promise<{ readonly context: TableContext; readonly schema: GraphQLSchema; readonly close: () => Promise<void> } | null> => {
  const releases = await openReleases(data, databaseSettings(config))
  const held = releases.current()
  if (!held) return null
  const context = createContext(releases, config, held, { role, language, signal: new AbortController().signal })
  return {
    context,
    schema: held.schema,
    close: async () => {
      context.finished?.()
      await releases.close()
    },
  }
}
