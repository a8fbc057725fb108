import { readFileSync } from 'node:fs'
import type { Segment, Text } from '../model/model.ts'
import type { Codebook } from './codebook.ts'
import { variablesOf } from './ddi-variables.ts'
import type { Format } from './formats.ts'
import { segmentSaid, yearsOf } from './said.ts'
import { wordsIn } from './words.ts'
import { xmlFile, type Xml } from '../xml.ts'

/** DDI Codebook 2.5, https://ddialliance.org/Specification/DDI-Codebook/2.5/: texts in every language of the model. */
const ddiOf = (codebook: Codebook, language: string): string =>
  xmlFile({
    codeBook: {
      '@xmlns': 'ddi:codebook:2_5',
      '@version': '2.5',
      '@xml:lang': language,
      docDscr: { citation: { titlStmt: titles(codebook, language, true), prodStmt: { software: { '@version': version(), '#': 'kartlag' } } } },
      stdyDscr: study(codebook, language),
      fileDscr: { '@ID': 'F1', fileTxt: { dimensns: cases(codebook) } },
      dataDscr: variablesOf(codebook),
    },
  })

export const ddi: Format = { id: 'ddi', ending: 'xml', textOf: ddiOf }

/** An element in each language that has a text; none where there is no text. */
export const inEach = (text: Text | null | undefined, more: Xml = {}): Xml[] =>
  Object.entries(text ?? {}).map(([language, words]) => ({ '@xml:lang': language, ...more, '#': words.trim() }))

/** The program's own words in each language of a codebook. */
export const saidInEach = ({ languages }: Pick<Codebook, 'languages'>, say: (language: string) => string, more: Xml = {}): Xml[] =>
  inEach(Object.fromEntries(languages.map((language) => [language, say(language)])), more)

/** One title is the main one, that of other languages parallel to it. */
const titles = (codebook: Codebook, main: string, document: boolean): Xml => {
  const said = saidInEach(codebook, (language) => {
    const title = `${codebook.title[language] ?? codebook.title['en'] ?? codebook.id}, ${codebook.year}`
    return document ? `${wordsIn(language).codebook}: ${title}` : title
  })
  return {
    titl: said.filter((title) => title['@xml:lang'] === main).slice(0, 1),
    parTitl: said.filter((title) => title['@xml:lang'] !== main),
    IDNo: `${codebook.id}-${codebook.year}`,
  }
}

const some = (text: string | null): string[] => (text === null ? [] : [text])

const study = (codebook: Codebook, language: string): Xml => {
  const { year, release, response, notice, synthetic, designed } = codebook
  const { notes: rated, rate } = responseOf(codebook)
  return {
    citation: {
      titlStmt: titles(codebook, language, false),
      distStmt: { contact: some(codebook.contact) },
      serStmt: { serName: inEach(codebook.warehouse) },
      verStmt: release === null ? [] : [{ version: { '@date': release.createdAt.slice(0, 10), '@type': 'release', '#': release.key } }],
    },
    stdyInfo: {
      abstract: inEach(codebook.description),
      sumDscr: { timePrd: { '@event': 'single', '@date': String(year), '#': String(year) }, anlyUnit: saidInEach(codebook, (one) => `${wordsIn(one).roles.unit}: ${codebook.columns[0]?.column}`) },
      notes: [
        ...(synthetic ? saidInEach(codebook, (one) => wordsIn(one).synthetic, { '@type': 'synthetic' }) : []),
        ...(designed ? saidInEach(codebook, (one) => wordsIn(one).designed, { '@type': 'designed' }) : []),
        ...codebook.segments.flatMap((segment) => segmentNotes(codebook, segment)),
      ],
    },
    method: {
      dataColl: {
        sampProc: codebook.sample ? saidInEach(codebook, (one) => wordsIn(one).sample) : [],
        resInstru: some(codebook.instrument),
        sources: codebook.source === null ? [] : [{ dataSrc: codebook.source }],
      },
      notes: rated,
      anlyInfo: response === null ? [] : [{ respRate: rate }],
    },
    dataAccs: { useStmt: { conditions: some(codebook.licence), disclaimer: inEach(notice).filter((text) => text['@xml:lang'] === language).slice(0, 1) } },
  }
}

const segmentNotes = (codebook: Codebook, segment: Segment): Xml[] =>
  saidInEach(
    codebook,
    (language) => `${yearsOf(segment, wordsIn(language))}: ${segmentSaid(segment, language)}`,
    { '@type': 'segment' },
  )

const responseOf = (codebook: Codebook): { notes: Xml[]; rate: Xml[] } => {
  const { response } = codebook
  if (response === null) return { notes: [], rate: [] }
  const note = (type: 'frame' | 'asked' | 'respondents') =>
    response[type] === null ? [] : saidInEach(codebook, (language) => `${wordsIn(language)[type]}: ${response[type]}`, { '@type': type })
  return {
    notes: [...note('frame'), ...note('asked'), ...note('respondents')],
    rate: response.rate === null ? [] : [{ '#': `${(response.rate * 100).toFixed(1)} %` }],
  }
}

const cases = ({ response, columns, questions }: Codebook): Xml => ({
  caseQnty: response === null ? [] : [String(response.respondents)],
  varQnty: String(columns.length + questions.reduce((sum, question) => sum + question.columns.length, 0)),
})

const version = (): string => (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version
