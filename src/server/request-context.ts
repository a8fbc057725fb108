import { setMaxListeners } from 'node:events'
import type { Context } from '../../schema/context.ts'
import { createLoaders, type Loaders } from '../loaders/loaders.ts'
import { createReader } from '../loaders/reader.ts'
import type { Config } from '../config.ts'
import { createBudget } from '../query/cost.ts'
import type { Warehouse } from '../query/warehouse.ts'
import type { Asking, RequestContext } from './endpoint.ts'
import type { Held, Releases } from './releases.ts'

/** The context of one request: what it reads is fixed to the release it began with, and let go of when it ends. */
export const createContext = (releases: Releases, config: Config, held: Held, { role, language, signal }: Asking): Context & RequestContext => {
  const budget = createBudget(config)
  setMaxListeners(0, signal) // one per statement that runs or waits
  const loaders = new Map<Warehouse, Loaders>()
  const others = new Map<string, Promise<Held | null>>()
  let statements = 0
  let revealed = false
  const audience = { role, reveal: () => void (revealed = true) }
  const spend: Context['spend'] = (cost) => {
    statements += cost.statements ?? 0
    budget.spend(cost)
  }
  return {
    audience,
    role,
    revealed: () => revealed,
    language,
    warehouse: held.warehouse,
    release: { key: held.warehouse.key },
    releases: releases.list,
    openRelease: async (key) => {
      const other = others.get(key) ?? releases.open(key)
      others.set(key, other)
      return (await other)?.warehouse ?? null
    },
    loaders: (warehouse) => {
      const known = loaders.get(warehouse) ?? createLoaders(warehouse, createReader(warehouse.database, signal, spend), audience)
      loaders.set(warehouse, known)
      return known
    },
    maxRows: config.maxRows,
    spend,
    statements: () => statements,
    finished: () => {
      held.letGo()
      for (const other of others.values()) void other.then((one) => one?.letGo())
    },
  }
}
