import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLibraries, type Libraries } from '../world/libraries-world.ts'
import { dataOf, type Asking } from '../world/open-world.ts'

let world: Libraries
beforeAll(async () => {
  world = await openLibraries()
})
afterAll(() => world.close())

const ask = <T>(query: string, options?: Asking) => dataOf<T>(world.ask(query, options))

describe('languages', () => {
  const labels = async (args: string, language?: string) =>
    (
      await ask<{ indicator: { label: string } }>(
        `{ indicator(id: "lending.loans") { label${args} } }`,
        language === undefined ? {} : { language },
      )
    ).indicator.label

  test('the argument, else what the request accepts, else English', async () => {
    expect(await labels('(language: NB)', 'en')).toBe('Utlån')
    expect(await labels('', 'nb')).toBe('Utlån')
    expect(await labels('(language: EN)', 'nb')).toBe('Loans')
    expect(await labels('', 'en')).toBe('Loans')
    expect(await labels('', 'fr')).toBe('Loans')
  })

  test('all words follow, those of a series and a definition too', async () => {
    const query = `{ lending(where: { ageGroup: [ADULTS] }) { series(indicator: LOANS, by: [AGE_GROUP]) {
      label breaks { reason } indicator { definition } } } surveys { title } warehouse { title notice } }`
    expect(await ask(query, { language: 'nb' })).toEqual({
      lending: {
        series: [
          { label: 'Utlån, XX, Voksne', breaks: [{ reason: 'Nye grenser' }], indicator: { definition: expect.stringMatching(/^Sum av/) } },
        ],
      },
      surveys: [{ title: 'Telling' }, { title: 'Skjema' }, { title: 'Måling' }],
      warehouse: { title: 'Bibliotek', notice: 'Oppdiktet' },
    })
  })
})

describe('nodes', () => {
  const all = `{ area(code: "B3", vintage: 2021) { id __typename } indicator(id: "lending.loans") { id __typename } survey(id: "poll") { id __typename }
    questions(first: 1) { edges { node { id __typename } } } release(id: "KEY") { id __typename } }`
  type Node = { id: string; __typename: string }
  const five = async (): Promise<Node[]> => {
    const { area, indicator, survey, questions, release } = await ask<Record<string, Node> & { questions: { edges: { node: Node }[] } }>(
      all.replace('KEY', world.key),
    )
    return [area, indicator, survey, questions.edges[0]?.node, release].flatMap((node) => (node ? [node] : []))
  }

  test('of all five types are found again by their global id, one or many', async () => {
    const found = await five()
    expect(found.map(({ __typename }) => __typename)).toEqual(['Area', 'Indicator', 'Survey', 'Question', 'Release'])
    for (const { id, __typename } of found)
      expect(await ask('query ($id: ID!) { node(id: $id) { id __typename } }', { variables: { id } })).toEqual({ node: { id, __typename } })
    const many = await ask<{ nodes: Node[] }>('query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }', {
      variables: { ids: found.map(({ id }) => id) },
    })
    expect(many.nodes).toEqual(found)
  })

  test('an area is found in its own borders', async () => {
    const id = (await five())[0]?.id
    expect(await ask('query ($id: ID!) { node(id: $id) { ... on Area { code vintage name } } }', { variables: { id } })).toEqual({
      node: { code: 'B3', vintage: 2021, name: 'Gorse' },
    })
  })

  test('no two types share an id', async () => {
    expect(new Set((await five()).map(({ id }) => id)).size).toBe(5)
  })

  const global = (text: string) => Buffer.from(text).toString('base64')
  test.each([
    ['an indicator that does not exist', global('Indicator:lending.nothing')],
    ['an area that does not exist', global('Area:2023:nothing')],
    ['an area of borders that are not known', global('Area:1850:A3')],
    ['an area without borders', global('Area:A3')],
    ['a type that does not exist', global('Nothing:1')],
    ['a type that is no node', global('Dimension:medium')],
    ['a type without a key', global('Survey:')],
    ['no global id at all', 'nonsense'],
    ['an empty text', ''],
  ])('unknown is null: %s', async (_, id) => {
    const known = (await five())[1]?.id
    expect(await ask('query ($id: ID!) { node(id: $id) { id } }', { variables: { id } })).toEqual({ node: null })
    expect(await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { variables: { ids: [id, known] } })).toEqual({
      nodes: [null, { id: known }],
    })
  })
})
