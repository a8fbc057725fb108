import type { Columns, Database } from '../database/database.ts'
import type { Sql } from '../database/sql.ts'
import type { Results } from './result-cache.ts'
import type { Spending } from '../query/cost.ts'

/** The database as one request sees it: its statements are counted, and stop when it ends; those in `results` are not run again. */
export type Reader = { readonly all: (statement: Sql) => Promise<Columns>; readonly spend: Spend }
/** Told of what a request is about to take; throws where that is more than one may have. */
export type Spend = (cost: Spending) => void

export const createReader = (database: Database, signal: AbortSignal | undefined, spend: Spend, results?: Results): Reader => ({
  all: async (statement) => {
    const known = results?.find(statement)
    if (known) return known
    spend({ statements: 1 })
    const columns = await database.all(statement, signal ? { signal } : {})
    results?.keep(statement, columns)
    return columns
  },
  spend,
})
