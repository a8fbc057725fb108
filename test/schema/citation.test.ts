import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildRelease } from '../../src/ingest/build.ts'
import { libraries } from '../world/libraries.ts'
import { dataOf, openWorld, type World } from '../world/open-world.ts'
import { writeFolder } from '../world/write-seeds.ts'

let world: World
let day: string
let second: string
const folders: string[] = []
beforeAll(async () => {
  // In the second release one survey is made up, and the warehouse has another title.
  const made = { ...libraries, 'surveys/form.yaml': (libraries['surveys/form.yaml'] ?? '').replace('2022, 2023] }', '2022, 2023], synthetic: true }') }
  folders.push(writeFolder(libraries), writeFolder({ ...made, 'model.yaml': (libraries['model.yaml'] ?? '').replace('en: Libraries', 'en: Public libraries.') }))
  world = await openWorld(folders[0] ?? '')
  second = (await buildRelease({ seeds: folders[1] ?? '', data: world.data })).key
  const { release } = await ask<{ release: { createdAt: string } }>(`{ release(id: "${world.key}") { createdAt } }`)
  day = release.createdAt.slice(0, 10)
})
afterAll(async () => {
  await world.close()
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const ask = <T>(query: string, language = 'en') => dataOf<T>(world.ask(query, { language }))

describe('a citation', () => {
  test('of a release has title, id, day, licence, contact and the way to the same numbers, in the language asked for', async () => {
    const { release } = await ask<{ release: { en: string; nb: string } }>(`{ release(id: "${world.key}") { en: citation nb: citation(language: NB) } }`)
    const rest = (words: readonly string[]) =>
      `[libraries], ${words[0]} ${world.key}, ${day}. ${words[1]}: CC0-1.0. ${words[2]}: library@example.org. ${words[3]}: release: "${world.key}"`
    expect(release).toEqual({
      en: `Libraries ${rest(['release', 'Licence', 'Contact', 'The same numbers again'])}`,
      nb: `Bibliotek ${rest(['utgave', 'Lisens', 'Kontakt', 'De samme tallene igjen'])}`,
    })
  })

  test('says that answers are made up, all or some, of the release it is of', async () => {
    const { release, lending, census } = await ask<{ release: { citation: string }; lending: { series: { citation: string }[] }; census: { series: { citation: string }[] } }>(
      `{ release(id: "${second}") { citation } lending { series(indicator: LOANS) { citation } }
         census: lending(where: { survey: "census" }) { series(indicator: STAFF) { citation } } }`,
    )
    expect(release.citation).toContain('Public libraries [libraries]')
    expect(release.citation).toContain('. Some of the answers are made up and must not be cited as statistics. ')
    expect(lending.series[0]?.citation).toContain('. The answers are made up and must not be cited as statistics. ')
    expect(census.series[0]?.citation).not.toContain('made up')
    const { first } = await ask<{ first: { series: { citation: string }[] } }>(`{ first: lending(release: "${world.key}") { series(indicator: LOANS) { citation } } }`)
    expect(first.series[0]?.citation).not.toContain('made up')
  })

  test('of a series names what it shows, its surveys and its years', async () => {
    const of = async (where: string, args: string, language: string) =>
      (await ask<{ lending: { series: { citation: string }[] } }>(`{ lending(release: "${world.key}", where: { ${where} }) { series(${args}) { citation } } }`, language)).lending
        .series[0]?.citation
    expect(await of('year: { to: 2021 }, vintage: 2020', 'indicator: STAFF, estimator: REPORTED', 'en')).toMatch(
      /^Staff, XX \[lending\.staff, REPORTED, borders of 2020\]\. The census, 2019; The form, 2020, 2021\. Libraries \[libraries\], release /,
    )
    expect(await of('area: ["A3"], year: { from: 2020 }', 'indicator: LOANS, by: [AGE_GROUP]', 'nb')).toMatch(
      /^Utlån, Clover, Barn \[lending\.loans, IMPUTED, grenser fra 2023\]\. Skjema, 2020–2023\. Bibliotek/,
    )
  })

  test('of a table has the address of the same numbers, in its release', async () => {
    const { lending } = await ask<{ lending: { table: { citation: string; url: string; nb: string } } }>(
      `{ lending(where: { year: { in: [2022] } }) { table(indicators: [LOANS, STAFF], by: [AGE_GROUP], at: PLACE) {
           citation nb: citation(language: NB) url(format: CSV) } } }`,
    )
    const { citation, url, nb } = lending.table
    expect(citation).toMatch(/^Loans; Staff, Place \(7\), Age group \[lending, IMPUTED \/ WEIGHTED, borders of 2023\]\. The form, 2022\. /)
    expect(nb).toMatch(/^Utlån; Staff, Sted \(7\), Aldersgruppe \[lending, IMPUTED \/ WEIGHTED, grenser fra 2023\]\. Skjema, 2022\. /)
    expect(citation.endsWith(`The same numbers again: ${url}`)).toBe(true)
    expect(url).toContain(`release=${second}`)
  })

  test('of a table split by survey names each', async () => {
    const { events } = await ask<{ events: { table: { citation: string } } }>(
      '{ events(where: { year: { in: [2021] } }) { table(indicators: [SHARE_HOLDING], by: [SURVEY]) { citation } } }',
    )
    expect(events.table.citation).toMatch(/^Share that hold events, XX, Survey \[events, WEIGHTED, borders of 2023\]\. The census, 2021; The poll, 2021\. /)
  })

  test('of an indicator names every survey and year that asked', async () => {
    const { indicator } = await ask<{ indicator: { citation: string } }>('{ indicator(id: "lending.staff") { citation } }')
    expect(indicator.citation).toMatch(/^Staff \[lending\.staff\]\. The census, 2019, 2021; The form, 2020–2023\. Public libraries \[libraries\], release /)
  })
})
