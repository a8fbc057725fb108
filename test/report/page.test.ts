import { beforeAll, describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/report/outcome.ts'
import { reportPage } from '../../src/report/page.ts'
import type { Quality } from '../../src/report/quality.ts'
import { ofPlaces, places, question, survey, wave } from '../ingest/small-seeds.ts'
import { qualityOf } from './staged.ts'

const day = new Date('2026-02-01')
const refused: Outcome = { kind: 'refused', release: null, accepted: [], note: null, before: null, changes: null, next: [] }
const evil = `"<script>alert('x')</script>"`

let quality: Quality
beforeAll(async () => {
  const asked = [
    question('n', { kind: 'number', unit: 'things' }, 'n'),
    question('yes', { kind: 'boolean' }, 'has'),
    question('since', { kind: 'date' }, 'since'),
  ]
  const form = survey(asked, { ...ofPlaces, waves: { years: [2021, 2022] }, title: { nb: 'Skjema & <b>', en: 'Form & <b>' } })
  const before = wave('id,n,yes,since\n01,1,ja,\n04,2,nei,\n05,3000,ja,2020-01-01\n', 2021)
  quality = await qualityOf(
    { survey: 'form', year: 2022 },
    `id,n,yes,since,"<img src=x>"\n06,${evil},ja,,\n05,2500,nei,2021-05-05,\n`,
    places,
    form,
    before,
  )
})
const pageOf = (language: string, outcome: Outcome = refused) => reportPage(quality, outcome, language, day)

describe('a page of the report', () => {
  test('escapes what comes from the file, the model and the note: no script of theirs can run', () => {
    const page = pageOf('en', { ...refused, kind: 'loaded', note: '</dd><script>', release: 'abc' })
    expect(page).toContain('&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;')
    expect(page).toContain('&lt;img src=x&gt;')
    expect(page).toContain('Form &amp; &lt;b&gt;')
    expect(page).not.toMatch(/<script|<img|<b>"|<\/dd><s/)
  })

  test('needs nothing from elsewhere, and lets nothing in', () => {
    const page = pageOf('en')
    expect(page).not.toMatch(/https?:|<link|src=(?!x&gt;)|url\(|@import/)
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  })

  test('says in each language that it is not for publication, and how many are in the file', () => {
    expect(pageOf('nb')).toMatch(/<html lang="nb">[^]*Ikke til offentliggjøring[^]*<b>2<\/b> rader i filen/)
    expect(pageOf('en')).toMatch(/<html lang="en">[^]*Not for publication[^]*<b>2<\/b> rows in the file/)
    expect(pageOf('nb')).toContain('1. februar 2026')
  })

  test('writes numbers as the language does', () => {
    expect(pageOf('nb')).toContain('<b>2\u00a0500</b>')
    expect(pageOf('en')).toContain('<b>2,500</b>')
  })

  test('names each rule, and gives row, respondent, column, value and proposal of each finding', () => {
    const page = pageOf('en')
    expect(page).toMatch(/Answer that is no number|no number/)
    expect(page).toMatch(/<td>2<\/td><td>06 <span class="nowrap">Fir<\/span><\/td><td><code>n<\/code><\/td>/)
    expect(page).toMatch(/Proposal: write digits/)
  })

  test('has headings in order, tables with headers, and plots with a title', () => {
    const page = pageOf('en')
    expect(page.match(/<h1/g)).toHaveLength(1)
    for (const table of page.split('<table').slice(1)) expect(table).toMatch(/^[^]*?<th scope="col"/)
    const plots = page.split('<svg').slice(1)
    expect(plots.length).toBeGreaterThan(5)
    for (const plot of plots) expect(plot).toMatch(/^[^>]*role="img"><title>[^<]+<\/title>/)
    expect(page).toContain('<title>South: 50%, the year before 100%</title>')
  })

  test('of every element that is opened closes it', () => {
    const stack: string[] = []
    for (const [, closing, name = '', rest = ''] of pageOf('nb').matchAll(/<(\/?)([a-z0-9]+)((?:[^>"]|"[^"]*")*)>/g)) {
      if (['meta'].includes(name) || rest.endsWith('/')) continue
      if (closing) expect(stack.pop()).toBe(name)
      else stack.push(name)
    }
    expect(stack).toEqual([])
  })
})
