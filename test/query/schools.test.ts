import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enumName, fieldName } from '../../src/model/names.ts'
import { dataOf, openWorld, type World } from '../world/open-world.ts'

const seeds = join(import.meta.dirname, '../schools')

/** One number computed by hand, with its arithmetic; see schools/answers.json. */
type Hand = {
  subject: string
  indicator: string
  year: number
  by?: string[]
  group?: Record<string, string>
  where?: Record<string, unknown>
  transform?: Record<string, number>
  expected: number | null
  status?: string
  respondents?: number
  frame?: number | null
  arithmetic?: string
}
type Series = { readonly [dimension: string]: unknown; readonly points: readonly { value: number | null; status: string; respondents: number; frame: number | null }[] }
const answers = JSON.parse(readFileSync(join(seeds, 'answers.json'), 'utf8')) as Hand[]

// Members found in the files are plain IDs, declared ones enum values.
const found = new Set(['district', 'foreign_language'])
const literal = (id: string, value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((one) => literal(id, one)).join(', ')}]`
  if (typeof value === 'string') return id === 'survey' || found.has(id) ? JSON.stringify(value) : enumName(value)
  return String(value)
}

const queryOf = ({ subject, indicator, year, by = [], where = {}, transform }: Hand): string => {
  const conditions = Object.entries(where).map(([id, value]) => `${fieldName(id)}: ${literal(id, value)}`)
  const change = transform ? `(transform: { ${Object.entries(transform).map(([kind, value]) => `${kind}: ${value}`).join(', ')} })` : ''
  const members = by.map((id) => fieldName(id)).join(' ')
  return `{ ${fieldName(subject)}(where: { ${[`year: { in: [${year}] }`, ...conditions].join(', ')} }) {
    series(indicator: ${enumName(indicator)}, by: [${by.map(enumName).join(', ')}]) { ${members} points${change} { year value status respondents frame } } } }`
}

const nameOf = (hand: Hand): string =>
  [`${hand.subject}.${hand.indicator} ${hand.year}`, JSON.stringify(hand.group ?? {}), JSON.stringify(hand.where ?? {}), JSON.stringify(hand.transform ?? {})].join(' ')

describe('numbers of the schools computed by hand', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(seeds)
  })
  afterAll(() => world.close())

  it.each(answers.map((hand) => [nameOf(hand), hand] as const))('%s', async (_, hand) => {
    const data = await dataOf<Record<string, { series: readonly Series[] }>>(world.ask(queryOf(hand)))
    const series = (data[fieldName(hand.subject)]?.series ?? []).filter((one) =>
      Object.entries(hand.group ?? {}).every(([id, member]) => one[fieldName(id)] === (found.has(id) ? member : id === 'survey' ? member : enumName(member))),
    )
    expect(series).toHaveLength(1)
    expect(series[0]?.points).toHaveLength(1)
    const point = series[0]?.points[0]
    if (hand.expected === null) expect(point?.value).toBeNull()
    else expect(Math.abs((point?.value ?? NaN) - hand.expected)).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(hand.expected)))
    if (hand.status !== undefined) expect(point?.status).toBe(hand.status)
    if (hand.respondents !== undefined) expect(point?.respondents).toBe(hand.respondents)
    if (hand.frame !== undefined) expect(point?.frame).toBe(hand.frame)
  })
})
