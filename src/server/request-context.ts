import { setMaxListeners } from 'node:events'
import type { Context, ReleaseSummary } from '../../schema/context.ts'
import { createLoaders, type Loaders } from '../loaders/loaders.ts'
import { createReader } from '../loaders/reader.ts'
import type { ResultCache } from '../loaders/result-cache.ts'
import type { Config } from '../config.ts'
import { DatabaseFailure } from '../database/failure.ts'
import { createBudget } from '../query/cost.ts'
import type { Warehouse } from '../query/warehouse.ts'
import type { Asking, RequestContext } from './endpoint.ts'
import { revisionsLoader, type RevisionsSource } from '../revision/revisions-loader.ts'
import type { Held, Releases } from './releases.ts'

/** The releases as a request sees them: the one it reads is the current one, and there, whatever became of it since. */
const summaries = (releases: Releases, { key, createdAt }: Warehouse): readonly ReleaseSummary[] => {
  const found = releases.list().map((manifest) => ({ ...manifest, current: manifest.key === key }))
  return found.some(({ current }) => current) ? found : [{ key, createdAt, current: true }, ...found]
}

/** The context of one request: what it reads is fixed to the release it began with, and let go of when it ends. */
export const createContext = (
  releases: Releases,
  config: Config,
  held: Held,
  { role, language, signal }: Asking,
  results?: ResultCache,
): Context & RequestContext => {
  const budget = createBudget(config)
  setMaxListeners(0, signal) // one per statement that runs or waits
  const loaders = new Map<Warehouse, Loaders>()
  const others = new Map<string, Promise<Held | null>>()
  let listed: readonly ReleaseSummary[] | undefined
  let statements = 0
  let revealed = false
  let ended = false
  /** What goes on after the answer was given up must not open what nobody would close. */
  const open = async (key: string): Promise<Held | null> => {
    if (ended) throw new DatabaseFailure('ABORTED', 'the request has ended')
    return releases.open(key)
  }
  const audience = { role, reveal: () => void (revealed = true) }
  const spend: Context['spend'] = (cost) => {
    statements += cost.statements ?? 0
    budget.spend(cost)
  }
  const loadersOf = (warehouse: Warehouse) => createLoaders(warehouse, createReader(warehouse.database, signal, spend, results?.of(warehouse.key, role)), audience)
  const summariesOf = () => (listed ??= summaries(releases, held.warehouse))
  const visit: RevisionsSource['visit'] = async (key, read) => {
    const other = await open(key)
    if (!other) return null
    try {
      return await read(other.warehouse, loadersOf(other.warehouse))
    } finally {
      other.letGo()
    }
  }
  return {
    audience,
    role,
    revealed: () => revealed,
    language,
    warehouse: held.warehouse,
    release: { key: held.warehouse.key },
    releases: summariesOf,
    openRelease: async (key) => {
      const other = others.get(key) ?? open(key)
      others.set(key, other)
      return (await other)?.warehouse ?? null
    },
    loaders: (warehouse) => {
      const known = loaders.get(warehouse) ?? loadersOf(warehouse)
      loaders.set(warehouse, known)
      return known
    },
    revisions: revisionsLoader({ releases: summariesOf, visit, audience, spend }),
    maxRows: config.maxRows,
    maxFileRows: config.maxFileRows,
    spend,
    statements: () => statements,
    finished: () => {
      ended = true
      held.letGo()
      for (const other of others.values()) other.then((one) => one?.letGo()).catch(() => undefined)
    },
  }
}
