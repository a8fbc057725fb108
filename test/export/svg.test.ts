import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBrowser, openPage } from '../web/browser.ts'
import { serveLibraries } from '../world/served-libraries.ts'
import { drawnFrom, named, parsed, textIn, within, type Element } from './drawing.ts'

let served: Awaited<ReturnType<typeof serveLibraries>>
beforeAll(async () => {
  served = await serveLibraries()
})
afterAll(() => served.close())

const get = async (path: string) => {
  const response = await fetch(`${served.url}/data/${path}`)
  expect(response.status).toBe(200)
  return { text: await response.text(), headers: response.headers }
}
const chart = async (query: string): Promise<Element> => parsed((await get(query.replace('?', '.svg?'))).text)

/** Eight places over four years: with values, one suppressed, one not asked, one missing, and breaks in 2022 and 2023. */
const staff = 'lending?indicators=staff&at=place&vintage=2021&year=2020..2023'
const points = (path: string): readonly (readonly number[])[] => [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)])

describe('the numbers of a chart', () => {
  test.each([
    staff,
    `${staff}&language=nb&estimator=reported`,
    'lending?indicators=loans,share_offering,mean_rating&by=age_group&age_group=adults,children&at=county',
    'lending?indicators=share_offering&by=medium&at=county&year=2021',
    'lending?indicators=staff&at=place&transform=growth:1',
    'lending?indicators=staff&by=survey',
    'events?indicators=share_holding&by=topic&survey=poll',
    'lending?indicators=loans&at=place&year=2022&order_by=-loans&limit=3',
  ])('%s: are those of the CSV of the same query, exactly, with limits, statuses and members', async (query) => {
    const records = parse((await get(query.replace('?', '.csv?'))).text, { columns: true }) as Record<string, string>[]
    const indicators = Object.keys(records[0] ?? {}).flatMap((name) => (name.endsWith('_status') ? [name.slice(0, -'_status'.length)] : []))
    const dimensions = Object.keys(records[0] ?? {}).flatMap((name) => (name.endsWith('_label') ? [name.slice(0, -'_label'.length)] : []))
    const expected = indicators.flatMap((id) =>
      records.map((row) => {
        const cell = (name: string) => row[name] ?? ''
        const members = dimensions.map((name) => cell(name))
        return [id, cell('year'), cell('area'), ...members, cell(id), cell(`${id}_se`), cell(`${id}_lower`), cell(`${id}_upper`), cell(`${id}_n`), cell(`${id}_status`)].join('|')
      }),
    )
    const drawn = named(await chart(query), 'observation').map(({ attributes }) => {
      const data = (name: string) => attributes[`data-${name}`] ?? ''
      const members = dimensions.map((name) => data(`by-${name}`))
      return [data('indicator'), data('year'), data('area'), ...members, data('value'), data('se'), data('lower'), data('upper'), data('n'), data('status')].join('|')
    })
    expect(expected.length).toBeGreaterThan(2)
    expect([...drawn].sort()).toEqual([...expected].sort())
  })

  test('that are missing, suppressed, not asked and zero are four different marks, each explained in both languages', async () => {
    const statuses = ['SUPPRESSED', 'NOT_ASKED', 'MISSING', 'NORMAL']
    const rows = statuses.map((status, index) => ({ year: 2020, area: `a${index}`, value: status === 'NORMAL' ? 0 : null, status }))
    const shapes = (xml: string) => named(parsed(xml), 'observation').map(({ children }) => children.filter(({ name }) => name !== 'title').map(({ name, attributes, text }) => `${name} ${(attributes['d'] ?? '').replaceAll(/-?[\d.]+,-?[\d.]+/g, '')} ${text}`).join())
    for (const more of [[], [{ year: 2021, area: 'a3', value: 1 }]]) expect(new Set(shapes(drawnFrom([...rows, ...more])).slice(0, 4)).size).toBe(4)
    for (const [language, words] of [['en', ['suppressed: known, but not public', 'not asked', 'missing: not answered']], ['nb', ['skjult: kjent, men ikke offentlig', 'ikke spurt', 'mangler: ikke besvart']]] as const) {
      const text = textIn(await chart(`${staff}&language=${language}`))
      for (const one of words) expect(text).toContain(one)
    }
    const none = textIn(await chart('lending?indicators=staff&at=place&year=2022'))
    expect(none).not.toMatch(/suppressed|not asked/)
  })

  test('are never joined across a missing year, a number that is not there, or a break', () => {
    const years = [2010, 2011, 2013, 2014, 2015, 2016, 2017, 2018, 2019]
    const rows = years.map((year) => ({ year, area: 'a', value: year === 2016 ? null : year - 2000 }))
    const breaks = [{ indicator: 'loans', area: 'a', members: [], breaks: [{ year: 2018, kind: 'SEGMENT' as const, reason: { en: 'New form', nb: 'Nytt skjema' }, source: null }] }]
    const root = parsed(drawnFrom(rows, { breaks }))
    const at = new Map(named(root, 'observation').flatMap(({ attributes, children }) => children.flatMap((one) => (one.name === 'circle' ? [[one.attributes['cx'] ?? '', attributes['data-year'] ?? ''] as const] : []))))
    const joined = named(root, 'line').map(({ attributes }) => points((attributes['d'] ?? '').replaceAll(/([ML])/g, ' ')).map(([x]) => at.get(String(x))))
    expect(joined).toEqual([['2010', '2011'], ['2013', '2014', '2015'], ['2018', '2019']])
    const [broken] = named(root, 'break')
    expect(broken?.attributes['stroke-dasharray']).toBeTruthy()
    const x = (year: string) => Number([...at].find(([, one]) => one === year)?.[0])
    expect(points((broken?.attributes['d'] ?? '').slice(1))[0]?.[0]).toBeCloseTo((x('2017') + x('2018')) / 2, 1)
    expect(textIn(root)).toContain('Break in 2018: not comparable with the years before. New form')
    expect(textIn(parsed(drawnFrom(rows, { breaks, language: 'nb' })))).toContain('Brudd i 2018: kan ikke sammenlignes med årene før. Nytt skjema')
  })

  test('lie as high as they are great, and their intervals around them', () => {
    const root = parsed(drawnFrom([2020, 2021, 2022].map((year, index) => ({ year, area: 'a', value: index * 10, lower: index * 10 - 5, upper: index * 10 + 5 }))))
    const heights = named(root, 'observation').map(({ children }) => Number(children.find(({ name }) => name === 'circle')?.attributes['cy']))
    const [low = 0, middle = 0, high = 0] = heights
    expect(low - middle).toBeCloseTo(middle - high, 1)
    const band = points((named(root, 'interval')[0]?.attributes['d'] ?? '').replaceAll(/[MLZ]/g, ' ')).map(([, y = 0]) => y)
    expect(band[0]).toBeCloseTo(low - (low - middle) / 2, 1)
    expect(band.at(-1)).toBeCloseTo(low + (low - middle) / 2, 1)
  })
})

