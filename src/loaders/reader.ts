import type { Columns, Database } from '../database/database.ts'
import type { Sql } from '../database/sql.ts'
import type { Spending } from '../query/cost.ts'

/** The database as one request sees it: its statements are counted, and stop when it ends. */
export type Reader = { readonly all: (statement: Sql) => Promise<Columns>; readonly spend: Spend }
/** Told of what a request is about to take; throws where that is more than one may have. */
export type Spend = (cost: Spending) => void

export const createReader = (database: Database, signal: AbortSignal | undefined, spend: Spend): Reader => ({
  all: async (statement) => {
    spend({ statements: 1 })
    return database.all(statement, signal ? { signal } : {})
  },
  spend,
})
