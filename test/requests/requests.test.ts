import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLibraries, type Libraries } from '../world/libraries-world.ts'

// Each request has its answer beside it, read and checked by a person before it was committed.
const names = readdirSync(import.meta.dirname).flatMap((file) => (file.endsWith('.graphql') ? [file.replace('.graphql', '')] : []))
const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')

let world: Libraries
beforeAll(async () => {
  world = await openLibraries()
})
afterAll(() => world.close())

test.each(names)('%s', async (name) => {
  const { result } = await world.ask(read(`${name}.graphql`))
  expect(result).toEqual(JSON.parse(read(`${name}.json`)))
})

test('every answer has its request', () => {
  const answers = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.json'))
  expect(answers.map((file) => file.replace('.json', '')).sort()).toEqual([...names].sort())
})
