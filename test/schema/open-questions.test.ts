import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { writeSeeds, places, ofPlaces, question, survey, wave } from '../ingest/small-seeds.ts'
import { dataOf, openWorld, type Asking, type World } from '../world/open-world.ts'

const ask = (id: string, answer: Record<string, unknown>, more: Record<string, unknown> = {}) => {
  const { gives: _, ...open } = question(id, answer, 'n', more)
  return open
}

// All its waves are handed in later.
const later = {
  id: 'later',
  title: { nb: 'Senere', en: 'Later' },
  unit: { column: 'id', kind: 'area' },
  frame: 'geography',
  waves: { years: [] },
  questions: [ask('count', { kind: 'number' })],
}

const made = {
  ...later,
  id: 'made',
  waves: { years: [2020], synthetic: true },
  questions: [
    question('n', { kind: 'number' }, 'n'),
    ask('count', { kind: 'number' }),
    ask('ways', { kind: 'multi' }, { columns: { way_mail: 'mail' } }),
  ],
}

let world: World
let seeds: { dir: string; remove: () => void }
beforeAll(async () => {
  seeds = writeSeeds(
    places,
    { 'surveys/later.yaml': stringify(later), 'surveys/made.yaml': stringify(made) },
    survey(
      [
        question('n', { kind: 'number' }, 'n'),
        ask('count', { kind: 'number', unit: 'persons', min: 0 }),
        ask('plan', { kind: 'choice', options: { 1: 'yes', 2: 'in_part' }, labels: { 2: { nb: 'Delvis', en: 'In part' } } }),
        ask('ways', { kind: 'multi' }, { columns: { way_mail: 'mail', way_phone: 'phone' } }),
        ask('words', { kind: 'multi', separator: ';' }),
        ask('remark', { kind: 'text' }),
      ],
      ofPlaces,
    ),
    wave('id;n;count;plan;way_mail;way_phone;words;remark\n01;3;7;2;x;;a;b;hello\n'.replace('a;b', '"a;b"')),
  )
  world = await openWorld(seeds.dir)
})
afterAll(async () => {
  await world.close()
  rmSync(seeds.dir, { recursive: true, force: true })
})

describe('questions that give no fact', () => {
  type Answers = { area: { answers: { question: { key: string }; values: string[]; state: string }[] } }
  const answers = async (options?: Asking) =>
    (
      await dataOf<Answers>(
        world.ask('{ area(code: "01", vintage: 2020) { answers(survey: "form") { question { key } values state } } }', options),
      )
    ).area.answers

  test('are kept as each unit answered them, for researchers', async () => {
    expect((await answers({ role: 'researcher' })).map(({ question: { key }, values }) => [key, values])).toEqual([
      ['form.n', ['3']],
      ['form.count', ['7']],
      ['form.plan', ['2']],
      ['form.ways', ['mail']],
      ['form.words', ['a', 'b']],
      ['form.remark', ['hello']],
    ])
  })

  test('are hidden from the public, for nobody has said what they tell', async () => {
    const states = (await answers({ role: 'public' })).map(({ question: { key }, values, state }) => [key, values.length, state])
    expect(states).toEqual([
      ['form.n', 1, 'REPORTED'],
      ...['count', 'plan', 'ways', 'words', 'remark'].map((id) => [`form.${id}`, 0, 'SUPPRESSED']),
    ])
  })

  test('stand among the questions, with their options and no indicator', async () => {
    type Questions = {
      questions: { edges: { node: { key: string; options: { code: string; value: string; label: string }[]; indicators: unknown[] } }[] }
    }
    const { questions } = await dataOf<Questions>(
      world.ask('{ questions(search: "plan") { edges { node { key options { code value label(language: NB) } indicators { key } } } } }'),
    )
    expect(questions.edges.map(({ node }) => node)).toEqual([
      {
        key: 'form.plan',
        options: [
          { code: '1', value: 'yes', label: '1' },
          { code: '2', value: 'in_part', label: 'Delvis' },
        ],
        indicators: [],
      },
    ])
  })
})

test('a survey may have no wave in the folder', async () => {
  type Surveys = { survey: { waves: unknown[]; questions: { years: number[] }[] }; warehouse: { years: number[] } }
  const { survey: found, warehouse } = await dataOf<Surveys>(
    world.ask('{ survey(id: "later") { waves { year } questions { years } } warehouse { years } }'),
  )
  expect(found).toEqual({ waves: [], questions: [{ years: [] }] })
  expect(warehouse.years).toEqual([2020])
})

test('made-up answers leave such questions empty', async () => {
  type Answers = { areas: { answers: { question: { key: string }; state: string }[] }[] }
  const { areas } = await dataOf<Answers>(
    world.ask('{ areas(level: PLACE, vintage: 2020) { answers(survey: "made") { question { key } state } } }', { role: 'researcher' }),
  )
  const states = new Set(areas.flatMap(({ answers }) => answers.map(({ question: { key }, state }) => `${key} ${state}`)))
  expect([...states].filter((state) => !state.startsWith('made.n '))).toEqual(['made.count NOT_ANSWERED', 'made.ways NOT_ANSWERED'])
  expect(states).toContain('made.n REPORTED')
})
