import { expect, test } from 'vitest'
import { question, survey, wave } from '../ingest/small-seeds.ts'
import { findingsOfWave } from './clinics-world.ts'

const questions = [
  question('persons', { kind: 'number' }, 'n', { column: 'antall' }),
  question('weeks', { kind: 'number' }, 'weeks', { until: 2020 }),
  question('kinds', { kind: 'multi' }, { fact: 'things.every', kind: '$option' }, { columns: { k_a: 'alpha', k_b: 'beta' } }),
]
const findings = (long: string, more: object = {}) => {
  const form = survey(questions, { waves: { years: [2020, 2021], long: { question: 'what', answer: 'value' } }, ...more })
  return findingsOfWave(Object.assign({}, form, wave('id,what,value\na,antall,1\na,weeks,2\na,k_a,x\n'), wave(long, 2021)), 2021)
}

test('lines of a long file that name no question of the year are told: where, how many, what may be meant', async () => {
  const found = await findings('id,what,value\na,antall,5\na,antal,3\nb,persons,4\nb,weeks,9\nc,antal,2\nc,k_a,1\nc,,7\n')
  expect(found.map(({ rule, severity, line, column, message }) => [rule, severity, line, column, message])).toEqual([
    ['unknown-question', 'warning', 3, 2, '"antal" is no question of form in 2021: 2 lines, the first here; nearest: antall; allowed: antall, persons, k_a, k_b'],
    ['unknown-question', 'warning', 5, 2, expect.stringMatching(/^"weeks" is no question of form in 2021: one line; .*allowed: antall/)],
    ['unknown-question', 'warning', 8, 2, expect.stringMatching(/^"" is no question of form in 2021: one line; /)],
  ])
  expect(found[0]).toMatchObject({
    file: 'waves/form/2021.csv',
    wayOut: 'correct the name in the file, or add the question to the survey; or accept that these lines are not loaded',
    translated: { nb: { message: '"antal" er ikke et spørsmål i form i 2021: 2 linjer, den første her; nærmest: antall; tillatt: antall, persons, k_a, k_b' } },
  })
})

test('a question may go by its id or its column in the same file', async () => {
  expect(await findings('id,what,value\na,antall,5\nb,persons,4\n')).toEqual([])
  const twice = await findings('id,what,value\na,antall,5\na,persons,4\n')
  expect(twice.map(({ rule, line }) => [rule, line])).toEqual([['duplicate-answer', 3]])
})

test('a survey may make it an error, or nothing', async () => {
  const long = 'id,what,value\na,antal,3\na,antall,3\n'
  expect((await findings(long, { checks: [{ rule: 'unknown-question', severity: 'error' }] })).map(({ severity }) => severity)).toEqual(['error'])
  expect(await findings(long, { checks: [{ rule: 'unknown-question', severity: 'off' }] })).toEqual([])
})
