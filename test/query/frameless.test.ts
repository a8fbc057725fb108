import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataOf, openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'

const label = (words: string) => `{ nb: ${words}, en: ${words} }`

const seeds = writeFolder({
  'model.yaml': `id: small\ntitle: ${label('Small')}\nlanguages: [nb, en]\n`,
  'subjects/visits.yaml': `id: visits\nlabel: ${label('Visits')}\ndimensions: []\nfacts: { made: { kind: number, unit: visits } }\nindicators:\n  made: { kind: total, of: made, label: ${label('Made')} }\n  mean_made: { kind: mean, of: made, label: ${label('Mean')} }\n`,
  'surveys/form.yaml': `id: form\ntitle: ${label('Form')}\nunit: { column: id, kind: other }\nframe: none\nwaves: { years: [2020] }\nquestions:\n  - { id: made, text: ${label('Made')}, column: made, answer: { kind: number }, gives: { fact: visits.made } }\n`,
  'waves/form/2020.csv': 'id,made\na,10\nb,20\nc,\n',
})
let world: World
beforeAll(async () => {
  world = await openWorld(seeds)
})
afterAll(() => {
  world.close()
  rmSync(seeds, { recursive: true })
})

it('a survey without a frame stands for those who answered, and for nobody else', async () => {
  const point = '{ points { value respondents frame } }'
  const data = await dataOf(world.ask(`{ visits { total: series(indicator: MADE) ${point} mean: series(indicator: MEAN_MADE) ${point} } }`))
  expect(data).toEqual({
    visits: {
      total: [{ points: [{ value: 30, respondents: 2, frame: null }] }],
      mean: [{ points: [{ value: 15, respondents: 2, frame: null }] }],
    },
  })
})
