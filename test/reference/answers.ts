import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What is asked of kartlag; years are those of the points. */
export type Question = {
  readonly survey: string
  readonly subject: string
  readonly indicator: string
  readonly estimator?: string
  readonly at?: string
  readonly by?: string
  readonly where?: string
  readonly transform?: string
  readonly level?: number
}
/** What R answers: a number that is absent is not compared, null means that there is none. Bounds are of the 95 % interval. */
export type Expected = {
  readonly area?: string
  readonly member?: string
  readonly year: number
  readonly value?: number | null
  readonly se?: number | null
  readonly lower?: number | null
  readonly upper?: number | null
  readonly df?: number | null
  readonly n?: number
  readonly imputed?: number
}
export type Answer = { readonly id: string; readonly world: string; readonly call: string; readonly ask: Question; readonly points: readonly Expected[] }

/** Slope over the years, with the error of sampling and that of the line. */
export type Trend = Question & { readonly id: string; readonly world: string; readonly area?: string; readonly slope: number; readonly sampling_se: number; readonly line_se: number }

const file = join(import.meta.dirname, 'answers.json')

const { answers, trends } = JSON.parse(readFileSync(file, 'utf8')) as { answers: readonly Answer[]; trends: readonly Trend[] }

/** As rows for `test.each`. Throws where there are none. */
const rowsOfWorld = <T extends Answer | Trend>(all: readonly T[], world: string): readonly (readonly [string, T])[] => {
  const own = all.filter((one) => one.world === world)
  if (own.length === 0) throw new Error(`answers.json has nothing of ${world}`)
  return own.map((one) => [one.id, one] as const)
}

/** The answers of answers.json that belong to a world, by survey: rows for `test.each`. */
export const answersOf = (world: string): readonly (readonly [string, readonly Answer[]])[] => {
  const bySurvey = new Map<string, Answer[]>()
  for (const [, answer] of rowsOfWorld(answers, world)) bySurvey.set(answer.ask.survey, [...(bySurvey.get(answer.ask.survey) ?? []), answer])
  return [...bySurvey]
}
export const trendsOf = (world: string) => rowsOfWorld(trends, world)
