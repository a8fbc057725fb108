import { beforeAll, describe, expect, it } from 'vitest'
import { readRecipes } from '../../src/demo/read-recipes.ts'
import type { Recipes } from '../../src/demo/recipe.ts'
import { makeWave, waveOf } from '../../src/demo/wave.ts'
import { worldOf } from '../../src/demo/world.ts'
import { readGeography } from '../../src/model/geography-rows.ts'
import type { GeographyRows } from '../../src/model/geography-rows.ts'
import type { Model, Question, Survey } from '../../src/model/model.ts'
import { readModel } from '../../src/model/read-model.ts'

let model: Model
let geography: GeographyRows
let recipes: Recipes

beforeAll(() => {
  const read = readModel('seeds').model
  const own = read === null ? null : readRecipes('seeds', read).recipes
  if (read === null || own === null) throw new Error('the seeds have mistakes')
  ;[model, geography, recipes] = [read, readGeography('seeds', read), own]
})

describe('the same seed', () => {
  it('gives the same bytes, whatever was made before', () => {
    const survey = surveyOf(model, 'is_24_8')
    const world = worldOf(model, geography, recipes, 5)
    waveOf(world, surveyOf(model, 'is_24'), 2010)
    waveOf(world, survey, 2019)
    expect(waveOf(world, survey, 2018)).toBe(waveOf(worldOf(model, geography, recipes, 5), survey, 2018))
    expect(makeWave(model, geography, survey, 2018, 5, recipes)).toBe(makeWave(model, geography, survey, 2018, 5, recipes))
  })

  it('and another one gives others', () => {
    const survey = surveyOf(model, 'need_2012')
    expect(makeWave(model, geography, survey, 2012, 5, recipes)).not.toBe(makeWave(model, geography, survey, 2012, 6, recipes))
  })
})

describe('another question', () => {
  const text = { nb: 'Nytt?', en: 'New?' }
  const plain = {
    text,
    gives: [],
    from: null,
    until: null,
    wording: [],
    missing: { '': 'not_answered' },
    designed: true,
    note: null,
  filter: null,
  } as const
  const one = (default_: string) => ({ kind: 'one', default: default_, byYear: {}, last: null }) as const
  const added: [string, Question][] = [
    [
      'of a part that no recipe knows',
      {
        ...plain,
        id: 'users_by_provider',
        columns: one('ny'),
        answer: { kind: 'number', unit: 'persons', min: 0, max: null },
        gives: [{ subject: 'services', fact: 'users', members: { age_group: 'adults', severity: 'mild', provider: 'gp' } }],
      },
    ],
    [
      'of another yes or no',
      {
        ...plain,
        id: 'new_partner',
        columns: one('ny'),
        answer: { kind: 'boolean' },
        gives: [{ subject: 'collaboration', fact: 'cooperates', members: { partner: 'higher_education' } }],
      },
    ],
    [
      'of a fact that no recipe tells of',
      {
        ...plain,
        id: 'grant',
        columns: one('ny'),
        answer: { kind: 'number', unit: 'fte', min: 0, max: 100 },
        gives: [{ subject: 'workforce', fact: 'grant_fte', members: {} }],
      },
    ],
  ]

  it.each(added)('%s leaves all other answers as they are', (_, question) => {
    const survey = surveyOf(model, 'is_24_8')
    const more = { ...survey, questions: [...survey.questions, question] }
    const wider = { ...model, surveys: model.surveys.map((other) => (other === survey ? more : other)) }
    const before = makeWave(model, geography, survey, 2019, 5, recipes).split('\n')
    const after = waveOf(worldOf(wider, geography, recipes, 5), more, 2019).split('\n')
    expect(after[0]).toBe(`${before[0]},ny`)
    const changed = after.filter((line, i) => line.slice(0, Math.max(0, line.lastIndexOf(','))) !== before[i])
    expect(changed.length).toBe(0)
    expect(new Set(after.slice(1).map((line) => line.slice(line.lastIndexOf(',') + 1))).size).toBeGreaterThan(1)
  })
})

describe('a survey that says who answered', () => {
  it('has rows of units that did not, with nothing else in them', () => {
    const survey = surveyOf(model, 'is_24_8')
    const marked = { ...survey, waves: { ...survey.waves, responded: 'svarte' } }
    const world = worldOf({ ...model, surveys: model.surveys.map((other) => (other === survey ? marked : other)) }, geography, recipes, 5)
    const [header = '', ...rows] = waveOf(world, marked, 2021)
      .trim()
      .split('\n')
      .map((line) => line.split(','))
    expect(header[1]).toBe('svarte')
    const silent = rows.filter((row) => row[1] === '0')
    expect(silent.length).toBeGreaterThan(3)
    expect(new Set(silent.flatMap((row) => row.slice(2)))).toEqual(new Set(['']))
    expect(rows.filter((row) => row[1] === '1').length).toBeGreaterThan(300)
  })
})

function surveyOf({ surveys }: Model, id: string): Survey {
  const found = surveys.find((survey) => survey.id === id)
  if (found === undefined) throw new Error(`no survey ${id}`)
  return found
}
