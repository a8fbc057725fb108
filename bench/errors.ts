import { compare, type Comparison } from './measure.ts'
import type { OpenData } from './open-data.ts'

/** The same points with and without standard errors and intervals, asked in turns. */
export type ErrorCost = { readonly title: string; readonly comparison: Comparison }

const levels = [
  ['Q1 The country', ''],
  ['Q2 Counties', ', at: COUNTY'],
  ['Q3 Municipalities', ', at: MUNICIPALITY'],
] as const

const pointsAt = (at: string, errors: string): string =>
  `{ waitingLists(where: { year: { from: 2015, to: 2024 } }) {
    series(indicator: SHARE_WITH_LIST, by: [SEVERITY]${at}) { severity points { year value respondents ${errors} } } } }`

export const errorsOf = async ({ ask }: OpenData, rounds: number): Promise<readonly ErrorCost[]> => {
  const costs: ErrorCost[] = []
  for (const [title, at] of levels) {
    const withErrors = pointsAt(at, 'standardError interval { lower upper }')
    costs.push({ title, comparison: await compare(() => ask(withErrors), () => ask(pointsAt(at, '')), rounds) })
  }
  return costs
}
