import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dataOf, openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'

const label = (words: string) => `{ nb: ${words}, en: ${words} }`

const seeds = writeFolder({
  'model.yaml': `id: small\ntitle: ${label('Small')}\nlanguages: [nb, en]\n`,
  'dimensions/owner.yaml': `id: owner\nlabel: ${label('Owner')}\nof: unit\ncolumn: owner\nmembers: [{ id: city, label: ${label('City')} }, { id: church, label: ${label('Church')} }]\n`,
  'subjects/visits.yaml': `id: visits\nlabel: ${label('Visits')}\ndimensions: []\nfacts: { made: { kind: number } }\nindicators:\n  made: { kind: total, of: made }\n`,
  'surveys/form.yaml': `id: form\ntitle: ${label('Form')}\nunit: { column: id, kind: other }\nframe: { file: frame.csv, unit: id }\nwaves: { years: [2020] }\nquestions:\n  - { id: made, text: ${label('Made')}, column: made, answer: { kind: number }, gives: { fact: visits.made } }\n`,
  'frame.csv': 'id,owner\na,city\nb,church\nc,\nd,city\n',
  'waves/form/2020.csv': 'id,made\na,1\nb,2\nc,4\nd,8\n',
})
let world: World
beforeAll(async () => {
  world = await openWorld(seeds)
})
afterAll(async () => {
  await world.close()
  rmSync(seeds, { recursive: true })
})

test('a unit whose attribute is unknown counts in the whole and in no member, and nobody knows how many have it', async () => {
  const point = 'points { value respondents frame }'
  const { visits } = await dataOf<{ visits: object }>(
    world.ask(`{ visits { all: series(indicator: MADE) { ${point} } split: series(indicator: MADE, by: [OWNER]) { owner ${point} } } }`),
  )
  expect(visits).toEqual({
    all: [{ points: [{ value: 15, respondents: 4, frame: 4 }] }],
    split: [
      { owner: 'CITY', points: [{ value: 9, respondents: 2, frame: null }] },
      { owner: 'CHURCH', points: [{ value: 2, respondents: 1, frame: null }] },
    ],
  })
})
