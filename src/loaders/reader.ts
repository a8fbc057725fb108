import type { Columns, Database } from '../database/database.ts'
import type { Sql } from '../database/sql.ts'

/** The database as one request sees it: its statements are counted and stop when it ends. */
export type Reader = Pick<Database, 'all' | 'load' | 'close'> & { readonly statements: () => number }
export type Spend = (cost: { readonly statements: number; readonly cellsReturned: number }) => void

/** `spend` is told of every statement and of every value it returned, and throws where the request has had enough. */
export const createReader = (database: Database, signal: AbortSignal | undefined, spend: Spend): Reader => {
  let statements = 0
  const all = async (statement: Sql): Promise<Columns> => {
    statements += 1
    spend({ statements: 1, cellsReturned: 0 })
    const columns = await database.all(statement, signal ? { signal } : {})
    spend({ statements: 0, cellsReturned: columns.rowCount })
    return columns
  }
  return { all, load: database.load, close: database.close, statements: () => statements }
}
