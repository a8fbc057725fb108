import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enumName, fieldName } from '../../src/model/names.ts'
import { dataOf, openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'

// Words that imputation uses for itself.
const words = ['kind', 'depth', 'cell', 'y', 'how', 'parent', 'x', 'method', 'pool', 'base', 'side', 'known', 'before', 'rate', 'basis', 'imputed']
const label = (text: string) => `{ nb: "${text}", en: "${text}" }`
const members = ['one', 'two']
const columns = words.flatMap((_, at) => members.map((member) => `q_${at}_${member}`))

const seeds = writeFolder({
  'model.yaml': `id: words\ntitle: ${label('Words')}\nlanguages: [nb, en]\n`,
  ...Object.fromEntries(
    words.flatMap((word, at) => [
      [`dimensions/${word}.yaml`, `id: ${word}\nlabel: ${label(word)}\nmembers: [${members.map((id) => `{ id: ${id}, label: ${label(id)} }`).join(', ')}]\n`],
      [
        `subjects/subject${at}.yaml`,
        `id: subject${at}\nlabel: ${label(word)}\ndimensions: [${word}]\nfacts: { loans: { kind: number, unit: loans, impute: ratio } }\nindicators: { total: { kind: total, of: loans } }\n`,
      ],
    ]),
  ),
  'surveys/form.yaml': `id: form
title: ${label('Form')}
unit: { column: id, kind: other }
frame: { file: frame.csv, unit: id, size: size }
waves: { years: [2020] }
questions:
${words.flatMap((word, at) => members.map((member) => `  - { id: q_${at}_${member}, text: ${label('How many?')}, column: q_${at}_${member}, answer: { kind: number }, gives: { fact: subject${at}.loans, ${word}: ${member} } }\n`)).join('')}`,
  'frame.csv': 'id,size\na,10\nb,10\nsilent,40\n',
  'waves/form/2020.csv': `id,${columns.join(',')}\na,${columns.map(() => 3).join(',')}\nb,${columns.map(() => 5).join(',')}\n`,
})
let world: World
beforeAll(async () => {
  world = await openWorld(seeds)
})
afterAll(async () => {
  await world.close()
  rmSync(seeds, { recursive: true })
})

test.each(words.map((word, at) => [word, at] as const))('what is missing is estimated by a dimension called %s', async (word, at) => {
  const field = fieldName(`subject${at}`)
  const query = `{ ${field} { parts: series(indicator: TOTAL, estimator: IMPUTED, by: [${enumName(word)}]) { values } whole: series(indicator: TOTAL, estimator: IMPUTED) { values } } }`
  const answer = (await dataOf<Record<string, Record<string, { values: (number | null)[] }[]>>>(world.ask(query)))[field]
  // 8 from units of 20 inhabitants, so 16 from the silent one of 40
  expect(answer?.['parts']?.map(({ values }) => values[0])).toEqual([24, 24])
  expect(answer?.['whole']?.[0]?.values).toEqual([48])
})
