import jsonld from 'jsonld'
import { Parser, Store, Writer } from 'n3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Catalogue } from '../../src/catalogue/catalogue.ts'
import { formats } from '../../src/export/formats.ts'
import type { Served } from '../../src/server/serve.ts'
import { libraries } from '../world/libraries.ts'
import { openWorld, type World } from '../world/open-world.ts'
import { serveData } from '../world/served-libraries.ts'
import { writeFolder } from '../world/write-seeds.ts'

const catalogueKeys = `catalogue:
  publisher: { nb: Bibliotekbyrået, en: "Office of <libraries> & books" }
  themes: [EDUC, GOVE]
  places: ["https://example.org/places/xx"]
`

let world: World
let served: Served
beforeAll(async () => {
  const seeds = writeFolder({ ...libraries, 'model.yaml': `${libraries['model.yaml']}${catalogueKeys}` })
  world = await openWorld(seeds)
  served = await serving({})
})
afterAll(async () => {
  await served.close()
  await world.close()
})

const serving = (environment: Record<string, string>) => serveData(world.data, environment)
const get = async (path: string, headers: Record<string, string> = {}, url = served.url) => {
  const response = await fetch(`${url}${path}`, { headers })
  return { status: response.status, type: (response.headers.get('content-type') ?? '').replace(/;.*/, ''), headers: response.headers, text: await response.text() }
}
const json = async (url = served.url) => JSON.parse((await get('/data.json', {}, url)).text) as Catalogue

const dcat = 'http://www.w3.org/ns/dcat#'
const dct = 'http://purl.org/dc/terms/'
const a = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
const turtle = async (url = served.url) => new Store(new Parser().parse((await get('/data.ttl', {}, url)).text))
const values = (store: Store, subject: string, property: string) => store.getObjects(subject, property, null).map(({ value }) => value)

describe('what there is', () => {
  test('subjects, indicators and dimensions, with addresses that all answer', async () => {
    const { subjects, dimensions, levels } = await json()
    expect(subjects.map(({ id }) => id)).toEqual(['events', 'lending'])
    expect(dimensions.map(({ id }) => id)).toEqual(['age_group', 'medium', 'topic'])
    expect(dimensions[2]?.members).toContainEqual({ id: 'music', label: null })
    expect(levels.map(({ id }) => id)).toEqual(['country', 'county', 'district', 'place', 'size_group'])
    const addresses = subjects.flatMap(({ files, indicators }) => [...files, ...indicators].map(({ url }) => url))
    for (const address of addresses) {
      const { status, text } = await get(address.replace(served.url, ''))
      expect([address, status]).toEqual([address, 200])
      expect(text.length).toBeGreaterThan(100)
    }
  })

  test('every format has its file; what only tells of another is found from that one', async () => {
    const { subjects } = await json()
    const [, lending] = subjects
    const national = lending?.files.filter(({ level }) => level === 'country').map(({ format }) => format)
    expect(national).toEqual(formats.map(({ id }) => id).filter((id) => id !== 'csv-metadata.json'))
    expect(lending?.files.filter(({ level }) => level !== 'country').map(({ level }) => level)).toEqual(['county', 'district', 'place', 'size_group'])
  })

  test('indicators have their years, unit and words in every language', async () => {
    const { subjects, release } = await json()
    const loans = subjects[1]?.indicators.find(({ id }) => id === 'loans')
    expect(loans).toMatchObject({ label: { nb: 'Utlån', en: 'Loans' }, unit: 'loans', kind: 'total', years: [2020, 2021, 2022, 2023] })
    expect(release).toBe(world.key)
  })
})