describe('a chart with much in it', () => {
  const places = (count: number, years: readonly number[]) => Array.from({ length: count }, (_, index) => years.map((year) => ({ year, area: `p${index}`, name: `Place ${index}`, value: (index * 37) % 101 }))).flat()
  const series = (root: Element) => new Set(named(root, 'observation').map(({ attributes }) => attributes['data-area']))

  test.each([[8, 1], [9, 9], [16, 16]])('%i series over years are drawn in %i panels', (count, panels) => {
    const root = parsed(drawnFrom(places(count, [2020, 2021])))
    expect([series(root).size, named(root, 'panel').length]).toEqual([count, panels])
    expect(textIn(root)).not.toMatch(/left out/)
  })

  test('more are left out, the smallest first, and the chart says how many', () => {
    const root = parsed(drawnFrom(places(40, [2020, 2021])))
    expect(textIn(root)).toContain('8 of 40 shown (area): those with the highest latest value. 32 are left out of the chart, not of the table.')
    const values = named(root, 'observation').map(({ attributes }) => Number(attributes['data-value']))
    const greatest = Array.from({ length: 40 }, (_, index) => (index * 37) % 101).sort((a, b) => b - a).slice(0, 8)
    expect([...new Set(values)].sort((a, b) => b - a)).toEqual(greatest)
    expect(textIn(parsed(drawnFrom(places(40, [2020]), { language: 'nb' })))).toContain('24 av 40 er vist (område)')
  })

  test('a name beside the last value of a line that ends early is tied to it by dots, not by a line', () => {
    const root = parsed(drawnFrom(['a', 'b'].flatMap((area) => [2020, 2021, 2022].map((year) => ({ year, area, value: area === 'b' && year === 2022 ? null : 1 })))))
    expect(named(root, 'pointer').map(({ attributes }) => attributes['stroke-dasharray'] !== undefined)).toEqual([false, true])
  })

  test('rows that a limit cut are told', async () => {
    expect(textIn(await chart('lending?indicators=loans&at=place&limit=3'))).toMatch(/Drawn from 3 of the table’s \d+ rows/)
  })

  test('places of one name are told apart by their codes', () => {
    const text = textIn(parsed(drawnFrom([2020, 2021].flatMap((year) => ['1515', '1818'].map((area) => ({ year, area, name: 'Herøy', value: 1 }))))))
    expect(text).toContain('Herøy (1515)')
    expect(text).toContain('Herøy (1818)')
  })
})

