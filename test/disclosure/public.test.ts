import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dataOf, mistakeOf, openWorld, type Asking, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'
import { clinics } from './clinics.ts'

let world: World
let seeds: string
beforeAll(async () => {
  seeds = writeFolder(clinics)
  world = await openWorld(seeds)
})
afterAll(async () => {
  await world.close()
  rmSync(seeds, { recursive: true })
})

type Columns = Readonly<Record<string, readonly (string | number | null)[]>>
const table = async (args: string, where = 'year: { in: [2023] }', options?: Asking, subject = 'care'): Promise<Columns> =>
  (await dataOf<Record<string, { table: { columnar: Columns } }>>(world.ask(`{ ${subject}(where: { ${where} }) { table(${args}) { columnar } } }`, options)))[subject]?.table.columnar ?? {}
const cell = (columns: Columns, area: string, name: string, members: Readonly<Record<string, string>> = {}) => {
  const row = columns['area']?.findIndex((code, index) => code === area && Object.entries(members).every(([id, member]) => columns[id]?.[index] === member)) ?? -1
  return columns[name]?.[row]
}
const refusal = (args: string, where: string) => mistakeOf(world.ask(`{ care(where: { ${where} }) { table(${args}) { rowCount } } }`))

describe('the public', () => {
  test('gets large counts, and small ones as SUPPRESSED with what would tell them', async () => {
    const columns = await table('indicators: [PATIENTS], by: [GRADE, AGE], at: PLACE')
    const researcher = await table('indicators: [PATIENTS], by: [GRADE, AGE], at: PLACE', undefined, { role: 'researcher' })
    const rows = [...(columns['patients']?.keys() ?? [])]
    const small = rows.filter((row) => Number(researcher['patients']?.[row]) > 0 && Number(researcher['patients']?.[row]) < 5)
    expect(small.length).toBeGreaterThan(0)
    expect(small.map((row) => [columns['patients']?.[row], columns['patients_status']?.[row]])).toEqual(small.map(() => [null, 'SUPPRESSED']))
    const others = rows.filter((row) => columns['patients']?.[row] === null && !small.includes(row))
    expect(others.length).toBeGreaterThanOrEqual(small.length)
    expect(rows.filter((row) => columns['patients']?.[row] !== null && columns['patients']?.[row] !== researcher['patients']?.[row])).toEqual([])
  })

  test('is told a hidden number by no other indicator of the fact, nor by ratios of others to it', async () => {
    const indicators = ['PATIENTS', 'PATIENTS_PER_1000', 'PATIENTS_PER_BED', 'BEDS_PER_PATIENT', 'SHARE_OF_PATIENTS', 'MEDIAN_PATIENTS', 'MEAN_PATIENTS']
    const columns = await table(`indicators: [${indicators.join(' ')}], by: [GRADE AGE], at: PLACE`)
    const hidden = [...(columns['patients']?.keys() ?? [])].filter((row) => columns['patients_status']?.[row] === 'SUPPRESSED')
    expect(hidden.length).toBeGreaterThan(0)
    for (const indicator of indicators.map((name) => name.toLowerCase()))
      expect([indicator, hidden.map((row) => columns[indicator]?.[row])]).toEqual([indicator, hidden.map(() => null)])
  })

  test('cannot order or choose rows by what is hidden', async () => {
    const ordered = await table('indicators: [PATIENTS], by: [GRADE, AGE], at: PLACE, orderBy: [{ column: "patients" }]')
    const values = ordered['patients'] ?? []
    const first = values.indexOf(null)
    expect(first).toBeGreaterThan(0)
    expect(values.slice(first).every((value) => value === null)).toBe(true)
    const few = await table('indicators: [PATIENTS], by: [GRADE, AGE], at: PLACE, having: [{ column: "patients", min: 1, max: 4 }]')
    expect(few['patients']).toEqual([])
  })

  test('gets no errors where anything of the fact is hidden in the wave', async () => {
    const columns = await table('indicators: [PATIENTS BEDS], at: COUNTY')
    expect([columns['patients_se'], columns['patients_lower']]).toEqual([[null, null], [null, null]])
    expect(columns['beds_se']?.every((error) => error !== null)).toBe(true)
  })

  test('gets a figure on two answers neither directly nor as what is left of all', async () => {
    const columns = await table('indicators: [SHARE_CONTENT MEAN_SCORE], by: [SIDE]', undefined, undefined, 'opinion')
    expect([columns['side'], columns['share_content'], columns['share_content_status']]).toEqual([['north', 'south'], [null, null], ['SUPPRESSED', 'SUPPRESSED']])
    expect((await table('indicators: [SHARE_CONTENT]', undefined, undefined, 'opinion'))['share_content']).toEqual([8 / 24])
  })

  test('a merged place is told only where its parts may be', async () => {
    const where = 'year: { in: [2022] }'
    const merged = await table('indicators: [PATIENTS], by: [GRADE, AGE], at: PLACE', where)
    const own = await table('indicators: [PATIENTS], by: [GRADE, AGE], at: PLACE', `${where}, vintage: 2022`)
    for (const grade of ['low', 'mid', 'high'])
      for (const age of ['young', 'old']) {
        const parts = ['P7', 'P8'].filter((code) => cell(own, code, 'patients', { grade, age }) === null)
        if (parts.length === 1) expect(cell(merged, 'P9', 'patients', { grade, age })).toBe(null)
      }
  })
})

