import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLibraries, type Libraries } from '../world/libraries-world.ts'
import { dataOf, mistakeOf } from '../world/open-world.ts'

let world: Libraries
beforeAll(async () => {
  world = await openLibraries()
})
afterAll(() => world.close())

type Page = {
  totalCount: number
  edges: { cursor: string; node: { key: string } }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
}
const fields = '{ totalCount edges { cursor node { key } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }'
const query = (field: string, args: string) => `{ page: ${field}${args && `(${args})`} ${fields} }`
const page = async (field: string, args = '') => (await dataOf<{ page: Page }>(world.ask(query(field, args)))).page
const keys = ({ edges }: Page) => edges.map(({ node }) => node.key)

// https://relay.dev/graphql/connections.htm
describe.each(['indicators', 'questions'])('%s keep to the specification of connections', (field) => {
  test.each([1, 2, 5, 100])('pages of %i put together are all, each once', async (first) => {
    const all = keys(await page(field))
    const found: string[] = []
    for (let after = '', more = true; more;) {
      const one = await page(field, `first: ${first}${after && `, after: "${after}"`}`)
      found.push(...keys(one))
      expect(one.totalCount).toBe(all.length)
      expect(one.edges.length).toBeLessThanOrEqual(first)
      expect(one.pageInfo.endCursor).toBe(one.edges.at(-1)?.cursor)
      expect(one.pageInfo.startCursor).toBe(one.edges[0]?.cursor)
      expect(one.pageInfo.hasNextPage).toBe(found.length < all.length)
      more = one.pageInfo.hasNextPage
      after = one.pageInfo.endCursor ?? ''
    }
    expect(found).toEqual(all)
  })

  test('backwards too', async () => {
    const all = await page(field)
    const last = await page(field, 'last: 3')
    expect(keys(last)).toEqual(keys(all).slice(-3))
    expect(last.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false })
    const before = await page(field, `last: 2, before: "${last.pageInfo.startCursor}"`)
    expect(keys(before)).toEqual(keys(all).slice(-5, -3))
  })

  test('the first 0 are none, and there are more', async () => {
    expect(await page(field, 'first: 0')).toMatchObject({ edges: [], pageInfo: { hasNextPage: true, startCursor: null, endCursor: null } })
  })

  test('after the last there are none, and no more', async () => {
    const { pageInfo } = await page(field)
    expect(await page(field, `first: 5, after: "${pageInfo.endCursor}"`)).toMatchObject({ edges: [], pageInfo: { hasNextPage: false } })
  })

  test('a cursor that is none of ours is an error, never an empty page', async () => {
    for (const cursor of ['garbage', 'YXJyYXljb25uZWN0aW9uOjA=', Buffer.from('key:nothing').toString('base64url')]) {
      const { message, code } = await mistakeOf(world.ask(query(field, `first: 1, after: "${cursor}"`)))
      expect(code).toBe('BAD_USER_INPUT')
      expect(message).toContain('after')
      expect(message).toContain(cursor)
    }
  })

  test('a negative number of items is an error', async () => {
    for (const name of ['first', 'last']) {
      const { message, code } = await mistakeOf(world.ask(query(field, `${name}: -1`)))
      expect(code).toBe('BAD_USER_INPUT')
      expect(message).toBe(`${name} is a number of items, 0 or more; -1 came`)
    }
  })
})

test('pages of what was searched for are of that only', async () => {
  const found = await page('indicators', 'search: "staff", first: 2')
  expect(found).toMatchObject({ totalCount: 6, pageInfo: { hasNextPage: true } })
  const rest = await page('indicators', `search: "staff", after: "${found.pageInfo.endCursor}"`)
  expect([...keys(found), ...keys(rest)]).toEqual(
    ['staff', 'mean_staff', 'median_staff', 'low_staff', 'loans_per_staff', 'staff_per_size'].map((id) => `lending.${id}`),
  )
})
