import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Role } from '../src/server/endpoint.ts'

/** Numbers by where they stand: the words before the number in a row of the SQL, joined by a blank. A missing number is left out. */
export type Numbers = ReadonlyMap<string, number>
/** A question as a user asks it, and the shortest SQL for the same numbers: the number is its last column. */
export type Question = {
  readonly id: string
  readonly title: string
  readonly query: string
  /** Who may ask it. */
  readonly role: Role
  readonly statement: string
  readonly numbersOf: (data: Data) => Numbers
}
type Columnar = { readonly columnar: Readonly<Record<string, readonly unknown[]>> }
type Points = { readonly severity: string; readonly points: readonly { readonly year: number; readonly value: number | null }[] }
export type Data = {
  readonly waitingLists?: { readonly series?: readonly Points[]; readonly table?: Columnar }
  readonly area?: Readonly<Record<string, { readonly table: Columnar }>>
}

const statementOf = (id: string): string => readFileSync(join(import.meta.dirname, `${id}.sql`), 'utf8')

const years = 'year: { from: 2015, to: 2024 }'

const numbers = (rows: readonly (readonly [string, unknown])[]): Numbers =>
  new Map(rows.flatMap(([place, value]) => (typeof value === 'number' ? [[place, value] as const] : [])))

const shareOf = ({ waitingLists }: Data): Numbers => {
  const { year = [], area = [], severity = [], share_with_list: shares = [] } = waitingLists?.table?.columnar ?? {}
  return numbers(shares.map((value, row) => [`${String(year[row])} ${String(area[row])} ${String(severity[row])}`, value]))
}

const share = (where: string, at: string) =>
  `{ waitingLists(where: { ${years}${where} }) { table(indicators: [SHARE_WITH_LIST], by: [SEVERITY]${at}) { columnar } } }`

/** Q3 for these municipalities only. */
export const shareIn = (codes: readonly string[]): string => share(`, area: ${JSON.stringify(codes)}`, '')

const profile = {
  waitingLists: ['share_with_list', 'persons_waiting', 'waiting_per_10000', 'mean_wait_weeks', 'median_wait_weeks', 'p90_wait_weeks'],
  workforce: ['fte', 'fte_per_10000', 'share_further_education', 'psychologists'],
}

const tableOf = ([subject, indicators]: readonly [string, readonly string[]]) =>
  `${subject}(where: { ${years} }) { table(indicators: [${indicators.join(', ').toUpperCase()}], estimator: WEIGHTED) { columnar } }`

const profileOf = ({ area }: Data): Numbers =>
  numbers(
    Object.entries(profile).flatMap(([subject, indicators]) => {
      const columns = area?.[subject]?.table.columnar ?? {}
      const year = columns['year'] ?? []
      return indicators.flatMap((id) => (columns[id] ?? []).map((value, row) => [`${String(year[row])} ${id}`, value] as const))
    }),
  )

const pointsOf = ({ waitingLists }: Data): Numbers =>
  numbers(
    (waitingLists?.series ?? []).flatMap(({ severity, points }) =>
      points.map(({ year, value }) => [`${year} ${severity.toLowerCase()}`, value] as const),
    ),
  )

export const questions: readonly Question[] = [
  {
    id: 'q1',
    role: 'public',
    title: 'The country by year and severity, as points',
    query:
      `{ waitingLists(where: { ${years} }) { series(indicator: SHARE_WITH_LIST, by: [SEVERITY]) { severity points { year value } } } }`,
    statement: statementOf('q1'),
    numbersOf: pointsOf,
  },
  {
    id: 'q2',
    role: 'public',
    title: 'Counties by year and severity, as columns',
    query: share('', ', at: COUNTY'),
    statement: statementOf('q2'),
    numbersOf: shareOf,
  },
  {
    id: 'q3',
    role: 'public',
    title: 'Municipalities by year and severity, as columns',
    query: share('', ', at: MUNICIPALITY'),
    statement: statementOf('q3'),
    numbersOf: shareOf,
  },
  {
    id: 'q4',
    role: 'researcher', // weighted numbers of persons are not public
    title: 'Ten indicators of a municipality by year, as columns',
    query: `{ area(code: "4601") { ${Object.entries(profile).map(tableOf).join(' ')} } }`,
    statement: statementOf('q4'),
    numbersOf: profileOf,
  },
]