describe('the public is refused', () => {
  test.each([
    ['three dimensions', 'indicators: [PATIENTS], by: [GRADE, AGE, WAY]', 'year: { in: [2023] }', /by: .* grade, age, way; at most 2 dimensions/],
    ['two dimensions and a third narrowed to a member', 'indicators: [PATIENTS], by: [GRADE, AGE]', 'way: [HOME]', /at most 2 dimensions/],
    ['sums of some members', 'indicators: [PATIENTS]', 'grade: [LOW, MID]', /where\.grade: low, mid came, and sums of some members/],
    ['lists of areas', 'indicators: [PATIENTS]', 'area: ["P1", "P2"]', /where\.area: P1, P2 came, and lists of areas/],
    ['parts of a list of areas', 'indicators: [PATIENTS], at: PLACE', 'area: ["AA", "BB"]', /where\.area: AA, BB/],
    ['borders of other years', 'indicators: [PATIENTS], at: PLACE', 'vintage: 2022', /where\.vintage: 2022 came, and numbers of 2023 are published in the borders of 2023 and of their own year/],
    ['parts of divided areas otherwise than by default', 'indicators: [PATIENTS], at: PLACE', 'areaPolicy: CLUSTER', /where\.areaPolicy: CLUSTER came/],
    ['another estimator', 'indicators: [PATIENTS], estimator: REPORTED', 'year: { in: [2023] }', /only WEIGHTED is published/],
    ['the same of ratios to the fact', 'indicators: [BEDS_PER_PATIENT], by: [GRADE, AGE, WAY]', 'year: { in: [2023] }', /at most 2 dimensions/],
  ])('%s, with the reason', async (_, args, where, reason) => {
    const { message, code } = await refusal(args, where)
    expect(message).toMatch(reason)
    expect(message).toMatch(/It counts persons, and from numbers of other cuts small counts could be computed; a researcher key answers it/)
    expect(code).toBe('BAD_USER_INPUT')
  })

  test('of facts without a disclosure all of that is answered', async () => {
    expect((await table('indicators: [BEDS], at: PLACE', 'area: ["AA", "BB"]'))['beds']?.length).toBe(14)
  })

  test('a filter on all members is no dimension, and a list of members to split by is none that is added up', async () => {
    const all = await table('indicators: [PATIENTS], by: [GRADE, AGE]', 'year: { in: [2023] }, way: [HOME, WARD]')
    expect(all['patients']).toEqual((await table('indicators: [PATIENTS], by: [GRADE, AGE]'))['patients'])
    expect((await table('indicators: [PATIENTS], by: [GRADE]', 'year: { in: [2023] }, grade: [LOW, MID]'))['grade']).toEqual(['low', 'mid'])
  })
})

describe('a researcher', () => {
  test('sees all of it', async () => {
    const columns = await table('indicators: [PATIENTS], by: [GRADE, AGE, WAY], at: PLACE', 'year: { in: [2023] }', { role: 'researcher' })
    expect(cell(columns, 'P1', 'patients', { grade: 'low', age: 'young', way: 'home' })).toBe(3)
  })

  test('and a public request at the same time does not', async () => {
    const args = 'indicators: [PATIENTS], by: [GRADE, AGE], at: PLACE'
    const [open, closed] = await Promise.all([table(args, undefined, { role: 'researcher' }), table(args)])
    expect([open['patients']?.includes(null), closed['patients']?.includes(null)]).toEqual([false, true])
  })
})