describe('a chart as a document', () => {
  test('has a role, a title and a description, the indicator, its measure, source, release and notice', async () => {
    const { text, headers } = await get('lending.svg?indicators=share_offering&at=county&language=nb')
    const root = parsed(text)
    expect(headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
    expect(headers.get('content-disposition')).toBeNull()
    expect(root.attributes).toMatchObject({ role: 'img', lang: 'nb', 'aria-labelledby': 'chart-title chart-description', 'data-release': served.world.key })
    expect(root.children.slice(0, 2).map(({ name }) => name)).toEqual(['title', 'desc'])
    expect(root.children[1]?.text).toMatch(/^Linjediagram, 2 serier\. prosent · 2019–2023\./)
    expect(textIn(root)).toMatch(/Merk: Oppdiktet/)
    expect(textIn(root)).toMatch(/Kilde: .*utgave/)
    expect(textIn(root)).toContain(served.world.key)
  })

  test('writes numbers as its language does', () => {
    const rows = [{ year: 2020, area: 'a', value: 0.255 }, { year: 2021, area: 'a', value: 0.5 }]
    expect(textIn(parsed(drawnFrom(rows, { unit: 'share' })))).toContain('20%')
    expect(textIn(parsed(drawnFrom(rows, { unit: 'share', language: 'nb' })))).toContain('20\u00a0%')
    const large = [{ year: 2020, area: 'a', value: 12345 }, { year: 2020, area: 'b', value: 0.125 }]
    expect(textIn(parsed(drawnFrom(large)))).toMatch(/12,345.*0\.125/)
    expect(textIn(parsed(drawnFrom(large, { language: 'nb' })))).toMatch(/12\s345.*0,125/)
  })

  test('says that its axis does not begin at zero, where it does not; bars always do', () => {
    const rows = [{ year: 2020, area: 'a', value: 95 }, { year: 2021, area: 'a', value: 96 }]
    expect(textIn(parsed(drawnFrom(rows)))).toContain('does not begin at 0')
    expect(textIn(parsed(drawnFrom(rows.slice(0, 1))))).not.toContain('does not begin at 0')
  })

  test('says what is not public in it', () => {
    expect(textIn(parsed(drawnFrom([{ year: 2020, area: 'a', value: 1 }], { secret: 'Not public' })))).toContain('Not public')
  })

  test('holds no script and loads nothing, whatever names are', () => {
    const evil = `<script>alert("1")</script>&'\u0000\u0008\ud800`
    const xml = drawnFrom([2020, 2021].map((year) => ({ year, area: evil, name: evil, value: 1 })), { title: evil, citation: evil, notice: evil, language: 'en" onload="x' })
    const root = parsed(xml)
    const elements = within(root)
    expect([...new Set(elements.map(({ name }) => name))].sort()).toEqual(['circle', 'desc', 'g', 'path', 'rect', 'svg', 'text', 'title'].filter((name) => elements.some((one) => one.name === name)))
    for (const { attributes } of elements) expect(Object.keys(attributes).filter((name) => /^on|href|style|src/.test(name))).toEqual([])
    expect(xml).not.toMatch(/url\(|@import/)
    expect(named(root, 'observation')[0]?.attributes['data-area']).toBe(`<script>alert("1")</script>&'`)
  })

  test('of more rows than can be drawn is refused, with the way out', () => {
    const rows = Array.from({ length: 50_001 }, (_, index) => ({ year: 2020, area: `p${index}`, value: 1 }))
    expect(() => drawnFrom(rows)).toThrow('this table has 50001 rows, and a chart draws at most 50000; narrow it')
  })

  test('of no rows says so', () => {
    expect(textIn(parsed(drawnFrom([])))).toContain('There are no rows to draw.')
  })
})

const browser = findBrowser()
test.skipIf(browser === null)('in a browser no text of it lies outside it, and no label covers another', { timeout: 60_000 }, async () => {
  const page = await openPage(browser ?? '', { width: 800, height: 500 })
  try {
    for (const query of [staff, `${staff}&language=nb`, 'lending?language=nb', 'lending?year=2021&at=county', 'lending?indicators=loans&at=place&year=2020..2023&by=age_group']) {
      await page.go(`${served.url}/data/${query.replace('?', '.svg?')}`)
      await page.until(`location.href.includes(${JSON.stringify(query.split('?')[1])}) && document.documentElement.tagName === 'svg' && document.documentElement.lastChild`)
      const wrong = await page.evaluate(`(() => {
        const boxes = [...document.querySelectorAll('text')].map((one) => ({ box: one.getBBox(), text: one.firstChild.textContent }))
        const { width, height } = document.documentElement.viewBox.baseVal
        const outside = boxes.filter(({ box }) => box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height)
        const covers = (a, b) => Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 1 && Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 3.5
        const covered = boxes.flatMap((a, index) => boxes.slice(index + 1).filter((b) => covers(a.box, b.box)).map((b) => [a.text, b.text]))
        return JSON.stringify([outside.map(({ text }) => text), covered])
      })()`)
      expect([query, wrong]).toEqual([query, '[[],[]]'])
    }
    expect(page.complaints.filter((one) => !one.includes('favicon'))).toEqual([])
    expect(page.requested.filter((address) => !address.startsWith(served.url))).toEqual([])
  } finally {
    await page.close()
  }
})
