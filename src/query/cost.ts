import { userError } from '../errors.ts'

export type BudgetLimits = { readonly maxStatements: number; readonly maxCellsScanned: number; readonly maxCellsReturned: number }
export type Spending = { readonly statements?: number; readonly cellsScanned?: number; readonly cellsReturned?: number }

/** What one request may take from the database. `spend` before a statement runs (scanned) and after (returned). */
export type Budget = {
  /** Throws a user error, code QUERY_TOO_COMPLEX, naming the limit that is passed and how to stay under it. */
  spend(spending: Spending): void
  spent(): Required<Spending>
}

const advice = {
  statements: [
    'maxStatements',
    'distinct statements',
    'Ask for the same indicators, filter and `by` in every part of the query: such parts share one statement',
  ],
  cellsScanned: ['maxCellsScanned', 'stored values to read', 'Narrow the years, areas or members in `where`, or ask in several queries'],
  cellsReturned: [
    'maxCellsReturned',
    'values from the database',
    'Leave out a dimension of `by`, take fewer years or a coarser `at`, or page with `limit` and `offset`',
  ],
} as const

export const createBudget = (limits: BudgetLimits): Budget => {
  const spent = { statements: 0, cellsScanned: 0, cellsReturned: 0 }
  return {
    spend: (spending) => {
      for (const what of Object.keys(advice) as (keyof typeof advice)[]) {
        spent[what] += spending[what] ?? 0
        const [limit, words, wayOut] = advice[what]
        if (spent[what] > limits[limit])
          throw userError(`This query needs ${spent[what]} ${words}; the limit is ${limits[limit]}. ${wayOut}.`, {
            code: 'QUERY_TOO_COMPLEX',
            limit: limits[limit],
            needed: spent[what],
          })
      }
    },
    spent: () => ({ ...spent }),
  }
}
