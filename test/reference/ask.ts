import { expect } from 'vitest'
import { fieldName } from '../../src/model/names.ts'
import { dataOf, type World } from '../world/open-world.ts'
import type { Answer, Expected, Question } from './answers.ts'

export type PointNode = {
  readonly year: number
  readonly value: number | null
  readonly status: string
  readonly standardError: number | null
  readonly interval: { readonly lower: number; readonly upper: number; readonly method: string } | null
  readonly degreesOfFreedom: number | null
  readonly respondents: number
  readonly imputedShare: number
}
type SeriesNode = { readonly area: { readonly code: string }; readonly points: readonly PointNode[] } & Readonly<Record<string, unknown>>

const fields = (level: number) => `year value status standardError interval(level: ${level}) { lower upper method } degreesOfFreedom respondents imputedShare`

export const memberField = (by: string): string => fieldName(by.toLowerCase())

const seriesText = ({ indicator, estimator, at, by, transform, level = 0.95 }: Question, alias: string): string => {
  const wanted = [`indicator: ${indicator}`, at && `at: ${at}`, by && `by: [${by}]`, estimator && `estimator: ${estimator}`].filter(Boolean).join(', ')
  return `${alias}: series(${wanted}) { area { code } ${by ? memberField(by) : ''} points${transform ? `(transform: { ${transform} })` : ''} { ${fields(level)} } }`
}

/** The series of each question, all asked in one request, each with its years and those of its like. */
export const seriesOf = async (world: World, questions: readonly { readonly ask: Question; readonly years: readonly number[] }[]): Promise<readonly (readonly SeriesNode[])[]> => {
  const numbered = questions.map((question, index) => ({ ...question, index }))
  const alike = new Map<string, typeof numbered>()
  for (const one of numbered) {
    const { survey, subject, where = '' } = one.ask
    const key = JSON.stringify([subject, survey, where])
    alike.set(key, [...(alike.get(key) ?? []), one])
  }
  const selections = [...alike.values()].map((own, position) => {
    const [first] = own
    const years = [...new Set(own.flatMap(({ years }) => years))].sort()
    const where = [`survey: "${first?.ask.survey}"`, `year: { in: [${years.join(', ')}] }`, ...(first?.ask.where ? [first.ask.where] : [])]
    return `w${position}: ${first?.ask.subject}(where: { ${where.join(', ')} }) { ${own.map(({ ask, index }) => seriesText(ask, `s${index}`)).join('\n')} }`
  })
  const data = await dataOf<Record<string, Record<string, readonly SeriesNode[]>>>(world.ask(`{ ${selections.join('\n')} }`))
  const found = Object.assign({}, ...Object.values(data)) as Record<string, readonly SeriesNode[]>
  return numbered.map(({ index }) => found[`s${index}`] ?? [])
}

/** Equal to 1e-8 of the expected number; null is only equal to itself, 0 to what is 0 beside `scale`. */
export const differs = (value: number | null | undefined, expected: number | null, scale = Math.abs(expected ?? 0)): boolean => {
  if (expected === null || value === null || value === undefined) return value !== expected
  return !(Math.abs(value - expected) <= 1e-8 * (expected === 0 ? Math.max(scale, 1) : Math.abs(expected)))
}

const difference = ({ area, member, year, ...numbers }: Expected, series: readonly SeriesNode[], by: string | undefined): readonly string[] => {
  const own = series.filter((one) => (!area || one.area.code === area) && (!member || one[memberField(by ?? '')] === member))
  const point = own[0]?.points.find((one) => one.year === year)
  if (own.length !== 1 || !point) return [`${area} ${member} ${year}: ${own.length} series`]
  const found = { value: point.value, se: point.standardError, lower: point.interval?.lower ?? null, upper: point.interval?.upper ?? null, df: point.degreesOfFreedom, n: point.respondents, imputed: point.imputedShare }
  const wrong = (Object.keys(found) as (keyof typeof found)[]).filter((key) => {
    const expected = numbers[key]
    return expected !== undefined && differs(found[key], expected, Math.abs(numbers.value ?? 0))
  })
  return wrong.map((key) => `${[area, member, year].filter(Boolean).join(' ')} ${key}: ${found[key]}, R has ${numbers[key]} (value ${numbers.value}, ${point.status}, ${point.interval?.method})`)
}

/** Where kartlag says something else than R: one line for each number, with the id of the answer. */
export const differences = async (world: World, answers: readonly Answer[]): Promise<readonly string[]> => {
  const series = await seriesOf(world, answers.map(({ ask, points }) => ({ ask, years: points.map(({ year }) => year) })))
  return answers.flatMap(({ id, ask, points }, index) => points.flatMap((expected) => difference(expected, series[index] ?? [], ask.by).map((line) => `${id} ${line}`)))
}

/** Asks kartlag what R was asked, and expects the same numbers. All that differ are told at once. */
export const expectSame = async (world: World, answers: readonly Answer[]): Promise<void> => {
  expect(answers.length).toBeGreaterThan(0)
  expect(await differences(world, answers)).toEqual([])
}
