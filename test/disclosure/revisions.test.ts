import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildRelease } from '../../src/ingest/build.ts'
import { dataOf, openWorld, type Asking, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'
import { clinics } from './clinics.ts'

const file = 'waves/form/2023.csv'
const small = clinics[file] ?? ''
const large = small.replace('\nP1,21,3,0,', '\nP1,21,30,40,')
const unlimited = (clinics['model.yaml'] ?? '') + 'disclosure: { persons: 0, denominator: 0, respondents: 0, unanimous: 0 }\n'
// What was few is many; few again; then all is hidden from nobody, few as they are; last as the first, as if nothing had been public.
const versions = [
  { ...clinics, [file]: large },
  clinics,
  { ...clinics, 'model.yaml': unlimited, 'note.txt': '3' },
  { ...clinics, 'note.txt': '4' },
  { ...clinics, [file]: large, 'note.txt': '5' },
]

let world: World
const keys: string[] = []
const folders: string[] = []
beforeAll(async () => {
  folders.push(...versions.map(writeFolder))
  world = await openWorld(folders[0] ?? '')
  keys.push(world.key)
  for (const seeds of folders.slice(1)) keys.push((await buildRelease({ seeds, data: world.data, unpublished: true })).key)
}, 600_000)
afterAll(async () => {
  await world.close()
  for (const folder of folders) rmSync(folder, { recursive: true })
})

type Revision = { release: { key: string }; value: number | null; status: string; standardError: number | null }
type Point = { value: number | null; status: string; standardError: number | null; revisions: Revision[] }
/** A number of patients in the release of a place in the list: it and what the releases before say of it. */
const point = async (place: number, series: string, where: string, options?: Asking, transform = ''): Promise<Point> => {
  const query = `{ care(release: "${keys[place]}", where: { ${where} }) { series(indicator: PATIENTS${series}) {
    points${transform} { value status standardError revisions(changedOnly: false) { release { key } value status standardError } } } } }`
  const { care } = await dataOf<{ care: { series: { points: Point[] }[] } }>(world.ask(query, options))
  const found = care.series[0]?.points.at(-1)
  if (!found) throw new Error('a point expected')
  return found
}
const short = ({ revisions }: Point) => revisions.map(({ release, value, status }) => [keys.indexOf(release.key), value, status])
const cell = 'year: { in: [2023] }, area: ["P1"], grade: [LOW], age: [YOUNG]'

describe('a revision tells the public nothing', () => {
  test('that the release asked hides, though it was public before', async () => {
    const found = await point(3, '', cell)
    expect([found.value, found.status]).toEqual([null, 'SUPPRESSED'])
    expect(short(found)).toEqual([
      [2, null, 'SUPPRESSED'],
      [1, null, 'SUPPRESSED'],
      [0, null, 'SUPPRESSED'],
    ])
  })

  test('that the release before hid, though it is public now', async () => {
    const found = await point(4, '', cell)
    expect([found.value, found.status]).toEqual([70, 'NORMAL'])
    expect(short(found)).toEqual([
      [3, null, 'SUPPRESSED'],
      [2, 3, 'NORMAL'],
      [1, null, 'SUPPRESSED'],
      [0, 70, 'NORMAL'],
    ])
  })

  test('of a hidden number by a change from it', async () => {
    const where = 'area: ["P1"], grade: [LOW], age: [YOUNG], year: { in: [2023] }'
    for (const transform of [
      '(transform: { change: 1 })',
      '(transform: { growth: 1 })',
      '(transform: { indexTo: 2022 })',
      '(transform: { rolling: 2 })',
    ])
      expect(short(await point(3, '', where, undefined, transform)).map(([, value]) => value)).toEqual([null, null, null])
  })

  test('of errors that are not told now', async () => {
    const [now, researcher] = [
      await point(3, '', 'year: { in: [2023] }'),
      await point(3, '', 'year: { in: [2023] }', { role: 'researcher' }),
    ]
    expect([now.standardError, now.revisions.map(({ standardError }) => standardError)]).toEqual([null, [null, null, null]])
    expect([researcher.standardError, researcher.revisions.map(({ standardError }) => standardError)]).toEqual([0, [0, 0, 0]])
    expect(now.revisions.map(({ value }) => value)).toEqual(researcher.revisions.map(({ value }) => value))
  })
})

test('a researcher sees all of them, and is told that they are not public', async () => {
  expect(short(await point(3, '', cell, { role: 'researcher' }))).toEqual([
    [2, 3, 'NORMAL'],
    [1, 3, 'NORMAL'],
    [0, 70, 'NORMAL'],
  ])
  const query = `{ care(release: "${keys[4]}", where: { ${cell} }) { series(indicator: PATIENTS) { points { revisions { value } } } } }`
  const revealed = await world.within(
    async (context, schema) => {
      const { graphql } = await import('graphql')
      await graphql({ schema, source: query, contextValue: context })
      return context.revealed?.()
    },
    { role: 'researcher' },
  )
  expect(revealed).toBe(true)
})