describe('who asks gets it as they read it', () => {
  test.each([
    ['*/*', 'application/json'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'text/html'],
    ['text/turtle', 'text/turtle'],
    ['application/ld+json', 'application/ld+json'],
  ])('Accept: %s', async (accept, type) => {
    const answer = await get('/data', { accept })
    expect([answer.status, answer.type]).toEqual([200, type])
    expect(answer.headers.get('vary')).toMatch(/Accept/)
    expect(answer.headers.get('kartlag-release')).toBe(world.key)
    expect(answer.headers.get('link')?.split(', ')).toHaveLength(3)
  })

  test.each(['html', 'json', 'ttl', 'jsonld'])('/data.%s, whatever is accepted', async (ending) => {
    expect((await get(`/data.${ending}`, { accept: 'image/png' })).status).toBe(200)
  })

  test('what it is not written as is refused, with what it is', async () => {
    const { status, text } = await get('/data', { accept: 'application/rdf+xml' })
    expect([status, text]).toEqual([406, expect.stringContaining('text/turtle')])
    expect(await get('/data.html?language=de')).toMatchObject({ status: 400, text: expect.stringMatching(/language is 'de'; .*nb, en/) })
  })
})

describe('the page', () => {
  const links = (page: string) => [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, target = '']) => target)

  test('is in the language of the reader, or the one asked for', async () => {
    const nb = await get('/data.html', { 'accept-language': 'nb' })
    expect(nb.text).toMatch(/<html lang="nb">/)
    expect(nb.text).toContain('Aldersgruppe')
    expect((await get('/data.html?language=en', { 'accept-language': 'nb' })).text).toContain('Age group')
  })

  test('escapes what the model says, loads nothing, and every link of it leads somewhere', async () => {
    const { text, headers } = await get('/data.html')
    expect(text).toContain('Office of &lt;libraries&gt; &amp; books')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(text).not.toMatch(/<script|src=/)
    const targets = [...new Set(links(text).filter((target) => !target.startsWith('data:')))]
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => `#${id}`)
    expect(targets.filter((target) => target.startsWith('#') && !ids.includes(target))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
    const pages = targets.filter((target) => !target.startsWith('#') && !target.includes('/data/'))
    expect(pages).toHaveLength(4)
    for (const target of pages) expect([target, (await fetch(target)).status]).toEqual([target, 200])
  })

  test('is linked from the first page', async () => {
    expect(links((await get('/')).text)).toContain('data')
  })
})

