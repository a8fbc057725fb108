import type { Config } from '../config.ts'
import { createResultCache } from '../loaders/result-cache.ts'
import { inLanguage } from '../series/labels.ts'
import type { Context } from '../../schema/context.ts'
import type { Asking, Endpoint, RequestContext } from './endpoint.ts'
import { databaseSettings } from './database-settings.ts'
import { createLog } from './log.ts'
import { notReady } from './graphql-route.ts'
import { openReleases } from './releases.ts'
import { createContext } from './request-context.ts'
import { readExamples } from './examples.ts'

const refreshEveryMs = 1000

/** The endpoint over the releases of a data directory. It moves on to a new release within a second of its being made current. */
export const createWarehouseEndpoint = async (
  data: string,
  config: Config,
): Promise<Endpoint & { readonly context: (asking: Asking) => Context & RequestContext }> => {
  const releases = await openReleases(data, databaseSettings(config))
  const results = createResultCache(config.cacheMegabytes * 500_000) // one half; the other is for answers
  const log = createLog(config.logLevel)
  let told = ''
  const look = () => JSON.stringify([peek(({ warehouse }) => warehouse.key), releases.list().map(({ key, createdAt }) => [key, createdAt])])
  const refresh = async () => {
    await releases.refresh().catch((err: unknown) => {
      if (String(err) !== told) log.error({ err }, 'the release now named cannot be opened; the one before is still served')
      told = String(err)
    })
    state = look()
  }
  const timer = setInterval(() => void refresh(), refreshEveryMs)
  timer.unref()
  const peek = <T>(read: (held: NonNullable<ReturnType<typeof releases.current>>) => T): T | null => {
    const held = releases.current()
    if (!held) return null
    try {
      return read(held)
    } finally {
      held.letGo()
    }
  }
  let state = look()
  const context = (asking: Asking): Context & RequestContext => {
    const held = releases.current()
    if (!held) throw notReady()
    return createContext(releases, config, held, asking, results)
  }
  return {
    schema: () => {
      const schema = peek((held) => held.schema())
      if (!schema) throw notReady()
      return schema
    },
    context,
    tables: context,
    state: (now = false) => (now ? look() : state),
    release: () => peek(({ warehouse }) => ({ key: warehouse.key })),
    languages: () => peek(({ warehouse }) => warehouse.model.languages) ?? ['en'],
    landing: (language) => {
      const found = peek(({ warehouse: { model, key } }) => ({
        title: inLanguage(model.title, language) ?? 'kartlag',
        notice: inLanguage(model.notice, language),
        licence: model.licence,
        contact: model.contact,
        release: key,
      }))
      return { ...(found ?? { title: 'kartlag', notice: null, licence: null, contact: null, release: null }), examples: readExamples(config.seeds), catalogue: true }
    },
    close: async () => {
      clearInterval(timer)
      await releases.close()
    },
  }
}
