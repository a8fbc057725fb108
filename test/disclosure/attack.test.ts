import { graphql } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import type { Fact, Subject } from '../../src/model/model.ts'
import { databaseSettings } from '../../src/server/database-settings.ts'
import { openReleases, type Held, type Releases } from '../../src/server/releases.ts'
import { createContext } from '../../src/server/request-context.ts'
import { buildTime, shippedData } from '../shipped/shipped.ts'
import { attack } from './attack.ts'
import { everythingTold, type Ask, type Told } from './outlets.ts'
import { worldOf } from './shipped-world.ts'

let releases: Releases
let held: Held
let ask: Ask
beforeAll(async () => {
  const data = await shippedData()
  const config = readConfig({ data, seeds: 'seeds' }, {})
  releases = await openReleases(data, databaseSettings(config))
  held = releases.current() as Held
  ask = async (source) => {
    const contextValue = createContext(releases, config, releases.current() as Held, { role: 'public', language: 'en', signal: new AbortController().signal })
    try {
      return (await graphql({ schema: held.schema(), source, contextValue })) as Awaited<ReturnType<Ask>>
    } finally {
      contextValue.finished?.()
    }
  }
}, buildTime)
afterAll(async () => {
  held.letGo()
  await releases.close()
})

const factOf = (name: string): { subject: Subject; fact: Fact } => {
  const [id, of] = name.split('.')
  const subject = held.warehouse.model.subjects.find((one) => one.id === id)
  const fact = subject?.facts.find((one) => one.id === of)
  if (!subject || !fact) throw new Error(`no fact ${name}`)
  return { subject, fact }
}
const scene = async (name: string, year: number) => {
  const { model, database, waves } = held.warehouse
  const { subject, fact } = factOf(name)
  const survey = waves.find((wave) => wave.year === year && model.surveys.some(({ id, questions }) => id === wave.survey && questions.some(({ gives }) => gives.some((one) => one.subject === subject.id && one.fact === fact.id))))?.survey ?? ''
  return { model, told: await everythingTold(model, ask, { subject, fact, year }), world: await worldOf(database, model, subject, fact, { survey, year }) }
}

// Years of today's borders and of others; one in which a fifth did not answer.
const scenes: readonly (readonly [string, number])[] = [
  ['services.users', 2012],
  ['services.users', 2024],
  ['waiting_lists.persons_waiting', 2019],
  ['waiting_lists.persons_waiting', 2020],
  ['collaboration.tool_users', 2019],
  ['needs.persons_unmet', 2020],
  ['referral_sources.contacts', 2024],
]

describe('whoever asks the public service for everything', () => {
  test.each(scenes)('recovers no hidden number of %s in %i', async (name, year) => {
    const { model, world, told } = await scene(name, year)
    expect(told.filter(({ value }) => value === null).length).toBeGreaterThan(0)
    expect(told.filter(({ value }) => value !== null && value > 0 && value < 5)).toEqual([])
    expect(attack(model, world, told)).toEqual([])
  })

  test('recovers hidden numbers where one of them is planted unhidden', async () => {
    const { model, world, told } = await scene('collaboration.tool_users', 2024)
    const isPlace = ({ level, members, value }: Told) => level === model.geography?.base && members.length === 1 && value === null
    const planted = told.filter(isPlace).slice(0, 8)
    const found = planted.map((one) => attack(model, world, told.map((other) => (other === one ? { ...one, value: 7 } : other))))
    expect(found.filter(({ length }) => length > 0).length).toBeGreaterThan(0)
  })

  test('gets figures on respondents only where enough of them differ', async () => {
    for (const [name, year] of [['collaboration.gp_stated', 2017], ['barriers.dps_rated', 2017], ['waiting_lists.gp_wait_weeks', 2017]] as const) {
      const { subject, fact } = factOf(name)
      const told = await everythingTold(held.warehouse.model, ask, { subject, fact, year })
      expect([name, told.length > 0, told.filter(({ level, value }) => level !== 'country' && value !== null)]).toEqual([name, true, []])
    }
  })
})