describe('for data portals', () => {
  test('Turtle and JSON-LD say the same', async () => {
    const parsed = new Parser().parse((await get('/data.ttl')).text)
    const lines = await new Promise<string>((resolve, reject) => {
      const writer = new Writer({ format: 'N-Quads' })
      writer.addQuads(parsed)
      writer.end((error: Error | null, text: string) => (error ? reject(error) : resolve(text)))
    })
    const canonical = { algorithm: 'URDNA2015', format: 'application/n-quads' } as const
    const fromTurtle = await jsonld.canonize(lines as unknown as jsonld.JsonLdDocument, { ...canonical, inputFormat: 'application/n-quads' } as object)
    const fromJson = await jsonld.canonize(JSON.parse((await get('/data.jsonld')).text) as jsonld.JsonLdDocument, { ...canonical, safe: true } as object)
    expect(String(fromTurtle).split('\n').length).toBeGreaterThan(300)
    expect(fromTurtle).toBe(fromJson)
  })

  // What DCAT-AP-NO 2.2 says must be there, and where it says so, how often at most.
  const must: Readonly<Record<string, readonly string[]>> = {
    Catalog: [`${dct}title`, `${dct}description`, `${dct}identifier`, `${dct}publisher`, `${dcat}dataset`],
    Dataset: [`${dct}title`, `${dct}description`, `${dct}identifier`, `${dct}publisher`, `${dcat}theme`],
    Distribution: [`${dcat}accessURL`],
    DataService: [`${dct}title`, `${dct}identifier`, `${dcat}endpointURL`],
  }
  const once: Readonly<Record<string, readonly string[]>> = {
    Catalog: [`${dct}identifier`, `${dct}publisher`, `${dct}license`, `${dct}modified`],
    Dataset: [`${dct}publisher`, `${dct}accessRights`, `${dct}modified`, 'http://www.w3.org/2002/07/owl#versionInfo'],
    Distribution: [`${dct}license`, `${dct}rights`, `${dcat}mediaType`],
    DataService: [`${dcat}endpointURL`, `${dct}accessRights`],
  }
  test.each(Object.keys(must))('every %s has what it must, and once what may be there once', async (name) => {
    const store = await turtle()
    const found = store.getSubjects(a, `${dcat}${name}`, null).map(({ value }) => value)
    expect(found.length).toBeGreaterThan(0)
    for (const one of found) {
      expect([one, must[name]?.filter((property) => values(store, one, property).length === 0)]).toEqual([one, []])
      expect([one, once[name]?.filter((property) => values(store, one, property).length > 1)]).toEqual([one, []])
    }
  })

  test('a dataset is told in both languages: what, when, where, by whom, and that it is made up', async () => {
    const store = await turtle()
    const lending = `${served.url}/data#lending`
    const titles = store.getObjects(lending, `${dct}title`, null).map((title) => [title.value, 'language' in title ? title.language : null])
    expect(titles).toEqual([['Utlån', 'nb'], ['Lending', 'en']])
    expect(values(store, lending, `${dct}description`).every((text) => /Oppdiktet\.|Made up\./.test(text))).toBe(true)
    const [publisher = ''] = values(store, lending, `${dct}publisher`)
    expect(values(store, publisher, 'http://xmlns.com/foaf/0.1/name')).toEqual(['Bibliotekbyrået', 'Office of <libraries> & books'])
    expect(values(store, lending, `${dcat}theme`)).toEqual(['EDUC', 'GOVE'].map((code) => `http://publications.europa.eu/resource/authority/data-theme/${code}`))
    expect(values(store, lending, `${dct}spatial`)).toEqual(['https://example.org/places/xx'])
    const [period] = store.getObjects(lending, `${dct}temporal`, null)
    expect([`${dcat}startDate`, `${dcat}endDate`].flatMap((property) => store.getObjects(period ?? null, property, null).map(({ value }) => value))).toEqual(['2019-01-01', '2023-12-31'])
  })

  test('every file is a distribution with its media type', async () => {
    const [store, { subjects }] = [await turtle(), await json()]
    const told = values(store, `${served.url}/data#lending`, `${dcat}distribution`).flatMap((one) => values(store, one, `${dcat}downloadURL`))
    expect(told).toEqual(subjects[1]?.files.map(({ url }) => url))
    const types = store.getObjects(null, `${dcat}mediaType`, null).map(({ value }) => value)
    expect(types).toContain('https://www.iana.org/assignments/media-types/text/csv')
    expect(types.every((type) => /media-types\/\w+\/[\w.+-]+$/.test(type))).toBe(true)
  })
})

test('the services that data portals are told of answer, and say what they have', async () => {
  const store = await turtle()
  for (const property of ['endpointURL', 'endpointDescription'])
    for (const { value } of store.getObjects(null, `${dcat}${property}`, null)) {
      const query = value.endsWith('/graphql') ? `?query=${encodeURIComponent('{ __typename }')}` : ''
      expect([value, (await fetch(`${value}${query}`)).status]).toEqual([value, 200])
    }
})

test('addresses are those by which others reach the server, where they are set', async () => {
  const proxied = await serving({ KARTLAG_PUBLIC_URL: 'https://data.example.org/stat/' })
  const { url, subjects } = await json(proxied.url)
  const store = await turtle(proxied.url)
  await proxied.close()
  expect([url, subjects[1]?.files[0]?.url]).toEqual(['https://data.example.org/stat/data', 'https://data.example.org/stat/data/lending.csv'])
  expect(store.getSubjects(a, `${dcat}DataService`, null).map(({ value }) => value)).toEqual(['https://data.example.org/stat/graphql', 'https://data.example.org/stat/odata/'])
  expect([...store].filter((quad) => [quad.subject.value, quad.object.value].some((value) => value.includes('127.0.0.1')))).toEqual([])
})
