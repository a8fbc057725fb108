import type { Config } from '../config.ts'
import type { DatabaseSettings } from '../database/database.ts'

/** The settings of a release's database. */
export const databaseSettings = (config: Config): DatabaseSettings => ({
  threads: config.databaseThreads,
  memory: config.databaseMemory,
  connections: config.databaseConnections,
  queue: config.databaseQueue,
  timeoutMs: config.statementSeconds * 1000,
})
