import type { GraphQLSchema } from 'graphql'
import type { Config } from '../config.ts'
import type { Role, TableContext } from './endpoint.ts'
import { unknownRelease, unreadableRelease } from '../../schema/release-asked.ts'
import { openReleases, type Held, type Releases } from './releases.ts'
import { createContext } from './request-context.ts'
import { databaseSettings } from './database-settings.ts'

/**
 * A context without a server, over the current release or the one named; null where none has been built. `close` when done. Throws a user
 * error where there is no such release.
 */
export const openContext = async (
  data: string,
  config: Config,
  { role, language, release = null }: { readonly role: Role; readonly language: string; readonly release?: string | null },
): Promise<{ readonly context: TableContext; readonly schema: GraphQLSchema; readonly close: () => Promise<void> } | null> => {
  const releases = await openReleases(data, databaseSettings(config))
  const current = releases.current()
  if (!current) return null
  const held = release === null ? current : await releaseNamed(releases, release).catch(async (error: unknown) => {
    await releases.close()
    throw error
  })
  const context = createContext(releases, config, held, { role, language, signal: new AbortController().signal })
  return {
    context,
    schema: held.schema(),
    close: async () => {
      context.finished?.()
      await releases.close()
    },
  }
}

const releaseNamed = async (releases: Releases, key: string): Promise<Held> => {
  const held = await releases.open(key).catch((error: unknown) => {
    throw unreadableRelease(key, error)
  })
  if (!held) throw unknownRelease(key, releases.list())
  return held
}
